"""A plan and what is handed over a pipe → answers: what runs in a worker process, and how it is started and ends."""

import os
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from scanner.engines.assignment import Assignment, Place
from scanner.engines.memory import resident_bytes
from scanner.engines.orphan import end_with_parent, leave_signals_to_parent
from scanner.pipeline.fence import Fence
from scanner.pipeline.parts import work_fenced
from scanner.pipeline.scan import Scanner


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker's first word: its scanner is built, or why it could not be."""

    fault: str | None
    resident: int
    """Bytes of it in memory."""


def work(pipe: Connection, place: Place) -> None:
    """Be a worker: take the plan, say ready, then scan what comes until the pipe is closed or nobody listens."""
    leave_signals_to_parent()
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
