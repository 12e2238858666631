"""What holds of every verdict, whatever was measured."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from scanner.types.policy import Outcome, Policy
from scanner.types.report import ShardReport
from strategies import damaged_shard, policies, shard_lists, verdict_on


@given(policies, shard_lists, st.integers(0, 1000))
def test_a_damaged_shard_never_turns_anything_into_a_pass(
    policy: Policy, shards: list[ShardReport], documents: int
) -> None:
    assert verdict_on(policy, *shards, damaged_shard("d", documents)).outcome is not Outcome.PASS


@given(policies, shard_lists, st.integers(0, 3), st.floats(0, 1))
def test_raising_a_bound_never_turns_a_pass_into_a_fail(
    policy: Policy, shards: list[ShardReport], index: int, more: float
) -> None:
    gate = policy.gates[index % len(policy.gates)]
    raised = replace(
        gate,
        max_count=None if gate.max_count is None else gate.max_count + int(more * 100),
        max_documents_share=None if gate.max_documents_share is None else min(1.0, gate.max_documents_share + more),
        max_rate_per_million=None if gate.max_rate_per_million is None else gate.max_rate_per_million + more * 1e6,
    )
    laxer = replace(policy, gates=tuple(raised if own is gate else own for own in policy.gates))
    before, after = verdict_on(policy, *shards).outcome, verdict_on(laxer, *shards).outcome
    assert before is not Outcome.PASS or after is Outcome.PASS
    assert after is not Outcome.FAIL or before is Outcome.FAIL


@given(policies, shard_lists, st.randoms(use_true_random=False))
def test_the_order_of_shards_does_not_change_the_verdict(
    policy: Policy, shards: list[ShardReport], random: object
) -> None:
    shuffled = list(shards)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert verdict_on(policy, *shuffled) == verdict_on(policy, *shards)
