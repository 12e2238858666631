"""Worker processes give the same bytes as one process, and a dead worker costs its shard only."""

import multiprocessing
import os
import signal
import threading
import time
from dataclasses import replace
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


def kill_the_reader_of(path: Path, sign: signal.Signals) -> None:
    """Kill the process that reads a named pipe, once there is one."""
    deadline = time.monotonic() + 300  # five workers one after another, on a busy machine
    while time.monotonic() < deadline:
        try:
            ours = os.open(path, os.O_WRONLY | os.O_NONBLOCK)  # succeeds only while somebody reads
        except OSError:
            time.sleep(0.02)
            continue
        try:
            while time.monotonic() < deadline:
                for child in multiprocessing.active_children():
                    if child.pid is not None and str(path) in opened_by(child.pid):
                        os.kill(child.pid, sign)
                        return
        finally:
            os.close(ours)  # without a reader killed, this ends the pipe: the test fails, but does not hang


def opened_by(pid: int) -> set[str]:
    """Return what a process has open."""
    try:
        return {str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir()}
    except FileNotFoundError:  # it closed something, or ended, while we looked
        return set()


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSEGV], ids=["killed", "native-crash"])
def test_a_worker_that_dies_costs_its_shard_and_the_run_ends_incomplete(
    tmp_path: Path, stuck: Shard, sign: signal.Signals
) -> None:
    good = write_jsonl(tmp_path / "corpus" / "good.jsonl", ["Nothing to see here, only plain words."] * 3)
    shards = [stuck, Shard("good.jsonl", str(good), good.stat().st_size)]
    killer = threading.Thread(target=kill_the_reader_of, args=(Path(stuck.uri), sign))
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


def test_many_deaths_in_a_row_do_not_cost_the_shards_that_are_well(tmp_path: Path) -> None:
    paths = [tmp_path / f"stuck{number}.jsonl" for number in range(5)]
    for path in paths:
        os.mkfifo(path)
    shards = [Shard(path.name, str(path), 10**9) for path in paths]
    good = write_jsonl(tmp_path / "corpus" / "good.jsonl", ["Nothing to see here, only plain words."] * 3)
    shards.append(Shard("good.jsonl", str(good), good.stat().st_size))
    killers = [threading.Thread(target=kill_the_reader_of, args=(path, signal.SIGKILL)) for path in paths]
    for killer in killers:
        killer.start()
    finished = run_shards(tmp_path / "out", shards, Processes(plan_in(tmp_path / "out"), jobs=2))
    for killer in killers:
        killer.join()
    states = {shard_id: summary.status for shard_id, summary in finished.corpus.shards.items()}
    assert states.pop("good.jsonl") == "read"
    assert set(states.values()) == {"failed"}


def kill_the_first_worker() -> None:
    """Kill a worker as soon as there is one, before it can be ready."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for child in multiprocessing.active_children():
            if child.pid is not None:
                os.kill(child.pid, signal.SIGKILL)
                return


def test_a_worker_that_dies_while_it_starts_is_replaced_and_nothing_hangs(tmp_path: Path) -> None:
    good = write_jsonl(tmp_path / "corpus" / "good.jsonl", ["Nothing to see here, only plain words."] * 3)
    killer = threading.Thread(target=kill_the_first_worker)
    killer.start()
    finished = run_in(tmp_path / "out", [good], Processes(plan_in(tmp_path / "out"), jobs=2))
    killer.join()
    assert finished.corpus.shards["good.jsonl"].status == "read"


def test_a_scanner_that_cannot_be_built_ends_the_run_without_a_traceback(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    good = write_jsonl(tmp_path / "corpus" / "good.jsonl", ["Plain words."])
    plan = plan_in(tmp_path / "out")
    broken = replace(plan, batch_documents="not a number", detector_options=None)  # type: ignore[arg-type]  # on purpose
    outcomes = list(Processes(broken, jobs=2).run([Shard("good.jsonl", str(good), 1)]))
    assert [outcome.failure for outcome in outcomes] == [FailReason.WORKER_DIED]
    assert "no worker could be built: AttributeError" in outcomes[0].detail
    assert "Traceback" not in capfd.readouterr().err


def test_more_workers_than_shards_are_not_started(tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "corpus" / "a.jsonl", ["A lone line."])
    finished = run_in(tmp_path / "out", [corpus], Processes(plan_in(tmp_path / "out"), jobs=8))
    assert finished.corpus.shards["a.jsonl"].documents == 1


def test_no_worker_is_left_behind(tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "corpus" / "a.jsonl", ["A lone line."])
    run_in(tmp_path / "out", [corpus], Processes(plan_in(tmp_path / "out"), jobs=2))
    assert multiprocessing.active_children() == []
