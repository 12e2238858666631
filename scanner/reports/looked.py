"""A report → whether a zero in it is one: what could not be looked for or understood is told as that, never as none."""

from collections.abc import Iterable, Mapping
from typing import Final

from scanner.types.report import CorpusReport, RuleTally
from scanner.types.rights import NOT_OBSERVED

SIGNALS: Final = (
    "ai.txt",
    "content-signal",
    "content-usage",
    "meta-robots",
    "robots.txt",
    "tdmrep.json",
    "trust.txt",
    "x-robots-tag",
)
"""What reservations are read from, by the names under which `not-observed` counts documents that cannot show them."""
NOT_OBSERVABLE: Final = "not observable"


def is_observable(signals: Mapping[str, Mapping[str, int]], documents: int) -> bool:
    """Return whether some document could have shown a reservation: where none could, no number of them is known."""
    unseen = signals.get(NOT_OBSERVED, {})
    return any(unseen.get(signal, 0) < documents for signal in SIGNALS)


def was_looked_for(tallies: Mapping[str, RuleTally], rules: Iterable[str], documents: int) -> bool:
    """Return whether one of the rules found something, or could be applied to a document at least."""
    met = [tallies[rule] for rule in rules if rule in tallies]
    return any(tally.findings or sum(tally.not_looked.values()) < documents for tally in met)


def bytes_in_broken(corpus: CorpusReport) -> int:
    """Return how many stored bytes lie in shards that were not read whole: passed at most, not all understood."""
    return sum(each.bytes for each in corpus.shards.values() if each.status in {"damaged", "failed"})


def tell_bytes(corpus: CorpusReport) -> str:
    """Say how many stored bytes were passed, and how many of them at most were not understood."""
    read, broken = corpus.totals.coverage, bytes_in_broken(corpus)
    unsure = f", up to {broken:,} of them in shards that are damaged or failed" if broken else ""
    return f"{read.bytes_read:,} of {read.bytes_total:,}{unsure}"
