"""Verdicts on a sample of shards: what can be decided by it, and what never passes."""

from dataclasses import replace
from datetime import date

import pytest

from scanner.errors import PolicyError
from scanner.policy.baseline import baseline_of
from scanner.policy.judge import judge
from scanner.sampling.order import draw_key
from scanner.types.allowances import NOTHING_ALLOWED, Allowances
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import Gate, Outcome, Policy, Reason, Verdict
from scanner.types.report import GroupTally, RuleTally, ShardReport
from scanner.types.sample import ShardSample
from scanner.types.suppression import SUPPRESSIONS_SCHEMA, Spot, Suppression, Suppressions
from strategies import CATALOGUE, NEAR, A, B, corpus_of_shards, damaged_shard, policy_of, shard_of

FAIL, INCOMPLETE, PASS = Outcome.FAIL, Outcome.INCOMPLETE, Outcome.PASS
NONE = RuleTally(0, 0, {})


def sample_of(count: int, of_shards: int, largest_bytes: int = 1000) -> ShardSample:
    return ShardSample("", count, of_shards, count * 1000, of_shards * 1000, largest_bytes, "frame", 1.0, {})


def shards_with(count: int, tally: RuleTally = NONE, **more: RuleTally) -> list[ShardReport]:
    return [shard_of(f"s{number:03}", rules={A: tally, **more}) for number in range(count)]


def verdict_on_sample(
    policy: Policy, shards: list[ShardReport], sample: ShardSample, allowances: Allowances = NOTHING_ALLOWED
) -> Verdict:
    corpus = replace(corpus_of_shards(shards), sample=sample)
    return judge(policy, "p", corpus, iter(shards), "r", CATALOGUE, allowances)


def told(verdict: Verdict, rule: str = A) -> list[Reason]:
    return [reason for reason in verdict.reasons if reason.subject == rule]


SHARE = Gate(A, max_documents_share=0.1)
RATE = Gate(A, max_rate_per_million=100_000)


@pytest.mark.parametrize(
    ("gate", "shards", "outcome"),
    [
        pytest.param(SHARE, shards_with(60), PASS, id="a share that the upper end keeps"),
        pytest.param(SHARE, shards_with(5), INCOMPLETE, id="too few shards to keep it"),
        pytest.param(SHARE, shards_with(20, RuleTally(60, 60, {})), FAIL, id="a share that the lower end crosses"),
        pytest.param(SHARE, shards_with(20, RuleTally(11, 11, {})), INCOMPLETE, id="a share just above may be chance"),
        pytest.param(
            replace(SHARE, decide_on="upper_bound_95"), shards_with(20, RuleTally(11, 11, {})), FAIL, id="strict fails"
        ),
        pytest.param(RATE, shards_with(60), PASS, id="a rate that the upper end keeps"),
        pytest.param(RATE, shards_with(60, RuleTally(40, 3, {})), FAIL, id="a rate that is crossed"),
        pytest.param(Gate(A, max_count=0), shards_with(99), INCOMPLETE, id="no finding so far is no proof of none"),
        pytest.param(Gate(A, max_count=0), shards_with(1, RuleTally(1, 1, {})), FAIL, id="one finding is one too many"),
        pytest.param(Gate(A, max_count=500), shards_with(99), INCOMPLETE, id="any number may lie in the others"),
        pytest.param(replace(SHARE, per="shard"), shards_with(99), INCOMPLETE, id="every shard means all shards"),
        pytest.param(
            replace(SHARE, per="shard"),
            shards_with(1, RuleTally(11, 11, {})),
            FAIL,
            id="a bad shard is one for certain",
        ),
        pytest.param(replace(SHARE, per="host"), shards_with(99), INCOMPLETE, id="a host may go on elsewhere"),
        pytest.param(replace(SHARE, min_documents=7000), shards_with(60), INCOMPLETE, id="too few documents so far"),
        pytest.param(replace(SHARE, new_only=True), shards_with(60), INCOMPLETE, id="what is new is told by all only"),
        pytest.param(Gate(NEAR, max_documents_share=0.5), shards_with(99), INCOMPLETE, id="copies may lie outside"),
        pytest.param(
            replace(SHARE, not_looked="note"), shards_with(5), INCOMPLETE, id="what is outside is never a mere note"
        ),
        pytest.param(SHARE, [*shards_with(60), damaged_shard("d")], INCOMPLETE, id="a damaged shard never passes"),
        pytest.param(
            SHARE,
            [*shards_with(60), shard_of("f", documents=0, status="failed")],
            INCOMPLETE,
            id="nor does a failed one",
        ),
    ],
)
def test_a_sample_decides_what_it_can(gate: Gate, shards: list[ShardReport], outcome: Outcome) -> None:
    sample = sample_of(len(shards), 100)
    assert verdict_on_sample(policy_of(gate), shards, sample).outcome is outcome


def test_an_open_gate_says_what_would_decide_it() -> None:
    (more,) = told(verdict_on_sample(policy_of(SHARE), shards_with(5), sample_of(5, 100)))
    assert more.message.startswith(
        "cannot be decided from this sample of shards: about 0 % of documents (95 % interval"
    )
    assert more.message.endswith("estimated from 5 of 100 shards; a look at more shards can decide it")
    (all_of_them,) = told(verdict_on_sample(policy_of(Gate(A, max_count=0)), shards_with(5), sample_of(5, 100)))
    assert all_of_them.message == (
        "cannot be decided from this sample of shards: 0 findings in 5 of 100 shards, allowed 0; "
        "only a look at all shards can decide it"
    )


def test_a_sample_is_told_as_one_and_what_is_outside_is_no_fault() -> None:
    verdict = verdict_on_sample(policy_of(SHARE), shards_with(60), sample_of(60, 100))
    (note,) = told(verdict, "coverage")
    assert note.outcome is PASS
    assert note.message == (
        "a sample: the first 60 of 100 shards in keyed order were looked at, 60,000 of 100,000 bytes; "
        "40 shards are outside of the sample"
    )


def test_the_shard_is_the_unit_and_not_the_document() -> None:
    """Three shards of a million documents without a finding say little of a hundred shards."""
    shards = [shard_of(f"s{number}", documents=1_000_000) for number in range(3)]
    assert verdict_on_sample(policy_of(SHARE), shards, sample_of(3, 100)).outcome is INCOMPLETE


def test_a_shard_larger_than_all_that_were_read_keeps_a_gate_open() -> None:
    assert verdict_on_sample(policy_of(SHARE), shards_with(60), sample_of(60, 100)).outcome is PASS
    huge = sample_of(60, 100, largest_bytes=1_000_000)
    assert verdict_on_sample(policy_of(SHARE), shards_with(60), huge).outcome is INCOMPLETE


def test_the_order_in_which_reports_come_changes_nothing() -> None:
    shards = [shard_of(f"s{number}", rules={A: RuleTally(number, number, {})}) for number in range(30)]
    policy = policy_of(SHARE, RATE, floor=0.5)
    one, other = (verdict_on_sample(policy, each, sample_of(30, 100)) for each in (shards, shards[::-1]))
    assert one == other
    keyed = sorted(shards, key=lambda shard: draw_key("", shard.shard.id))
    assert keyed != shards


def test_documents_with_findings_of_two_rules_make_the_limits_wider_on_both_sides() -> None:
    gate = Gate("pii.*", max_documents_share=0.2)
    shards = shards_with(40, RuleTally(15, 15, {}), **{B: RuleTally(12, 12, {})})
    (reason,) = told(verdict_on_sample(policy_of(gate), shards, sample_of(40, 100)), "pii.*")
    assert reason.outcome is INCOMPLETE
    assert "between 15 % and 27 % of documents" in reason.message


def test_two_samples_at_once_are_not_put_together() -> None:
    shards = shards_with(60, RuleTally(0, 0, {NOT_DRAWN: 50}))
    assert verdict_on_sample(policy_of(SHARE), shards, sample_of(60, 100)).outcome is INCOMPLETE


def test_hosts_cross_a_number_by_what_was_seen_of_them() -> None:
    gate = Gate(A, per="host", max_count=2)
    shards = [
        shard_of("s", rules={A: RuleTally(3, 3, {})}, hosts={"a.example": GroupTally(9, {A: 3})}),
    ]
    assert verdict_on_sample(policy_of(gate), shards, sample_of(1, 100)).outcome is FAIL


def test_a_suppression_unused_in_a_sample_may_have_its_use_outside() -> None:
    unused = Suppression(A, Spot(shard="elsewhere/*"), "why", "who", date(2030, 1, 1))
    said = Suppressions(SUPPRESSIONS_SCHEMA, (unused,), unused="fail")
    allowances = Allowances(suppressions=said, suppressions_digest="s", as_of=date(2026, 1, 1))
    policy, shards = policy_of(SHARE), shards_with(60)
    assert verdict_on_sample(policy, shards, sample_of(60, 100), allowances).outcome is PASS
    whole = judge(policy, "p", corpus_of_shards(shards), iter(shards), "r", CATALOGUE, allowances)
    assert whole.outcome is FAIL


def test_a_baseline_beside_a_sample_is_refused() -> None:
    shards = shards_with(3)
    allowances = Allowances(baseline=baseline_of(shards)[0])
    with pytest.raises(PolicyError, match="cannot be held against a sample"):
        verdict_on_sample(policy_of(SHARE), shards, sample_of(3, 10), allowances)
