"""A plan and what is handed over a pipe → answers: what runs in a worker process, and how it is started and ends."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from scanner.engines.assignment import Assignment, Place
from scanner.engines.memory import resident_bytes
from scanner.engines.orphan import end_with_parent
from scanner.pipeline.fence import Fence
from scanner.pipeline.parts import work_fenced
from scanner.pipeline.scan import Scanner

_HINTS = {"SIGKILL": " (as when memory runs out)"}


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker's first word: its scanner is built, or why it could not be."""

    fault: str | None
    resident: int
    """Bytes of it in memory."""


def cause_of(exit_code: int) -> str:
    """Return how a process ended."""
    if exit_code < 0:
        name = signal.Signals(-exit_code).name if -exit_code in set(signal.Signals) else f"signal {-exit_code}"
        return f"the worker process was ended by {name}" + _HINTS.get(name, "")
    return f"the worker process ended with exit code {exit_code}"


@contextmanager
def no_interrupt() -> Iterator[None]:
    """Let a process be started that never sees Ctrl-C, not even before its first line: we decide when it stops."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals can only be set in the main thread; elsewhere nobody presses Ctrl-C
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def work(pipe: Connection, place: Place) -> None:
    """Be a worker: take the plan, say ready, then scan what comes until the pipe is closed or nobody listens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    with suppress(EOFError, ConnectionError):
        plan = pipe.recv()
        with Fence() as fence:
            scanner = Scanner(plan)
        fault = fence.fault and f"no worker could be built: {fence.fault}"
        pipe.send(Ready(fault, resident_bytes(os.getpid())))
        while fence.fault is None:
            given: Assignment = pipe.recv()
            pipe.send(work_fenced(scanner, given.task, given.walk(place)))
