"""A worker whose parent is gone → ended: nobody waits for it, and a later run may be at work in its folder."""

import os
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait


def leave_signals_to_parent() -> None:
    """Ignore what a terminal sends to all at once, at Ctrl-C and when it goes: the command says when to end."""
    for sign in (signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)


def end_with_parent() -> None:
    """Let this worker end as soon as the process that started it has ended, however that was.

    Between two shards the broken pipe tells; amid one, which may take hours, only this does. Nothing is put in order,
    as after a kill: what is half written has no key, so that nobody goes on from it.
    """
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_leave_after, args=(parent.sentinel,), daemon=True).start()


def _leave_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
