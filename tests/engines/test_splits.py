"""What is handed out of shards in parts, and what becomes of a shard whose part is lost."""

import pytest

from scanner.engines.queue import Queue
from scanner.types.document import Compression, FailReason, Format, Shard
from scanner.types.part import Answer, Cut, CutFile, Edge, Join, Part, PartDone, Parts, Task
from scanner.types.run import ShardOutcome

FILE = CutFile(Format.JSONL, Compression.NONE, "utf-8", 90, 1, "digest")
BIG, SMALL = Shard("big", "big", 90), Shard("small", "small", 4)


def parts(shard: Shard = BIG, count: int = 3) -> tuple[Part, ...]:
    edges = [Edge(number * 30, number, number * 30) for number in range(count + 1)]
    return tuple(Part(shard, FILE, number, count, edges[number], edges[number + 1]) for number in range(count))


def cut_queue(*others: Shard) -> Queue:
    """Return a queue in which the big shard was cut; the others wait."""
    queue = Queue.of([BIG, *others], 30)
    assert queue.take(fresh=False) == Cut(BIG)
    assert tell(queue, Parts(BIG, parts())) == []
    return queue


def tell(queue: Queue, answer: Answer) -> list[ShardOutcome]:
    return list(queue.told(answer))


def taken(queue: Queue) -> list[Task]:
    """Take all that a worker which scanned something can have."""
    return list(iter(lambda: queue.take(fresh=False), None))


def test_only_larger_shards_are_cut_and_none_where_nobody_asked_for_it() -> None:
    assert taken(Queue.of([BIG, SMALL], 90)) == [BIG, SMALL]
    assert taken(Queue.of([BIG, SMALL], 89)) == [Cut(BIG), SMALL]
    assert taken(Queue.of([BIG, SMALL])) == [BIG, SMALL]


@pytest.mark.parametrize(("workers", "cut"), [(1, False), (2, False), (3, True), (50, True)])
def test_where_workers_have_much_else_to_do_nothing_is_cut(workers: int, cut: bool) -> None:  # noqa: FBT001  # a case
    shards = [Shard(f"s{number:02}", "s", 90) for number in range(20)]
    assert isinstance(Queue.of(shards, 30, workers).take(fresh=False), Cut) == cut


def test_parts_wait_among_shards_by_size() -> None:
    other, most = Shard("other", "other", 31), Shard("most", "most", 29)
    assert taken(cut_queue(SMALL, other, most)) == [Cut(other), *parts(), most, SMALL]


def test_once_all_parts_are_done_they_are_joined_before_anything_else() -> None:
    queue = cut_queue(SMALL)
    for part in (parts()[2], parts()[0]):
        assert tell(queue, PartDone(part)) == []
    assert Join(BIG, FILE, 3) not in queue.waiting
    tell(queue, PartDone(parts()[1]))
    assert queue.take(fresh=False) == Join(BIG, FILE, 3)
    outcome = ShardOutcome(BIG, "read", 3, 0)
    assert tell(queue, outcome) == [outcome]


def test_a_part_that_only_the_whole_can_judge_puts_the_whole_in_the_place_of_all_parts() -> None:
    queue = cut_queue(SMALL)
    in_flight = [queue.take(fresh=False), queue.take(fresh=False)]
    assert in_flight == list(parts()[:2])
    tell(queue, PartDone(parts()[0], whole=False))
    assert taken(queue) == [BIG, SMALL]
    assert tell(queue, PartDone(parts()[1])) == []
    assert taken(queue) == []


def test_a_part_whose_worker_died_is_tried_once_more_and_the_shard_tells_of_it() -> None:
    queue = cut_queue()
    part = queue.take(fresh=False)
    assert part == parts()[0]
    assert queue.bury(part, "it was killed") is None
    assert queue.bury(parts()[1], "it was killed") is None, "another part has tries of its own"
    assert {queue.take(fresh=True), queue.take(fresh=True)} == set(parts()[:2])
    (outcome,) = tell(queue, ShardOutcome(BIG, "read", 3, 0))
    assert outcome.retried == "it was killed"


def test_a_part_that_ends_two_workers_ends_its_shard_once_whatever_comes_of_other_parts() -> None:
    queue = cut_queue(SMALL)
    first, second = parts()[:2]
    assert [queue.take(fresh=False), queue.take(fresh=False)] == [first, second]
    queue.bury(first, "x")
    queue.bury(second, "x")
    lost = queue.bury(first, "x")
    assert lost is not None
    assert (lost.shard, lost.failure, lost.detail) == (BIG, FailReason.WORKER_DIED, "x, twice")
    assert queue.bury(second, "x") is None
    queue.put_back(second)
    assert tell(queue, PartDone(second)) == []
    assert taken(queue) == [SMALL]
    assert len(queue) == 0


def test_where_no_worker_can_be_had_a_shard_in_parts_is_lost_once() -> None:
    queue = cut_queue(SMALL)
    queue.take(fresh=False)
    queue.bury(parts()[0], "x")
    assert [outcome.shard.id for outcome in queue.drain("none left")] == ["big", "small"]
    assert tell(queue, PartDone(parts()[1])) == []
    assert len(queue) == 0
