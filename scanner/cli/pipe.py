"""Output whose reader may leave early, for example `| head`."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_NOBODY_READS = frozenset((errno.EPIPE, errno.EIO))
"""Of a pipe, and of a terminal that is gone."""


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Take it quietly when whoever reads our output has seen enough: it says nothing about the run's outcome."""
    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit) as error:  # rich turns the first into the second
        if isinstance(error, SystemExit) and not has_reader_left(error):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def has_reader_left(left: SystemExit) -> bool:
    """Whether a command ended because nobody reads its output any more; typer and rich both make that code 1."""
    return isinstance(left.__context__, BrokenPipeError)


def tell(text: str) -> None:
    """Write to stderr; where whoever read it has left (`| tee` at Ctrl-C, a closed terminal), go on in silence."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError as error:
        if error.errno not in _NOBODY_READS:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
