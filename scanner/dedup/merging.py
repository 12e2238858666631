"""Signatures on disk → clusters of near-duplicates, in memory that grows with the duplicates only.

The same clusters as `clusters.find_clusters` gives for the same rows in memory.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from scanner.dedup.bands import Rows, bands_for, buckets_of, content_keys
from scanner.dedup.links import Gather, agreements, components, least_agreement, walk
from scanner.dedup.runs import Runs


@dataclass(frozen=True, slots=True)
class Linked:
    """Near-duplicates as columns, by row."""

    rows: Rows
    """Every row of a cluster of two or more, ascending."""
    firsts: Rows
    """First row of its cluster; after `kept.keep_earliest` the row kept of it."""
    similarity: npt.NDArray[np.float64]
    """Estimated Jaccard similarity to that row (itself: 1.0)."""
    capped_buckets: int
    """Buckets so large and so mixed that some pairs in them were neither compared nor linked by others."""


def link_rows(runs: Runs, min_similarity: float) -> Linked:
    """Return the clusters among all rows; see `find_clusters` for what links two of them."""
    if not runs.rows:
        return Linked(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0), 0)
    with runs.open_rows() as file:
        return _link_rows(runs, min_similarity, file.gather)


def _link_rows(runs: Runs, min_similarity: float, gather: Gather) -> Linked:
    copies, originals = _copies(runs, gather)
    search = _Search(gather, least_agreement(min_similarity, runs.permutations), _Forest())
    is_copy = np.zeros(runs.rows, dtype=bool)
    is_copy[copies] = True
    bands = bands_for(min_similarity, runs.permutations)
    for line in runs.lines_of(bands) if search.least < runs.permutations else ():  # equal ones are known already
        for keys, rows in runs.ranges(line):
            kept = ~is_copy[rows]
            search.take(keys[kept], rows[kept])
        search.forest.merge()
    firsts = search.forest.firsts
    capped = sum(bool((firsts(bucket) != firsts(bucket[:1])).any()) for bucket in search.cut_short)
    rows = np.unique(np.concatenate((search.forest.rows, copies, originals)))
    own = rows.copy()
    own[np.searchsorted(rows, copies)] = originals
    first_rows = firsts(own)
    return Linked(rows, first_rows, agreements(gather, first_rows, rows) / runs.permutations, capped)


def _copies(runs: Runs, gather: Gather) -> tuple[Rows, Rows]:
    """Return the rows whose whole signature an earlier row has, and the first that has it."""
    copies, originals = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for keys, rows in runs.ranges(0):
        found = copies_among(keys, rows, gather, runs.permutations)
        copies.append(found[0])
        originals.append(found[1])
    return np.concatenate(copies), np.concatenate(originals)


def copies_among(keys: npt.NDArray[np.uint64], rows: Rows, gather: Gather, permutations: int) -> tuple[Rows, Rows]:
    """Return, of rows by ascending hash of their signature, those equal to an earlier one, and the first such one."""
    alike = np.flatnonzero(keys[1:] == keys[:-1])
    alike = alike[agreements(gather, rows[alike], rows[alike + 1]) == permutations] + 1
    is_new = np.ones(len(rows), dtype=bool)
    is_new[alike] = False
    first = np.maximum.accumulate(np.where(is_new, np.arange(len(rows)), 0))
    return rows[alike], rows[first[alike]]


@dataclass(slots=True)
class _Forest:
    """Components so far, of rows that have a link; every other row is alone."""

    rows: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    """Ascending."""
    _firsts: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    """First row of the component of each."""
    _left: list[Rows] = field(default_factory=list)
    _right: list[Rows] = field(default_factory=list)

    def firsts(self, rows: Rows) -> Rows:
        """Return the first row of the component of each row."""
        if not len(self.rows):
            return rows
        places = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        return np.where(self.rows[places] == rows, self._firsts[places], rows)

    def keep(self, left: Rows, right: Rows) -> None:
        """Take links, which count from the next `merge` on."""
        if len(left):
            self._left.append(left)
            self._right.append(right)

    def merge(self) -> None:
        """Close the links kept so far transitively."""
        if not self._left:
            return
        left, right = (
            np.concatenate((*own, old)) for own, old in ((self._left, self.rows), (self._right, self._firsts))
        )
        self._left, self._right = [], []
        self.rows = np.unique(np.concatenate((left, right)))
        labels = components(len(self.rows), np.searchsorted(self.rows, left), np.searchsorted(self.rows, right))
        # Rows ascend, so the first place of a label is the first row of its component.
        _, places = np.unique(labels, return_index=True)
        self._firsts = self.rows[places[labels]]


@dataclass(slots=True)
class _Search:
    """Links between rows of different signatures."""

    gather: Gather
    least: int
    forest: _Forest
    cut_short: list[Rows] = field(default_factory=list)

    def take(self, keys: npt.NDArray[np.uint64], rows: Rows) -> None:
        """Verify what shares a hash; `keys` ascend."""
        buckets = buckets_of(keys)
        left, right = rows[buckets.left], rows[buckets.right]
        apart = self.forest.firsts(left) != self.forest.firsts(right)
        left, right = left[apart], right[apart]
        linked = self._are_linked(left, right)
        self.forest.keep(left[linked], right[linked])
        for places in buckets.large:
            bucket = rows[places]
            firsts = self.forest.firsts(bucket)
            if (firsts != firsts[0]).any():
                self._explore(bucket)

    def _explore(self, bucket: Rows) -> None:
        # By content, so that which pairs a capped bucket gives up does not depend on the order of shards.
        ordered = bucket[np.argsort(self._content(bucket), kind="stable")]
        left, right, is_whole = walk(ordered, self._are_linked)
        self.forest.keep(left, right)
        if not is_whole:
            self.cut_short.append(ordered)

    def _content(self, bucket: Rows) -> npt.NDArray[np.uint64]:
        parts = (bucket[at : at + (1 << 14)] for at in range(0, len(bucket), 1 << 14))
        return np.concatenate([content_keys(self.gather(part)) for part in parts])

    def _are_linked(self, left: Rows, right: Rows) -> npt.NDArray[np.bool_]:
        return agreements(self.gather, left, right) >= self.least
