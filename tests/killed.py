"""Work that is killed at a moment of its own processor time."""

import os
import signal
from collections.abc import Callable


def seconds_in_child(work: Callable[[], None], kill_after_s: float = 0.0) -> float | None:
    """Do it in a process of its own; return its processor time, None where it was killed.

    The clock is that of the process, so that a busy machine shifts no moment. SIGPROF kills as SIGKILL does where
    nobody handles it: at once, between any two instructions, with nothing put in order.
    """
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, kill_after_s)
            work()
            code = 0
        finally:
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGPROF
        return None
    assert os.WEXITSTATUS(status) == 0, "the run failed by itself"
    return used.ru_utime + used.ru_stime
