"""A cheap look at documents → strata by how likely they hold a name, and the share of each that is to be drawn.

Most documents are sure to hold a name, or sure to hold none: looking at many of them tells little. Drawing more of the
doubtful ones (Neyman 1934: in proportion to the spread within a stratum) makes the same interval from fewer documents.
What a stratum's spread is taken for only decides how much is drawn; the intervals come from what was found.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from scanner.detectors.names.name import NameReader


@dataclass(frozen=True, slots=True)
class Stratum:
    """Documents that scored alike."""

    name: str
    least: float
    """Score from which on a document belongs here."""
    weight: float
    """How much of it is drawn, against a small share asked for: its spread over the mean spread of typical pages."""


@runtime_checkable
class Scorer(Protocol):
    """A reader of names that can tell cheaply how likely a text holds one."""

    strata: Sequence[Stratum]
    """By rising `least`, the first from minus infinity."""

    def score(self, texts: Sequence[str]) -> list[float]:
        """Return a number for each text that rises with the number of names to be expected."""


_ALL: Final = (Stratum("all", float("-inf"), 1.0),)


def share_drawn(share: float, stratum: Stratum) -> float:
    """Return which share of a stratum is drawn where about `share` of all documents is asked for, both 0 to 1.

    The weight holds for small shares; the larger the share, the less a light stratum falls behind, so that 1 reads all.
    """
    return min(1.0, share * max(stratum.weight, share))


def strata_for(reader: NameReader, texts: Sequence[str]) -> list[Stratum]:
    """Return the stratum of each text; one for all where the reader cannot tell cheaply."""
    if not isinstance(reader, Scorer):
        return list(_ALL) * len(texts)
    starts = [stratum.least for stratum in reader.strata]
    return [reader.strata[bisect_right(starts, score) - 1] for score in reader.score(texts)]
