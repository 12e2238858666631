"""Shards → outcomes, one after the other in this process."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from scanner.pipeline.pace import Pace
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.scan import Scanner, scan_fenced
from scanner.types.document import Shard
from scanner.types.run import ShardOutcome
from scanner.types.spread import Spread, one_by_one


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

    @contextmanager
    def spread(self, tell: Callable[[str], None]) -> Iterator[Spread]:  # noqa: ARG002  # nothing is lost here
        """Do tasks here, one by one."""
        yield one_by_one
