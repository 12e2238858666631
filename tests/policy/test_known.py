"""A run against a baseline: what is new, what is known, and what gates that are `new_only` make of it."""

from dataclasses import replace

import pytest

from scanner.policy.baseline import baseline_of
from scanner.policy.judge import judge
from scanner.policy.known import pair_shards
from scanner.types.allowances import Allowances
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import Gate, Outcome, Verdict
from scanner.types.report import GroupTally, RuleTally, ShardReport
from strategies import CATALOGUE, A, corpus_of_shards, policy_of, shard_of

PASS, FAIL, INCOMPLETE = Outcome.PASS, Outcome.FAIL, Outcome.INCOMPLETE


def shard(name: str, content: int, findings: int, documents: int = 100, reason: str = "") -> ShardReport:
    met = min(findings, documents)
    tally = RuleTally(findings, met, {reason: 50} if reason else {})
    made = shard_of(name, rules={A: tally}, documents=documents, hosts={"a.example": GroupTally(documents, {A: met})})
    return replace(made, shard=replace(made.shard, sha256=f"{content:064x}"))


OLD = (shard("a", 1, 30), shard("b", 2, 0))


def judged(gate: Gate, *shards: ShardReport, before: tuple[ShardReport, ...] = OLD) -> Verdict:
    allowances = Allowances(baseline_of(before)[0])
    return judge(policy_of(gate), "p", corpus_of_shards(shards), iter(shards), "r", CATALOGUE, allowances)


NONE_NEW = Gate(A, max_count=0, new_only=True)


@pytest.mark.parametrize(
    ("gate", "shards", "outcome"),
    [
        pytest.param(NONE_NEW, OLD, PASS, id="nothing changed"),
        pytest.param(Gate(A, max_count=0), OLD, FAIL, id="a gate that is not new_only counts everything"),
        pytest.param(NONE_NEW, (shard("a", 1, 20), OLD[1]), PASS, id="less than before"),
        pytest.param(NONE_NEW, (shard("a", 1, 31), OLD[1]), FAIL, id="more than before"),
        pytest.param(NONE_NEW, (shard("a", 1, 20), shard("b", 2, 1)), FAIL, id="less here does not pay for more there"),
        pytest.param(NONE_NEW, (*OLD, shard("c", 3, 0)), PASS, id="a new shard without findings"),
        pytest.param(NONE_NEW, (*OLD, shard("c", 3, 1)), FAIL, id="a new shard with one"),
        pytest.param(NONE_NEW, (shard("renamed", 1, 30), OLD[1]), PASS, id="the same content by another name"),
        pytest.param(NONE_NEW, (shard("a", 9, 30), OLD[1]), FAIL, id="another content by the same name"),
        pytest.param(NONE_NEW, (*OLD, shard("copy of a", 1, 30)), FAIL, id="a second copy of a known shard"),
        pytest.param(NONE_NEW, OLD[:1], PASS, id="a shard gone"),
        pytest.param(replace(NONE_NEW, per="shard"), OLD, PASS, id="every shard as it was"),
        pytest.param(replace(NONE_NEW, per="shard"), (*OLD, shard("c", 3, 1)), FAIL, id="a shard that is new"),
        pytest.param(replace(NONE_NEW, per="host"), OLD, PASS, id="every host as it was"),
        pytest.param(replace(NONE_NEW, per="host"), (*OLD, shard("c", 3, 1)), FAIL, id="more of a host"),
        pytest.param(replace(NONE_NEW, per="host"), (shard("a", 1, 31), OLD[1]), FAIL, id="more of a host in a shard"),
        pytest.param(
            Gate(A, max_documents_share=0.1, new_only=True),
            (*OLD, shard("c", 3, 3, documents=20)),
            FAIL,
            id="a share is of the new documents",
        ),
        pytest.param(
            Gate(A, max_documents_share=0.1, new_only=True),
            (*OLD, shard("c", 3, 2, documents=20)),
            PASS,
            id="and is kept by them",
        ),
        pytest.param(
            Gate(A, max_rate_per_million=50_000, new_only=True),
            (shard("a", 1, 40), OLD[1], shard("c", 3, 0, documents=1)),
            PASS,
            id="what is beyond the counts of known shards is a rate of their documents",
        ),
        pytest.param(
            Gate(A, max_documents_share=0.1, new_only=True, min_documents=50),
            (*OLD, shard("c", 3, 9, documents=20)),
            PASS,
            id="too few are new",
        ),
        pytest.param(NONE_NEW, (shard("a", 1, 30, reason="no headers"), OLD[1]), INCOMPLETE, id="not looked for"),
        pytest.param(NONE_NEW, (shard("a", 1, 99, reason=NOT_DRAWN), OLD[1]), INCOMPLETE, id="a sample tells nothing"),
    ],
)
def test_gates_on_what_is_new(gate: Gate, shards: tuple[ShardReport, ...], outcome: Outcome) -> None:
    assert judged(gate, *shards).outcome is outcome


def test_without_a_baseline_everything_is_new() -> None:
    verdict = judge(policy_of(NONE_NEW), "p", corpus_of_shards(OLD), iter(OLD), "r", CATALOGUE)
    assert verdict.outcome is FAIL
    assert verdict.reasons[0].message == "beyond the baseline: 30 findings, allowed 0"
    assert verdict.baseline is None


def test_a_reason_says_which_part_is_meant() -> None:
    gate = Gate(A, max_documents_share=0.1, new_only=True)
    (reason,) = judged(gate, *OLD, shard("c", 3, 9, documents=20)).reasons
    assert reason.where == "corpus"
    assert reason.message.startswith("new since the baseline: 45 % of documents, allowed 10 %")


def test_the_verdict_tells_shards_and_rules_against_the_baseline() -> None:
    before = (*OLD, shard("gone", 7, 4), shard("changed", 8, 2))
    compared = judged(
        NONE_NEW, shard("a", 1, 25), OLD[1], shard("changed", 6, 3), shard("n", 5, 1), before=before
    ).baseline
    assert compared is not None
    assert (compared.shards_known, compared.shards_changed, compared.shards_new, compared.shards_gone) == (2, 1, 1, 1)
    against = compared.rules[A]
    # What `changed` held before is in no shard of the run, and its name is: it is neither known nor gone.
    assert (against.before, against.now, against.over, against.fewer) == (34, 29, 4, 9)


def test_a_baseline_that_no_gate_uses_is_noted() -> None:
    (note,) = judged(Gate(A, max_count=99), *OLD).reasons
    assert (note.outcome, note.subject) == (PASS, "baseline")
    assert "--new-only" in note.message


def test_contents_that_are_there_twice_are_paired_by_name_first_and_each_once() -> None:
    before = (shard("x", 1, 3), shard("y", 1, 3))
    now = (shard("y", 1, 3), shard("z", 1, 3), shard("w", 1, 3))
    paired = pair_shards(baseline_of(before)[0], corpus_of_shards(now))
    assert {name: entry.shard for name, entry in paired.known.items()} == {"y": "y", "w": "x"}
    assert (paired.new, paired.changed, paired.gone) == (1, 0, ())


def test_a_damaged_shard_is_known_by_what_was_read_of_it_and_stays_incomplete() -> None:
    damaged = replace(OLD[0], shard=replace(OLD[0].shard, status="damaged"))
    verdict = judged(NONE_NEW, damaged, OLD[1], before=(damaged, OLD[1]))
    assert verdict.outcome is INCOMPLETE
    assert verdict.baseline is not None
    assert verdict.baseline.shards_known == 2
