"""Candidates → links, each verified by the whole signature; links → components."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.bands import Rows
from scanner.dedup.sketch import Signatures

_SLACK: Final = 1.645
"""One-sided 95 % quantile of the normal distribution."""
_PAIRS_AT_ONCE: Final = 1 << 10
"""So few that they stay in the cache of one core, which is twice as fast."""
_MAX_PIVOTS: Final = 256
"""Rows of a bucket that are compared with all others of it; a bucket up to this size is explored whole."""

Gather = Callable[[Rows], Signatures]
"""Row numbers → their signatures, shape (n, permutations)."""


def least_agreement(min_similarity: float, permutations: int) -> int:
    """Return the number of equal values from which two signatures are linked.

    An estimate scatters around the true similarity with a standard error of sqrt(s (1 - s) / permutations). Linked is
    what is not significantly below `min_similarity` (one-sided, 95 %), so that documents exactly that similar
    are missed by one chance in twenty rather than by every second one. At 0.8 and 128: 95 values, 0.742.
    """
    scatter = math.sqrt(permutations * min_similarity * (1 - min_similarity))
    return max(1, math.ceil(permutations * min_similarity - _SLACK * scatter))


def agreements(gather: Gather, left: Rows, right: Rows) -> Rows:
    """Return for each pair of rows in how many values they agree; one row on the left stands for all pairs."""
    counts = np.empty(len(right), dtype=np.int64)
    same = gather(left) if len(left) == 1 else None
    for first in range(0, len(right), _PAIRS_AT_ONCE):
        part = slice(first, first + _PAIRS_AT_ONCE)
        equal = (gather(left[part]) if same is None else same) == gather(right[part])
        counts[part] = np.bitwise_count(np.packbits(equal, axis=1)).sum(axis=1)
    return counts


def walk(bucket: Rows, are_linked: Callable[[Rows, Rows], npt.NDArray[np.bool_]]) -> tuple[Rows, Rows, bool]:
    """Link a large bucket by walking it: each row reached is compared with all that were not reached yet.

    Returns the links, left and right, and whether the walk came to its end.
    """
    lefts, rights = [bucket[:0]], [bucket[:0]]
    frontier: list[int] = []
    rest = bucket
    for _ in range(_MAX_PIVOTS):
        if not frontier:
            frontier, rest = [int(rest[0])], rest[1:]
        pivot = np.array([frontier.pop()])
        linked = are_linked(pivot, rest)
        reached = rest[linked]
        lefts.append(np.repeat(pivot, len(reached)))
        rights.append(reached)
        frontier.extend(reached.tolist())
        rest = rest[~linked]
        if not len(rest):
            break
    return np.concatenate(lefts), np.concatenate(rights), not len(rest)


def components(size: int, left: Rows, right: Rows) -> Rows:
    """Return for each of `size` nodes the first node of the component that links put it in.

    Each component takes the name of the smallest one that it touches, until none touches another: that halves their
    number every second time at the latest.
    """
    firsts = np.arange(size)
    while True:
        left, right = firsts[left], firsts[right]
        apart = left != right
        if not apart.any():
            return firsts
        left, right = left[apart], right[apart]
        np.minimum.at(firsts, np.maximum(left, right), np.minimum(left, right))
        while (firsts != (further := firsts[firsts])).any():
            firsts = further
