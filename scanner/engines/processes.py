"""Shards → outcomes, in several worker processes; a worker that dies costs its shard a second try, then the shard."""

import multiprocessing
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from scanner.engines.assignment import Assignment, Place
from scanner.engines.deaths import cause_of, no_interrupt
from scanner.engines.memory import SHORTEST_LOOK_S, Budget
from scanner.engines.queue import Queue
from scanner.engines.task_pool import TaskPool
from scanner.engines.worker import Ready, work
from scanner.pipeline.pace import Pace
from scanner.pipeline.plan import ScanPlan
from scanner.types.document import Shard
from scanner.types.part import Task
from scanner.types.run import ShardOutcome
from scanner.types.spread import Spread

_STOP_S = 5.0
_LOOK_S = 1.0
"""How often the clock is looked at where time is short."""
_MAX_FALSE_STARTS = 3
"""Workers in a row that end before they are ready; trying for ever would hang the run."""


_TOO_LARGE = "the worker process needed more memory than its share of --memory-limit"
_TOO_LARGE_ALONE = "the worker process needed more memory than --memory-limit leaves to one alone"


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    place: Place
    shard: Task | None = None
    """What it is at work on: a shard, or a part of one."""
    fresh: bool = True
    """It was handed no shard yet."""
    over: bool = False
    """It was ended because all processes together held more than they may."""


@dataclass(frozen=True, slots=True)
class Processes:
    """`jobs` workers, each with a scanner of its own, each handed one shard at a time, the largest first."""

    plan: ScanPlan
    jobs: int
    isolate: bool = False
    """A record that workers die over is found and left out, and its shard read without it."""
    budget: Budget | None = None
    """What the command and its workers may hold together; None: nobody looks."""
    pace: Pace | None = None
    """Where time is short: shards are handed out in the order given, and left out when it is over."""

    def fitted(self) -> "Processes":
        """Return the same with as many workers as fit into the budget; raises `EngineError` where not one does."""
        if self.budget is None:
            return self
        budget = replace(self.budget, worker=_measured(self.plan))
        return replace(self, budget=budget, jobs=budget.workers(self.jobs))

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        """Yield the outcome of every shard as it is done; of none that time was too short for."""
        queue = Queue.of(shards, self.plan.part_bytes, self.jobs, self.pace, isolate=self.isolate)
        crew = _Crew(self.plan, queue, self.jobs, self.budget)
        try:
            crew.fill()
            while crew.workers:
                yield from crew.step()
            yield from crew.work_alone()
        finally:
            crew.stop()

    @contextmanager
    def spread(self, tell: Callable[[str], None]) -> Iterator[Spread]:
        """Give as many workers again, without a scanner, each started once there is a task for it."""
        pool = TaskPool(self.jobs, tell, self.budget)
        try:
            yield pool
        finally:
            pool.stop()


def _measured(plan: ScanPlan) -> int:
    """Return how large a worker is once it is ready; 0 where none can be had, which a run will tell of."""
    crew = _Crew(plan, Queue.of(()), 1)
    try:
        crew.hire()
        word = crew.workers[0].pipe.recv()
    except (EOFError, ConnectionError):
        return 0
    finally:
        crew.stop()
    return word.resident if isinstance(word, Ready) else 0


@dataclass(slots=True)
class _Crew:
    plan: ScanPlan
    queue: Queue
    jobs: int
    budget: Budget | None = None
    workers: list[_Worker] = field(default_factory=list)
    false_starts: int = 0
    look_s: float = SHORTEST_LOOK_S
    """Until memory is looked at again."""
    alone: bool = False
    """One worker at a time, for shards that were too large for a share of the memory."""

    def fill(self) -> None:
        """Start as many workers as there is work for."""
        busy = sum(worker.shard is not None for worker in self.workers)
        while len(self.workers) < min(self.jobs, len(self.queue) + busy):
            self.hire()

    def hire(self) -> None:
        """Start a worker; it is handed a shard once it says that it is ready."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        place = Place.make(context)
        process = context.Process(target=work, args=(theirs, place), daemon=True)
        with no_interrupt():
            process.start()
        theirs.close()
        # The plan goes through our own pipe, which breaks when the worker dies: the pipe of `spawn` would block for
        # ever on a plan larger than its 64 KiB.
        with suppress(ConnectionError):
            ours.send(self.plan)
        self.workers.append(_Worker(process, ours, place))

    def work_alone(self) -> Iterator[ShardOutcome]:
        """Scan those shards that were too large for a share of the memory, each in a worker that has all of it."""
        self.alone, self.jobs = True, 1
        self.queue.bring_apart()
        while self.queue:
            self.hire()
            while self.workers:
                yield from self.step()

    def step(self) -> Iterator[ShardOutcome]:
        """Wait until some worker speaks or dies, and deal with it; end one where memory is short, all where time is."""
        pace = self.queue.pace
        if pace is not None and pace.must_end():
            self.queue.abandon()
            self.stop()
            return
        looks = [] if self.budget is None else [self.look_s]
        ready = wait(
            [worker.pipe for worker in self.workers], min(looks if pace is None else [*looks, _LOOK_S], default=None)
        )
        self._watch_memory()
        for worker in [worker for worker in self.workers if worker.pipe in ready]:
            try:
                word = worker.pipe.recv()
            except (EOFError, ConnectionError):
                yield from self._bury(worker)
                continue
            if isinstance(word, Ready):
                if word.fault is not None:
                    yield from self._give_up(word.fault)
                    return
                self.false_starts = 0
            else:
                yield from self.queue.told(word)
            worker.shard = None
            self._hand_out(worker)
            self.fill()  # a shard that was cut is work for more of them

    def _watch_memory(self) -> None:
        if self.budget is None or any(worker.over for worker in self.workers):
            return  # what one that is ended holds is not free before it is buried
        self.look_s, number = self.budget.look(worker.process.pid or 0 for worker in self.workers)
        largest = next((worker for worker in self.workers if worker.process.pid == number), None)
        if largest is not None and not largest.pipe.poll():
            largest.over = True
            largest.process.kill()

    def stop(self) -> None:
        """End every worker that is left, by hand where it does not end itself."""
        for worker in self.workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join(_STOP_S)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self.workers.clear()

    def _hand_out(self, worker: _Worker) -> None:
        worker.shard, worker.fresh = self.queue.take(fresh=worker.fresh), False
        if worker.shard is None:
            worker.pipe.close()  # the worker sees the end and leaves
            worker.process.join(_STOP_S)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            self.workers.remove(worker)
            return
        worker.place.clear()
        soft = 0 if self.budget is None else self.budget.soft(self.jobs)
        with suppress(ConnectionError):  # it is dead already: `step` will find its pipe at the end
            worker.pipe.send(Assignment(worker.shard, self.queue.caution_of(worker.shard), soft))

    def _bury(self, worker: _Worker) -> Iterator[ShardOutcome]:
        worker.process.join()
        worker.pipe.close()
        self.workers.remove(worker)
        cause = cause_of(worker.process.exitcode or 0)
        if worker.over:
            cause = _TOO_LARGE_ALONE if self.alone else _TOO_LARGE
        apart = worker.over and not self.alone
        if worker.shard is None:
            self.false_starts += 1
        elif (outcome := self.queue.bury(worker.shard, cause, worker.place.read(), apart=apart)) is not None:
            yield outcome
        starting = sum(other.fresh for other in self.workers)
        if self.false_starts >= _MAX_FALSE_STARTS:
            yield from self._give_up(f"{cause} before it was ready, {self.false_starts} times in a row")
        elif starting < len(self.queue.again) or len(self.workers) < len(self.queue):
            self.hire()

    def _give_up(self, cause: str) -> Iterator[ShardOutcome]:
        """Yield every shard that no worker can be had for, and let those at work finish theirs."""
        yield from self.queue.drain(cause)
        for worker in [worker for worker in self.workers if worker.shard is None]:
            self._hand_out(worker)
