"""Verdicts: what dominates what, what is never a pass, and how reasons are laid out."""

import pytest

from scanner.errors import PolicyError
from scanner.policy.judge import judge
from scanner.sources.host import host_of
from scanner.types.policy import Gate, Outcome, Policy
from scanner.types.report import IP_ADDRESS, NO_URL, GroupTally, RuleTally, ShardReport
from strategies import CATALOGUE, NEAR, A, B, corpus_of_shards, damaged_shard, policy_of, shard_of, verdict_on

TOO_MUCH = RuleTally(9, 9, {})
FAIL, INCOMPLETE, PASS = Outcome.FAIL, Outcome.INCOMPLETE, Outcome.PASS


@pytest.mark.parametrize(
    ("policy", "shards", "outcome"),
    [
        pytest.param(policy_of(), [shard_of()], PASS, id="all kept"),
        pytest.param(policy_of(), [shard_of(rules={A: RuleTally(5, 5, {})})], PASS, id="a bound reached is kept"),
        pytest.param(policy_of(), [shard_of(rules={A: TOO_MUCH})], FAIL, id="a bound crossed"),
        pytest.param(policy_of(), [shard_of(rules={B: TOO_MUCH})], PASS, id="rules no gate names are not judged"),
        pytest.param(policy_of(), [shard_of(documents=0)], INCOMPLETE, id="nothing scanned is never a pass"),
        pytest.param(policy_of(), [shard_of(documents=0, status="empty")], INCOMPLETE, id="an empty shard alone"),
        pytest.param(
            policy_of(),
            [shard_of(), shard_of("e", documents=0, status="empty")],
            PASS,
            id="an empty shard beside others",
        ),
        pytest.param(
            policy_of(), [shard_of(), shard_of("f", documents=0, status="failed")], INCOMPLETE, id="a shard failed"
        ),
        pytest.param(
            policy_of(),
            [shard_of(rules={A: TOO_MUCH}), shard_of("f", documents=0, status="failed")],
            INCOMPLETE,
            id="a failed shard dominates a crossed bound",
        ),
        pytest.param(policy_of(), [shard_of(lost=10)], PASS, id="records lost within the floor"),
        pytest.param(policy_of(), [shard_of(lost=12)], INCOMPLETE, id="records below the floor"),
        pytest.param(
            policy_of(), [shard_of(lost=12, rules={A: TOO_MUCH})], INCOMPLETE, id="the floor dominates a crossed bound"
        ),
        pytest.param(policy_of(), [shard_of(bytes_read=899)], INCOMPLETE, id="bytes below the floor"),
        pytest.param(policy_of(), [shard_of(bytes_read=900)], PASS, id="bytes at the floor"),
        pytest.param(policy_of(), [shard_of(bytes_total=0)], PASS, id="standard input has no size"),
        pytest.param(policy_of(), [damaged_shard("d")], INCOMPLETE, id="a damaged shard never passes"),
        pytest.param(
            policy_of(),
            [shard_of(rules={A: TOO_MUCH}), damaged_shard("d")],
            FAIL,
            id="a crossed bound outweighs damage",
        ),
        pytest.param(
            policy_of(), [shard_of(rules={A: RuleTally(0, 0, {"x": 20})})], INCOMPLETE, id="not looked for everywhere"
        ),
        pytest.param(
            policy_of(Gate(A, max_count=5, not_looked="note"), Gate(B, max_count=5)),
            [shard_of(rules={A: RuleTally(0, 0, {"x": 20})})],
            PASS,
            id="not looked for, and the policy only notes it",
        ),
        pytest.param(
            policy_of(Gate(A, max_count=5, not_looked="note")),
            [shard_of(rules={A: RuleTally(0, 0, {"x": 100})})],
            INCOMPLETE,
            id="notes alone decide nothing",
        ),
        pytest.param(
            policy_of(Gate(A, max_count=0, min_documents=101)),
            [shard_of(rules={A: TOO_MUCH})],
            INCOMPLETE,
            id="no gate applied anywhere",
        ),
        pytest.param(
            policy_of(Gate(A, max_count=5), Gate(B, max_count=5)),
            [shard_of(rules={A: TOO_MUCH, B: RuleTally(0, 0, {"x": 99})})],
            FAIL,
            id="a crossed bound outweighs an undecided gate",
        ),
        pytest.param(
            policy_of(Gate(A, per="shard", max_documents_share=0.5)),
            [shard_of("good", documents=900), shard_of("bad", rules={A: RuleTally(60, 60, {})})],
            FAIL,
            id="one bad shard among good ones",
        ),
        pytest.param(
            policy_of(Gate(A, per="source", max_documents_share=0.5)),
            [shard_of(hosts={"a.example": GroupTally(90, {}), "b.example": GroupTally(10, {A: 6})})],
            FAIL,
            id="one bad source among good ones",
        ),
        pytest.param(
            policy_of(Gate(A, per="source", max_documents_share=0.5)),
            [shard_of(rules={A: RuleTally(0, 0, {"x": 50})}, hosts={"a.example": GroupTally(100, {})})],
            INCOMPLETE,
            id="sources of a corpus in which the rule was not looked for",
        ),
        pytest.param(
            policy_of(), [shard_of(documents=12_000), shard_of("t", documents=9, lost=2)], INCOMPLETE, id="a thin shard"
        ),
        pytest.param(
            policy_of(),
            [shard_of(documents=12_000), shard_of("t", documents=9, lost=1)],
            PASS,
            id="a shard at the floor",
        ),
        pytest.param(
            policy_of(),
            [shard_of(documents=12_000), shard_of("t", documents=0, lost=1)],
            INCOMPLETE,
            id="one lost record that was all of a shard",
        ),
        pytest.param(
            policy_of(),
            [shard_of(documents=12_000, rules={A: TOO_MUCH}), shard_of("t", documents=9, lost=2)],
            FAIL,
            id="a crossed bound outweighs a thin shard",
        ),
        pytest.param(
            policy_of(Gate(A, max_count=5), Gate(A, per="source", max_count=0)),
            [shard_of(hosts={NO_URL: GroupTally(50, {A: 5}), IP_ADDRESS: GroupTally(50, {A: 5})})],
            PASS,
            id="documents without a URL, or of an address, are no source",
        ),
        pytest.param(
            policy_of(Gate(A, per="source", max_count=0)),
            [shard_of(hosts={NO_URL: GroupTally(100, {A: 5})})],
            INCOMPLETE,
            id="a corpus without sources decides no gate per source",
        ),
        pytest.param(policy_of(Gate("*", max_count=8)), [shard_of(rules={A: TOO_MUCH})], FAIL, id="every rule"),
    ],
)
def test_the_verdict_is(policy: Policy, shards: list[ShardReport], outcome: Outcome) -> None:
    assert verdict_on(policy, *shards).outcome is outcome


def test_documents_that_were_not_compared_hold_no_evidence_of_no_duplicates() -> None:
    policy = policy_of(Gate(NEAR, max_documents_share=0.1))
    verdict = verdict_on(policy, shard_of(), duplicates=None)
    assert verdict.outcome is INCOMPLETE
    assert any("not compared" in reason.message for reason in verdict.reasons)
    assert verdict_on(policy, shard_of()).outcome is PASS


def test_a_rule_the_report_was_made_without_was_not_looked_for() -> None:
    shard = shard_of()
    del shard.totals.rules[A]
    verdict = verdict_on(policy_of(), shard)
    assert verdict.outcome is INCOMPLETE
    assert any("made without this rule" in reason.message for reason in verdict.reasons)


def test_a_shard_whose_report_is_missing_or_strange_makes_the_run_incomplete() -> None:
    known, other = shard_of("known"), shard_of("other")
    for shards, where in (([], "shard known"), ([known, other], "shard other")):
        verdict = judge(policy_of(), "p", corpus_of_shards([known]), shards, "r", CATALOGUE)
        assert (verdict.outcome, verdict.reasons[0].where) == (INCOMPLETE, where)


def test_a_gate_that_names_no_rule_is_an_error_not_a_pass() -> None:
    with pytest.raises(PolicyError, match="names no rule"):
        verdict_on(policy_of(Gate("pii.c", max_count=0)), shard_of())


def test_failing_gates_are_listed_beside_what_makes_the_run_incomplete() -> None:
    verdict = verdict_on(policy_of(), shard_of(rules={A: TOO_MUCH}), shard_of("f", documents=0, status="failed"))
    assert [(reason.outcome, reason.where) for reason in verdict.reasons] == [(FAIL, "corpus"), (INCOMPLETE, "shard f")]
    assert verdict.reasons[1].message == "could not be read at record:7: truncated: the file ends in a record"


def test_shards_that_could_not_be_read_are_named_up_to_twenty() -> None:
    shards = [shard_of(), *(shard_of(f"f{n:02}", documents=0, status="failed") for n in range(25))]
    messages = [(reason.where, reason.message) for reason in verdict_on(policy_of(), *shards).reasons]
    assert [where for where, _ in messages] == [*(f"shard f{n:02}" for n in range(20)), "shards"]
    assert messages[-1][1] == "and 5 more shards that could not be read"


def test_reasons_stand_in_order_of_outcome_then_severity_then_subject_then_place() -> None:
    policy = policy_of(
        Gate(A, per="shard", max_count=0, severity="low"),
        Gate(B, max_count=0, severity="critical"),
        Gate(A, max_count=0, severity="low"),
        Gate(NEAR, max_count=0, min_documents=10_000, severity="critical"),
    )
    met = {A: TOO_MUCH, B: TOO_MUCH}
    verdict = verdict_on(policy, shard_of("y", rules=met), shard_of("x", rules=met), damaged_shard("d"))
    assert [(reason.outcome, reason.subject, reason.where) for reason in verdict.reasons] == [
        (FAIL, B, "corpus"),
        (FAIL, A, "corpus"),
        (FAIL, A, "shard x"),
        (FAIL, A, "shard y"),
        (INCOMPLETE, "coverage", "shard d"),
        (PASS, NEAR, "corpus"),
    ]
    assert (verdict.gates_decided, verdict.gates_total) == (3, 4)
    assert (verdict.policy, verdict.policy_digest, verdict.report_digest) == ("test", "p", "r")


def test_a_thin_shard_is_named_with_what_it_lost_and_why_that_matters() -> None:
    verdict = verdict_on(policy_of(), shard_of(documents=12_000), shard_of("t", documents=3, lost=1))
    (reason,) = verdict.reasons
    assert (reason.outcome, reason.subject, reason.where, reason.severity) == (
        INCOMPLETE,
        "coverage",
        "shard t",
        "high",
    )
    assert (reason.measured, reason.allowed) == (0.75, 0.9)
    assert reason.message == (
        "75 % of its records read (1 of 4 lost), at least 90 % of every shard needed; what was lost was not looked at"
    )


def test_the_thinnest_twenty_shards_are_named_and_the_others_counted() -> None:
    thin = [shard_of(f"t{n:02}", documents=n, lost=9) for n in range(26)]
    reasons = verdict_on(policy_of(), shard_of(documents=12_000), *thin).reasons
    assert [reason.where for reason in reasons] == [*(f"shard t{n:02}" for n in range(20)), "shards"]
    assert reasons[-1].message == "and 6 more shards that lost too many of their records"
    assert {reason.outcome for reason in reasons} == {INCOMPLETE}


def test_a_damaged_shard_is_named_once_however_thin() -> None:
    thin = shard_of("d", documents=1, lost=9, status="damaged")
    (reason,) = verdict_on(policy_of(), shard_of(documents=12_000), thin).reasons
    assert "up to a fault" in reason.message


def test_documents_without_a_source_are_told_once_for_all_gates_per_source() -> None:
    hosts = {NO_URL: GroupTally(40, {}), IP_ADDRESS: GroupTally(2, {A: 2}), "a.example": GroupTally(58, {})}
    gates = (Gate(A, per="source", max_count=0), Gate(B, per="source", max_count=0))
    (note,) = verdict_on(policy_of(*gates), shard_of(hosts=hosts)).reasons
    assert (note.outcome, note.where, note.severity) == (PASS, "sources", "info")
    assert note.message == (
        "42 of 100 documents have no source (without a URL: 40, at an IP address: 2); "
        "no gate per source was applied to them"
    )
    assert verdict_on(policy_of(), shard_of(hosts=hosts)).reasons == ()


def test_the_host_of_an_address_is_the_one_that_is_no_source() -> None:
    assert host_of("http://192.0.2.7/") == IP_ADDRESS
