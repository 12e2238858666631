"""What gates came to → which findings of a shard count for the verdict, and which a person has set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TypeVar

from scanner.reports.ci.gates import GateState
from scanner.ruleset.selector import select_rules
from scanner.types.catalogue import RuleCard
from scanner.types.policy import Outcome
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
    """Rule → suppressions of whole shards that set something aside."""

    def severity(self, shard: str, rule: str) -> SeverityWord | None:
        """Return how much the findings of a rule in a shard count for the verdict; None: they cross no bound."""
        found = (self.crossed.get(rule), self.crossed_in.get((f"{_SHARD}{shard}", rule)))
        return max((word for word in found if word is not None), key=rank_of, default=None)

    def set_aside(self, shard: str, rule: str) -> Suppressed | None:
        """Return the suppression of all findings of a rule in a shard; the first of several."""
        found = self.aside.get(rule, ())
        return next((each for each in found if fnmatchcase(shard, each.where.removeprefix(_SHARD))), None)


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
    return Concerns(run.catalogue.cards(), crossed, crossed_in, gated, _aside(run))


def rank_of(word: SeverityWord) -> Severity:
    """Return an ordered severity."""
    return Severity[word.upper()]


def _aside(run: SavedRun) -> dict[str, tuple[Suppressed, ...]]:
    """Return suppressions of shards by rule; of hosts and sources a shard report does not tell what they set aside."""
    ids = tuple(card.id for card in run.catalogue.rules)
    found: dict[str, tuple[Suppressed, ...]] = {}
    for each in run.verdict.suppressed:
        if each.state == "used" and each.where.startswith(_SHARD):
            for rule in select_rules(each.rule, ids):
                found[rule] = (*found.get(rule, ()), each)
    return found


def _raise(found: dict[_Key, SeverityWord], key: _Key, word: SeverityWord) -> None:
    found[key] = max(found.get(key, word), word, key=rank_of)
