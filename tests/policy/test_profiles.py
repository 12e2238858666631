"""Shipped policies: they load, name rules there are, and give the verdicts that their examples state."""

import pytest

from corpora import shipped_ruleset
from scanner.policy.example import prove_policy
from scanner.policy.load import SHIPPED, faults_in, load_policy, path_of
from scanner.ruleset.catalogue import catalogue_of

CATALOGUE = catalogue_of(shipped_ruleset())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_proves_its_examples_one_of_each_outcome_at_least(name: str) -> None:
    policy, _ = load_policy(name)
    assert list(prove_policy(policy, CATALOGUE)) == []
    assert {example.verdict for example in policy.examples} == {"pass", "fail", "incomplete"}


@pytest.mark.parametrize("name", SHIPPED)
def test_ours_a_shipped_policy_says_what_it_leaves_to_people_and_fits_the_shipped_rules(name: str) -> None:
    assert load_policy(name)[0].left_to_people
    assert list(faults_in(name, [rule.id for rule in CATALOGUE.rules])) == []


@pytest.mark.parametrize("name", ["eu-gpai", "cn-tc260", "us-ab2013"])
def test_ours_the_first_gate_of_a_profile_of_a_law_cites_its_clause(name: str) -> None:
    assert load_policy(name)[0].gates[0].legal_basis


def test_every_policy_file_that_is_shipped_has_a_name() -> None:
    assert sorted(path.stem for path in path_of("default").parent.glob("*.yaml")) == sorted(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_ours_no_shipped_gate_fails_on_a_corpus_without_findings_by_its_size_alone(name: str) -> None:
    for gate in load_policy(name)[0].gates:
        if gate.decide_on == "upper_bound_95" and gate.max_rate_per_million is not None:
            assert gate.min_documents * gate.max_rate_per_million >= 2.9958 * 1_000_000
        if gate.decide_on == "upper_bound_95" and gate.max_documents_share is not None:
            assert (1 - gate.max_documents_share) ** gate.min_documents <= 0.05
