"""Baseline files: one line a shard, joined by git without a conflict, and refused with the line of every fault."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.errors import PolicyError
from scanner.policy.baseline import baseline_of, load_baseline, parse_baseline, write_baseline
from scanner.types.baseline import Baseline
from scanner.types.finding import NOT_DRAWN
from scanner.types.report import RuleTally, ShardReport
from strategies import A, B, shard_of


def read_shard(name: str, content: int, **rules: RuleTally) -> ShardReport:
    named = {rule.replace("_", "."): tally for rule, tally in rules.items()}
    shard = shard_of(name, rules=named)
    return replace(shard, shard=replace(shard.shard, sha256=f"{content:064x}"))


SHARDS = tuple(read_shard(f"s{n}", n, pii_a=RuleTally(n + 1, n, {}), pii_b=RuleTally(0, 0, {})) for n in range(5))


def kept(*shards: ShardReport) -> Baseline:
    return baseline_of(shards)[0]


def test_a_baseline_is_one_line_a_shard_with_counts_and_nothing_else() -> None:
    head, first, *others = write_baseline(kept(*SHARDS)).decode().splitlines()
    assert head == '{"schema":"corpus-scanner/baseline/v1"}'
    assert json.loads(first) == {"shard": "s0", "sha256": "0" * 64, "findings": {A: [1, 0]}}
    assert len(others) == 4


def test_what_is_written_is_read_back_whatever_order_the_shards_or_lines_have() -> None:
    text = write_baseline(kept(*SHARDS)).decode()
    assert write_baseline(kept(*reversed(SHARDS))).decode() == text
    lines = text.splitlines()
    random.Random(3).shuffle(lines)
    assert parse_baseline("\n".join(lines)) == (kept(*SHARDS), ())


def test_lines_of_two_branches_joined_are_the_baseline_of_both() -> None:
    one, two = write_baseline(kept(*SHARDS[:3])).decode(), write_baseline(kept(*SHARDS[2:])).decode()
    assert parse_baseline(one + two)[0] == kept(*SHARDS)


def test_of_two_lines_on_one_content_the_least_counts_and_of_two_contents_both() -> None:
    more = read_shard("s1", 1, pii_a=RuleTally(9, 1, {}), pii_b=RuleTally(4, 4, {}))
    changed = read_shard("s1", 77, pii_a=RuleTally(6, 6, {}))
    joined, _ = parse_baseline("".join(write_baseline(kept(each)).decode() for each in (SHARDS[1], more, changed)))
    assert joined is not None
    assert [(each.sha256[-2:], dict(each.findings)) for each in joined.shards] == [
        ("01", {A: (2, 1)}),
        ("4d", {A: (6, 6)}),
    ]


def test_shards_that_could_not_be_read_and_rules_that_looked_at_a_sample_are_left_out() -> None:
    sampled = read_shard("s", 5, pii_a=RuleTally(3, 3, {NOT_DRAWN: 9}), pii_b=RuleTally(2, 2, {"no headers": 9}))
    baseline, left_out = baseline_of(
        [sampled, shard_of("g", status="failed"), shard_of("f", status="failed"), shard_of("no digest")]
    )
    assert left_out == 3
    assert [dict(each.findings) for each in baseline.shards] == [{B: (2, 2)}]


def test_a_hostile_name_of_a_shard_costs_no_line() -> None:
    baseline = kept(read_shard('"}\n{"schema":\u2028\x00\x1b\u202e', 9, pii_a=RuleTally(1, 1, {})))
    text = write_baseline(baseline).decode()
    assert parse_baseline(text) == (baseline, ())
    assert text.count("\n") == 2


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("", "not a baseline", id="empty"),
        pytest.param('{"schema":"corpus-scanner/baseline/v2"}', "not a baseline", id="another version"),
        pytest.param("nonsense", "line 1", id="no JSON"),
        pytest.param('{"shard":"a","sha256":"x","findings":{}}', "line 1: sha256", id="no digest"),
        pytest.param('{"shard":"a","findings":{"pii.a":[-1,0]}}', "findings.pii.a.0", id="less than none"),
        pytest.param('{"shard":"a","findings":{"pii.a":3}}', "findings.pii.a", id="one number"),
        pytest.param('{"shard":"a","made":"today","findings":{}}', "made", id="a key there is not"),
        pytest.param("<<<<<<< ours", "line 1", id="a conflict left by git"),
    ],
)
def test_a_faulty_line_is_named(text: str, fault: str) -> None:
    baseline, faults = parse_baseline(text)
    assert baseline is None
    assert any(fault in each for each in faults), faults


def test_of_very_many_faults_twenty_are_named(tmp_path: Path) -> None:
    path = tmp_path / "baseline.jsonl"
    path.write_text("{}\n" * 99)
    with pytest.raises(PolicyError) as error:
        load_baseline(path)
    assert len(str(error.value).splitlines()) == 21
