"""What was measured at a place, and whether it crosses what is allowed; from a count or from an estimate."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

MILLION: Final = 1_000_000


class Measure(Enum):
    """What a gate bounds; of each kind, per source only documents with findings are counted."""

    SHARE = "share of documents with findings"
    RATE = "findings per million documents"
    COUNT = "findings"


class Standing(Enum):
    """What a figure means against the bound."""

    CROSSED = "crossed"
    KEPT = "kept"
    OPEN = "open"
    """An estimate that may lie on either side."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """How sure an estimate is, in the units of the gate, and what it rests on."""

    low: float
    high: float | None
    """95 % interval; None: nothing bounds it."""
    at_most: float
    """The estimate if no document has findings of two rules; `Figure.point` is it if they share all they can."""
    looked: int
    """Documents looked at; of several samples the smallest."""
    documents: int
    """Documents that sample was drawn from."""
    rules: int
    """Rules with findings or a sample whose limits were put together."""
    by_estimate: bool
    """True where the estimate itself must not cross the bound, not only the lower end of its interval."""
    shards: tuple[int, int] | None = None
    """Where shards were drawn: how many, of how many; None: documents were drawn in every shard."""
    only_all: bool = False
    """True where no larger sample of shards could keep the bound, only a look at all of them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured at a place, in the units of the gate."""

    measure: Measure
    point: float
    upper: float | None
    """One-sided 95 % upper bound, where the gate decides on it and all documents were looked at."""
    allowed: float
    met: int
    """Findings, or documents with findings, the point was computed from."""
    documents: int
    at_most: bool
    """True when a document with findings of several rules may have been counted more than once."""
    counts_documents: bool
    sampled: Sampled | None = None
    """None: nothing was estimated."""

    @property
    def decisive(self) -> float:
        """The figure that is named as measured: always finite."""
        return self.point if self.upper is None else self.upper

    @property
    def standing(self) -> Standing:
        """Whether the bound is crossed; to reach it is allowed.

        An estimate keeps the bound only where its whole interval does. It crosses it where the whole interval does,
        or the estimate itself where the gate decides on the upper end.
        """
        if self.sampled is None:
            return Standing.CROSSED if self.decisive > self.allowed else Standing.KEPT
        if self.sampled.high is not None and self.sampled.high <= self.allowed:
            return Standing.KEPT
        surely = self.point if self.sampled.by_estimate else self.sampled.low
        return Standing.CROSSED if surely > self.allowed else Standing.OPEN
