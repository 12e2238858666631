"""Suppressions at work: what gates no longer count, what they count all the same, and what is told of it."""

from dataclasses import replace
from datetime import date

import pytest

from scanner.aggregation.estimate import estimate_of
from scanner.policy.judge import judge
from scanner.types.allowances import Allowances
from scanner.types.estimate import StratumTally
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import Gate, Outcome, Verdict
from scanner.types.report import GroupTally, RuleTally, ShardReport
from scanner.types.suppression import SUPPRESSIONS_SCHEMA, Spot, Suppression, Suppressions
from strategies import CATALOGUE, A, B, corpus_of_shards, policy_of, shard_of

DAY = date(2026, 6, 1)
PASS, FAIL, INCOMPLETE = Outcome.PASS, Outcome.FAIL, Outcome.INCOMPLETE


def set_aside(*entries: Suppression, unused: str = "note", as_of: date = DAY) -> Allowances:
    said = Suppressions(SUPPRESSIONS_SCHEMA, entries, unused)  # type: ignore[arg-type]  # by parameters
    return Allowances(suppressions=said, suppressions_digest="s", as_of=as_of)


def at(rule: str = A, expires: date = DAY, **where: str) -> Suppression:
    return Suppression(rule, Spot(**where), "made up", "data office", expires)


def judged(gate: Gate, allowances: Allowances, *shards: ShardReport) -> Verdict:
    return judge(policy_of(gate), "p", corpus_of_shards(shards), iter(shards), "r", CATALOGUE, allowances)


def shard_with_hosts(name: str = "s", findings: int = 9) -> ShardReport:
    """Return a shard of two hosts with findings in four documents of one and two of the other."""
    hosts = {"a.example": GroupTally(60, {A: 4}), "b.example": GroupTally(40, {A: 2})}
    return shard_of(name, rules={A: RuleTally(findings, 6, {})}, hosts=hosts)


@pytest.mark.parametrize(
    ("gate", "allowances", "outcome"),
    [
        pytest.param(Gate(A, max_count=0), set_aside(at(shard="s")), PASS, id="a shard, of the corpus"),
        pytest.param(Gate(A, per="shard", max_count=0), set_aside(at(shard="?")), PASS, id="a glob, of the shard"),
        pytest.param(Gate(A, per="host", max_count=0), set_aside(at(shard="s*")), PASS, id="a shard, of its hosts"),
        pytest.param(Gate(A, max_count=0), set_aside(at(shard="t*")), FAIL, id="another shard"),
        pytest.param(Gate(A, max_count=0), set_aside(at(B, shard="s")), FAIL, id="another rule"),
        pytest.param(Gate("pii.*", max_count=0), set_aside(at("pii.*", shard="s")), PASS, id="a group"),
        pytest.param(
            Gate(A, per="host", max_count=2), set_aside(at(host="a.example")), PASS, id="a host, of the hosts"
        ),
        pytest.param(
            Gate(A, per="host", max_count=1), set_aside(at(host="a.example")), FAIL, id="the other host counts"
        ),
        pytest.param(
            Gate(A, max_documents_share=0.02), set_aside(at(host="a.example")), PASS, id="a host, of the corpus"
        ),
        pytest.param(
            Gate(A, max_documents_share=0.01), set_aside(at(host="a.example")), FAIL, id="and no more than it"
        ),
        pytest.param(
            Gate(A, max_count=5), set_aside(at(host="a.example")), PASS, id="of findings, one a document at the least"
        ),
        pytest.param(
            Gate(A, max_count=4), set_aside(at(host="a.example")), FAIL, id="how many more are its own is not known"
        ),
        pytest.param(
            Gate(A, max_count=0),
            set_aside(at(host="a.example"), at(host="b.example")),
            PASS,
            id="all hosts with findings, so all findings",
        ),
        pytest.param(
            Gate(A, per="source", max_count=0),
            set_aside(at(source="a.example"), at(host="b.example")),
            PASS,
            id="a source is the host where there is no register",
        ),
        pytest.param(
            Gate(A, max_count=0), set_aside(at(shard="s", expires=date(2026, 5, 31))), FAIL, id="yesterday was the end"
        ),
    ],
)
def test_gates_do_not_count_what_is_set_aside(gate: Gate, allowances: Allowances, outcome: Outcome) -> None:
    assert judged(gate, allowances, shard_with_hosts()).outcome is outcome


def test_a_suppression_that_is_over_fails_even_a_run_without_a_finding_and_names_its_owner() -> None:
    verdict = judged(Gate(A, max_count=0), set_aside(at(shard="s", expires=date(2026, 5, 31))), shard_of())
    assert verdict.outcome is FAIL
    (reason,) = verdict.reasons
    assert (reason.subject, reason.where) == ("suppressions", "corpus")
    assert reason.message == (
        "pii.a at shard s (owner data office) held until 2026-05-31, and sets nothing aside any more: "
        "renew or remove it"
    )
    assert [(each.state, each.findings) for each in verdict.suppressed] == [("expired", 0)]


@pytest.mark.parametrize(("unused", "outcome"), [("note", PASS), ("fail", FAIL)])
def test_a_suppression_that_sets_nothing_aside_is_told(unused: str, outcome: Outcome) -> None:
    verdict = judged(Gate(A, max_count=0), set_aside(at(shard="gone/*"), unused=unused), shard_of())
    assert verdict.outcome is outcome
    assert [(reason.outcome, "sets nothing aside" in reason.message) for reason in verdict.reasons] == [(outcome, True)]


def test_the_verdict_lists_what_was_set_aside_how_many_by_whom_and_until_when() -> None:
    shards = (shard_with_hosts("s"), shard_with_hosts("t"), shard_of("u"))
    verdict = judged(Gate(A, max_count=99), set_aside(at(shard="?"), at(host="b.example")), *shards)
    shard, host = verdict.suppressed
    assert (shard.where, shard.state, shard.findings, shard.documents, shard.shards) == ("shard ?", "used", 18, 12, 2)
    assert (host.where, host.findings, host.documents, host.shards) == ("host b.example", 4, 4, 2)
    assert (shard.reason, shard.owner, shard.expires) == ("made up", "data office", "2026-06-01")
    assert (verdict.as_of, verdict.suppressions_digest) == ("2026-06-01", "s")


def test_a_host_and_a_source_that_may_be_the_same_documents_are_not_counted_twice() -> None:
    sources = {"press": GroupTally(60, {A: 5}), "forum": GroupTally(40, {A: 1})}
    shard = shard_with_hosts()
    shard = replace(shard, totals=replace(shard.totals, sources=sources))
    both = set_aside(at(host="a.example"), at(source="press"))
    assert judged(Gate(A, max_documents_share=0.01), both, shard).outcome is PASS  # 5 of 6 documents at the least
    assert judged(Gate(A, max_documents_share=0.009), both, shard).outcome is FAIL
    # Of the source `press`, 4 + 5 - 6 documents at the least are of the suppressed host.
    host_only = set_aside(at(host="a.example"))
    assert judged(Gate(A, per="source", max_count=2), host_only, shard).outcome is PASS
    assert judged(Gate(A, per="source", max_count=1), host_only, shard).outcome is FAIL


def test_of_a_rule_that_looked_at_a_sample_nothing_is_set_aside_in_the_corpus_and_that_is_told() -> None:
    shard = shard_of(rules={A: RuleTally(25, 25, {NOT_DRAWN: 60})})
    estimate = estimate_of({"en all": StratumTally(100, 40, 25, 25, 25)})
    assert estimate is not None
    shard.estimates[A] = estimate
    corpus = corpus_of_shards([shard])
    corpus.estimates[A] = estimate
    allowances = set_aside(at(shard="s"))
    verdict = judge(policy_of(Gate(A, max_documents_share=0.1)), "p", corpus, [shard], "r", CATALOGUE, allowances)
    assert verdict.outcome is FAIL
    assert any("looked at a sample" in reason.message for reason in verdict.reasons)
    by_shard = policy_of(Gate(A, per="shard", max_documents_share=0.1))
    assert judge(by_shard, "p", corpus, [shard], "r", CATALOGUE, allowances).outcome is PASS


def test_without_suppressions_no_day_stands_in_the_verdict() -> None:
    verdict = judged(Gate(A, max_count=99), Allowances(as_of=DAY), shard_of())
    assert (verdict.as_of, verdict.suppressed, verdict.suppressions_digest) == (None, (), None)
