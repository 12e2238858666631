"""An output folder → held by one run at a time, so that no two write the same files and remove each other's."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from scanner.errors import OutputError
from scanner.sidecars.known import LOCK
from scanner.sidecars.layout import Layout

_TAKEN: Final = frozenset((errno.EAGAIN, errno.EACCES))


@contextmanager
def held(layout: Layout) -> Iterator[None]:
    """Hold a run's folder until the block ends; raises `OutputError` where another run does.

    The system lets go when the process ends, however it ends, so that nothing has to be removed by hand. A folder that
    is not ours to use is left alone: claiming it says why.
    """
    number = _lock(layout) if _may_be_ours(layout) else None
    try:
        yield
    finally:
        if number is not None:
            (layout.out / LOCK).unlink(missing_ok=True)
            os.close(number)


def _may_be_ours(layout: Layout) -> bool:
    try:
        layout.out.mkdir(parents=True, exist_ok=True)
        return layout.marked() or not {path.name for path in layout.out.iterdir()} - {LOCK}
    except OSError:
        return False


def _lock(layout: Layout) -> int | None:
    """Return the open file that holds the lock; None where the folder cannot be written to, or knows no locks."""
    path = layout.out / LOCK
    while True:
        try:
            number = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
        except OSError:
            return None
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(number)
            if error.errno in _TAKEN:
                raise OutputError(f"{layout.out}: another run is at work in it; let it end first") from None
            return None
        if _is_there(path, number):
            return number
        os.close(number)  # the run that held it removed the file between our two steps


def _is_there(path: Path, number: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(number))
    except FileNotFoundError:
        return False
