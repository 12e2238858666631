"""Shards → outcomes, one after the other in this process."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from scanner.pipeline.pace import Pace
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.scan import Scanner, scan_fenced
from scanner.types.document import Shard
from scanner.types.run import ShardOutcome


@dataclass(frozen=True, slots=True)
class InProcess:
    """The plainest engine: what the others are held against."""

    plan: ScanPlan
    pace: Pace | None = None
    """Where time is short: asked before each shard. One that was begun is finished, however long that takes."""

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        """Yield the outcome of every shard, in the order given."""
        if not shards:
            return
        scanner = Scanner(self.plan)
        for shard in shards:
            if self.pace is not None and not self.pace.may_begin():
                return
            yield scan_fenced(scanner, shard)
