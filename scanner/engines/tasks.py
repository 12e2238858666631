"""A small task → what it returned, or why it could not be done, without the message of any exception."""

import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from scanner.pipeline.fence import Fence

_TRIES = 2


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker says of a task."""

    value: Any
    fault: str | None = None


def do_fenced(packed: bytes) -> Done:
    """Do a task as it was sent."""
    with Fence() as fence:
        return Done(pickle.loads(packed)())  # noqa: S301  # comes from the command itself, through its own pipe
    return Done(None, fence.fault or "it was not told why")


@dataclass(slots=True)
class TaskList:
    """Tasks that are still to be done, by their numbers."""

    tasks: Sequence[Callable[[], Any]]
    tell: Callable[[str], None]
    waiting: list[int] = field(default_factory=list)
    """The next one last."""
    _deaths: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.waiting = list(range(len(self.tasks)))[::-1]

    def pack(self, number: int) -> bytes:
        """Return a task as it is sent."""
        return pickle.dumps(self.tasks[number])

    def hear(self, number: int, done: Done) -> Iterator[Any]:
        """Yield what a task returned; one that failed is done here, and what it raises here is raised."""
        if done.fault is None:
            yield done.value
        else:
            yield self.do_here(number, done.fault)

    def bury(self, number: int, cause: str) -> Iterator[Any]:
        """Put back a task whose worker was lost; after the second time do it here."""
        self._deaths[number] += 1
        if self._deaths[number] < _TRIES:
            self.waiting.append(number)
            self.tell(f"part {number + 1} of {len(self.tasks)} is tried again: {cause}")
        else:
            yield self.do_here(number, f"{cause}, {_TRIES} times")

    def put_back(self, number: int) -> None:
        """Take back a task that was ended through no fault of its own."""
        self.waiting.append(number)

    def do_here(self, number: int, cause: str) -> Any:
        """Do a task in this process, and tell why."""
        self.tell(f"part {number + 1} of {len(self.tasks)} is done by the command itself: {cause}")
        return self.tasks[number]()

    def rest(self, cause: str) -> Iterator[Any]:
        """Do here what is still waiting."""
        while self.waiting:
            yield self.do_here(self.waiting.pop(), cause)
