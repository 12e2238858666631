"""Signatures of two corpora in one set of runs → for each row the best row of the other side, every pair verified.

Memory grows with what is found, beside two bytes a row.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.bands import Rows, bands_for
from scanner.dedup.links import Gather, agreements, least_agreement
from scanner.dedup.ranges import copies_among
from scanner.dedup.run_files import Keys
from scanner.dedup.runs import Runs

MOST_PAIRS: Final = 1 << 20
"""Pairs of one bucket that are verified at the most; what is left out is counted."""
_HELD: Final = 1 << 20

Contents = Callable[[Rows], npt.NDArray[np.uint64]]
"""Rows, ascending → halves of the digest of each text, shape (n, 2)."""


@dataclass(frozen=True, slots=True)
class Best:
    """Rows of one side that have a counterpart, as columns."""

    rows: Rows
    """Ascending."""
    partners: Rows
    """The row of the other side that agrees in most values; of several the first; see also `prefer_equal`."""
    agreements: Rows
    """In how many values they agree."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What two corpora share."""

    first: Best
    """Rows below the border."""
    second: Best
    """Rows from the border on."""
    capped_buckets: int
    """Buckets of so many pairs that some were not verified."""
    copies: Rows
    """Rows with the whole signature of an earlier row of their side: never a partner, as that one stands for them."""
    originals: Rows
    """That row of each."""


def match_rows(runs: Runs, border: int, min_similarity: float) -> Matched:
    """Return for each row its best counterpart on the other side of `border`, among candidates of `bands_for`."""
    if not runs.rows:
        return Matched(_Keeper().best(), _Keeper().best(), 0, *(np.empty(0, dtype=np.int64) for _ in range(2)))
    with runs.open_rows() as file:
        return _match(runs, border, min_similarity, file.gather)


def _match(runs: Runs, border: int, min_similarity: float, gather: Gather) -> Matched:
    bands = bands_for(min_similarity, runs.permutations)
    search = _Search(gather, border, least_agreement(min_similarity, runs.permutations), runs.permutations)
    is_copy, is_whole = np.zeros(runs.rows, dtype=bool), np.zeros(runs.rows, dtype=bool)
    copies, originals = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for keys, rows in runs.ranges(0):
        # Each side by itself: a row equal to one of the other side is what is looked for.
        for side in (rows < border, rows >= border):
            found = copies_among(keys[side], rows[side], gather, runs.permutations)
            copies.append(found[0])
            originals.append(found[1])
            is_copy[found[0]] = True
        search.take(keys[~is_copy[rows]], rows[~is_copy[rows]], is_whole)
    for best in (search.first.best(), search.second.best()):
        is_whole[best.rows[best.agreements == runs.permutations]] = True
    for line in runs.lines_of(bands):
        for keys, rows in runs.ranges(line):
            search.take(keys[~is_copy[rows]], rows[~is_copy[rows]], is_whole)
    copied = np.concatenate(copies), np.concatenate(originals)
    first, second = (_with_copies(keeper.best(), *copied) for keeper in (search.first, search.second))
    return Matched(first, second, search.capped, *copied)


def prefer_equal(matched: Matched, permutations: int, contents: Contents) -> Best:
    """Return the best counterparts of the first side, of those with the whole signature the first of equal text if any.

    Texts that differ in case or punctuation only have one signature, so the row that stands for them may be another.
    """
    best = matched.first
    is_whole = best.agreements == permutations
    wanted, classes = best.rows[is_whole], np.unique(best.partners[is_whole])
    if not len(wanted):
        return best
    is_candidate = np.isin(matched.originals, classes)
    rows = np.concatenate((classes, matched.copies[is_candidate]))
    order = np.argsort(rows)
    rows, owners = rows[order], np.concatenate((classes, matched.originals[is_candidate]))[order]
    texts = _numbered(
        np.concatenate((owners, best.partners[is_whole])), np.concatenate((contents(rows), contents(wanted)))
    )
    partners = best.partners.copy()
    different, firsts = np.unique(texts[: len(rows)], return_index=True)
    own = texts[len(rows) :]
    places = np.minimum(np.searchsorted(different, own), len(different) - 1)
    partners[is_whole] = np.where(different[places] == own, rows[firsts[places]], best.partners[is_whole])
    return Best(best.rows, partners, best.agreements)


def _numbered(owners: Rows, digests: npt.NDArray[np.uint64]) -> Rows:
    """Return numbers that are equal where owner and both halves of a digest are."""
    order = np.lexsort((digests[:, 1], digests[:, 0], owners))
    ordered_owners, ordered = owners[order], digests[order]
    is_new = (np.diff(ordered_owners, prepend=-1) != 0) | np.append(True, (ordered[1:] != ordered[:-1]).any(axis=1))
    numbers = np.empty(len(owners), dtype=np.int64)
    numbers[order] = np.cumsum(is_new)
    return numbers


def _with_copies(best: Best, copies: Rows, originals: Rows) -> Best:
    """Return what is found with the rows equal to it, which have the same counterpart."""
    if not len(best.rows):
        return best
    places = np.minimum(np.searchsorted(best.rows, originals), len(best.rows) - 1)
    is_found = best.rows[places] == originals
    places = places[is_found]
    rows = np.concatenate((best.rows, copies[is_found]))
    order = np.argsort(rows)
    partners = np.concatenate((best.partners, best.partners[places]))
    counts = np.concatenate((best.agreements, best.agreements[places]))
    return Best(rows[order], partners[order], counts[order])


@dataclass(slots=True)
class _Keeper:
    """The best counterpart of each row so far."""

    _best: Best = field(default_factory=lambda: Best(*(np.empty(0, dtype=np.int64) for _ in range(3))))
    _new: list[Best] = field(default_factory=list)
    _held: int = 0

    def take(self, found: Best) -> None:
        """Take pairs in any order."""
        self._new.append(found)
        self._held += len(found.rows)
        if self._held > max(_HELD, len(self._best.rows)):
            self.best()

    def best(self) -> Best:
        """Return the best counterparts among all pairs taken."""
        if self._new:
            parts = (self._best, *self._new)
            rows, partners, counts = (
                np.concatenate([getattr(part, name) for part in parts]) for name in Best.__slots__
            )
            order = np.lexsort((partners, -counts, rows))
            order = order[np.diff(rows[order], prepend=-1) != 0]
            self._best, self._new, self._held = Best(rows[order], partners[order], counts[order]), [], 0
        return self._best


@dataclass(slots=True)
class _Search:
    """Verified pairs of rows on different sides."""

    gather: Gather
    border: int
    least: int
    permutations: int
    first: _Keeper = field(default_factory=_Keeper)
    second: _Keeper = field(default_factory=_Keeper)
    capped: int = 0

    def take(self, keys: Keys, rows: Rows, is_done: npt.NDArray[np.bool_]) -> None:
        """Verify what shares a hash, `keys` ascending; pairs of rows that are both done are passed over."""
        for left, right in self._pairs(keys, rows):
            is_open = ~(is_done[left] & is_done[right])
            lefts, rights = left[is_open], right[is_open]
            counts = agreements(self.gather, lefts, rights)
            linked = counts >= self.least
            lefts, rights, counts = lefts[linked], rights[linked], counts[linked]
            self.first.take(Best(lefts, rights, counts))
            self.second.take(Best(rights, lefts, counts))

    def _pairs(self, keys: Keys, rows: Rows) -> Iterator[tuple[Rows, Rows]]:
        """Yield pairs across the border, at most about `MOST_PAIRS` at once; within a bucket rows ascend."""
        places = np.flatnonzero(rows < self.border)
        own = keys[places]
        begins = np.searchsorted(keys, own, "left")
        ends = np.searchsorted(keys, own, "right")
        lefts = np.searchsorted(own, own, "right") - np.searchsorted(own, own, "left")
        begins += lefts  # rows of the first side come first in their bucket
        allowed = np.maximum(1, MOST_PAIRS // np.maximum(lefts, 1))
        self.capped += len(np.unique(own[ends - begins > allowed]))
        counts = np.minimum(ends - begins, allowed)
        has_pair = counts > 0
        places, begins, counts = places[has_pair], begins[has_pair], counts[has_pair]
        totals = np.cumsum(counts)
        at = 0
        while at < len(places):
            done = int(totals[at - 1]) if at else 0
            upto = max(at + 1, int(np.searchsorted(totals, done + MOST_PAIRS, "right")))
            own_counts = counts[at:upto]
            steps = np.arange(int(own_counts.sum())) - np.repeat(totals[at:upto] - own_counts - done, own_counts)
            right = rows[np.repeat(begins[at:upto], own_counts) + steps]
            yield np.repeat(rows[places[at:upto]], own_counts), right
            at = upto
