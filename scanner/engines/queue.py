"""Shards → the next piece of work for a worker; one whose worker died is tried once more, in a fresh worker."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from scanner.engines.search import Search
from scanner.engines.splits import Splits, name_of, rank, tasks_of
from scanner.pipeline.pace import Pace
from scanner.pipeline.walk import NO_CAUTION, At, Caution
from scanner.types.document import FailReason, Shard
from scanner.types.part import Answer, PartDone, Task, shard_of
from scanner.types.run import ShardOutcome


@dataclass(slots=True)
class Queue:
    """What is still to be handed out."""

    waiting: deque[Task]
    again: deque[Task] = field(default_factory=deque)
    """What a worker died over: for workers that scanned nothing yet, so that no other shard is to blame."""
    causes: dict[tuple[str, int], str] = field(default_factory=dict)
    """Name of a piece of work → why its first worker died."""
    splits: Splits = field(default_factory=Splits)
    apart: list[Task] = field(default_factory=list)
    """For a worker beside which no other is at work."""
    isolate: bool = False
    searches: dict[str, Search] = field(default_factory=dict)
    """Shard id → what is known of the record that workers die over, where such records are looked for."""
    pace: Pace | None = None
    """Where time is short: asked before a shard is handed out for the first time."""

    @classmethod
    def of(
        cls,
        shards: Sequence[Shard],
        part_bytes: int = 0,
        workers: int = 1,
        pace: Pace | None = None,
        *,
        isolate: bool = False,
    ) -> Self:
        """Return a queue with the largest shard first; those above `part_bytes` are scanned in parts (0: none is).

        Where time is short they stay whole and in the order given: the first of them are a sample, the largest would
        be none.
        """
        tasks = tasks_of(shards, part_bytes, workers) if pace is None else shards
        return cls(deque(tasks), isolate=isolate, pace=pace)

    def __len__(self) -> int:
        return len(self.again) + (len(self.waiting) if self._may_begin() else 0)

    def take(self, *, fresh: bool) -> Task | None:
        """Return what a worker is to do next, `fresh` if it scanned nothing yet; None: it can leave."""
        if fresh and self.again:
            return self.again.popleft()
        return self.waiting.popleft() if self.waiting and self._may_begin() else None

    def _may_begin(self) -> bool:
        return self.pace is None or self.pace.may_begin()

    def put_back(self, task: Task) -> None:
        """Take back what was lost through no fault of its own."""
        if not self.splits.is_late(task):
            self.waiting.appendleft(task)

    def bring_apart(self) -> None:
        """Hand out from now on what was set apart, each to a fresh worker."""
        self.again.extend(self.apart)
        self.apart.clear()

    def abandon(self) -> None:
        """Forget what is left: nobody is to begin it, nor to try it again."""
        for tasks in (self.waiting, self.again, self.apart):
            tasks.clear()

    def caution_of(self, task: Task) -> Caution:
        """Return how a shard is to be gone through, by what is known of deaths over it as a whole."""
        search = self.searches.get(task.id) if isinstance(task, Shard) else None
        return search.caution if search is not None else NO_CAUTION

    def bury(self, task: Task, cause: str, at: At | None = None, *, apart: bool = False) -> ShardOutcome | None:
        """Return the outcome of a shard whose worker died; None: it is tried again, set apart, or told of already."""
        if self.splits.is_late(task):
            return None
        first = self.causes.get(name_of(task))
        self.causes.setdefault(name_of(task), cause)
        fault = None
        if self.isolate and isinstance(task, Shard):
            fault = self.searches.setdefault(task.id, Search()).after(cause, at)
        elif first is not None and self.isolate and not apart:
            task = shard_of(task)  # records are looked for in whole shards
            self._forget(task)
        elif first is not None and not apart:
            fault = f"{cause}, twice" if cause == first else f"{first}; in a second try {cause}"
        if fault is not None:
            return self._lost(task, fault)
        (self.apart if apart else self.again).append(task)
        return None

    def told(self, answer: Answer) -> Iterator[ShardOutcome]:
        """Take a worker's answer; yield the outcome of its shard, if it is one, with what became of workers before."""
        if isinstance(answer, ShardOutcome):
            causes = (cause for (shard_id, _), cause in self.causes.items() if shard_id == answer.shard.id)
            yield replace(answer, retried=next(causes, "") + self._left_out(answer.shard))
        elif isinstance(answer, PartDone):
            following = self.splits.follow(answer)
            if following is not None:
                self._forget(shard_of(following))
                self.waiting.appendleft(following)
        else:
            self.splits.begin(answer)
            self.waiting = deque(sorted((*self.waiting, *answer.parts), key=rank))

    def drain(self, cause: str) -> Iterator[ShardOutcome]:
        """Yield every shard that is left as lost: no worker can be had."""
        while (task := self.take(fresh=True)) is not None:
            yield self._lost(task, cause)

    def _lost(self, task: Task, cause: str) -> ShardOutcome:
        shard = shard_of(task)
        self._forget(shard)
        return ShardOutcome(shard, "failed", 0, 0, FailReason.WORKER_DIED, cause)

    def _forget(self, shard: Shard) -> None:
        """Drop what is left to be done for a shard in parts."""
        self.splits.end(shard.id)
        self.waiting = deque(task for task in self.waiting if shard_of(task) != shard)
        self.again = deque(task for task in self.again if shard_of(task) != shard)
        self.apart = [task for task in self.apart if shard_of(task) != shard]

    def _left_out(self, shard: Shard) -> str:
        count = len(self.caution_of(shard).left_out)
        return "" if not count else "; a record was left out" if count == 1 else f"; {count} records were left out"
