"""A piece of work on one shard → done, or the fault of the tool that ended it, named by its place."""

import os
import traceback
from dataclasses import dataclass
from types import TracebackType
from typing import Self


@dataclass(slots=True)
class Fence:
    """Holds a fault of the tool at the border of a shard and keeps its kind and place.

    The message of the exception is let go: it can hold what was found in a document. What the system says of a number
    (`No space left on device`) is the system's own.
    """

    fault: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> bool:
        if kind is None or not issubclass(kind, Exception):
            return False
        last = traceback.extract_tb(trace)[-1]
        number = error.errno if isinstance(error, OSError) else None
        why = f" ({os.strerror(number)})" if isinstance(number, int) else ""
        self.fault = f"{kind.__name__}{why} in {last.name}, {last.filename.rpartition('/')[2]}:{last.lineno}"
        return True
