"""Links between rows → the components they make, in memory that grows with the rows that have a link."""

from dataclasses import dataclass, field

import numpy as np

from scanner.dedup.bands import Rows
from scanner.dedup.links import components

_HELD = 1 << 20
"""Links that wait to be merged, at the least."""


def no_rows() -> Rows:
    """Return none."""
    return np.empty(0, dtype=np.int64)


@dataclass(slots=True)
class Forest:
    """Components so far; every row that is not among `rows` is alone."""

    rows: Rows = field(default_factory=no_rows)
    """Ascending."""
    row_firsts: Rows = field(default_factory=no_rows)
    """First row of the component of each."""
    _left: list[Rows] = field(default_factory=list)
    _right: list[Rows] = field(default_factory=list)
    _held: int = 0

    def firsts(self, rows: Rows) -> Rows:
        """Return the first row of the component of each row."""
        if not len(self.rows):
            return rows
        places = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        return np.where(self.rows[places] == rows, self.row_firsts[places], rows)

    def keep(self, left: Rows, right: Rows) -> None:
        """Take links; they count from the next `merge` on, which comes by itself when there are many."""
        if len(left):
            self._left.append(left)
            self._right.append(right)
            self._held += len(left)
            if self._held > max(_HELD, len(self.rows)):
                self.merge()

    def merge(self) -> None:
        """Close the links kept so far transitively."""
        if not self._left:
            return
        left, right = (
            np.concatenate((*own, old)) for own, old in ((self._left, self.rows), (self._right, self.row_firsts))
        )
        self._left, self._right, self._held = [], [], 0
        self.rows = np.unique(np.concatenate((left, right)))
        # Rows ascend, so the first place of a component is its first row.
        places = components(len(self.rows), np.searchsorted(self.rows, left), np.searchsorted(self.rows, right))
        self.row_firsts = self.rows[places]
