"""A bound on the memory of a whole run → how many workers fit into it, and which of them is too large."""

import ctypes
import gc
import os
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyarrow as pa

from scanner.errors import EngineError

ROOM_BYTES: Final = 128 * 2**20
"""What a worker needs to look at ordinary batches, beside what it is once it is ready."""
KEPT_BACK_BYTES: Final = 128 * 2**20
"""Of a bound: what processes can grow by between two looks at them."""
SHORTEST_LOOK_S: Final = 0.02
_LONGEST_LOOK_S: Final = 0.5
"""Between two looks at the sizes of processes, by what is left; a look costs up to 0.2 ms a process."""
_GROWTH_A_S: Final = 4 * 2**30
"""Bytes by which processes may grow in a second: about what two of them can touch."""
_SLOW_LOOK_S: Final = 1.0
"""The same where a program must be started to look."""
_STATM: Final = Path("/proc/self/statm")
_SMALLEST_SHARE: Final = 1 / 64
_LOOKS_BETWEEN: Final = 16
"""Batches between two tries to give memory back, where a try did not help."""


def resident_bytes(pid: int) -> int:
    """Return how much memory of a process is resident, shared libraries included; 0 where it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (FileNotFoundError, ProcessLookupError):
        return 0 if _STATM.exists() else _asked_of_ps(pid)


def _asked_of_ps(pid: int) -> int:
    """Return the same where there is no /proc (POSIX ps, in KiB)."""
    asked = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607  # the platform's own
    said = asked.stdout.strip()
    return int(said) * 1024 if said.isdecimal() else 0


def look_again_s(left: int) -> float:
    """Return how soon sizes are to be looked at again, where so many bytes are left."""
    if not _STATM.exists():
        return _SLOW_LOOK_S
    return min(max(left / _GROWTH_A_S, SHORTEST_LOOK_S), _LONGEST_LOOK_S)


@dataclass(frozen=True, slots=True)
class Budget:
    """A bound on what the command and its workers hold together while shards are scanned."""

    limit: int
    worker: int = 0
    """Resident bytes of a worker that is ready; 0: not measured."""

    def workers(self, wanted: int) -> int:
        """Return how many fit, at most as many as wanted; raises `EngineError` where not a single one does."""
        own, each = resident_bytes(os.getpid()) + KEPT_BACK_BYTES, self.worker + ROOM_BYTES
        fit = (self.limit - own) // each
        if fit < 1:
            parts = f"{_tell(self.worker)} to be ready, {_tell(ROOM_BYTES)} to work in"
            raise EngineError(
                f"--memory-limit {_tell(self.limit)}: one worker needs {_tell(each)} ({parts}) beside {_tell(own)} "
                f"(the command, and {_tell(KEPT_BACK_BYTES)} kept back); give {_tell(own + each)} or more"
            )
        return min(wanted, fit)

    def share(self, workers: int) -> int:
        """Return what each of so many workers may hold."""
        return self.left({}) // workers

    def soft(self, workers: int) -> int:
        """Return above which size each of so many workers gives memory back: half way to its share."""
        return (self.worker + self.share(workers)) // 2

    def left(self, workers: Mapping[int, int]) -> int:
        """Return how many bytes are left beside the command and workers (number of the process → resident bytes).

        Below 0 the largest of them must end, which holds more than its share: together they hold more than all shares.
        """
        return self.limit - KEPT_BACK_BYTES - resident_bytes(os.getpid()) - sum(workers.values())

    def look(self, workers: Iterable[int]) -> tuple[float, int | None]:
        """Return how soon to look again at workers (numbers of processes), and which of them must end, if any."""
        sizes = {worker: resident_bytes(worker) for worker in workers}
        left = self.left(sizes)
        return look_again_s(left), max(sizes, key=sizes.__getitem__) if left < 0 and sizes else None


def _tell(size: int) -> str:
    return f"{-(-size // 2**20):,}M"


@dataclass(slots=True)
class Ease:
    """Asked after every batch; where this process is large, gives memory back and makes the next batches smaller."""

    soft_bytes: int
    """0: nothing is looked at."""
    resident: Callable[[int], int] = resident_bytes
    give_back: Callable[[], None] = field(default_factory=lambda: give_back)
    _share: float = 1.0
    _wait: int = 0

    def __call__(self) -> float:
        """Return the share of a full batch that the next one may be."""
        if not self.soft_bytes or self.resident(os.getpid()) <= self.soft_bytes:
            self._share, self._wait = min(1.0, self._share * 2), 0
            return self._share
        self._share = max(_SMALLEST_SHARE, self._share / 2)
        if self._wait:
            self._wait -= 1
            return self._share
        self.give_back()
        if self.resident(os.getpid()) > self.soft_bytes:
            self._wait = _LOOKS_BETWEEN
        return self._share


def give_back() -> None:
    """Return memory that nothing uses any more to the system, as far as allocators can be asked to."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc
    if trim is not None:
        trim(0)
