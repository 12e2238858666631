"""How many workers fit into a bound, which one must end, and what one does that grows large."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scanner.engines import memory
from scanner.engines.memory import KEPT_BACK_BYTES, ROOM_BYTES, Budget, Ease, give_back, look_again_s, resident_bytes
from scanner.errors import EngineError

MEGABYTE = 2**20
OWN = 100 * MEGABYTE
WORKER = 200 * MEGABYTE


@pytest.fixture
def command_of_100_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "resident_bytes", lambda _: OWN)


@pytest.mark.usefixtures("command_of_100_megabytes")
def test_as_many_workers_as_fit_beside_the_command_and_no_more_than_wanted() -> None:
    own, each = OWN + KEPT_BACK_BYTES, WORKER + ROOM_BYTES
    assert Budget(own + 3 * each, WORKER).workers(8) == 3
    assert Budget(own + 3 * each, WORKER).workers(2) == 2
    assert Budget(own + each, WORKER).workers(8) == 1


@pytest.mark.usefixtures("command_of_100_megabytes")
def test_a_bound_below_one_worker_is_refused_with_the_figure_that_does() -> None:
    with pytest.raises(EngineError, match="give 556M or more") as told:
        Budget(300 * MEGABYTE, WORKER).workers(2)
    assert str(told.value) == (
        "--memory-limit 300M: one worker needs 328M (200M to be ready, 128M to work in) beside 228M (the command, "
        "and 128M kept back); give 556M or more"
    )
    assert Budget(556 * MEGABYTE, WORKER).workers(2) == 1


@pytest.mark.usefixtures("command_of_100_megabytes")
def test_what_is_left_counts_the_command_and_all_workers() -> None:
    budget = Budget(1000 * MEGABYTE + KEPT_BACK_BYTES)
    assert budget.left({7: 300 * MEGABYTE, 8: 600 * MEGABYTE}) == 0
    assert budget.left({}) == 900 * MEGABYTE


def test_the_less_is_left_the_sooner_it_is_looked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = [look_again_s(left * MEGABYTE) for left in (-50, 0, 400, 800, 100_000)]
    assert looks == sorted(looks)
    assert (looks[0], looks[-1]) == (0.02, 0.5)
    assert 400 * MEGABYTE / looks[2] > 2 * 2**30  # nobody grows that much until then
    monkeypatch.setattr(memory, "_STATM", Path("/proc/no-such-place"))
    assert look_again_s(0) == 1.0


def test_the_size_of_a_process_is_known_and_that_of_one_gone_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    here = resident_bytes(os.getpid())
    assert here > 10 * MEGABYTE
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass
    assert resident_bytes(gone.pid) == 0
    without_proc = Path("/proc/no-such-place")
    monkeypatch.setattr(memory, "_STATM", without_proc)
    monkeypatch.setattr(memory, "Path", lambda _: without_proc)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, " 2048\n"))
    assert resident_bytes(os.getpid()) == 2 * MEGABYTE


def test_a_process_that_is_large_gives_memory_back_and_goes_on_in_smaller_batches() -> None:
    size, given_back = [300], list[int]()
    ease = Ease(200, lambda _: size[0], lambda: given_back.append(1))
    assert [ease() for _ in range(8)] == [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64, 1 / 64, 1 / 64]
    assert len(given_back) == 1  # it did not help: not tried again at once
    size[0] = 100
    assert [ease() for _ in range(7)] == [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 1]


def test_nothing_is_looked_at_where_there_is_no_bound() -> None:
    assert Ease(0, resident=lambda _: 1 // 0)() == 1


def test_memory_can_be_given_back_on_this_platform() -> None:
    give_back()
