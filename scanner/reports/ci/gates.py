"""A saved run → what each gate of its policy came to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scanner.ruleset.selector import rules_of
from scanner.types.policy import Gate, Outcome, Reason
from scanner.types.report import IP_ADDRESS, NO_URL, UNREGISTERED, CorpusReport
from scanner.types.saved_run import SavedRun

COVERAGE: Final = "coverage"
"""Subject of the reasons that speak of what was read."""
_PLACES: Final = {"corpus": "corpus", "shard": "shards", "source": "sources", "host": "hosts"}
_KEPT: Final = "kept"
"""Begins the message of a note on a gate that an estimate keeps; all other notes say that it was not applied."""
_TOO_FEW: Final = "not applied"
"""Begins the message of a note on places with fewer documents than the gate is meant for."""
_PART: Final = re.compile("(?:new since|beyond) the baseline[^:]*: ")
"""Begins messages of gates that a baseline divides: what follows is as of other gates."""
_NO_GROUP: Final = frozenset((NO_URL, IP_ADDRESS, UNREGISTERED))


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
        states.append(GateState(gate, rules_of(gate, ids), _state(gate, reasons, run.corpus), reasons))
    return tuple(states)


def bound_of(gate: Gate) -> float:
    """Return the bound of a gate, in the unit of the one key that gives it."""
    given = (gate.max_documents_share, gate.max_rate_per_million, gate.max_count)
    return next((float(bound) for bound in given if bound is not None), 0.0)


def tell_bound(gate: Gate) -> str:
    """Say what a gate allows, and where."""
    where = {"corpus": "in the corpus", "shard": "in every shard"}.get(gate.per, f"of every {gate.per}")
    where += " beyond the baseline" if gate.new_only else ""
    if gate.max_documents_share is not None:
        return f"at most {100 * gate.max_documents_share:g} % of documents {where}"
    if gate.max_rate_per_million is not None:
        return f"at most {gate.max_rate_per_million:,g} findings per million documents {where}"
    return f"at most {gate.max_count:,} findings {where}" if gate.max_count else f"no finding {where}"


def coverage_reasons(run: SavedRun) -> tuple[Reason, ...]:
    """Return the reasons that speak of what was read."""
    return tuple(reason for reason in run.verdict.reasons if reason.subject == COVERAGE)


def other_reasons(run: SavedRun) -> dict[str, tuple[Reason, ...]]:
    """Return reasons on neither coverage nor a gate, by what they speak of: suppressions, the baseline."""
    gates = {COVERAGE, *(gate.rule for gate in run.policy.gates)}
    found: dict[str, list[Reason]] = {}
    for reason in run.verdict.reasons:
        if reason.subject not in gates:
            found.setdefault(reason.subject, []).append(reason)
    return {subject: tuple(reasons) for subject, reasons in sorted(found.items())}


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


def _speaks_of(reason: Reason, gate: Gate) -> bool:
    places = _PLACES[gate.per]
    if not (reason.where == places or reason.where.startswith(f"{gate.per} ")):
        return False
    if _told(reason).startswith(_TOO_FEW):
        return bool(gate.min_documents) and f"fewer than {gate.min_documents:,} " in reason.message.replace("the ", "")
    return reason.allowed is None or reason.allowed == bound_of(gate)


def _state(gate: Gate, reasons: Sequence[Reason], corpus: CorpusReport) -> State:
    outcomes = {reason.outcome for reason in reasons}
    if Outcome.FAIL in outcomes:
        return State.CROSSED
    if Outcome.INCOMPLETE in outcomes:
        return State.UNDECIDED
    if any(not _told(reason).startswith(_KEPT) for reason in reasons):
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
        groups = (totals.sources or totals.hosts) if gate.per == "source" else totals.hosts
        sizes = [group.documents for name, group in groups.items() if name not in _NO_GROUP]
    return any(size and size >= gate.min_documents for size in sizes)


def _told(reason: Reason) -> str:
    part = _PART.match(reason.message)
    return reason.message if part is None else reason.message[part.end() :]
