"""Numbers of rows → their signatures, read where they are asked for from files that lie one after the other."""

import os
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

import numpy as np

from scanner.dedup.bands import Rows
from scanner.dedup.sketch import Signatures


def rows_path(folder: Path, first: int) -> Path:
    """Return the place of the file whose first row that is."""
    return folder / f"rows-{first}.u4"


@dataclass(slots=True)
class RowFiles:
    """Files of signatures, each opened once it is asked for.

    Not mapped into memory: with ten million rows a map peaked at 3 GB, plain reads at 0.4.
    """

    folder: Path
    permutations: int
    firsts: Rows
    """First row of each file, ascending."""
    _open: dict[int, int] = field(default_factory=dict)
    """Place of a file → its number, by which it is read."""

    def gather(self, rows: Rows) -> Signatures:
        """Return the signatures of rows, shape (n, permutations)."""
        if not len(rows):
            return np.empty((0, self.permutations), dtype="<u4")
        size = 4 * self.permutations
        if len(self.firsts) == 1:
            files, at = [self._number(0)] * len(rows), rows - self.firsts[0]
        else:
            places = np.searchsorted(self.firsts, rows, "right") - 1
            files, at = list(map(self._number, places.tolist())), rows - self.firsts[places]
        read = b"".join(map(os.pread, files, repeat(size), (at * size).tolist()))
        return np.frombuffer(read, dtype="<u4").reshape(-1, self.permutations)

    def close(self) -> None:
        """Close all that is open."""
        for number in self._open.values():
            os.close(number)
        self._open.clear()

    def _number(self, place: int) -> int:
        number = self._open.get(place)
        if number is None:
            number = self._open[place] = os.open(rows_path(self.folder, int(self.firsts[place])), os.O_RDONLY)
        return number
