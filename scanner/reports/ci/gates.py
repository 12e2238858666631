"""A saved run → what each gate of its policy came to, and which findings a gate speaks of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from scanner.ruleset.selector import select_but
from scanner.types.baseline import ALL_NEW, BEYOND, NEW
from scanner.types.catalogue import RuleCard
from scanner.types.policy import Gate, Outcome, Reason
from scanner.types.report import IP_ADDRESS, NO_URL, UNREGISTERED, CorpusReport
from scanner.types.rule import Severity, SeverityWord
from scanner.types.saved_run import SavedRun

COVERAGE: Final = "coverage"
"""Subject of the reasons that speak of what was read."""
SUPPRESSIONS: Final = "suppressions"
"""Subject of the reasons that speak of what was set aside."""
_PARTS: Final = tuple(f"{part}: " for part in (NEW, BEYOND, ALL_NEW))
_Key = TypeVar("_Key")
_PLACES: Final = {"corpus": "corpus", "shard": "shards", "source": "sources", "host": "hosts"}
_KEPT: Final = "kept"
"""Begins the message of a note on a gate that an estimate keeps; all other notes say that it was not applied."""
_TOO_FEW: Final = "not applied"
"""Begins the message of a note on places with fewer documents than the gate is meant for."""


class State(StrEnum):
    """What a gate came to."""

    CROSSED = "crossed"
    UNDECIDED = "undecided"
    """For want of what was read or looked at: the verdict cannot be a pass."""
    NOT_APPLIED = "not-applied"
    """Too few documents, or nothing to look at, and the policy takes that for a note."""
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class GateState:
    """A gate, the rules it names, and what it came to."""

    gate: Gate
    rules: tuple[str, ...]
    state: State
    reasons: tuple[Reason, ...]
    """Those of the verdict that speak of it, in the verdict's order."""


def gate_states(run: SavedRun) -> tuple[GateState, ...]:
    """Return all gates in the order of the policy.

    The verdict names gates by rule and place; of two gates with both the same, a reason goes to the one whose bound,
    or least number of documents, it names.
    """
    ids = tuple(card.id for card in run.catalogue.rules)
    by_subject: dict[str, list[Reason]] = {}
    for reason in run.verdict.reasons:
        by_subject.setdefault(reason.subject, []).append(reason)
    states = []
    for gate in run.policy.gates:
        reasons = tuple(reason for reason in by_subject.get(gate.rule, ()) if _speaks_of(reason, gate))
        states.append(
            GateState(gate, select_but(gate.rule, gate.but_not, ids), _state(gate, reasons, run.corpus), reasons)
        )
    return tuple(states)


def bound_of(gate: Gate) -> float:
    """Return the bound of a gate, in the unit of the one key that gives it."""
    given = (gate.max_documents_share, gate.max_rate_per_million, gate.max_count)
    return next((float(bound) for bound in given if bound is not None), 0.0)


def tell_bound(gate: Gate) -> str:
    """Say what a gate allows, and where."""
    where = {"corpus": "in the corpus", "shard": "in every shard"}.get(gate.per, f"of every {gate.per}")
    where += f", but not {', '.join(gate.but_not)}" if gate.but_not else ""
    where += f", {ALL_NEW}" if gate.new_only else ""
    if gate.max_documents_share is not None:
        return f"at most {100 * gate.max_documents_share:g} % of documents {where}"
    if gate.max_rate_per_million is not None:
        return f"at most {gate.max_rate_per_million:,g} findings per million documents {where}"
    return f"at most {gate.max_count:,} findings {where}" if gate.max_count else f"no finding {where}"


def coverage_reasons(run: SavedRun) -> tuple[Reason, ...]:
    """Return the reasons that speak of what was read."""
    return tuple(reason for reason in run.verdict.reasons if reason.subject == COVERAGE)


def faulty_shards(corpus: CorpusReport) -> Iterator[tuple[str, str, str]]:
    """Yield id, state and first fault of every shard that was not read whole, failed ones first."""
    order = {"failed": 0, "damaged": 1}
    found = [(order[each.status], shard) for shard, each in corpus.shards.items() if each.status in order]
    for _, shard in sorted(found):
        summary = corpus.shards[shard]
        fault = next((fault for fault in summary.faults if fault.record is None), None) or next(
            iter(summary.faults), None
        )
        told = "" if fault is None else f"{fault.reason}: {fault.detail}" if fault.detail else fault.reason
        yield shard, summary.status, told


@dataclass(frozen=True, slots=True)
class Concerns:
    """Which findings gates speak of, and which of those cross a bound."""

    cards: Mapping[str, RuleCard]
    crossed: Mapping[str, SeverityWord]
    """Rule → the highest severity of a crossed gate of the corpus or of sources, or of more shards than are named."""
    crossed_in: Mapping[tuple[str, str], SeverityWord]
    """(`shard …`, rule) → the same, of crossed gates per shard."""
    gated: frozenset[str]
    """Rules that a gate names."""

    def severity(self, shard: str, rule: str) -> SeverityWord | None:
        """Return how much the findings of a rule in a shard count for the verdict; None: they cross no bound."""
        found = (self.crossed.get(rule), self.crossed_in.get((f"shard {shard}", rule)))
        return max((word for word in found if word is not None), key=rank_of, default=None)


def concerns_of(run: SavedRun, states: Sequence[GateState]) -> Concerns:
    """Return which findings the policy cares about."""
    crossed: dict[str, SeverityWord] = {}
    crossed_in: dict[tuple[str, str], SeverityWord] = {}
    for each in states:
        for reason in each.reasons:
            if reason.outcome is not Outcome.FAIL:
                continue
            for rule in each.rules:
                if reason.where.startswith("shard "):
                    _raise(crossed_in, (reason.where, rule), reason.severity)
                else:
                    _raise(crossed, rule, reason.severity)
    gated = frozenset(rule for each in states for rule in each.rules)
    return Concerns(run.catalogue.cards(), crossed, crossed_in, gated)


def rank_of(word: SeverityWord) -> Severity:
    """Return an ordered severity."""
    return Severity[word.upper()]


def _raise(found: dict[_Key, SeverityWord], key: _Key, word: SeverityWord) -> None:
    found[key] = max(found.get(key, word), word, key=rank_of)


def _speaks_of(reason: Reason, gate: Gate) -> bool:
    places = _PLACES[gate.per]
    if not (reason.where == places or reason.where.startswith(f"{gate.per} ")):
        return False
    message = _message(reason)
    # Notes on many places name no part of them.
    if gate.new_only is (message == reason.message) and reason.where != f"{gate.per}s":
        return False
    if message.startswith(_TOO_FEW):
        return bool(gate.min_documents) and f"fewer than {gate.min_documents:,} " in message.replace("the ", "")
    return reason.allowed is None or reason.allowed == bound_of(gate)


def _message(reason: Reason) -> str:
    """Return what a reason says, without the part of the place that a baseline divides."""
    part = next((part for part in _PARTS if reason.message.startswith(part)), "")
    return reason.message.removeprefix(part)


def _state(gate: Gate, reasons: Sequence[Reason], corpus: CorpusReport) -> State:
    outcomes = {reason.outcome for reason in reasons}
    if Outcome.FAIL in outcomes:
        return State.CROSSED
    if Outcome.INCOMPLETE in outcomes:
        return State.UNDECIDED
    if any(not _message(reason).startswith(_KEPT) for reason in reasons):
        return State.KEPT if gate.per != "corpus" and _has_place(gate, corpus) else State.NOT_APPLIED
    return State.KEPT if reasons or _has_place(gate, corpus) else State.NOT_APPLIED


def _has_place(gate: Gate, corpus: CorpusReport) -> bool:
    """Whether any place is large enough for the gate; of many places a note tells how many are not."""
    if gate.per == "corpus":
        sizes = [corpus.totals.coverage.documents]
    elif gate.per == "shard":
        sizes = [summary.documents for summary in corpus.shards.values()]
    else:
        totals = corpus.totals
        groups = totals.sources if gate.per == "source" and totals.sources else totals.hosts
        sizes = [group.documents for name, group in groups.items() if name not in {NO_URL, IP_ADDRESS, UNREGISTERED}]
    return any(size and size >= gate.min_documents for size in sizes)
