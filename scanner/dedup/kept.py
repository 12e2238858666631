"""Clusters and what is known of their rows → the row kept of each, by a declared rule; exact copies among them."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from scanner.dedup.bands import Rows
from scanner.dedup.links import agreements
from scanner.dedup.merging import Linked
from scanner.dedup.runs import Runs

Digests = npt.NDArray[np.uint64]
"""Shape (n, 2): the two halves of a text's digest."""


def keep_earliest(runs: Runs, linked: Linked, moments: Rows) -> Linked:
    """Return the clusters with the row that is kept of each in place of its first.

    Kept is what has the smallest moment, shape (n,) as `linked.rows`, and of several the first row.
    """
    if not len(linked.rows):
        return linked
    labels = _labels(linked)
    order = np.lexsort((linked.rows, moments, labels))
    kept = linked.rows[order[_starts(labels[order])]][labels]
    with runs.open_rows() as file:
        similarity = agreements(file.gather, kept, linked.rows) / runs.permutations
    return replace(linked, firsts=kept, similarity=similarity)


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
