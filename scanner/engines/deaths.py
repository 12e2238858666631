"""How a worker process is started so that only we end it, and an exit code → why it ended."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_HINTS = {"SIGKILL": " (as when memory runs out)"}


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
