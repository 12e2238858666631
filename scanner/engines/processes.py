"""Shards → outcomes, in several worker processes; a worker that dies costs the shard it held."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from scanner.engines.fence import scan_fenced
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.scan import Scanner
from scanner.types.document import FailReason, Shard
from scanner.types.run import ShardOutcome

_STOP_S = 5.0
_MAX_EMPTY_STARTS = 3
"""A worker that dies before it took a shard cannot be built; trying for ever would hang the run."""


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    shard: Shard | None = None


@dataclass(frozen=True, slots=True)
class Processes:
    """`jobs` workers, each with a scanner of its own, each handed one shard at a time, the largest first."""

    plan: ScanPlan
    jobs: int

    def run(self, shards: Sequence[Shard]) -> Iterator[ShardOutcome]:
        """Yield the outcome of every shard as it is done."""
        waiting = deque(sorted(shards, key=lambda shard: (-shard.bytes, shard.id)))
        crew = _Crew(self.plan)
        try:
            crew.grow(min(self.jobs, len(waiting)), waiting)
            while crew.workers:
                yield from crew.step(waiting)
        finally:
            crew.stop()


@dataclass(slots=True)
class _Crew:
    plan: ScanPlan
    workers: list[_Worker] = field(default_factory=list)
    empty_starts: int = 0

    def grow(self, count: int, waiting: deque[Shard]) -> None:
        """Start workers and hand each its first shard."""
        context = multiprocessing.get_context("spawn")
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(self.plan, theirs), daemon=True)
            process.start()
            theirs.close()
            worker = _Worker(process, ours)
            self.workers.append(worker)
            self._hand_out(worker, waiting)

    def step(self, waiting: deque[Shard]) -> Iterator[ShardOutcome]:
        """Wait until some worker reports or dies, and deal with it."""
        ready = wait([worker.pipe for worker in self.workers])
        for worker in [worker for worker in self.workers if worker.pipe in ready]:
            try:
                outcome = worker.pipe.recv()
            except (EOFError, ConnectionError):
                yield from self._bury(worker, waiting)
                continue
            self.empty_starts = 0
            worker.shard = None
            self._hand_out(worker, waiting)
            yield outcome

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

    def _hand_out(self, worker: _Worker, waiting: deque[Shard]) -> None:
        if not waiting:
            worker.pipe.close()  # the worker sees the end and leaves
            worker.process.join(_STOP_S)
            self.workers.remove(worker)
            return
        worker.shard = waiting.popleft()
        with suppress(BrokenPipeError):  # it is dead already: `step` will find its pipe at the end
            worker.pipe.send(worker.shard)

    def _bury(self, worker: _Worker, waiting: deque[Shard]) -> Iterator[ShardOutcome]:
        worker.process.join()
        worker.pipe.close()
        self.workers.remove(worker)
        self.empty_starts += 1
        if worker.shard is not None:
            yield ShardOutcome(
                worker.shard, "failed", 0, 0, FailReason.WORKER_DIED, _cause(worker.process.exitcode or 0)
            )
        if self.empty_starts >= _MAX_EMPTY_STARTS * max(1, len(self.workers) + 1):
            while waiting:
                yield ShardOutcome(
                    waiting.popleft(), "failed", 0, 0, FailReason.WORKER_DIED, "workers died one after the other"
                )
        if waiting:
            self.grow(1, waiting)


def _cause(exit_code: int) -> str:
    if exit_code < 0:
        name = signal.Signals(-exit_code).name if -exit_code in set(signal.Signals) else f"signal {-exit_code}"
        return f"the worker process was ended by {name}"
    return f"the worker process ended with exit code {exit_code}"


def _work(plan: ScanPlan, pipe: Connection) -> None:
    """Be a worker: scan what comes through the pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    scanner = Scanner(plan)
    while True:
        try:
            shard = pipe.recv()
        except EOFError:
            return
        pipe.send(scan_fenced(scanner, shard))
