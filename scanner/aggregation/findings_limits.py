"""Strata of a sample → the number of findings in all their documents, with an approximate 95 % interval.

A number of findings is the number of documents with findings times their mean number. The first has exact limits; the
mean has a t-interval on the logarithmic scale, since few documents hold many findings and most hold few. Both widths
are joined by the method of Zou and Donner (2008). scipy.special loads on the first call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, hypot, inf, log
from typing import Final

from scanner.aggregation.interval import Limits, drawn_limits, joined_limits
from scanner.types.estimate import StratumTally

FEWEST_MET: Final = 3
"""Documents with findings from which on their spread is taken to be known: two bound the mean to a thousandfold."""
_TAIL: Final = 0.975


@dataclass(frozen=True, slots=True)
class _Seen:
    """What all documents with findings that were looked at tell of those that were not."""

    met: int
    mean: float
    spread: float
    """Squared ratio of standard deviation to mean, over all strata: what lies between them counts as spread."""
    t: float
    """Quantile of Student's distribution; infinite below `FEWEST_MET`."""

    def most_in(self, documents: int) -> float:
        """Return how many findings documents of a stratum hold at most in which none was found.

        They are taken to hold equally many, like one document drawn from those seen: what lies between strata is part
        of the spread.
        """
        if self.t == inf:
            return inf
        return documents * self.mean * exp(self.t * (self.spread * (1 + 1 / self.met)) ** 0.5)


def findings_limits(parts: Sequence[StratumTally]) -> Limits:
    """Return estimate and limits of the number of findings; an infinite upper limit where nothing bounds it.

    Nothing bounds it where documents that may hold findings were left out and fewer than `FEWEST_MET` with findings
    were looked at, or none of a stratum: the strata least drawn are those whose documents hold most, so that others
    say nothing of them. Raises `ZeroDivisionError` where nothing at all was looked at.
    """
    read = [part for part in parts if part.looked]
    per_document = sum(part.findings * part.documents / part.looked for part in read) / sum(
        part.documents for part in read
    )
    seen = _seen(read)
    limits = [
        _of_stratum(part, seen) if part.looked else (per_document * part.documents, 0.0, inf)
        for part in parts
        if part.documents
    ]
    return joined_limits(limits)


def _seen(parts: Sequence[StratumTally]) -> _Seen:
    met = sum(part.met for part in parts)
    if met < FEWEST_MET:
        return _Seen(met, 1.0, 1.0, inf)
    from scipy.special import stdtrit  # noqa: PLC0415  # see the module's docstring

    findings = sum(part.findings for part in parts)
    spread = _spread(met, findings, sum(part.squares for part in parts))
    return _Seen(met, findings / met, spread, float(stdtrit(met - 1, _TAIL)))


def _spread(met: int, findings: int, squares: int) -> float:
    """Return the squared ratio of standard deviation to mean, as if one more document held none or twice the mean.

    Without that one, a few documents that happen to hold equally many would be taken for proof that all do.
    """
    mean = findings / met
    return (max(0.0, squares - met * mean**2) / mean**2 + 1) / (met - 1)


def _of_stratum(part: StratumTally, seen: _Seen) -> Limits:
    """Return the number of findings in a stratum; each document with findings that was left out has one at least."""
    fewest, most = drawn_limits(part.met, part.looked, part.documents)
    known = float(part.findings)
    if most == part.met:
        return known, known, known
    if not part.met:
        return 0.0, 0.0, seen.most_in(most)
    documents = part.documents * part.met / part.looked
    mean = part.findings / part.met
    own = _spread(part.met, part.findings, part.squares) if part.met > 1 else 0.0
    left_out = 1 - part.looked / part.documents
    error = seen.t * (max(own, seen.spread) * left_out / part.met) ** 0.5
    point = documents * mean
    below = hypot(log(documents / fewest), min(error, log(mean)))
    above = hypot(log(most / documents), error)
    return point, max(point * exp(-below), known + fewest - part.met), point * exp(above) if error < inf else inf
