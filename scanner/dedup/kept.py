"""Components and what is known of their rows → clusters around the rows kept, by a declared rule; exact copies."""

from typing import Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.bands import Rows, content_keys
from scanner.dedup.links import Gather, agreements
from scanner.dedup.merging import Linked
from scanner.dedup.runs import Runs

Digests = npt.NDArray[np.uint64]
"""Shape (n, 2): the two halves of a text's digest."""


_MOST_KEPT: Final = 256
"""Rows kept of one component; of a chain of more, what is like none of them has no copy but its exact ones."""
_ROWS_IN_MEMORY: Final = 1 << 16


def keep_earliest(runs: Runs, linked: Linked, moments: Rows, least: int) -> Linked:
    """Return clusters around the rows that are kept, in place of the components that links connect.

    Of a component the row with the smallest moment is kept, shape (n,) as `linked.rows`, and of several the first row.
    With it goes what agrees with it in `least` values or more. Of the others again one is kept, and so on: links chain,
    and what is only like a copy of a copy is no copy, which one would miss if it were left out. A row that ends alone
    is in no cluster.
    """
    if not len(linked.rows):
        return linked
    labels = _labels(linked)
    order = np.lexsort((linked.rows, moments, labels))
    rows, labels = linked.rows[order], labels[order]
    kept, agreed = rows.copy(), np.full(len(rows), runs.permutations)
    with runs.open_rows() as file:
        left = _keep_one_by_one(_nearby(file.gather, rows, labels), rows, labels, kept, agreed, least)
        # What is left has at least its exact copies, which no chain may hide.
        kept[left] = _first_equal(file.gather, rows[left])
    capped = linked.capped_buckets + len(np.unique(labels[left]))
    _, own, sizes = np.unique(kept, return_inverse=True, return_counts=True)
    together = np.flatnonzero(sizes[own] > 1)
    together = together[np.argsort(rows[together])]
    return Linked(rows[together], kept[together], agreed[together] / runs.permutations, capped)


def _keep_one_by_one(gather: Gather, rows: Rows, labels: Rows, kept: Rows, agreed: Rows, least: int) -> Rows:
    """Fill in the row kept for each row and how far they agree; return the places of rows that are left over."""
    left = np.arange(len(rows))
    for _ in range(_MOST_KEPT):
        if not len(left):
            break
        starts = _starts(labels[left])
        group = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(left)))
        chosen = rows[left[starts]][group]
        counts = agreements(gather, chosen, rows[left])
        near = counts >= least
        kept[left[near]], agreed[left[near]] = chosen[near], counts[near]
        left = left[~near]
    return left


def _nearby(gather: Gather, rows: Rows, labels: Rows) -> Gather:
    """Return what gathers the same, from memory where these rows are few: long chains ask for them again and again."""
    if len(rows) > _ROWS_IN_MEMORY or len(np.unique(labels)) == len(rows):
        return gather
    ascending = np.sort(rows)
    block = gather(ascending)
    return lambda some: block[np.searchsorted(ascending, some)]


def _first_equal(gather: Gather, rows: Rows) -> Rows:
    """Return for each row the first of the same signature, by its hash of 64 bits, in the order given."""
    if not len(rows):
        return rows
    _, places, groups = np.unique(content_keys(gather(rows)), return_index=True, return_inverse=True)
    found: Rows = rows[places[groups]]
    return found


def exact_copies(linked: Linked, digests: Digests) -> Linked:
    """Return the rows that share their digest, shape as `linked.rows`, with another one.

    A text with the same characters has the same signature, so no exact copy is outside the clusters of near ones.
    """
    order = np.lexsort((linked.rows, digests[:, 1], digests[:, 0]))
    ordered = digests[order]
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    starts = np.flatnonzero(is_new)
    sizes = np.diff(starts, append=len(order))
    together = np.repeat(sizes > 1, sizes)
    rows, firsts = linked.rows[order][together], np.repeat(linked.rows[order[starts]], sizes)[together]
    ascending = np.argsort(rows)
    return Linked(rows[ascending], firsts[ascending], np.ones(len(rows)), 0)


def smallest_digests(linked: Linked, digests: Digests) -> Digests:
    """Return for each row the smallest digest of its cluster: what names it, whatever the order of its rows."""
    if not len(linked.rows):
        return digests
    labels = _labels(linked)
    order = np.lexsort((digests[:, 1], digests[:, 0], labels))
    return digests[order[_starts(labels[order])]][labels]


def cluster_sizes(linked: Linked) -> Rows:
    """Return for each row how many rows its cluster has."""
    _, labels, sizes = np.unique(linked.firsts, return_inverse=True, return_counts=True)
    return sizes[labels]


def _labels(linked: Linked) -> Rows:
    return np.unique(linked.firsts, return_inverse=True)[1]


def _starts(ordered_labels: Rows) -> Rows:
    return np.flatnonzero(np.diff(ordered_labels, prepend=-1))
