"""Which shard is handed out next, and what a death costs."""

from scanner.engines.queue import Queue
from scanner.types.document import FailReason, Shard
from scanner.types.part import shard_of


def shard(name: str, size: int = 1) -> Shard:
    return Shard(name, name, size)


def test_the_largest_shard_comes_first_and_ties_go_by_name() -> None:
    queue = Queue.of([shard("b"), shard("c", 3), shard("a"), shard("d", 2)])
    taken = iter(lambda: queue.take(fresh=False), None)
    assert [shard_of(task).id for task in taken if isinstance(task, Shard)] == ["c", "d", "a", "b"]


def test_a_shard_that_lost_its_worker_is_for_a_fresh_one_only() -> None:
    queue = Queue.of([])
    assert queue.bury(shard("a"), "it was killed") is None
    assert len(queue) == 1
    assert queue.take(fresh=False) is None
    assert queue.take(fresh=True) == shard("a")


def test_a_second_death_is_the_end_and_both_causes_are_told() -> None:
    queue = Queue.of([])
    queue.bury(shard("a"), "one thing")
    outcome = queue.bury(shard("a"), "another")
    assert outcome is not None
    assert (outcome.status, outcome.failure) == ("failed", FailReason.WORKER_DIED)
    assert outcome.detail == "one thing; in a second try another"


def test_a_shard_that_was_put_back_is_next_and_has_both_tries_left() -> None:
    queue = Queue.of([shard("b"), shard("a", 5)])
    taken = queue.take(fresh=False)
    assert taken is not None
    queue.put_back(taken)
    assert queue.take(fresh=False) == taken
    assert queue.bury(taken, "x") is None


def test_what_no_worker_can_be_had_for_is_lost_with_the_reason() -> None:
    queue = Queue.of([shard("a"), shard("b")])
    taken = queue.take(fresh=False)
    assert taken is not None
    queue.bury(taken, "x")
    assert {outcome.shard.id: outcome.detail for outcome in queue.drain("none left")} == {
        "a": "none left",
        "b": "none left",
    }
    assert len(queue) == 0
