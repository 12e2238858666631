"""Shards → the next one for a worker; a shard whose worker died is tried once more, in a fresh worker."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from scanner.types.document import FailReason, Shard
from scanner.types.run import ShardOutcome


@dataclass(slots=True)
class Queue:
    """What is still to be handed out."""

    waiting: deque[Shard]
    again: deque[Shard] = field(default_factory=deque)
    """Shards that a worker died over: for workers that scanned nothing yet, so that no other shard is to blame."""
    causes: dict[str, str] = field(default_factory=dict)
    """Shard id → why its first worker died."""

    @classmethod
    def of(cls, shards: Sequence[Shard]) -> Self:
        """Return a queue with the largest shard first, so that none of the long ones is begun last."""
        return cls(deque(sorted(shards, key=lambda shard: (-shard.bytes, shard.id))))

    def __len__(self) -> int:
        return len(self.waiting) + len(self.again)

    def take(self, *, fresh: bool) -> Shard | None:
        """Return the next shard for a worker, `fresh` if it scanned nothing yet; None: it can leave."""
        if fresh and self.again:
            return self.again.popleft()
        return self.waiting.popleft() if self.waiting else None

    def put_back(self, shard: Shard) -> None:
        """Take back a shard that was lost through no fault of its own."""
        self.waiting.appendleft(shard)

    def bury(self, shard: Shard, cause: str) -> ShardOutcome | None:
        """Return the outcome of a shard whose worker died; None: it is tried again."""
        first = self.causes.get(shard.id)
        if first is not None:
            return _lost(shard, f"{cause}, twice" if cause == first else f"{first}; in a second try {cause}")
        self.causes[shard.id] = cause
        self.again.append(shard)
        return None

    def told(self, outcome: ShardOutcome) -> ShardOutcome:
        """Return a worker's outcome with what became of the worker before it."""
        return replace(outcome, retried=self.causes.get(outcome.shard.id, ""))

    def drain(self, cause: str) -> Iterator[ShardOutcome]:
        """Yield every shard that is left as lost: no worker can be had."""
        while (shard := self.take(fresh=True)) is not None:
            yield _lost(shard, cause)


def _lost(shard: Shard, cause: str) -> ShardOutcome:
    return ShardOutcome(shard, "failed", 0, 0, FailReason.WORKER_DIED, cause)
