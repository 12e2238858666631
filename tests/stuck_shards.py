"""Shards that hold up the worker that reads them, until it is killed."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from corpora import plan_in, shipped_ruleset, terms
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.terms import Terms
from scanner.types.document import Shard

_PATIENCE_S = 300.0
"""Workers start one after another, on a busy machine."""
_PREFIXES = ("pii.email", "rights.robots", "duplicate.", "licence.copyleft")


def small_plan(out: Path) -> ScanPlan:
    """Return a plan with a few rules of several kinds, for workers that are soon ready."""
    ruleset = shipped_ruleset()
    rules = tuple(rule for rule in ruleset.rules if rule.id.startswith(_PREFIXES))
    return replace(plan_in(out), ruleset=replace(ruleset, rules=rules))


def small_terms() -> Terms:
    """Return terms whose gates are about the rules of `small_plan`."""
    given = terms()
    gates = tuple(gate for gate in given.policy.gates if gate.rule.startswith(_PREFIXES))
    return replace(given, policy=replace(given.policy, gates=gates))


def stuck_shard(path: Path) -> Shard:
    """Return a shard that never ends: a pipe into which nobody writes. It counts as the largest, so comes first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    return Shard(path.name, str(path), 10**9)


def reader_of(path: Path) -> int:
    """Wait for a process that reads a pipe or file, and return its number."""
    return _user_of(path, os.O_RDONLY)


def writer_of(path: Path) -> int:
    """Wait for a process that writes a file, and return its number."""
    return _user_of(path, os.O_WRONLY)


def _user_of(path: Path, access: int) -> int:
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        for folder in Path("/proc").iterdir():
            if folder.name.isdecimal() and int(folder.name) != os.getpid() and str(path) in _opened_by(folder, access):
                return int(folder.name)
        time.sleep(0.02)
    raise TimeoutError(f"nobody uses {path.name}")


def _opened_by(process: Path, access: int) -> set[str]:
    """Return what a process has open for reading, or for writing.

    For a moment a child that we start has open what we have open: the ends of pipes that are written to. To take it for
    a reader, and kill it, would leave the reader to itself.
    """
    try:
        entries = list((process / "fd").iterdir())
        return {str(entry.readlink()) for entry in entries if _access(process / "fdinfo" / entry.name) == access}
    except (FileNotFoundError, PermissionError, ProcessLookupError):  # closed or ended while we looked; or not ours
        return set()


def _access(described: Path) -> int:
    words = described.read_text().split()
    return int(words[words.index("flags:") + 1], 8) & os.O_ACCMODE


@contextmanager
def killing(path: Path, sign: signal.Signals, times: int, then: bytes | None = None) -> Iterator[None]:
    """Kill those who read a pipe, one after another; who comes after the last finds a file with `then` instead."""
    thread = threading.Thread(target=_kill, args=(path, sign, times, then))
    thread.start()
    yield
    thread.join()


def _kill(path: Path, sign: signal.Signals, times: int, then: bytes | None) -> None:
    killed: set[int] = set()
    while len(killed) < times:
        # A pipe that is opened for reading waits for one who writes: without, nobody has it open yet.
        ours = opened_for_writing(path)
        try:
            pid = reader_of(path)
            if pid not in killed:
                if len(killed) == times - 1 and then is not None:
                    swap(path, then)
                os.kill(pid, sign)
                killed.add(pid)
        finally:
            os.close(ours)


def swap(path: Path, content: bytes) -> None:
    """Put a file in the place of a pipe; who has the pipe open keeps it."""
    beside = path.with_name(f"{path.name}.beside")
    beside.write_bytes(content)
    beside.replace(path)


def opened_for_writing(path: Path) -> int:
    """Open a pipe as soon as somebody waits for one who writes into it; return its descriptor."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        try:
            return os.open(path, os.O_WRONLY | os.O_NONBLOCK)  # succeeds only while somebody reads
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"nobody opens {path.name}")
