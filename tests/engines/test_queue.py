"""Which shard is handed out next, and what a death costs."""

from scanner.engines.queue import Queue
from scanner.pipeline.pace import Pace
from scanner.pipeline.walk import NO_CAUTION
from scanner.types.document import Compression, FailReason, Format, Shard
from scanner.types.part import CutFile, Edge, Part, Parts, shard_of


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


def test_where_records_are_looked_for_a_part_that_ends_two_workers_has_its_shard_read_whole() -> None:
    parts = parts_of_shard("a")
    queue = Queue.of([], isolate=True)
    assert list(queue.told(Parts(shard("a"), parts))) == []
    for cause in ("it was killed", "it was killed"):
        task = queue.take(fresh=True)
        assert task == parts[0]
        assert queue.bury(parts[0], cause) is None
    assert queue.take(fresh=True) == shard("a")
    assert len(queue) == 0  # of its parts none is needed any more
    assert queue.caution_of(parts[0]) == NO_CAUTION


def parts_of_shard(name: str) -> tuple[Part, ...]:
    file = CutFile(Format.JSONL, Compression.NONE, "utf-8", 2, 0, "")
    edges = [Edge(number, number, number) for number in range(3)]
    return tuple(Part(shard(name), file, number, 2, edges[number], edges[number + 1]) for number in range(2))


def pace_that_ends_after(looks: int) -> Pace:
    clock = iter(range(1, 1000))
    return Pace(looks + 0.5, lambda: float(next(clock)), 0.0)


def test_where_time_is_short_shards_stay_in_the_order_given_and_are_left_when_it_is_over() -> None:
    queue = Queue.of([shard("b"), shard("c", 3), shard("a"), shard("d", 2)], pace=pace_that_ends_after(3))
    taken = [queue.take(fresh=False) for _ in range(4)]
    assert [None if task is None else shard_of(task).id for task in taken] == ["b", "c", "a", None]
    assert len(queue) == 0


def test_a_shard_that_was_begun_in_time_is_tried_again_after_it() -> None:
    queue = Queue.of([shard("a"), shard("b")], pace=pace_that_ends_after(1))
    begun = queue.take(fresh=False)
    assert begun is not None
    queue.bury(begun, "it was killed")
    assert len(queue) == 1
    assert queue.take(fresh=True) == begun
    assert queue.take(fresh=True) is None
