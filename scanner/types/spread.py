"""Small tasks → what they return: the shape of all that does them, and the plainest way."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Spread(Protocol):
    """A map over small tasks that can be pickled."""

    def __call__(self, tasks: Sequence[Callable[[], T]]) -> Iterator[T]:
        """Yield what each task returns once, in any order; what a task raises here, it raises.

        A task may be done more than once, and by two at once, so it must come to the same each time.
        """
        ...


def one_by_one(tasks: Sequence[Callable[[], T]]) -> Iterator[T]:
    """Do tasks in this process, in their order."""
    for task in tasks:
        yield task()
