"""Signatures of a corpus, shard after shard → files of rows and sorted runs of (hash, row) on disk, and back.

A run is what a block of rows adds to every line: the hashes of a band (or of whole signatures), ascending, each with
its row. Equal hashes of all runs are brought together range by range, so that memory depends on the range alone. Every
range can be read by itself, in another process or on another machine that sees the folder.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.bands import Bands, Rows, content_keys, order_of
from scanner.dedup.row_files import RowFiles, rows_path
from scanner.dedup.run_files import CELLS, Keys, RunFile, cell_of, partial_of
from scanner.dedup.sketch import Signatures

ROWS_A_RUN: Final = 1 << 17
ROWS_A_RANGE: Final = 1 << 20
"""About as many rows of one line are held in memory at once, at the most."""
_FEW_ROWS: Final = 1 << 16
_RANGES: Final = 64
"""A line is cut in so many for the sake of workers, where that leaves ranges of more than a few rows."""


@dataclass(slots=True)
class RunWriter:
    """Takes signatures block by block and writes rows and runs."""

    folder: Path
    permutations: int
    bands: tuple[Bands, ...]
    """Each way of cutting has its own lines; whole signatures are the first line of all."""
    first: int = 0
    """Number of the first row: others may write the rows before it and those after."""
    _starts: list[int] = field(default_factory=list)
    _file: BinaryIO | None = None
    _held: Signatures | None = None
    _flags: list[npt.NDArray[np.bool_]] = field(default_factory=list)
    _rows: int = 0

    def add(self, signatures: Signatures, has_tokens: npt.NDArray[np.bool_]) -> None:
        """Append rows; those without tokens keep their number and are in no run."""
        at = 0
        while at < len(signatures):
            if self._held is None:
                self._held = np.empty((ROWS_A_RUN, self.permutations), dtype="<u4")
            held = sum(map(len, self._flags))
            taken = slice(at, at + ROWS_A_RUN - held)
            part = signatures[taken]
            self._held[held : held + len(part)] = part
            self._flags.append(has_tokens[taken])
            at += len(part)
            if held + len(part) == ROWS_A_RUN:
                self._flush()

    def close(self) -> "Runs":
        """Write what is left and return all of it."""
        self._flush()
        self._held = None
        if self._file is not None:
            self._file.close()
            Path(self._file.name).replace(rows_path(self.folder, self.first))
        files = (self.first,) if self._rows else ()
        return Runs(self.folder, self.permutations, self.bands, self._rows, tuple(self._starts), files, self.first)

    def _flush(self) -> None:
        if not self._flags or self._held is None:
            return
        if self._file is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._file = partial_of(rows_path(self.folder, self.first)).open("wb")
        flags = np.concatenate(self._flags)
        self._flags = []
        signatures = self._held[: len(flags)]
        self._file.write(signatures.data)
        present = np.flatnonzero(flags)
        first = self.first + self._rows
        with RunFile(self.folder, first).write(_lines(self.bands), len(present)) as write_line:
            write_line(*_sorted_run(signatures, present))
            for bands in self.bands:
                for band in range(bands.count):
                    write_line(*_sorted_run(signatures[:, band * bands.rows : (band + 1) * bands.rows], present))
        self._starts.append(first)
        self._rows += len(signatures)


def _lines(bands: Sequence[Bands]) -> int:
    return 1 + sum(each.count for each in bands)


def _sorted_run(values: Signatures, rows: Rows) -> tuple[Keys, npt.NDArray[np.uint32]]:
    keys = content_keys(values)
    keys = keys if len(rows) == len(keys) else keys[rows]
    order = order_of(keys)
    return keys[order], rows[order].astype("<u4")


@dataclass(frozen=True, slots=True)
class Runs:
    """What a `RunWriter` wrote, or several."""

    folder: Path
    permutations: int
    bands: tuple[Bands, ...]
    rows: int
    starts: tuple[int, ...]
    """First row of each run."""
    files: tuple[int, ...]
    """First row of each file of rows."""
    first: int = 0
    """Number of the first row of all."""

    @contextmanager
    def open_rows(self) -> Iterator[RowFiles]:
        """Give the signatures, until the block ends."""
        files = RowFiles(self.folder, self.permutations, np.array(self.files, dtype=np.int64))
        try:
            yield files
        finally:
            files.close()

    def lines_of(self, bands: Bands) -> range:
        """Return the lines of one way of cutting."""
        at = self.bands.index(bands)
        first = _lines(self.bands[:at])
        return range(first, first + bands.count)

    @property
    def range_count(self) -> int:
        """In how many ranges each line is cut: as many however many workers there are."""
        least = -(-self.rows // ROWS_A_RANGE)
        return min(CELLS, max(1, least, min(_RANGES, self.rows // _FEW_ROWS)))

    def ranges(self, line: int) -> Iterator[tuple[Keys, Rows]]:
        """Yield the hashes of a line with their rows, ascending, range by range; equal hashes with rows ascending."""
        count = self.range_count
        for at in range(count):
            yield self.range_of(line, at, count)

    def range_of(self, line: int, at: int, count: int) -> tuple[Keys, Rows]:
        """Return one range of a line, of so many."""
        low, high = cell_of(at, count), cell_of(at + 1, count)
        parts = [RunFile(self.folder, first).read(line, low, high) for first in self.starts]
        keys = np.concatenate([keys for keys, _ in parts] or [np.empty(0, dtype=np.uint64)])
        rows = np.concatenate(
            [rows + np.int64(first) for first, (_, rows) in zip(self.starts, parts, strict=True)]
            or [np.empty(0, dtype=np.int64)]
        )
        order = np.argsort(keys, kind="stable")
        return keys[order], rows[order]


def join_runs(parts: Sequence[Runs]) -> Runs:
    """Return what several writers wrote as one; raises `ValueError` where rows are missing between them."""
    ordered = sorted(parts, key=lambda part: (part.first, part.rows))
    if any(one.first + one.rows != other.first for one, other in pairwise(ordered)) or ordered[0].first:
        raise ValueError("runs do not follow one on the other")
    rows = sum(part.rows for part in ordered)
    starts = tuple(start for part in ordered for start in part.starts)
    files = tuple(file for part in ordered for file in part.files)
    return Runs(ordered[0].folder, ordered[0].permutations, ordered[0].bands, rows, starts, files)
