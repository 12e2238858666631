"""Rows of numbers → files by the first number, so that equal ones are in one file, and these files one by one."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, Self

import numpy as np
import numpy.typing as npt

PARTS: Final = 64
"""One file at a time is held in memory."""
Entries = npt.NDArray[np.uint64]
"""Shape (n, columns)."""


@dataclass(slots=True)
class PartWriter:
    """Spreads rows over files; the first column must be a digest, so that files are about equal in size."""

    folder: Path
    _stack: ExitStack = field(default_factory=ExitStack)
    _files: list[BinaryIO] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._files = [self._stack.enter_context(_part(self.folder, at).open("wb")) for at in range(PARTS)]
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._stack.close()

    def add(self, entries: Entries) -> None:
        """Add rows."""
        parts = entries[:, 0] % PARTS
        for part in np.unique(parts).tolist():
            self._files[part].write(entries[parts == part].astype("<u8").tobytes())


def read_parts(folder: Path, columns: int) -> Iterator[Entries]:
    """Yield the rows file by file, sorted by all columns from the first on."""
    for at in range(PARTS):
        yield read_part((folder,), at, columns)


def read_part(folders: Sequence[Path], at: int, columns: int) -> Entries:
    """Return the rows of one file of each of several writers, sorted so."""
    entries = np.concatenate([np.fromfile(_part(folder, at), dtype="<u8").reshape(-1, columns) for folder in folders])
    return entries[np.lexsort(entries.T[::-1])]


def _part(folder: Path, at: int) -> Path:
    return folder / f"part-{at:02d}.u8"
