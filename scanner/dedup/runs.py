"""Signatures of a corpus, shard after shard → a block of rows and sorted runs of (hash, row) on disk, and back.

A run is what a block of rows adds to one line: the hashes of a band (or of whole signatures), ascending, each with its
row. Equal hashes of all runs are brought together range by range, so that memory depends on the range alone.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.bands import Bands, Rows, content_keys
from scanner.dedup.sketch import Signatures

ROWS_A_RUN: Final = 1 << 17
ROWS_A_RANGE: Final = 1 << 20
"""About as many rows of one line are held in memory at once."""
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class RowFile:
    """Signatures one after the other in an open file; rows are read where they are asked for.

    Not mapped into memory: with ten million rows a map peaked at 3 GB, plain reads at 0.4.
    """

    number: int
    """Of the open file."""
    permutations: int

    def gather(self, rows: Rows) -> Signatures:
        """Return the signatures of rows, shape (n, permutations)."""
        size = 4 * self.permutations
        read = b"".join([os.pread(self.number, size, row * size) for row in rows.tolist()])
        return np.frombuffer(read, dtype="<u4").reshape(-1, self.permutations)


@dataclass(slots=True)
class RunWriter:
    """Takes signatures block by block and writes rows and runs."""

    folder: Path
    permutations: int
    bands: tuple[Bands, ...]
    """Each way of cutting has its own lines; whole signatures are the first line of all."""
    rows: int = 0
    _starts: list[int] = field(default_factory=list)
    _file: BinaryIO | None = None
    _held: list[tuple[Signatures, npt.NDArray[np.bool_]]] = field(default_factory=list)

    def add(self, signatures: Signatures, has_tokens: npt.NDArray[np.bool_]) -> None:
        """Append rows; those without tokens keep their number and are in no run."""
        for first in range(0, len(signatures), ROWS_A_RUN):
            part = slice(first, first + ROWS_A_RUN)
            self._held.append((signatures[part], has_tokens[part]))
            if sum(len(rows) for rows, _ in self._held) >= ROWS_A_RUN:
                self._flush()

    def close(self) -> "Runs":
        """Write what is left and return all of it."""
        self._flush()
        if self._file is not None:
            self._file.close()
        return Runs(self.folder, self.permutations, self.bands, self.rows, tuple(self._starts))

    def _flush(self) -> None:
        if not self._held:
            return
        if self._file is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._file = (self.folder / "rows.u4").open("wb")
        signatures = np.concatenate([rows for rows, _ in self._held])
        present = np.flatnonzero(np.concatenate([flags for _, flags in self._held]))
        self._held = []
        self._file.write(signatures.astype("<u4", copy=False).tobytes())
        own = signatures[present]
        lines = [_sorted_run(own, present)]
        for bands in self.bands:
            for band in range(bands.count):
                columns = slice(band * bands.rows, (band + 1) * bands.rows)
                lines.append(_sorted_run(own[:, columns], present))
        np.save(self.folder / f"keys-{self.rows}.npy", np.stack([keys for keys, _ in lines]))
        np.save(self.folder / f"rows-{self.rows}.npy", np.stack([rows for _, rows in lines]))
        self._starts.append(self.rows)
        self.rows += len(signatures)


def _sorted_run(values: Signatures, rows: Rows) -> tuple[Keys, npt.NDArray[np.uint32]]:
    keys = content_keys(values)
    order = np.argsort(keys, kind="stable")
    return keys[order], rows[order].astype(np.uint32)


@dataclass(frozen=True, slots=True)
class Runs:
    """What a `RunWriter` wrote."""

    folder: Path
    permutations: int
    bands: tuple[Bands, ...]
    rows: int
    starts: tuple[int, ...]
    """First row of each run."""

    @contextmanager
    def open_rows(self) -> Iterator[RowFile]:
        """Give the signatures, until the block ends."""
        with (self.folder / "rows.u4").open("rb") as file:
            yield RowFile(file.fileno(), self.permutations)

    def lines_of(self, bands: Bands) -> range:
        """Return the lines of one way of cutting."""
        at = self.bands.index(bands)
        first = 1 + sum(other.count for other in self.bands[:at])
        return range(first, first + bands.count)

    def ranges(self, line: int) -> Iterator[tuple[Keys, Rows]]:
        """Yield the hashes of a line with their rows, ascending, range by range; equal hashes with rows ascending."""
        count = max(1, -(-self.rows // ROWS_A_RANGE))
        bounds = [at * (1 << 64) // count for at in range(1, count)]
        for low, high in zip([None, *bounds], [*bounds, None], strict=True):
            parts = [self._part(first, line, low, high) for first in self.starts]
            keys = np.concatenate([keys for keys, _ in parts] or [np.empty(0, dtype=np.uint64)])
            rows = np.concatenate([rows for _, rows in parts] or [np.empty(0, dtype=np.int64)])
            order = np.argsort(keys, kind="stable")
            yield keys[order], rows[order]

    def _part(self, first: int, line: int, low: int | None, high: int | None) -> tuple[Keys, Rows]:
        keys = np.load(self.folder / f"keys-{first}.npy", mmap_mode="r")[line]
        begin = 0 if low is None else int(np.searchsorted(keys, np.uint64(low)))
        end = len(keys) if high is None else int(np.searchsorted(keys, np.uint64(high)))
        rows = np.load(self.folder / f"rows-{first}.npy", mmap_mode="r")[line, begin:end]
        return np.array(keys[begin:end]), rows.astype(np.int64) + first
