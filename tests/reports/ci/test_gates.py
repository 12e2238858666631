"""What a gate came to is read from the verdict, and agrees with how many gates the verdict says were decided."""

from dataclasses import replace

import pytest

from saved_runs import judged_run, sample_run
from scanner.policy.baseline import baseline_of
from scanner.reports.ci.gates import State, gate_states, other_reasons, tell_bound
from scanner.types.allowances import Allowances
from scanner.types.policy import Gate, Outcome, Policy, Reason
from scanner.types.saved_run import SavedRun


def run_with(gates: tuple[Gate, ...], *reasons: Reason) -> SavedRun:
    run = sample_run()
    policy = Policy("corpus-scanner/policy/v1", "t", run.policy.coverage, gates)
    return replace(run, policy=policy, verdict=replace(run.verdict, reasons=reasons))


def states_of(run: SavedRun) -> list[State]:
    return [each.state for each in gate_states(run)]


def reason(outcome: Outcome, where: str, message: str = "told", allowed: float | None = None) -> Reason:
    return Reason(outcome, "pii.email", where, message, "high", None, allowed)


def test_as_many_gates_are_kept_or_crossed_as_the_verdict_decided() -> None:
    run = sample_run()
    states = states_of(run)
    assert states.count(State.KEPT) + states.count(State.CROSSED) == run.verdict.gates_decided
    assert len(states) == run.verdict.gates_total


def test_every_reason_but_those_on_coverage_belongs_to_a_gate() -> None:
    run = sample_run()
    told = {reason for each in gate_states(run) for reason in each.reasons}
    assert told == {reason for reason in run.verdict.reasons if reason.subject != "coverage"}


@pytest.mark.parametrize(
    ("given", "state"),
    [
        pytest.param([], State.KEPT, id="no reason against it"),
        pytest.param([reason(Outcome.FAIL, "corpus", allowed=0.05)], State.CROSSED, id="failed"),
        pytest.param([reason(Outcome.INCOMPLETE, "corpus")], State.UNDECIDED, id="incomplete"),
        pytest.param([reason(Outcome.PASS, "corpus", "cannot be decided: …")], State.NOT_APPLIED, id="a note"),
        pytest.param([reason(Outcome.PASS, "corpus", "kept, by an estimate: …")], State.KEPT, id="kept by an estimate"),
        pytest.param([reason(Outcome.FAIL, "shard corpus", allowed=0.05)], State.KEPT, id="of another scope"),
    ],
)
def test_the_state_of_a_gate_follows_from_its_reasons(given: list[Reason], state: State) -> None:
    assert states_of(run_with((Gate("pii.email", max_documents_share=0.05),), *given)) == [state]


def test_of_two_gates_on_a_rule_a_reason_goes_to_the_one_whose_bound_it_names() -> None:
    gates = (Gate("pii.email", max_count=0), Gate("pii.email", max_documents_share=0.05, min_documents=3000))
    crossed = reason(Outcome.FAIL, "corpus", allowed=0)
    note = reason(Outcome.PASS, "corpus", "not applied: 268 documents, fewer than the 3,000 from which …")
    assert states_of(run_with(gates, crossed, note)) == [State.CROSSED, State.NOT_APPLIED]


def test_a_gate_with_nothing_to_apply_it_to_is_not_kept() -> None:
    run = run_with((Gate("pii.email", max_count=0), Gate("pii.email", max_count=0, per="source")))
    totals = replace(run.corpus.totals, coverage=replace(run.corpus.totals.coverage, documents=0), hosts={})
    assert states_of(replace(run, corpus=replace(run.corpus, totals=totals))) == [State.NOT_APPLIED] * 2


def test_rules_that_a_gate_leaves_out_are_not_its_rules() -> None:
    (state,) = gate_states(run_with((Gate("pii.*", max_count=0, but_not=("pii.cn.*", "pii.email")),)))
    assert "pii.ipv4" in state.rules
    assert not [rule for rule in state.rules if rule == "pii.email" or rule.startswith("pii.cn.")]


@pytest.mark.parametrize("known", ["none of the shards", "all shards", "some shards"])
def test_gates_against_a_baseline_come_to_what_the_verdict_decided(known: str) -> None:
    count = {"none of the shards": 0, "all shards": 100, "some shards": 9}[known]
    reports = list(sample_run().shard_reports())[:count]
    run = judged_run(Allowances(baseline=baseline_of(reports)[0]), new_only=True)
    states = states_of(run)
    assert states.count(State.KEPT) + states.count(State.CROSSED) == run.verdict.gates_decided
    subjects = {reason.subject for reason in run.verdict.reasons if reason.outcome is Outcome.FAIL}
    assert {each.gate.rule for each in gate_states(run) if each.state is State.CROSSED} == subjects


def test_what_stands_beside_the_gates_is_told_apart() -> None:
    other = Reason(Outcome.FAIL, "suppressions", "corpus", "over", "high")
    run = run_with((Gate("pii.email", max_count=0),), reason(Outcome.FAIL, "corpus", allowed=0), other)
    assert other_reasons(run) == {"suppressions": (other,)}


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        (Gate("a", max_count=0), "no finding in the corpus"),
        (Gate("a", max_count=1200, per="shard"), "at most 1,200 findings in every shard"),
        (Gate("a", max_documents_share=0.005, per="source"), "at most 0.5 % of documents of every source"),
        (Gate("a", max_count=2, per="host", new_only=True), "at most 2 findings of every host beyond the baseline"),
        (Gate("a", max_rate_per_million=250), "at most 250 findings per million documents in the corpus"),
    ],
)
def test_a_bound_is_told_in_words(gate: Gate, told: str) -> None:
    assert tell_bound(gate) == told
