"""A gate and a place → what was measured there, and what it means against the gate's bound."""

from collections.abc import Callable, Mapping, Sequence

from scanner.policy.estimated import estimated_figure
from scanner.policy.figure import MILLION, Figure, Measure
from scanner.policy.interval import rate_upper_bound_95, share_upper_bound_95
from scanner.policy.place import Place, Unlooked
from scanner.types.estimate import Estimate
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import Gate
from scanner.types.report import RuleTally

_NEVER_MET = RuleTally(0, 0, {})


def unlooked_at(
    place: Place, rules: Sequence[str], min_looked: float, *, for_groups: bool = False
) -> tuple[Unlooked, ...]:
    """Return the rules that were applied to less than `min_looked` (0 to 1) of the documents, the least looked first.

    Documents to which a rule could not be applied for two reasons would count twice; never more than all count.
    A sample stands for the place it was drawn from, and no further: for a place of which nothing was drawn, and for
    hosts and sources, whose part in it is not known, one document outside the sample is too many.
    """
    found = []
    for rule in rules:
        reasons = dict(place.rules.get(rule, _NEVER_MET).not_looked)
        if rule in place.estimates and not for_groups:
            reasons.pop(NOT_DRAWN, None)
        missed = min(sum(reasons.values()), place.documents)
        is_short = bool(place.documents) and (place.documents - missed) / place.documents < min_looked
        if is_short or reasons.get(NOT_DRAWN):
            found.append(Unlooked(rule, missed, place.documents, reasons))
    return tuple(sorted(found, key=lambda unlooked: (-unlooked.documents, unlooked.rule)))


def documents_looked_at(place: Place, rules: Sequence[str]) -> int:
    """Return how many documents the figures of a place rest on; of rules with samples that of the smallest."""
    samples = _samples(rules, place)
    looked = [each.looked for each in samples.values()]
    undrawn = [
        place.documents - min(place.documents, place.rules.get(rule, _NEVER_MET).not_looked.get(NOT_DRAWN, 0))
        for rule in rules
        if rule not in samples
    ]
    return min([place.documents, *looked, *undrawn])


def _samples(rules: Sequence[str], place: Place) -> dict[str, Estimate]:
    """Return the estimates that are estimates: where all documents were drawn, they are counts."""
    found = {rule: place.estimates[rule] for rule in rules if rule in place.estimates}
    return {rule: each for rule, each in found.items() if each.is_of_a_part}


def figure_of(gate: Gate, rules: Sequence[str], place: Place) -> Figure:
    """Return what a gate measures at a place that holds documents.

    Findings of a group add up exactly. Documents do not, since one may hold findings of two rules: their sum, capped
    at all documents, bounds the share from above.
    """
    samples = _samples(rules, place)
    tallies = [place.rules[rule] for rule in rules if rule in place.rules and rule not in samples]
    measure, allowed = _bound_of(gate)
    if samples:
        strict = gate.decide_on == "upper_bound_95"
        return estimated_figure(measure, allowed, samples, tallies, place.documents, by_estimate=strict)
    findings = sum(tally.findings for tally in tallies)
    with_findings = min(place.documents, sum(tally.documents for tally in tallies))
    several = sum(tally.documents > 0 for tally in tallies) > 1
    met = with_findings if measure is Measure.SHARE or place.counts_documents else findings
    return Figure(
        measure,
        _POINTS[measure](met, place.documents),
        _upper_bound(measure, met, place) if gate.decide_on == "upper_bound_95" else None,
        allowed,
        met,
        place.documents,
        at_most=several and (measure is Measure.SHARE or place.counts_documents),
        counts_documents=place.counts_documents,
    )


def _bound_of(gate: Gate) -> tuple[Measure, float]:
    if gate.max_documents_share is not None:
        return Measure.SHARE, gate.max_documents_share
    if gate.max_rate_per_million is not None:
        return Measure.RATE, gate.max_rate_per_million
    if gate.max_count is not None:
        return Measure.COUNT, gate.max_count
    raise ValueError(f"gate on {gate.rule!r} bounds nothing; policies from `load_policy` always do")


def _upper_bound(measure: Measure, met: int, place: Place) -> float | None:
    if measure is Measure.COUNT:
        return None
    if measure is Measure.SHARE:
        return share_upper_bound_95(met, place.documents)
    # What counts documents cannot exceed one a document, so its bound is that of a share.
    bound = share_upper_bound_95 if place.counts_documents else rate_upper_bound_95
    return MILLION * bound(met, place.documents)


_POINTS: Mapping[Measure, Callable[[int, int], float]] = {
    Measure.SHARE: lambda met, documents: met / documents,
    Measure.RATE: lambda met, documents: met * MILLION / documents,
    Measure.COUNT: lambda met, _: met,
}
