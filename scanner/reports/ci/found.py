"""Shard reports → what gated rules found in each shard, the worst kept where there is too much of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from scanner.reports.ci.concerns import Concerns, rank_of
from scanner.reports.ci.places import shown
from scanner.types.baseline import BaselineState
from scanner.types.catalogue import RuleCard
from scanner.types.report import ShardFacts, ShardReport
from scanner.types.rule import SeverityWord
from scanner.types.saved_run import SavedRun
from scanner.types.suppression import Suppressed

_SLACK: Final = 10_000
"""Entries beyond twice what is kept, before they are sorted out."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one rule found in one shard."""

    shard: ShardFacts
    card: RuleCard
    findings: int
    documents: int
    of_documents: int
    estimated: float | None
    """Findings in the whole shard, where the rule looked at a sample of its documents."""
    severity: SeverityWord | None
    """Of the crossed gate that counts them; None: they cross no bound."""
    aside: tuple[Suppressed, ...] = ()
    """By which a person has set all of them aside, so that no gate counts them."""
    baseline_state: BaselineState | None = None
    """None: no baseline was given, or it cannot say."""

    @property
    def rank(self) -> tuple[bool, int, int, str, str]:
        """What is worse comes first in order; no two are equal."""
        severity = rank_of(self.severity or self.card.severity)
        return self.severity is None, -severity, -self.findings, self.shard.id, self.card.id

    @property
    def sentence(self) -> str:
        """What was found, in words; the text found is nowhere."""
        count = f"{self.findings:,} finding{'s' * (self.findings != 1)}"
        where = f"{self.documents:,} of {self.of_documents:,} documents"
        told = f"{shown(self.card.title)} ({self.card.id}): {count} in {where} of shard {shown(self.shard.id)}"
        if self.estimated is not None:
            told += f"; only a sample was looked at, about {self.estimated:,.0f} are estimated"
        if self.aside:
            return f"{told}, set aside until {min(each.expires for each in self.aside)}."
        crossed = "which crosses a bound of the policy" if self.severity else "within the bounds of the policy"
        return f"{told}, {crossed}."


@dataclass(frozen=True, slots=True)
class Kept:
    """The worst of what was found, in order, and how much there was."""

    worst: tuple[Found, ...]
    total: int


@dataclass(slots=True)
class Worst:
    """Takes shard reports and keeps the worst `most` of what gated rules found; memory is bounded by `most`."""

    concerns: Concerns
    most: int
    only_crossed: bool = False
    total: int = 0
    _found: list[Found] = field(default_factory=list)

    def add(self, report: ShardReport) -> None:
        """Take what was found in a shard."""
        for found in _found_in(report, self.concerns):
            if found.severity or not self.only_crossed:
                self.total += 1
                self._found.append(found)
        if len(self._found) > 2 * self.most + _SLACK:
            self._cut()

    def kept(self) -> Kept:
        """Return the worst of all that was taken."""
        self._cut()
        return Kept(tuple(self._found), self.total)

    def _cut(self) -> None:
        self._found.sort(key=attrgetter("rank"))
        del self._found[self.most :]


@dataclass(slots=True)
class WorstReader:
    """Tells a run by the worst that was found in its shards."""

    run: SavedRun
    worst: Worst
    tell: Callable[[SavedRun, Kept], bytes]

    def add(self, report: ShardReport) -> None:
        """Take the next report."""
        self.worst.add(report)

    def content(self) -> bytes:
        """Return the file."""
        return self.tell(self.run, self.worst.kept())


def _found_in(report: ShardReport, concerns: Concerns) -> Iterator[Found]:
    for rule, tally in report.totals.rules.items():
        if tally.findings and rule in concerns.gated:
            estimate, aside = report.estimates.get(rule), concerns.set_aside(report, rule)
            yield Found(
                report.shard,
                concerns.cards[rule],
                tally.findings,
                tally.documents,
                report.totals.coverage.documents,
                estimate.findings if estimate is not None and estimate.is_of_a_part else None,
                None if aside else concerns.severity(report.shard.id, rule),
                aside,
                concerns.state(report, rule),
            )
