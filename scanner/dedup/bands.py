"""Signatures → candidate pairs: rows that agree in all values of at least one band."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.folding import mix64

_WANTED_CHANCE: Final = 0.99
_MOST_ROWS: Final = 8
_ROWS_AT_ONCE: Final = 1 << 12
"""So few that their values stay in the cache of one core."""
SMALL_BUCKET: Final = 16
"""Up to this size every pair of a bucket is a candidate; `clusters` explores larger ones."""

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bands:
    """How signatures are cut: two rows are compared when all values of one band agree."""

    count: int
    rows: int
    """Values a band."""

    def chance_found(self, similarity: float) -> float:
        """Return the chance that two documents of that Jaccard similarity are compared at all (the S-curve)."""
        return float(1 - (1 - similarity**self.rows) ** self.count)


@dataclass(frozen=True, slots=True)
class Buckets:
    """Rows that agree in one band, two or more each."""

    left: Rows
    right: Rows
    """All pairs of buckets of up to `SMALL_BUCKET` rows: `left[i]` with `right[i]`."""
    large: tuple[Rows, ...]
    """The other buckets, each in ascending order."""


def bands_for(min_similarity: float, permutations: int) -> Bands:
    """Return bands that find a pair at `min_similarity` with a chance of at least 99 %, and so more pairs below it.

    They over-recall on purpose: what they find is verified by the whole signature. Of the bands that find enough, the
    ones of most values are taken, since they yield the fewest pairs to verify; at 0.8 and 128 that is 21 x 6.
    """
    choices = (Bands(permutations // rows, rows) for rows in range(min(_MOST_ROWS, permutations), 0, -1))
    return next(
        (bands for bands in choices if bands.chance_found(min_similarity) >= _WANTED_CHANCE), Bands(permutations, 1)
    )


def content_keys(values: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Return a 64-bit hash of each row of values, shape (n,)."""
    places = mix64(np.arange(1, values.shape[1] + 1, dtype=np.uint64)) | np.uint64(1)
    keys = np.empty(len(values), dtype=np.uint64)
    for first in range(0, len(values), _ROWS_AT_ONCE):
        part = slice(first, first + _ROWS_AT_ONCE)
        keys[part] = values[part].astype(np.uint64) @ places
    return keys


def order_of(keys: npt.NDArray[np.uint64]) -> Rows:
    """Return the places of keys in ascending order, of equal ones the first first; faster than a stable sort."""
    order = np.argsort(keys)
    ordered = keys[order]
    is_equal = ordered[1:] == ordered[:-1]
    if is_equal.any():
        is_tied = np.append(is_equal, False) | np.append(False, is_equal)
        groups = np.cumsum(np.append(True, ~is_equal))[is_tied]
        tied = order[is_tied]
        order[is_tied] = tied[np.lexsort((tied, groups))]
    return order


def buckets_of(keys: npt.NDArray[np.uint64]) -> Buckets:
    """Return the rows with equal keys."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    sizes = np.diff(starts, append=len(keys))
    small = (sizes > 1) & (sizes <= SMALL_BUCKET)
    lefts, rights = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for first in range(SMALL_BUCKET - 1):
        for second in range(first + 1, SMALL_BUCKET):
            reached = starts[small & (sizes > second)]
            if not len(reached):
                break
            lefts.append(order[reached + first])
            rights.append(order[reached + second])
    large = tuple(order[start : start + size] for start, size in _where(starts, sizes, sizes > SMALL_BUCKET))
    return Buckets(np.concatenate(lefts), np.concatenate(rights), large)


def _where(starts: Rows, sizes: Rows, chosen: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    return list(zip(starts[chosen].tolist(), sizes[chosen].tolist(), strict=True))
