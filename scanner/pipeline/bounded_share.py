"""What was found of a reference, and a bound on its share → whether that is kept, and what keeps one from saying so."""

from collections.abc import Iterator

from scanner.reports.markup import counted
from scanner.types.comparison import Comparison, Contamination


def is_exceeded(report: Comparison | Contamination, max_share: float) -> bool:
    """Tell whether a greater share was found."""
    return report.share_found > max_share


def doubts(report: Comparison | Contamination, max_share: float, min_compared: float) -> tuple[str, ...]:
    """Return why a bound that holds by what was compared may not hold by all there is; nothing: it does.

    Every lost record counts as one document or item found, though one may hold many. A shard that was not read in whole
    may hold all of them.
    """
    parts = _of_runs(report, min_compared) if isinstance(report, Comparison) else _of_items(report, min_compared)
    return (*parts, *_of_losses(report, max_share))


def _of_runs(report: Comparison, min_compared: float) -> Iterator[str]:
    for name, side in (("reference", report.reference), ("corpus", report.corpus)):
        if side.compared < min_compared * side.documents:
            yield (
                f"of {side.documents:,} documents of the {name} only {side.compared:,} are long enough to be compared "
                f"(--min-compared {min_compared:g})"
            )


def _of_items(report: Contamination, min_compared: float) -> Iterator[str]:
    if not report.corpus.documents:
        yield "no document of the corpus was read"
    items, skipped = report.index.items, report.index.skipped_items
    if items - skipped < min_compared * items:
        yield (
            f"of {items:,} items only {items - skipped:,} are long enough to be looked for "
            f"(--min-compared {min_compared:g})"
        )


def _of_losses(report: Comparison | Contamination, max_share: float) -> Iterator[str]:
    unread, lost, lost_of_reference = report.corpus.unread_shards, report.corpus.lost_records, 0
    if isinstance(report, Comparison):
        unread += report.reference.unread_shards
        lost_of_reference = report.reference.lost_records
        found, compared = report.reference.found, report.reference.compared
    else:
        index = report.index
        found, compared = report.items_found, index.items - index.skipped_items - index.repeated_items
    lost += lost_of_reference
    if unread and max_share < 1:
        yield f"not read in whole: {counted(unread, 'shard')}"
    whole = compared + lost_of_reference
    at_worst = min(whole, found + lost)
    if at_worst > max_share * whole:
        yield f"text of {lost:,} records was lost: with them it may be {at_worst:,} of {whole:,}"
