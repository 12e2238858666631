"""Digests of URL and text of every document → how often URLs were captured again, in memory of a part of them."""

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, Self

import numpy as np
import numpy.typing as npt

from scanner.types.duplicates import Recaptures

PARTS: Final = 64
"""Files by the first bits of a URL's digest; one at a time is held in memory."""
_COLUMNS: Final = 4
"""Two 64-bit halves of the URL's digest, two of the text's."""


@dataclass(slots=True)
class CaptureWriter:
    """Takes digests block by block and spreads them over files, so that one URL is in one file."""

    folder: Path
    _stack: ExitStack = field(default_factory=ExitStack)
    _files: list[BinaryIO] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._files = [self._stack.enter_context(_part(self.folder, at).open("wb")) for at in range(PARTS)]
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._stack.close()

    def add(self, urls: Sequence[str | None], texts: npt.NDArray[np.uint64]) -> None:
        """Add documents; `texts` holds the halves of their digests, shape (n, 2). Those without a URL do not count."""
        rows = [at for at, url in enumerate(urls) if url is not None]
        joined = b"".join(_digest(url) for url in urls if url is not None)
        entries = np.hstack((np.frombuffer(joined, dtype="<u8").reshape(-1, 2), texts[rows]))
        parts = entries[:, 0] % PARTS
        for part in np.unique(parts).tolist():
            self._files[part].write(entries[parts == part].astype("<u8").tobytes())


def count_recaptures(folder: Path) -> Recaptures:
    """Return what the files of a `CaptureWriter` come to."""
    urls = documents = same = changed = 0
    for at in range(PARTS):
        entries = np.fromfile(_part(folder, at), dtype="<u8").reshape(-1, _COLUMNS)
        entries = entries[np.lexsort(entries.T[::-1])]
        differs = entries[1:] != entries[:-1]
        starts = np.flatnonzero(np.concatenate(([True], differs[:, :2].any(axis=1)))[: len(entries)])
        captures = np.diff(starts, append=len(entries))
        texts = 1 + int(differs.any(axis=1).sum()) if len(entries) else 0
        urls += int((captures > 1).sum())
        documents += int(captures[captures > 1].sum())
        same += len(entries) - texts
        changed += texts - len(starts)
    return Recaptures(urls, documents, same, changed)


def _digest(url: str) -> bytes:
    """Return 128 bits of a URL without its fragment, which no server ever sees (RFC 3986 §3.5)."""
    return hashlib.sha256(url.partition("#")[0].encode("utf-8", "surrogatepass")).digest()[:16]


def _part(folder: Path, at: int) -> Path:
    return folder / f"part-{at:02d}.u8"
