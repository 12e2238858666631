"""Shards → outcomes, in several worker processes; a worker that dies costs its shard a second try, then the shard."""

import multiprocessing
import signal
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from scanner.engines.queue import Queue
from scanner.pipeline.fence import Fence
from scanner.pipeline.pace import Pace
from scanner.pipeline.parts import work_fenced
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.scan import Scanner
from scanner.types.document import Shard
from scanner.types.part import Task
from scanner.types.run import ShardOutcome

_STOP_S = 5.0
_LOOK_S = 1.0
"""How often the clock is looked at where time is short."""
_MAX_FALSE_STARTS = 3
"""Workers in a row that end before they are ready; trying for ever would hang the run."""


_HINTS = {"SIGKILL": " (as when memory runs out)"}


@dataclass(frozen=True, slots=True)
class _Ready:
    """A worker's first word: its scanner is built, or why it could not be."""

    fault: str | None


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    shard: Task | None = None
    """What it is at work on: a shard, or a part of one."""
    fresh: bool = True
    """It was handed no shard yet."""


@dataclass(frozen=True, slots=True)
class Processes:
    """`jobs` workers, each with a scanner of its own, each handed one shard at a time, the largest first."""

    plan: ScanPlan
    jobs: int
    pace: Pace | None = None
    """Where time is short: shards are handed out in the order given, and left out when it is over."""

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        """Yield the outcome of every shard as it is done; of none that time was too short for."""
        crew = _Crew(self.plan, Queue.of(shards, self.plan.part_bytes, self.jobs, self.pace), self.jobs)
        try:
            crew.fill()
            while crew.workers:
                yield from crew.step()
        finally:
            crew.stop()


@dataclass(slots=True)
class _Crew:
    plan: ScanPlan
    queue: Queue
    jobs: int
    workers: list[_Worker] = field(default_factory=list)
    false_starts: int = 0

    def fill(self) -> None:
        """Start as many workers as there is work for."""
        busy = sum(worker.shard is not None for worker in self.workers)
        while len(self.workers) < min(self.jobs, len(self.queue) + busy):
            self.hire()

    def hire(self) -> None:
        """Start a worker; it is handed a shard once it says that it is ready."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs,), daemon=True)
        with _no_interrupt():
            process.start()
        theirs.close()
        # The plan goes through our own pipe, which breaks when the worker dies: the pipe of `spawn` would block for
        # ever on a plan larger than its 64 KiB.
        with suppress(ConnectionError):
            ours.send(self.plan)
        self.workers.append(_Worker(process, ours))

    def step(self) -> Iterator[ShardOutcome]:
        """Wait until some worker speaks or dies, and deal with it; end them all where the time is over for long."""
        pace = self.queue.pace
        if pace is not None and pace.must_end():
            self.stop()
            return
        ready = wait([worker.pipe for worker in self.workers], None if pace is None else _LOOK_S)
        for worker in [worker for worker in self.workers if worker.pipe in ready]:
            try:
                word = worker.pipe.recv()
            except (EOFError, ConnectionError):
                yield from self._bury(worker)
                continue
            if isinstance(word, _Ready):
                if word.fault is not None:
                    yield from self._give_up(word.fault)
                    return
                self.false_starts = 0
            else:
                yield from self.queue.told(word)
            worker.shard = None
            self._hand_out(worker)
            self.fill()  # a shard that was cut is work for more of them

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
        with suppress(ConnectionError):  # it is dead already: `step` will find its pipe at the end
            worker.pipe.send(worker.shard)

    def _bury(self, worker: _Worker) -> Iterator[ShardOutcome]:
        worker.process.join()
        worker.pipe.close()
        self.workers.remove(worker)
        cause = _cause(worker.process.exitcode or 0)
        if worker.shard is None:
            self.false_starts += 1
        elif (outcome := self.queue.bury(worker.shard, cause)) is not None:
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


def _cause(exit_code: int) -> str:
    if exit_code < 0:
        name = signal.Signals(-exit_code).name if -exit_code in set(signal.Signals) else f"signal {-exit_code}"
        return f"the worker process was ended by {name}" + _HINTS.get(name, "")
    return f"the worker process ended with exit code {exit_code}"


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let a process be started that never sees Ctrl-C, not even before its first line: we decide when it stops."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals can only be set in the main thread; elsewhere nobody presses Ctrl-C
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(pipe: Connection) -> None:
    """Be a worker: take the plan, say ready, then scan what comes until the pipe is closed or nobody listens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, ConnectionError):
        plan = pipe.recv()
        with Fence() as fence:
            scanner = Scanner(plan)
        pipe.send(_Ready(fence.fault and f"no worker could be built: {fence.fault}"))
        while fence.fault is None:
            pipe.send(work_fenced(scanner, pipe.recv()))
