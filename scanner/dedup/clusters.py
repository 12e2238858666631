"""Signatures in memory → clusters of near-duplicates, every link verified by the whole signature.

For few documents, and the yardstick of `merging`, which gives the same clusters for any number of them.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.bands import Bands, Rows, bands_for, buckets_of, content_keys
from scanner.dedup.links import agreements, components, least_agreement, walk
from scanner.dedup.sketch import Signatures

_ROWS_AT_ONCE: Final = 1 << 10


@dataclass(frozen=True, slots=True)
class Clusters:
    """Near-duplicates by row number."""

    members: tuple[tuple[int, ...], ...]
    """Clusters of two rows or more; rows ascending, clusters sorted by their first row."""
    similarity: dict[int, float]
    """Row in a cluster → estimated Jaccard similarity to the first row of its cluster (itself: 1.0).

    Links chain: a row that is like the second but less like the first has a similarity below `min_similarity` here.
    """
    capped_buckets: int = 0
    """Buckets so large and so mixed that some pairs in them were neither compared nor linked by others."""


def find_clusters(signatures: Signatures, token_counts: npt.NDArray[np.uint32], min_similarity: float) -> Clusters:
    """Return the clusters among signatures, shape (n, permutations), of texts with `token_counts` tokens, shape (n,).

    Candidates share a band (`bands_for`), are verified by `least_agreement`, and links are closed transitively.
    Texts without tokens never cluster. Which rows are together does not depend on the order of the rows.
    """
    if signatures.ndim != 2 or token_counts.shape != signatures.shape[:1]:  # noqa: PLR2004  # rows and columns
        raise ValueError(f"signatures {signatures.shape} and token counts {token_counts.shape} do not fit together")
    distinct = _distinct(signatures, np.flatnonzero(token_counts))
    least = least_agreement(min_similarity, signatures.shape[1])
    bands = bands_for(min_similarity, signatures.shape[1])
    search = _Search(signatures, distinct.rows, least, np.arange(len(distinct.rows)))
    search.run(bands)
    return _clusters(signatures, distinct, search)


@dataclass(frozen=True, slots=True)
class _Distinct:
    """Rows grouped by equal signature."""

    rows: Rows
    """First row of each group, groups in an order that depends on their content alone."""
    members: Rows
    """Every row that has tokens."""
    groups: Rows
    """Group of each member."""


def _distinct(signatures: Signatures, members: Rows) -> _Distinct:
    keys = np.zeros(len(members), dtype=np.uint64)
    for first in range(0, len(members), _ROWS_AT_ONCE):
        part = slice(first, first + _ROWS_AT_ONCE)
        keys[part] = content_keys(signatures[members[part]])
    order = members[np.argsort(keys, kind="stable")]
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = agreements(signatures.__getitem__, order[:-1], order[1:]) < signatures.shape[1]
    return _Distinct(order[is_new], order, np.cumsum(is_new) - 1)


@dataclass(slots=True)
class _Search:
    """Links between distinct signatures, numbered in an order that depends on their content alone."""

    signatures: Signatures
    rows: Rows
    least: int
    labels: Rows
    """Component of each distinct signature so far."""
    _cut_short: list[Rows] = field(default_factory=list)
    _left: list[Rows] = field(default_factory=list)
    _right: list[Rows] = field(default_factory=list)

    def run(self, bands: Bands) -> None:
        """Link what shares a band and passes verification, band after band."""
        if not len(self.rows):
            return
        for band in range(bands.count):
            columns = slice(band * bands.rows, (band + 1) * bands.rows)
            buckets = buckets_of(content_keys(self.signatures[self.rows, columns]))
            apart = self.labels[buckets.left] != self.labels[buckets.right]
            left, right = buckets.left[apart], buckets.right[apart]
            linked = self._are_linked(left, right)
            self._keep(left[linked], right[linked])
            for bucket in buckets.large:
                if (self.labels[bucket] != self.labels[bucket[0]]).any():
                    self._explore(bucket)
            self._merge()

    def _are_linked(self, left: Rows, right: Rows) -> npt.NDArray[np.bool_]:
        return agreements(self.signatures.__getitem__, self.rows[left], self.rows[right]) >= self.least

    def _keep(self, left: Rows, right: Rows) -> None:
        self._left.append(left)
        self._right.append(right)

    def _explore(self, bucket: Rows) -> None:
        left, right, is_whole = walk(bucket, self._are_linked)
        self._keep(left, right)
        if not is_whole:
            self._cut_short.append(bucket)

    def capped(self) -> int:
        """Return how many buckets were not walked to the end and are still not one cluster."""
        return sum(bool((self.labels[bucket] != self.labels[bucket[0]]).any()) for bucket in self._cut_short)

    def _merge(self) -> None:
        """Close the links kept so far transitively."""
        left = self.labels[np.concatenate(self._left)]
        right = self.labels[np.concatenate(self._right)]
        self._left, self._right = [], []
        if len(left):
            self.labels = components(len(self.labels), left, right)[self.labels]


def _clusters(signatures: Signatures, distinct: _Distinct, search: _Search) -> Clusters:
    labels = search.labels[distinct.groups]
    order = np.lexsort((distinct.members, labels))
    rows, labels = distinct.members[order], labels[order]
    starts = np.flatnonzero(np.diff(labels, prepend=-1))
    sizes = np.diff(starts, append=len(rows))
    firsts = np.repeat(rows[starts], sizes)
    is_cluster = sizes > 1
    together = np.repeat(is_cluster, sizes)
    shares = agreements(signatures.__getitem__, firsts[together], rows[together]) / signatures.shape[1]
    bounds = zip(starts[is_cluster].tolist(), sizes[is_cluster].tolist(), strict=True)
    members = tuple(sorted(tuple(rows[start : start + size].tolist()) for start, size in bounds))
    similarity = dict(sorted(zip(rows[together].tolist(), shares.tolist(), strict=True)))
    return Clusters(members, similarity, search.capped())
