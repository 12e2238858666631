"""A gate and a place → what was measured there, and what it means against the gate's bound."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from scanner.policy.interval import rate_upper_bound_95, share_upper_bound_95
from scanner.types.estimate import Estimate
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import Gate
from scanner.types.report import CorpusReport, GroupTally, RuleTally, ShardReport, Totals
from scanner.types.rule import DuplicateMatch, Ruleset

NOT_COMPARED = "documents were not compared with each other"
NOT_IN_REPORT = "the report was made without this rule"
MILLION = 1_000_000
_NEVER_MET = RuleTally(0, 0, {})


class Measure(Enum):
    """What a gate bounds; of each kind, per source only documents with findings are counted."""

    SHARE = "share of documents with findings"
    RATE = "findings per million documents"
    COUNT = "findings"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gate is applied: the corpus, a shard, or a source."""

    where: str
    """`corpus`, `shard <id>` or `source <host>`."""
    documents: int
    rules: Mapping[str, RuleTally]
    counts_documents: bool = False
    """True where only documents with findings are counted, not findings: sources."""
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    """Rule → what its sample says of the place, for rules that looked at a sample of documents only."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured at a place, in the units of the gate."""

    measure: Measure
    point: float
    upper: float | None
    """One-sided 95 % upper bound, where the gate decides on it."""
    allowed: float
    met: int
    """Findings, or documents with findings, the point was computed from."""
    documents: int
    at_most: bool
    """True when a document with findings of several rules may have been counted more than once."""
    counts_documents: bool
    looked: int | None = None
    """Documents that an estimate rests on; None: nothing was estimated."""

    @property
    def decisive(self) -> float:
        """The figure that is held against the bound."""
        return self.point if self.upper is None else self.upper

    @property
    def is_crossed(self) -> bool:
        """Whether the bound is crossed; to reach it is allowed."""
        return self.decisive > self.allowed


@dataclass(frozen=True, slots=True)
class Unlooked:
    """A rule that could not be applied to some of the documents."""

    rule: str
    documents: int
    of_documents: int
    reasons: Mapping[str, int]


def place_of_corpus(report: CorpusReport, ruleset: Ruleset) -> Place:
    """Return the corpus as a place; what was never looked for there is marked as such, not as absent."""
    tallies = _tallies(report.totals, ruleset, report)
    return Place("corpus", report.totals.coverage.documents, tallies, estimates=report.estimates)


def place_of_shard(shard: ShardReport, ruleset: Ruleset, report: CorpusReport) -> Place:
    """Return a shard of the corpus as a place."""
    tallies = _tallies(shard.totals, ruleset, report)
    return Place(f"shard {shard.shard.id}", shard.totals.coverage.documents, tallies, estimates=shard.estimates)


def place_of_source(host: str, group: GroupTally) -> Place:
    """Return a source as a place: of it only documents with findings are known."""
    rules = {rule: RuleTally(documents, documents, {}) for rule, documents in group.rules.items()}
    return Place(f"source {host}", group.documents, rules, counts_documents=True)


def _tallies(totals: Totals, ruleset: Ruleset, report: CorpusReport) -> dict[str, RuleTally]:
    tallies = dict(totals.rules)
    documents = totals.coverage.documents
    for rule in ruleset.rules:
        if rule.id not in tallies:
            tallies[rule.id] = RuleTally(0, 0, {NOT_IN_REPORT: documents})
        elif isinstance(rule.match, DuplicateMatch) and report.duplicates is None:
            tallies[rule.id] = RuleTally(0, 0, {NOT_COMPARED: documents})
    return tallies


def unlooked_at(place: Place, rules: Sequence[str], min_looked: float) -> tuple[Unlooked, ...]:
    """Return the rules that were applied to less than `min_looked` (0 to 1) of the documents, the least looked first.

    Documents to which a rule could not be applied for two reasons would count twice; never more than all count.
    """
    found = []
    for rule in rules:
        reasons = dict(place.rules.get(rule, _NEVER_MET).not_looked)
        if rule in place.estimates:
            reasons.pop(NOT_DRAWN, None)  # the sample stands for them
        missed = min(sum(reasons.values()), place.documents)
        if place.documents and (place.documents - missed) / place.documents < min_looked:
            found.append(Unlooked(rule, missed, place.documents, reasons))
    return tuple(sorted(found, key=lambda unlooked: (-unlooked.documents, unlooked.rule)))


def figure_of(gate: Gate, rules: Sequence[str], place: Place) -> Figure:
    """Return what a gate measures at a place that holds documents.

    Findings of a group add up exactly. Documents do not, since one may hold findings of two rules: their sum, capped
    at all documents, bounds the share from above.
    """
    estimates = [place.estimates[rule] for rule in rules if rule in place.estimates]
    if estimates:
        return _estimated(gate, rules, place, estimates)
    tallies = [place.rules[rule] for rule in rules if rule in place.rules]
    findings = sum(tally.findings for tally in tallies)
    with_findings = min(place.documents, sum(tally.documents for tally in tallies))
    several = sum(tally.documents > 0 for tally in tallies) > 1
    measure, allowed = _bound_of(gate)
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


def _estimated(gate: Gate, rules: Sequence[str], place: Place, estimates: Sequence[Estimate]) -> Figure:
    """Return what a gate measures where a sample was looked at for one of its rules at least.

    The upper bound is that of a two-sided 95 % interval, and so of 97.5 %: on the safe side. Bounds of several rules
    are added up.
    """
    counted = [place.rules[rule] for rule in rules if rule in place.rules and rule not in place.estimates]
    measure, allowed = _bound_of(gate)
    if measure is Measure.SHARE:
        met = sum(each.share * each.documents for each in estimates) + sum(tally.documents for tally in counted)
        most = sum(each.share_high * each.documents for each in estimates) + sum(tally.documents for tally in counted)
        met, most = min(met, place.documents), min(most, place.documents)
    else:
        known = sum(tally.findings for tally in counted)
        met = known + sum(each.findings for each in estimates)
        most = known + sum(math.inf if each.findings_high is None else each.findings_high for each in estimates)
    scale = {Measure.SHARE: 1 / place.documents, Measure.RATE: MILLION / place.documents, Measure.COUNT: 1.0}[measure]
    upper = most * scale if gate.decide_on == "upper_bound_95" else None
    looked = min(each.looked for each in estimates)
    several = len(estimates) + sum(tally.documents > 0 for tally in counted) > 1
    at_most = several and measure is Measure.SHARE
    return Figure(
        measure,
        met * scale,
        upper,
        allowed,
        round(met),
        place.documents,
        at_most,
        counts_documents=False,
        looked=looked,
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
