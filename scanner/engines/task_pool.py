"""Small tasks → what they return, in worker processes without a scanner; what they cannot do is done here."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from scanner.engines.deaths import cause_of, no_interrupt
from scanner.engines.memory import SHORTEST_LOOK_S, Budget
from scanner.engines.orphan import end_with_parent, leave_signals_to_parent
from scanner.engines.tasks import Done, TaskList, do_fenced
from scanner.types.spread import T, one_by_one

_STOP_S = 5.0
_MAX_DEATHS = 6
"""Workers in a row that end without a word; more would end so, too."""


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    task: int | None = None
    over: bool = False
    """It was ended because all processes together held more than they may."""


@dataclass(slots=True)
class TaskPool:
    """Up to `jobs` workers, started when there are tasks for them, and kept for further ones.

    Where memory is short there are fewer from then on, down to one: no task can be left out.
    """

    jobs: int
    tell: Callable[[str], None]
    budget: Budget | None = None
    """What the command and its workers may hold together; None: nobody looks."""
    _look_s: float = SHORTEST_LOOK_S
    _workers: list[_Worker] = field(default_factory=list)
    _deaths: int = 0

    def __call__(self, tasks: Sequence[Callable[[], T]]) -> Iterator[T]:
        """Yield what each task returns, as it is done."""
        if self.jobs < 2 and self._workers:  # noqa: PLR2004  # there was no room for two
            self.stop()
        if self.jobs < 2 or len(tasks) < 2:  # noqa: PLR2004  # one alone need not leave this process
            yield from one_by_one(tasks)
            return
        left = TaskList(tasks, self.tell)
        try:
            self._hand_out(left)
            while any(worker.task is not None for worker in self._workers):
                yield from self._step(left)
        finally:
            if any(worker.task is not None for worker in self._workers):
                self.stop()  # given up in the midst: nobody waits for these answers

    def stop(self) -> None:
        """End every worker that is left, by hand where it does not end itself."""
        for worker in self._workers:
            worker.pipe.close()
            if worker.task is not None:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_STOP_S)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()

    def _hand_out(self, left: TaskList) -> None:
        idle = [worker for worker in self._workers if worker.task is None]
        while left.waiting and len(self._workers) - len(idle) < self.jobs:
            worker = idle.pop() if idle else self._hire()
            worker.task = left.waiting.pop()
            with suppress(ConnectionError):  # it is dead already: `_step` will find its pipe at the end
                worker.pipe.send_bytes(left.pack(worker.task))

    def _hire(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), daemon=True)
        with no_interrupt():
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _step(self, left: TaskList) -> Iterator[T]:
        """Wait until some worker speaks or dies, and deal with it."""
        ready = wait([worker.pipe for worker in self._workers], None if self.budget is None else self._look_s)
        self._watch_memory()
        for worker in [worker for worker in self._workers if worker.pipe in ready]:
            try:
                word: Done = worker.pipe.recv()
            except (EOFError, ConnectionError):
                yield from self._bury(worker, left)
                continue
            number, worker.task, self._deaths = worker.task, None, 0
            if number is not None:
                self._hand_out(left)  # before what is found is looked at, so that nobody waits meanwhile
                yield from left.hear(number, word)
        self._hand_out(left)

    def _watch_memory(self) -> None:
        """End the largest worker, of several, where all together hold too much; what it did is put back."""
        if self.budget is None or any(worker.over for worker in self._workers):
            return  # what one that is ended holds is not free before it is buried
        self._look_s, number = self.budget.look(worker.process.pid or 0 for worker in self._workers)
        largest = next((worker for worker in self._workers if worker.process.pid == number), None)
        if largest is not None and len(self._workers) > 1 and not largest.pipe.poll():
            largest.over = True
            self.jobs = len(self._workers) - 1
            largest.process.kill()

    def _bury(self, worker: _Worker, left: TaskList) -> Iterator[T]:
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        if worker.over:
            self.tell(f"--memory-limit: no more than {self.jobs} at once from here on")
            if worker.task is not None:
                left.put_back(worker.task)
            return
        self._deaths += 1
        if worker.task is not None:
            cause = cause_of(worker.process.exitcode or 0)
            yield from left.bury(worker.task, cause)
            if self._deaths >= _MAX_DEATHS:
                yield from left.rest(f"{cause}, {self._deaths} workers in a row")


def _serve(pipe: Connection) -> None:
    """Be a worker: do what comes until the pipe is closed or nobody listens."""
    leave_signals_to_parent()
    end_with_parent()  # else a task of a command that was killed would write into the folder of the next one
    with suppress(EOFError, ConnectionError):
        while True:
            pipe.send(do_fenced(pipe.recv_bytes()))
