"""What a gate came to is read from the verdict, and agrees with how many gates the verdict says were decided."""

from dataclasses import replace

import pytest

from saved_runs import sample_run
from scanner.reports.ci.gates import State, concerns_of, gate_states, tell_bound
from scanner.types.baseline import NEW
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


def test_a_gate_per_shard_counts_in_the_shards_it_names_only() -> None:
    gates = (Gate("pii.email", max_count=0, per="shard", severity="low"),)
    run = run_with(gates, reason(Outcome.FAIL, "shard a", allowed=0))
    concerns = concerns_of(run, gate_states(run))
    assert (concerns.severity("a", "pii.email"), concerns.severity("b", "pii.email")) == ("high", None)


def test_more_shards_than_are_named_count_everywhere() -> None:
    run = run_with((Gate("pii.*", max_count=0, per="shard"),), replace(reason(Outcome.FAIL, "shards"), subject="pii.*"))
    concerns = concerns_of(run, gate_states(run))
    assert concerns.severity("any", "pii.email") == "high"
    assert concerns.severity("any", "secret.github-token") is None


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        (Gate("a", max_count=0), "no finding in the corpus"),
        (Gate("a", max_count=1200, per="shard"), "at most 1,200 findings in every shard"),
        (Gate("a", max_documents_share=0.005, per="source"), "at most 0.5 % of documents of every source"),
        (Gate("a", max_rate_per_million=250), "at most 250 findings per million documents in the corpus"),
    ],
)
def test_a_bound_is_told_in_words(gate: Gate, told: str) -> None:
    assert tell_bound(gate) == told


def test_of_two_gates_that_differ_by_the_baseline_only_a_reason_goes_to_the_one_whose_part_it_names() -> None:
    gates = (Gate("pii.email", max_count=0), Gate("pii.email", max_count=0, new_only=True))
    crossed = reason(Outcome.FAIL, "corpus", f"{NEW}: 3 findings, allowed 0", allowed=0)
    assert states_of(run_with(gates, crossed)) == [State.KEPT, State.CROSSED]
    assert states_of(run_with(gates, replace(crossed, message="3 findings, allowed 0"))) == [State.CROSSED, State.KEPT]


def test_a_gate_on_what_is_new_that_was_not_applied_is_told_so() -> None:
    gate = Gate("pii.email", max_count=0, new_only=True, min_documents=50)
    note = reason(Outcome.PASS, "corpus", f"{NEW}: not applied: 20 documents, fewer than the 50 from which …")
    assert states_of(run_with((gate,), note)) == [State.NOT_APPLIED]


def test_rules_that_a_gate_leaves_out_are_none_of_its_own_and_its_bound_says_so() -> None:
    gate = Gate("pii.cn.*", but_not=("pii.cn.qq",), max_count=0, new_only=True)
    (state,) = gate_states(run_with((gate,)))
    assert "pii.cn.mobile" in state.rules
    assert "pii.cn.qq" not in state.rules
    assert tell_bound(gate) == "no finding in the corpus, but not pii.cn.qq, beyond the baseline"
