"""Something measured of some shards, and their sizes → how much there is a byte, with an approximate 95 % interval.

scipy.special loads on the first call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Final, Self

_TAIL: Final = 0.975
FEWEST_UNITS: Final = 2
"""One shard says nothing of how much shards differ."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """How much of something there is for one of something else."""

    point: float
    low: float
    high: float
    """95 % interval; infinite where nothing bounds it."""

    def times(self, factor: float) -> Self:
        """Return it for another number of units."""
        return type(self)(self.point * factor, self.low * factor, self.high * factor)

    def plus(self, constant: float) -> Self:
        """Return it with something added that is not in doubt."""
        return type(self)(self.point + constant, self.low + constant, self.high + constant)


def ratio_of(measured: Sequence[float], sizes: Sequence[float]) -> Ratio:
    """Return the ratio estimator over drawn units (Cochran 1977, Sampling Techniques, §6.3), with a t-interval.

    The unit is the shard: what was measured within one hangs together. No correction for a finite population is made,
    since of large shards only the beginning was looked at. Units differ skewly, so that few of them make the interval
    too narrow: it is a rough one. Raises `ZeroDivisionError` where the sizes add up to nothing.
    """
    units = len(sizes)
    point = sum(measured) / sum(sizes)
    if units < FEWEST_UNITS:
        return Ratio(point, 0.0, inf)
    from scipy.special import stdtrit  # noqa: PLC0415  # see the module's docstring

    spread = sum((each - point * size) ** 2 for each, size in zip(measured, sizes, strict=True)) / (units - 1)
    error = float(stdtrit(units - 1, _TAIL)) * (spread / units) ** 0.5 / (sum(sizes) / units)
    return Ratio(point, max(0.0, point - error), point + error)
