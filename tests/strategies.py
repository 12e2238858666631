"""Rules, policies and reports made for tests, and strategies that draw them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from scanner.aggregation.corpus import corpus_of, merge, with_duplicates
from scanner.policy.judge import judge
from scanner.ruleset.catalogue import catalogue_of
from scanner.types.document import Compression, Format
from scanner.types.duplicates import DuplicateClusters
from scanner.types.policy import CoverageFloor, Gate, Policy, Verdict
from scanner.types.report import (
    SHARD_SCHEMA,
    CorpusReport,
    Coverage,
    Fault,
    GroupTally,
    RuleTally,
    ShardFacts,
    ShardReport,
    ShardStatus,
    Totals,
)
from scanner.types.rule import DuplicateMatch, PatternMatch, Rule, RuleFile, Ruleset, Severity

A, B, NEAR = "pii.a", "pii.b", "duplicate.near"
NONE = RuleTally(0, 0, {})
COMPARED = DuplicateClusters(0, 0, 0, 0, 0)
"""A corpus that was compared, and holds no duplicates."""


def rule_of(rule_id: str) -> Rule:
    match = DuplicateMatch("duplicate", 0.8) if rule_id == NEAR else PatternMatch("pattern", "x")
    return Rule(rule_id, RuleFile("t", "high", "personal", ("x",), 1.0, "stable", match, ("x",), ("y",), "r"))


CATALOGUE = catalogue_of(Ruleset(tuple(rule_of(rule_id) for rule_id in (NEAR, A, B)), "digest"))


def policy_of(*gates: Gate, floor: float = 0.9) -> Policy:
    return Policy("corpus-scanner/policy/v1", "test", CoverageFloor(floor, floor), gates or (Gate(A, max_count=5),))


def shard_of(  # noqa: PLR0913  # what a shard report can differ in
    name: str = "s",
    *,
    documents: int = 100,
    rules: Mapping[str, RuleTally] | None = None,
    hosts: Mapping[str, GroupTally] | None = None,
    status: ShardStatus = "read",
    lost: int = 0,
    bytes_read: int = 1000,
    bytes_total: int = 1000,
) -> ShardReport:
    faults = (Fault("truncated", "record:7", "the file ends in a record"),) if status in {"damaged", "failed"} else ()
    facts = ShardFacts(name, Format.JSONL, Compression.NONE, bytes_total, "", status, faults)
    failed = {"invalid_json": lost} if lost else {}
    coverage = Coverage(bytes_total, bytes_read, documents + lost, documents, 0, {}, failed, 0, lost, 9)
    tallies = {A: NONE, B: NONE, NEAR: NONE} | dict(rules or {})
    return ShardReport(SHARD_SCHEMA, "digest", facts, Totals(coverage, tallies, {}, dict(hosts or {}), {}, {}))


def corpus_of_shards(shards: Sequence[ShardReport], duplicates: DuplicateClusters | None = COMPARED) -> CorpusReport:
    severities = dict.fromkeys((A, B, NEAR), Severity.HIGH)
    merged = merge(corpus_of(shard, severities) for shard in shards)
    return merged if duplicates is None else with_duplicates(merged, duplicates)


def verdict_on(policy: Policy, *shards: ShardReport, duplicates: DuplicateClusters | None = COMPARED) -> Verdict:
    return judge(policy, "p", corpus_of_shards(shards, duplicates), iter(shards), "r", CATALOGUE)


def damaged_shard(name: str, documents: int = 100) -> ShardReport:
    return shard_of(name, documents=documents, status="damaged")


tallies = st.builds(
    lambda documents, extra, missed: RuleTally(documents + extra, documents, {"x": missed} if missed else {}),
    st.integers(0, 100),
    st.integers(0, 9),
    st.sampled_from([0, 0, 5, 50]),
)
shard_lists = st.lists(
    st.builds(
        lambda a, b, status, lost: shard_of(rules={A: a, B: b}, status=status, lost=lost),
        tallies,
        tallies,
        st.sampled_from(["read", "read", "read", "damaged"]),
        st.sampled_from([0, 0, 9, 30]),
    ),
    min_size=1,
    max_size=4,
).map(lambda shards: [replace(s, shard=replace(s.shard, id=f"s{n}")) for n, s in enumerate(shards)])
gates = st.builds(
    lambda rule, per, bound, extra: Gate(rule, per, **{bound[0]: bound[1]}, **extra),
    st.sampled_from([A, B, "pii.*"]),
    st.sampled_from(["corpus", "shard"]),
    st.tuples(st.just("max_count"), st.integers(0, 150))
    | st.tuples(st.just("max_documents_share"), st.floats(0, 1))
    | st.tuples(st.just("max_rate_per_million"), st.floats(0, 1_200_000)),
    st.fixed_dictionaries(
        {"min_documents": st.sampled_from([0, 150]), "not_looked": st.sampled_from(["incomplete", "note"])}
    ),
)
policies = st.lists(gates, min_size=1, max_size=4).map(lambda found: policy_of(*found))
