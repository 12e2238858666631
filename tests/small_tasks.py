"""Tasks for workers that fare ill with them."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PRIVATE = "what stands in a document"
Task = Callable[[], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Square:
    """The plainest: says who did it, too."""

    number: int

    def __call__(self) -> tuple[int, int]:
        return self.number**2, os.getpid()


@dataclass(frozen=True, slots=True)
class Deadly:
    """Ends the process that does it, so many times, but never this one."""

    number: int
    here: int
    deaths: Path
    times: int

    def __call__(self) -> tuple[int, int]:
        if os.getpid() != self.here and len(list(self.deaths.iterdir())) < self.times:
            (self.deaths / str(os.getpid())).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return self.number**2, os.getpid()


@dataclass(frozen=True, slots=True)
class Faulty:
    """Raises, everywhere or but not here."""

    number: int
    spared: int | None

    def __call__(self) -> tuple[int, int]:
        if os.getpid() != self.spared:
            raise ValueError(PRIVATE)
        return self.number**2, os.getpid()


@dataclass(frozen=True, slots=True)
class Slow:
    """Takes long enough to be looked at."""

    number: int

    def __call__(self) -> tuple[int, int]:
        time.sleep(0.2)
        return self.number**2, os.getpid()
