"""A scanner and a shard → its outcome, also where the tool itself has a fault."""

import traceback
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from scanner.pipeline.scan import Scanner
from scanner.types.document import FailReason, Shard
from scanner.types.run import ShardOutcome


@dataclass(slots=True)
class Fence:
    """Holds a fault of the tool at the border of a shard and keeps its kind and place.

    The message of the exception is let go: it can hold what was found in a document.
    """

    fault: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> bool:
        if kind is None or not issubclass(kind, Exception):
            return False
        last = traceback.extract_tb(trace)[-1]
        self.fault = f"{kind.__name__} in {last.name}, {last.filename.rpartition('/')[2]}:{last.lineno}"
        return True


def scan_fenced(scanner: Scanner, shard: Shard) -> ShardOutcome:
    """Return the shard's outcome; a fault of the tool costs this shard and is named by its place in the code."""
    with Fence() as fence:
        return scanner.scan(shard)
    return ShardOutcome(shard, "failed", 0, 0, FailReason.TOOL_FAULT, f"a fault of the tool: {fence.fault}")
