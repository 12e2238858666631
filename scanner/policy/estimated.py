"""A gate and the estimates of its rules at a place → what they hold together, with a 95 % interval."""

from collections.abc import Mapping, Sequence
from typing import Final

from scanner.policy.figure import MILLION, Figure, Measure, Sampled
from scanner.types.estimate import Estimate
from scanner.types.report import RuleTally

Range = tuple[float, float, float, float | None]
"""Lower end, estimate at the least and at the most, upper end."""
_DIGITS: Final = 9
"""Behind the point: what reaches a bound must not cross it by the error of a division."""


def estimated_figure(
    measure: Measure,
    allowed: float,
    estimates: Mapping[str, Estimate],
    counted: Sequence[RuleTally],
    documents: int,
    *,
    by_estimate: bool,
) -> Figure:
    """Return what rules hold together of which one at least looked at a sample; `counted` are the others.

    Upper ends are those of two-sided 95 % intervals, and so of 97.5 % each: on the safe side where they add up.
    """
    parts = list(estimates.values())
    met = [tally for tally in counted if tally.findings]
    low, least, most, high = _documents(parts, met, documents) if measure is Measure.SHARE else _findings(parts, met)
    scale = {Measure.SHARE: 1 / documents, Measure.RATE: MILLION / documents, Measure.COUNT: 1.0}[measure]
    smallest = min(parts, key=lambda each: each.looked)
    return Figure(
        measure,
        _scaled(least, scale),
        upper=None,
        allowed=allowed,
        met=round(least),
        documents=documents,
        at_most=False,
        counts_documents=False,
        sampled=Sampled(
            _scaled(low, scale),
            None if high is None else _scaled(high, scale),
            _scaled(most, scale),
            smallest.looked,
            smallest.documents,
            len(parts) + len(met),
            by_estimate,
        ),
    )


def _documents(estimates: Sequence[Estimate], counted: Sequence[RuleTally], documents: int) -> Range:
    """Return documents with findings: at least those of the rule with most, at most those of all rules together."""
    known = [float(tally.documents) for tally in counted]
    lows = [each.share_low * each.documents for each in estimates]
    points = [each.share * each.documents for each in estimates]
    highs = [each.share_high * each.documents for each in estimates]
    return (
        max(lows + known),
        max(points + known),
        min(float(documents), sum(points + known)),
        min(float(documents), sum(highs + known)),
    )


def _findings(estimates: Sequence[Estimate], counted: Sequence[RuleTally]) -> Range:
    """Return findings, which add up; nothing bounds their sum where nothing bounds one of them."""
    known = sum(tally.findings for tally in counted)
    point = known + sum(each.findings for each in estimates)
    highs = [each.findings_high for each in estimates if each.findings_high is not None]
    high = known + sum(highs) if len(highs) == len(estimates) else None
    return known + sum(each.findings_low for each in estimates), point, point, high


def _scaled(number: float, scale: float) -> float:
    return round(number * scale, _DIGITS)
