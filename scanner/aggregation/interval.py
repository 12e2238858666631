"""Counts of a sample → 95 % limits of what it was drawn from, exact at any size.

scipy.special loads on the first call: a run without a sample does not pay for it.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

_TAIL: Final = 0.025
"""On either side of a 95 % interval."""
Numbers = npt.NDArray[np.float64]
Limits = tuple[float, float, float]
"""Estimate, lower and upper limit."""


def drawn_limits(met: int, looked: int, documents: int) -> tuple[int, int]:
    """Return the exact limits of the number of documents with a finding among `documents`.

    `looked` of them were drawn without putting back, `met` of those have a finding (hypergeometric distribution;
    both tails inverted at 2.5 %). Where all were looked at, both limits are `met`.
    """
    fewest, most = met, documents - (looked - met)
    low = _first(fewest, most, lambda number: 1 - _at_most(met - 1, number, looked, documents) > _TAIL)
    high = most - _first(0, most - fewest, lambda less: _at_most(met, most - less, looked, documents) > _TAIL)
    return low, high


def _first(start: int, end: int, holds: Callable[[int], bool]) -> int:
    """Return the first number from `start` on for which a statement holds that goes on to hold, at most `end`."""
    while start < end:
        middle = (start + end) // 2
        if holds(middle):
            end = middle
        else:
            start = middle + 1
    return start


def _at_most(met: int, number: int, looked: int, documents: int) -> float:
    """Return the probability that `looked` drawn of `documents` hold at most `met` of the `number` there are."""
    first = max(0, looked - (documents - number))
    if met < first:
        return 0.0
    seen = np.arange(first, min(met, number, looked) + 1, dtype=np.float64)
    logs = _log_choices(number, seen) + _log_choices(documents - number, looked - seen)
    logs -= _log_choices(documents, np.array([looked], np.float64))
    return float(min(1.0, np.exp(logs).sum()))


def _log_choices(of: int, some: Numbers) -> Numbers:
    """Return the logarithm of how many ways there are to choose `some` of `of`."""
    from scipy.special import gammaln  # noqa: PLC0415  # see the module's docstring

    logs: Numbers = gammaln(of + 1) - gammaln(some + 1) - gammaln(of - some + 1)
    return logs


def joined_limits(parts: Sequence[Limits]) -> Limits:
    """Return estimate and limits of a sum of independent estimates (Zou and Donner 2008, "MOVER")."""
    point = sum(part[0] for part in parts)
    below = sum((part[0] - part[1]) ** 2 for part in parts) ** 0.5
    above = sum((part[2] - part[0]) ** 2 for part in parts) ** 0.5
    return point, point - below, point + above
