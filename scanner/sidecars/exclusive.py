"""A file that is written anew → one writer at a time, a neighbour of its own, and the mode that the file has."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from scanner.errors import OutputError

_PRIVATE: Final = 0o600
_ENDING: Final = ".partial"


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Let nobody else write a file until the block ends; raises `OutputError` where another does, or was killed."""
    lock = path.with_name(path.name + ".lock")
    try:
        if not lock.parent.is_dir():
            lock.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE)
    except FileExistsError:
        if not lock.exists():
            raise OutputError(f"{lock.parent}: not a folder") from None
        left = "".join(f" and {name}" for name in _partials(path))
        raise OutputError(
            f"{lock}: is there, so {path.name} is being written; where the process was killed, remove {lock}{left}"
        ) from None
    except OSError as error:
        raise OutputError(f"{lock}: cannot be made: {error.strerror}") from None
    try:
        yield
    finally:
        if _is_same(lock, number):  # else somebody removed it, and another one holds it now
            lock.unlink()
        os.close(number)


@contextmanager
def partial_of(path: Path) -> Iterator[Path]:
    """Give an empty neighbour of this process to write to, of the mode that the file has; a new file is private."""
    partial = path.with_name(f"{path.name}.{os.getpid()}{_ENDING}")
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else _PRIVATE
    try:
        partial.unlink(missing_ok=True)  # of a process that was killed and had the same number
        number = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE)
        os.fchmod(number, mode)
        os.close(number)
    except OSError as error:
        raise OutputError(f"{partial}: cannot be made: {error.strerror}") from None
    try:
        yield partial
    finally:
        partial.unlink(missing_ok=True)


def refuse_changed(path: Path, before: os.stat_result) -> None:
    """Raise `OutputError` where a file is another than it was, or was written to: that change would be lost."""
    now = path.stat() if path.exists() else None
    if now is None or _identity(now) != _identity(before):
        raise OutputError(f"{path}: was changed by another process meanwhile; nothing was added")


def _identity(facts: os.stat_result) -> tuple[int, int, int, int]:
    return facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns


def _is_same(path: Path, number: int) -> bool:
    try:
        now = path.stat()
    except OSError:
        return False
    return os.path.samestat(now, os.fstat(number))


def _partials(path: Path) -> list[str]:
    start = path.name + "."
    names = (each.name for each in path.parent.iterdir())
    return sorted(str(path.with_name(name)) for name in names if name.startswith(start) and name.endswith(_ENDING))
