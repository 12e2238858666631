"""A task → what it returns, with the most memory that the process doing it has held and its processor time."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """Does a task; `ru_maxrss` would not do, since a process takes over that of the one that started it."""

    task: Callable[[], Any]

    def __call__(self) -> tuple[Any, int, float, int]:
        """Return what the task does, the process, its processor time for the task, and its peak memory in kB."""
        begun = time.process_time()
        value = self.task()
        status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        [peak] = [int(line.split()[1]) for line in status if line.startswith("VmHWM:")]
        return value, os.getpid(), time.process_time() - begun, peak
