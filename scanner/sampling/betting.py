"""Counts of shards in the order drawn → what they allow to be said of all shards, at any moment one stops.

A share in the corpus is at least `a` exactly where the sum over all shards of findings less `a` times documents is not
below zero. Against that somebody bets whose capital cannot be expected to grow where it is true; once it is twenty
times what it was (forty of each side, for an interval), the claim is given up, and that is wrong in at most one of
twenty runs (Ville 1939), whatever the shards hold and **whenever one stops looking**: a run that ends as soon as all is
decided would make any usual interval wrong more often than it says.

Method: Waudby-Smith and Ramdas, Estimating means of bounded random variables by betting, J. R. Stat. Soc. B 86 (2024),
with §5 for drawing without putting back. Several bettors of fixed boldness share the capital, so that no spread has to
be known beforehand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
TAIL: Final = 0.025
"""On either side of a 95 % interval."""
_STAKES: Final = ((1.0, 0.5), (0.5, 0.1), (0.25, 0.1), (0.125, 0.1), (1 / 16, 0.1), (1 / 64, 0.1))
"""How bold a bettor is, and what part of the capital is his: the boldest decides where nothing was found."""
_HALVINGS: Final = 30


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of the shards drawn, in the order drawn, and how many there are in all."""

    met: Sequence[float]
    """Findings, or documents with findings, of each shard."""
    documents: Sequence[int]
    """Of each shard."""
    of_shards: int
    most_documents: float
    """No shard, drawn or not, holds more."""
    most_met: float = 1.0
    """No shard, drawn or not, has more of what is counted for one document."""


def limits_of(counted: Counted) -> tuple[float, float, float]:
    """Return estimate and 95 % limits of how much of what is counted there is for one document of all shards.

    The estimate is the ratio of the sums. Where all shards were drawn, limits are equal to it. Limits are from none to
    the most there can be where no document was seen.
    """
    documents = sum(counted.documents)
    if not documents:
        return 0.0, 0.0, counted.most_met
    point = sum(counted.met) / documents
    if len(counted.documents) >= counted.of_shards:
        return point, point, point
    high = _turn(lambda rate: _is_refuted(counted, rate, least=True), point, counted.most_met)
    low = counted.most_met - _turn(
        lambda less: _is_refuted(counted, counted.most_met - less, least=False),
        counted.most_met - point,
        counted.most_met,
    )
    return point, max(0.0, low), high


def _turn(is_refuted: Callable[[float], bool], start: float, end: float) -> float:
    """Return the least number between two that is refuted, on the safe side; the end where none is."""
    low, high = start, end
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if is_refuted(middle):
            high = middle
        else:
            low = middle
    return high


def _is_refuted(counted: Counted, rate: float, *, least: bool) -> bool:
    """Whether the shards speak against a rate of at least (or of at most) `rate`."""
    met, documents = (np.asarray(each, dtype=np.float64) for each in (counted.met, counted.documents))
    # Between 0 and 1, and on the average of all shards `claimed` exactly where the rate is what is claimed.
    drawn = (met / counted.most_documents + rate * (1 - documents / counted.most_documents)) / counted.most_met
    claimed = rate / counted.most_met
    if not least:
        drawn, claimed = 1 - drawn, 1 - claimed
    return _capital(drawn, claimed, counted.of_shards) >= -log(TAIL)


def _capital(drawn: Numbers, claimed: float, of_shards: int) -> float:
    """Return the logarithm of the most that bets against a mean of at least `claimed` ever came to."""
    before = np.concatenate(([0.0], np.cumsum(drawn)[:-1]))
    left = of_shards - np.arange(len(drawn))
    due = (of_shards * claimed - before) / left  # the mean of what is left, if the claim is true
    if (due > 1).any():
        return np.inf  # no shards could make up for it
    due = np.maximum(due, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = np.where(due < 1, (due - drawn) / (1 - due), 0.0)
        grown = np.stack([np.cumsum(np.log1p(stake * gain)) + log(part) for stake, part in _STAKES])
    return float(np.logaddexp.reduce(grown, axis=0).max())
