"""A sample of a corpus says nothing of a single source, save that what was found there is there."""

import pytest

from scanner.aggregation.estimate import estimate_of
from scanner.policy.judge import judge
from scanner.types.estimate import StratumTally
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import Gate, Outcome
from scanner.types.report import GroupTally, RuleTally
from strategies import CATALOGUE, A, corpus_of_shards, policy_of, shard_of


@pytest.mark.parametrize("not_looked", ["incomplete", "note"])
@pytest.mark.parametrize("looked", [100, 1_999])
def test_a_source_is_undecided_wherever_a_rule_looked_at_a_sample(looked: int, not_looked: str) -> None:
    documents = 2_000
    estimate = estimate_of({"en all": StratumTally(documents, looked, 25, 25, 25)})
    assert estimate is not None
    shard = shard_of(
        documents=documents,
        rules={A: RuleTally(25, 25, {NOT_DRAWN: documents - looked})},
        hosts={"a.example": GroupTally(documents, {A: 25})},
    )
    shard.estimates[A] = estimate
    corpus = corpus_of_shards([shard])
    corpus.estimates[A] = estimate
    policy = policy_of(Gate(A, per="source", max_documents_share=0.2, not_looked=not_looked))  # type: ignore[arg-type]  # by parameters
    verdict = judge(policy, "p", corpus, iter([shard]), "r", CATALOGUE)
    assert verdict.outcome is Outcome.INCOMPLETE
    (reason,) = (reason for reason in verdict.reasons if reason.subject == A)
    assert reason.message == (
        "cannot be decided for 1 source: over the whole corpus, pii.a could not be looked for in "
        f"{documents - looked:,} of 2,000 documents (outside the sample: {documents - looked:,}); "
        "of a single source only a look at all its documents tells"
    )


def test_a_source_that_crosses_a_bound_within_the_sample_crosses_it() -> None:
    shard = shard_of(
        rules={A: RuleTally(25, 25, {NOT_DRAWN: 60})}, hosts={"a.example": GroupTally(100, {A: 25})}, documents=100
    )
    estimate = estimate_of({"en all": StratumTally(100, 40, 25, 25, 25)})
    assert estimate is not None
    corpus = corpus_of_shards([shard])
    corpus.estimates[A] = estimate
    gate = Gate(A, per="source", max_documents_share=0.2)
    verdict = judge(policy_of(gate), "p", corpus, iter([shard]), "r", CATALOGUE)
    assert verdict.outcome is Outcome.FAIL
    assert verdict.reasons[0].message == (
        "25 % of documents, allowed 20 %; 25 with findings in 100 documents; at the least, since only a sample was "
        "looked at"
    )
