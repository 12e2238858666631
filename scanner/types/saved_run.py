"""A finished run as renderers and gates see it: what is saved, never the corpus."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from scanner.types.catalogue import Catalogue
from scanner.types.policy import Policy, Verdict
from scanner.types.report import CorpusReport, ShardReport
from scanner.types.run import Lock


@dataclass(frozen=True, slots=True)
class ShardList:
    """A list of shards that is kept beside the code, for formats that can only point at lines of such a file."""

    path: str
    """Below the root of the repository, with slashes."""
    lines: Mapping[str, int]
    """Shard → its line, from 1; shards without one are pointed at by the first line."""


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
    shard_list: ShardList | None = None
    """Given when a run is told again, and never saved."""
