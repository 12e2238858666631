"""Worker processes give the same bytes as one process, and a dead worker costs its shard only."""

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from corpora import SAMPLES, bodies, plan_in, run_in, run_shards, write_jsonl
from scanner.engines.processes import Processes
from scanner.types.document import FailReason, Shard
from scanner.types.policy import Outcome


def test_one_process_and_two_workers_give_the_same_bytes(tmp_path: Path) -> None:
    run_in(tmp_path / "one", [SAMPLES])
    run_in(tmp_path / "two", [SAMPLES], Processes(plan_in(tmp_path / "two"), jobs=2))
    assert bodies(tmp_path / "one") == bodies(tmp_path / "two")


@pytest.fixture
def stuck(tmp_path: Path) -> Shard:
    """Return a shard that never ends: a pipe into which nobody writes."""
    path = tmp_path / "stuck.jsonl"
    os.mkfifo(path)
    return Shard("stuck.jsonl", str(path), 10**9)


def kill_the_worker_that_is_stuck(sign: signal.Signals) -> None:
    """Kill the only worker left once every other shard is done."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        children = multiprocessing.active_children()
        if len(children) == 1 and children[0].pid is not None:
            time.sleep(0.3)
            os.kill(children[0].pid, sign)
            return
        time.sleep(0.05)


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSEGV], ids=["killed", "native-crash"])
def test_a_worker_that_dies_costs_its_shard_and_the_run_ends_incomplete(
    tmp_path: Path, stuck: Shard, sign: signal.Signals
) -> None:
    good = write_jsonl(tmp_path / "corpus" / "good.jsonl", ["Nothing to see here, only plain words."] * 3)
    shards = [stuck, Shard("good.jsonl", str(good), good.stat().st_size)]
    killer = threading.Thread(target=kill_the_worker_that_is_stuck, args=(sign,))
    killer.start()
    finished = run_shards(tmp_path / "out", shards, Processes(plan_in(tmp_path / "out"), jobs=2))
    killer.join()
    assert finished.verdict.outcome is Outcome.INCOMPLETE
    assert finished.corpus.shards["good.jsonl"].documents == 3
    fault = finished.corpus.shards["stuck.jsonl"].faults[0]
    assert fault.reason == FailReason.WORKER_DIED
    assert sign.name in fault.detail
    assert (tmp_path / "out" / "shards" / "stuck.jsonl.json").exists()
    assert not (tmp_path / "out" / "work").exists()


def test_more_workers_than_shards_are_not_started(tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "corpus" / "a.jsonl", ["A lone line."])
    finished = run_in(tmp_path / "out", [corpus], Processes(plan_in(tmp_path / "out"), jobs=8))
    assert finished.corpus.shards["a.jsonl"].documents == 1


def test_no_worker_is_left_behind(tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "corpus" / "a.jsonl", ["A lone line."])
    run_in(tmp_path / "out", [corpus], Processes(plan_in(tmp_path / "out"), jobs=2))
    assert multiprocessing.active_children() == []
