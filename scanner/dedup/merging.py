"""Signatures on disk → clusters of near-duplicates, in memory that grows with the duplicates only.

The same clusters as `clusters.find_clusters` gives for the same rows in memory. Ranges are tasks, which workers can do;
what they find is put together here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scanner.dedup.bands import Rows, bands_for
from scanner.dedup.forest import Forest, no_rows
from scanner.dedup.links import agreements, least_agreement
from scanner.dedup.ranges import CopiesIn, Known, LinksIn
from scanner.dedup.runs import Runs
from scanner.types.spread import Spread, one_by_one


@dataclass(frozen=True, slots=True)
class Linked:
    """Near-duplicates as columns, by row."""

    rows: Rows
    """Every row of a cluster of two or more, ascending."""
    firsts: Rows
    """First row of its cluster; after `kept.keep_earliest` the row kept of it."""
    similarity: npt.NDArray[np.float64]
    """Estimated Jaccard similarity to that row (itself: 1.0); as long as rows are only connected, not a number."""
    capped_buckets: int
    """Buckets so large and so mixed that some pairs in them were neither compared nor linked by others."""


def link_rows(runs: Runs, min_similarity: float, spread: Spread = one_by_one) -> Linked:
    """Return the clusters among all rows; see `find_clusters` for what links two of them."""
    found = connect_rows(runs, min_similarity, spread)
    with runs.open_rows() as files:
        similarity = agreements(files.gather, found.firsts, found.rows) / runs.permutations
    return Linked(found.rows, found.firsts, similarity, found.capped_buckets)


def connect_rows(runs: Runs, min_similarity: float, spread: Spread = one_by_one) -> Linked:
    """Return the same clusters without similarities, which cost two reads a row.

    Bands are gone through in rounds. Within a round every range of every band is a task that knows the links of the
    rounds before, and so need not verify what they put together. What is linked in the end does not depend on that:
    links that a task leaves out are between rows that are connected already.
    """
    if not runs.rows:
        return Linked(no_rows(), no_rows(), np.empty(0), 0)
    copies, originals = _copies(runs, spread)
    least = least_agreement(min_similarity, runs.permutations)
    forest, cut_short = Forest(), list[Rows]()
    lines, count = runs.lines_of(bands_for(min_similarity, runs.permutations)), runs.range_count
    for some in _rounds(lines) if least < runs.permutations else ():  # equal ones are known already
        with Known.kept(runs.folder, copies, forest) as known:
            tasks = [LinksIn(runs, line, at, count, least, known) for line in some for at in range(count)]
            for found in spread(tasks):
                forest.keep(found.rows, found.firsts)
                cut_short += found.cut_short
        forest.merge()
    firsts = forest.firsts
    capped = sum(bool((firsts(bucket) != firsts(bucket[:1])).any()) for bucket in cut_short)
    rows = np.unique(np.concatenate((forest.rows, copies, originals)))
    own = rows.copy()
    own[np.searchsorted(rows, copies)] = originals
    return Linked(rows, firsts(own), np.full(len(rows), np.nan), capped)


def _rounds(lines: range) -> Iterator[range]:
    """Yield the lines, one and then twice as many each time: the first bands find most links, and spare the others."""
    size = 1
    while lines:
        yield lines[:size]
        lines, size = lines[size:], 2 * size


def _copies(runs: Runs, spread: Spread) -> tuple[Rows, Rows]:
    """Return the rows whose whole signature an earlier row has, ascending, and the first that has it."""
    count = runs.range_count
    found = [(no_rows(), no_rows()), *spread([CopiesIn(runs, at, count) for at in range(count)])]
    copies, originals = _columns(found)
    order = np.argsort(copies)
    return copies[order], originals[order]


def _columns(pairs: Sequence[tuple[Rows, Rows]]) -> tuple[Rows, Rows]:
    one, other = (np.concatenate(column) for column in zip(*pairs, strict=True))
    return one, other
