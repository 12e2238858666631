"""A clock and a time budget → whether another shard may be begun, and whether those begun must end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import Final

Clock = Callable[[], float]
"""Seconds since some moment."""
_PATIENCE: Final = 2.0
"""A shard that was begun in time is finished, for at most the budget once more: to leave out whichever is slow would
make a sample of the quick ones."""
_LOOK_AFTER: Final = 1.25
"""Between two looks at the gates, so many times the shards: each look judges all of them."""


@dataclass(slots=True)
class Pace:
    """Asked by engines before each shard; `decided` is told to it from outside."""

    budget_s: float
    clock: Clock
    began: float
    is_decided: bool = False
    """Every gate of the policy is decided, so that more shards change nothing."""
    is_cut: bool = False
    """Shards that were begun were ended, or are to be."""
    _next_look: int = field(default=2)

    def may_begin(self) -> bool:
        """Return whether a shard may be begun."""
        return not self.is_decided and self.clock() - self.began < self.budget_s

    def must_end(self) -> bool:
        """Return whether shards at work are to be ended."""
        if self.clock() - self.began >= _PATIENCE * self.budget_s:
            self.is_cut = True
        return self.is_cut

    def is_look_due(self, shards: int) -> bool:
        """Return whether the gates are to be looked at, now that so many shards are there."""
        if shards < self._next_look:
            return False
        self._next_look = ceil(shards * _LOOK_AFTER)
        return True


@dataclass(frozen=True, slots=True)
class Draw:
    """How shards are drawn where not all of them are looked at."""

    seed: str = ""
    first: int | None = None
    """Only the first so many in keyed order, as an earlier run had them."""
    pace: Pace | None = None
    """As many as time allows."""

    @property
    def is_wanted(self) -> bool:
        """Whether shards may be left out at all."""
        return self.first is not None or self.pace is not None


EVERYTHING: Final = Draw()
