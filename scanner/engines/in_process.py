"""Shards → outcomes, one after the other in this process."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.scan import Scanner, scan_fenced
from scanner.types.document import Shard
from scanner.types.run import ShardOutcome


@dataclass(frozen=True, slots=True)
class InProcess:
    """The plainest engine: what the others are held against."""

    plan: ScanPlan

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        """Yield the outcome of every shard, in the order given."""
        if not shards:
            return
        scanner = Scanner(self.plan)
        for shard in shards:
            yield scan_fenced(scanner, shard)
