"""Lines of sorted hashes with their rows ↔ one file a run, of which any range of any line is read by itself.

A file holds, all little-endian: for each line where each of `CELLS` equal parts of the hash space begins in it, and
where the last ends (uint32); then for each line its hashes (uint64); then for each line its rows (uint32), counted from
the first of the run. Plain reads, not maps: a range of each of many files is read, often over a network.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

CELLS: Final = 1 << 12
_CELL_BITS: Final = 52
"""A hash without so many of its lowest bits is the number of its cell."""
_MARK, _KEY, _ROW = 4, 8, 4
"""Bytes of each."""
Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.uint32]


def cell_of(at: int, count: int) -> int:
    """Return the first cell of a range, of so many that cells are dealt out to."""
    return at * CELLS // count


def partial_of(path: Path) -> Path:
    """Return where to write a file until it is whole.

    Nobody else writes there: a worker that was given up may still go on while another one does the same again.
    """
    return path.with_name(f"{path.name}.{secrets.token_hex(8)}.partial")


@dataclass(frozen=True, slots=True)
class RunFile:
    """One run in a folder."""

    folder: Path
    first: int
    """Number of its first row."""

    @contextmanager
    def write(self, lines: int, entries: int) -> Iterator[Callable[[Keys, Places], None]]:
        """Give what takes line after line of so many entries; the file has its name once all are written."""
        partial = partial_of(self._path)
        written = 0
        with partial.open("wb") as file:

            def write_line(keys: Keys, rows: Places) -> None:
                nonlocal written
                sizes = np.bincount((keys >> np.uint64(_CELL_BITS)).astype(np.int64), minlength=CELLS)
                marks = np.append(0, np.cumsum(sizes)).astype("<u4")
                marks_at, keys_at, rows_at = _offsets(lines, entries, written)
                for offset, content in ((marks_at, marks), (keys_at, keys.astype("<u8")), (rows_at, rows)):
                    file.seek(offset)
                    file.write(content.tobytes())
                written += 1

            yield write_line
        partial.replace(self._path)

    def read(self, line: int, low: int, high: int) -> tuple[Keys, Places]:
        """Return the hashes of a line from one cell up to another, ascending, and their rows within the run."""
        number = os.open(self._path, os.O_RDONLY)
        try:
            return _read(number, line, low, high)
        finally:
            os.close(number)

    @property
    def _path(self) -> Path:
        return self.folder / f"run-{self.first}"


def _read(number: int, line: int, low: int, high: int) -> tuple[Keys, Places]:
    # Every line of a run has as many entries as the first, and the first mark of the first hash is 0.
    size = os.fstat(number).st_size
    entries = int(np.frombuffer(os.pread(number, _MARK, CELLS * _MARK), dtype="<u4")[0])
    lines = size // ((CELLS + 1) * _MARK + entries * (_KEY + _ROW))
    marks_at, keys_at, rows_at = _offsets(lines, entries, line)
    marks = os.pread(number, (high - low + 1) * _MARK, marks_at + low * _MARK)
    begin, end = (int(mark) for mark in np.frombuffer(marks, dtype="<u4")[[0, -1]])
    keys = os.pread(number, (end - begin) * _KEY, keys_at + begin * _KEY)
    rows = os.pread(number, (end - begin) * _ROW, rows_at + begin * _ROW)
    return np.frombuffer(keys, dtype="<u8"), np.frombuffer(rows, dtype="<u4")


def _offsets(lines: int, entries: int, line: int) -> tuple[int, int, int]:
    """Return where the marks, the hashes and the rows of a line begin."""
    keys = lines * (CELLS + 1) * _MARK
    rows = keys + lines * entries * _KEY
    return line * (CELLS + 1) * _MARK, keys + line * entries * _KEY, rows + line * entries * _ROW
