"""What gates came to → which findings of a shard count for the verdict, and which a person has set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TypeVar

from scanner.reports.ci.gates import GateState
from scanner.ruleset.selector import select_rules
from scanner.types.baseline import BaselineState, ShardsAgainst
from scanner.types.catalogue import RuleCard
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import Outcome
from scanner.types.report import ShardReport
from scanner.types.rule import Severity, SeverityWord
from scanner.types.saved_run import SavedRun
from scanner.types.suppression import Suppressed

_Key = TypeVar("_Key")
_SHARD = "shard "
"""Begins where a reason or a suppression speaks of a shard."""


@dataclass(frozen=True, slots=True)
class Concerns:
    """Which findings gates speak of, which of those cross a bound, and which are set aside."""

    cards: Mapping[str, RuleCard]
    crossed: Mapping[str, SeverityWord]
    """Rule → the highest severity of a crossed gate of the corpus or of sources, or of more shards than are named."""
    crossed_in: Mapping[tuple[str, str], SeverityWord]
    """(`shard …`, rule) → the same, of crossed gates per shard."""
    gated: frozenset[str]
    """Rules that a gate names."""
    aside: Mapping[str, tuple[Suppressed, ...]]
    """Rule → suppressions that set something aside."""
    against: ShardsAgainst | None = None
    """Where the run differs from a baseline; None: none was given."""
    unknown: frozenset[str] = frozenset()
    """Shards whose content the baseline does not know."""

    def severity(self, shard: str, rule: str) -> SeverityWord | None:
        """Return how much the findings of a rule in a shard count for the verdict; None: they cross no bound."""
        found = (self.crossed.get(rule), self.crossed_in.get((f"{_SHARD}{shard}", rule)))
        return max((word for word in found if word is not None), key=rank_of, default=None)

    def set_aside(self, report: ShardReport, rule: str) -> tuple[Suppressed, ...]:
        """Return the suppressions that cover all findings of a rule in a shard; empty where something is left.

        That of the shard, the first of several, or those of the hosts or sources of all documents with findings.
        """
        given = self.aside.get(rule, ())
        for each in given:
            if each.where.startswith(_SHARD) and fnmatchcase(report.shard.id, each.where.removeprefix(_SHARD)):
                return (each,)
        if not given:
            return ()
        tally, totals = report.totals.rules[rule], report.totals
        if NOT_DRAWN in tally.not_looked:
            return ()  # of a sample no part can be set aside
        for kind, groups in (("host", totals.hosts), ("source", totals.sources or totals.hosts)):
            mine = {each.where.removeprefix(f"{kind} "): each for each in given if each.where.startswith(f"{kind} ")}
            counts = {name: groups[name].rules.get(rule, 0) for name in mine.keys() & groups.keys()}
            if sum(counts.values()) == tally.documents:
                return tuple(mine[name] for name in sorted(counts) if counts[name])
        return ()

    def state(self, report: ShardReport, rule: str) -> BaselineState | None:
        """Return what the findings of a rule in a shard are against the baseline's: new, as many, or otherwise.

        A shard is the same while its content is, as for gates that ask for what is new.
        """
        if self.against is None:
            return None
        if report.shard.id in self.unknown:
            return "new"
        if NOT_DRAWN in report.totals.rules[rule].not_looked:
            return None  # another sample holds other documents
        before = self.against.differing.get(report.shard.id, {}).get(rule)
        return "unchanged" if before is None else "updated" if before else "new"


def concerns_of(run: SavedRun, states: Sequence[GateState]) -> Concerns:
    """Return which findings the policy cares about."""
    crossed: dict[str, SeverityWord] = {}
    crossed_in: dict[tuple[str, str], SeverityWord] = {}
    for each in states:
        for reason in each.reasons:
            if reason.outcome is not Outcome.FAIL:
                continue
            for rule in each.rules:
                if reason.where.startswith(_SHARD):
                    _raise(crossed_in, (reason.where, rule), reason.severity)
                else:
                    _raise(crossed, rule, reason.severity)
    gated = frozenset(rule for each in states for rule in each.rules)
    against = None if run.verdict.baseline is None else run.verdict.baseline.shards
    unknown = frozenset(() if against is None else against.unknown)
    return Concerns(run.catalogue.cards(), crossed, crossed_in, gated, _aside(run), against, unknown)


def rank_of(word: SeverityWord) -> Severity:
    """Return an ordered severity."""
    return Severity[word.upper()]


def _aside(run: SavedRun) -> dict[str, tuple[Suppressed, ...]]:
    """Return suppressions in use by rule."""
    ids = tuple(card.id for card in run.catalogue.rules)
    found: dict[str, tuple[Suppressed, ...]] = {}
    for each in run.verdict.suppressed:
        if each.state == "used":
            for rule in select_rules(each.rule, ids):
                found[rule] = (*found.get(rule, ()), each)
    return found


def _raise(found: dict[_Key, SeverityWord], key: _Key, word: SeverityWord) -> None:
    found[key] = max(found.get(key, word), word, key=rank_of)
