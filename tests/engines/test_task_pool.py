"""Tasks are done once each by workers, and by the command itself where these die or fail; nothing is lost or hangs."""

import multiprocessing
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from scanner.engines.memory import Budget
from scanner.engines.task_pool import TaskPool
from small_tasks import PRIVATE, Deadly, Faulty, Slow, Square, Task

HERE = os.getpid()


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def pool(told: list[str]) -> Iterator[TaskPool]:
    pool = TaskPool(2, told.append)
    yield pool
    pool.stop()
    assert multiprocessing.active_children() == []


def test_workers_do_every_task_once_and_are_kept_for_the_next_ones(pool: TaskPool, told: list[str]) -> None:
    found = list(pool([Square(number) for number in range(20)]))
    assert sorted(square for square, _ in found) == [number**2 for number in range(20)]
    workers = {worker for _, worker in found}
    assert HERE not in workers
    assert {worker for _, worker in pool([Square(1), Square(2)])} <= {
        child.pid for child in multiprocessing.active_children()
    }
    assert len(multiprocessing.active_children()) == 2
    assert told == []


def test_one_task_and_one_job_start_no_worker(told: list[str]) -> None:
    assert list(TaskPool(2, told.append)([Square(3)])) == [(9, HERE)]
    assert list(TaskPool(1, told.append)([Square(2), Square(3)])) == [(4, HERE), (9, HERE)]


@pytest.mark.parametrize("times", [1, 2])
def test_a_task_that_ends_its_worker_is_tried_again_and_then_done_here(
    pool: TaskPool, told: list[str], tmp_path: Path, times: int
) -> None:
    tasks: list[Task] = [Deadly(7, HERE, tmp_path, times), *map(Square, range(6))]
    found = dict(pool(tasks))
    assert sorted(found) == [0, 1, 4, 9, 16, 25, 49]
    assert (found[49] == HERE) is (times == 2)
    killed = "the worker process was ended by SIGKILL (as when memory runs out)"
    expected = [
        f"part 1 of 7 is tried again: {killed}",
        f"part 1 of 7 is done by the command itself: {killed}, 2 times",
    ]
    assert told == expected[:times]


def test_a_task_that_fails_in_a_worker_is_done_here_and_no_message_is_told(pool: TaskPool, told: list[str]) -> None:
    tasks: list[Task] = [Square(1), Faulty(5, HERE), Square(2)]
    found = dict(pool(tasks))
    assert found[25] == HERE
    [line] = told
    assert line.startswith("part 2 of 3 is done by the command itself: ValueError in __call__, small_tasks.py:")
    assert PRIVATE not in line


def test_what_fails_here_too_is_raised_and_the_workers_are_ended(pool: TaskPool) -> None:
    tasks: list[Task] = [Faulty(1, None), *map(Square, range(50))]
    with pytest.raises(ValueError, match=PRIVATE):
        list(pool(tasks))
    assert sorted(square for square, _ in pool([Square(2), Square(3)])) == [4, 9]


def test_where_every_worker_dies_no_more_are_started(pool: TaskPool, told: list[str], tmp_path: Path) -> None:
    found = list(pool([Deadly(number, HERE, tmp_path, 99) for number in range(12)]))
    assert sorted(found) == [(number**2, HERE) for number in range(12)]
    assert len(list(tmp_path.iterdir())) < 10
    assert any(line.endswith("workers in a row") for line in told)


@pytest.mark.parametrize(("fit", "limits"), [(2, [2]), (0, [2, 1])])
def test_where_memory_is_short_fewer_tasks_are_at_work_at_once_and_none_is_lost(
    told: list[str], monkeypatch: pytest.MonkeyPatch, fit: int, limits: list[int]
) -> None:
    def left(_: Budget, workers: Mapping[int, int]) -> int:
        assert all(workers.values())
        return fit - len(workers)

    monkeypatch.setattr(Budget, "left", left)
    pool = TaskPool(3, told.append, Budget(1))
    try:
        found = list(pool([Slow(number) for number in range(6)]))
        assert len(multiprocessing.active_children()) == limits[-1]
    finally:
        pool.stop()
    assert sorted(square for square, _ in found) == [number**2 for number in range(6)]
    assert HERE not in {worker for _, worker in found}
    assert told == [f"--memory-limit: no more than {limit} at once from here on" for limit in limits]
