"""Work for a worker, and how to go through it ↔ where the worker is in it, as it is told even by one that died."""

import ctypes
from collections.abc import MutableSequence
from dataclasses import dataclass
from multiprocessing.context import SpawnContext
from typing import cast

from scanner.engines.memory import Ease
from scanner.pipeline.walk import At, Caution, Doing, Walk
from scanner.types.part import Task


@dataclass(frozen=True, slots=True)
class Place:
    """Three numbers in memory that a worker shares with who started it: what is in them outlives it."""

    numbers: MutableSequence[int]
    """What it does (0: nothing with a shard yet), and the first and last place."""

    @classmethod
    def make(cls, context: SpawnContext) -> "Place":
        """Return a place for a worker that is about to be started; only then can it be handed on."""
        return cls(cast("MutableSequence[int]", context.RawArray(ctypes.c_int64, 3)))

    def tell(self, doing: Doing, first: int, last: int) -> None:
        """Say where this process is."""
        self.numbers[:] = (doing, first, last)

    def read(self) -> At | None:
        """Return where the worker was last; None: with no record yet."""
        doing, first, last = self.numbers
        return At(Doing(doing), first, last) if doing else None

    def clear(self) -> None:
        """Forget what was said."""
        self.numbers[:] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a worker is handed."""

    task: Task
    caution: Caution
    soft_bytes: int
    """Size of the worker above which it gives memory back; 0: none."""

    def walk(self, place: Place) -> Walk:
        """Return the way through the shard."""
        return Walk(self.caution, place.tell, Ease(self.soft_bytes))
