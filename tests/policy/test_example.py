"""Examples of policies: what they are built into, and what is said where they do not hold."""

import pytest

from scanner.policy.example import prove_policy, reports_of
from scanner.policy.load import digest_of, parse_policy
from scanner.types.policy import Policy
from strategies import CATALOGUE, A

HEAD = """
schema: corpus-scanner/policy/v1
title: test
coverage: {min_records_read: 0.9, min_bytes_read: 0.9}
gates:
  - {rule: pii.a, max_count: 5}
  - {rule: pii.b, per: source, max_documents_share: 0.5, not_looked: note}
"""


def policy_with(*examples: str) -> Policy:
    policy, faults = parse_policy(HEAD + "examples:\n" + "".join(f"  - {{{each}}}\n" for each in examples))
    assert policy is not None, faults
    return policy


@pytest.mark.parametrize(
    "example",
    [
        "documents: 100, verdict: pass",
        "documents: 0, verdict: incomplete",
        "documents: 100, findings: {pii.a: 5}, verdict: pass",
        "documents: 100, findings: {pii.a: 6}, verdict: fail, fails: [pii.a]",
        "documents: 100, findings: {pii.a: {findings: 6, documents: 1}}, verdict: fail",
        "documents: 100, not_looked: {pii.a: 40}, verdict: incomplete",
        "documents: 100, not_looked: {'pii.*': 40}, verdict: incomplete",
        "documents: 100, lost_records: 40, verdict: incomplete",
        "documents: 99, estimates: {pii.a: {looked: 50, share: [0, 0, 0.1], findings: [0, 0, 9]}}, verdict: incomplete",
        "documents: 100, estimates: {pii.a: {looked: 50, share: [0, 0, 0.03], findings: [0, 0, 3]}}, verdict: pass",
        "documents: 100, hosts: {a.example: {documents: 9, findings: {pii.b: 8}}}, verdict: fail, fails: [pii.b]",
        "documents: 100, sources: {press: {documents: 9, findings: {pii.b: 8}}}, verdict: fail, fails: [pii.b]",
    ],
)
def test_an_example_is_judged_as_it_says(example: str) -> None:
    assert list(prove_policy(policy_with(example), CATALOGUE)) == []


@pytest.mark.parametrize(
    ("example", "fault"),
    [
        ("documents: 100, verdict: fail", "examples[0]: the verdict is pass, not fail: nothing was found wanting"),
        (
            "title: t, documents: 100, findings: {pii.a: 6}, verdict: pass",
            "examples[0] (t): the verdict is fail, not pass: pii.a, corpus: 6 findings, allowed 5",
        ),
        ("documents: 100, findings: {pii.a: 6}, verdict: fail, fails: [pii.b]", "the gate on pii.b does not fail"),
        ("documents: 100, findings: {pii.c: 6}, verdict: fail", "pii.c is no rule of the ruleset"),
        ("documents: 100, not_looked: {'x.*': 6}, verdict: fail", "not_looked: x.* names no rule"),
        (
            "documents: 9, estimates: {pii.a: {looked: 50, share: [0, 0, 1], findings: [0, 0, 9]}}, verdict: pass",
            "estimates.pii.a.looked: more than the 9 documents",
        ),
    ],
)
def test_an_example_that_does_not_hold_is_told_with_why(example: str, fault: str) -> None:
    told = list(prove_policy(policy_with(example), CATALOGUE))
    assert any(fault in each for each in told), told


def test_examples_and_empty_later_keys_leave_the_digest_of_a_policy_as_it_was() -> None:
    plain, _ = parse_policy(HEAD)
    assert plain is not None
    assert digest_of(policy_with("documents: 1, verdict: fail")) == digest_of(plain)
    longer, _ = parse_policy(HEAD.replace("max_count: 5", "max_count: 5, new_only: true"))
    assert longer is not None
    assert digest_of(longer) != digest_of(plain)


def test_rules_that_an_example_does_not_name_met_nothing_and_were_looked_for() -> None:
    (example,) = policy_with("documents: 100, findings: {pii.a: 5}, verdict: pass").examples
    shard, corpus = reports_of(example, CATALOGUE)
    assert {rule: tally.findings for rule, tally in corpus.totals.rules.items() if tally.findings} == {A: 5}
    assert not any(tally.not_looked for tally in shard.totals.rules.values())
