"""A finished run as renderers and gates see it: what is saved, never the corpus."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scanner.types.catalogue import Catalogue
from scanner.types.policy import Policy, Verdict
from scanner.types.report import CorpusReport, ShardReport
from scanner.types.run import Lock


@dataclass(frozen=True, slots=True)
class SavedRun:
    """What a run wrote of itself."""

    corpus: CorpusReport
    verdict: Verdict
    policy: Policy
    """As it was judged by; its digest stands in the verdict."""
    catalogue: Catalogue
    lock: Lock
    shard_reports: Callable[[], Iterator[ShardReport]]
    """Yields the report of every shard, sorted by id, each read when it is asked for: there may be very many."""
