"""Worker processes give the same bytes as one process, and a worker that dies costs a second try, then its shard."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from corpora import SAMPLES, bodies, plan_in, run_in, write_jsonl
from scanner.engines.processes import Processes
from scanner.pipeline import duplicates
from scanner.pipeline.pace import Draw, Pace
from scanner.pipeline.run import Finished, run_scan
from scanner.sampling.order import in_keyed_order
from scanner.sidecars.layout import Layout
from scanner.types.document import FailReason, Shard
from scanner.types.policy import Outcome
from scanner.types.run import Remark, ShardOutcome
from stuck_shards import killing, small_plan, small_terms, stuck_shard


def test_one_process_and_two_workers_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "_FEW_DOCUMENTS", 0)
    run_in(tmp_path / "one", [SAMPLES])
    run_in(tmp_path / "two", [SAMPLES], Processes(plan_in(tmp_path / "two"), jobs=2))
    assert bodies(tmp_path / "one") == bodies(tmp_path / "two")


def small_run(out: Path, shards: Sequence[Shard], jobs: int) -> Finished:
    plan = small_plan(out)
    Layout(out).prepare(overwrite=False)
    return run_scan(plan, shards, Processes(plan, jobs), small_terms(), lambda _: None)


def good_shard(folder: Path) -> Shard:
    path = write_jsonl(folder / "corpus" / "good.jsonl", ["Nothing to see here, only plain words."] * 3)
    return Shard("good.jsonl", str(path), path.stat().st_size)


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSEGV], ids=["killed", "native-crash"])
def test_a_shard_that_ends_two_workers_has_failed_and_the_run_is_incomplete(
    tmp_path: Path, sign: signal.Signals
) -> None:
    stuck = stuck_shard(tmp_path / "stuck.jsonl")
    with killing(Path(stuck.uri), sign, times=2):
        finished = small_run(tmp_path / "out", [stuck, good_shard(tmp_path)], jobs=2)
    assert finished.verdict.outcome is Outcome.INCOMPLETE
    assert finished.corpus.shards["good.jsonl"].documents == 3
    fault = finished.corpus.shards["stuck.jsonl"].faults[0]
    assert fault.reason == FailReason.WORKER_DIED
    assert f"{sign.name}" in fault.detail
    assert "twice" in fault.detail
    assert (tmp_path / "out" / "shards" / "stuck.jsonl.json").exists()
    assert not (tmp_path / "out" / "work").exists()


def test_a_worker_that_dies_once_changes_no_byte(tmp_path: Path) -> None:
    text = b'{"text": "mail mira.oldfield@corpus-sample-press.org"}\n'
    stuck = stuck_shard(tmp_path / "stuck.jsonl")
    shards = [stuck, good_shard(tmp_path)]
    told: list[ShardOutcome | Remark | str] = []
    plan = small_plan(tmp_path / "killed")
    Layout(plan.out).prepare(overwrite=False)
    with killing(Path(stuck.uri), signal.SIGKILL, times=1, then=text):
        run_scan(plan, shards, Processes(plan, 2), small_terms(), told.append)
    small_run(tmp_path / "left", shards, jobs=1)
    assert bodies(tmp_path / "killed") == bodies(tmp_path / "left")
    retried = {event.shard.id: event.retried for event in told if isinstance(event, ShardOutcome)}
    assert "SIGKILL" in retried["stuck.jsonl"]
    assert retried["good.jsonl"] == ""


def test_many_deaths_in_a_row_do_not_cost_the_shards_that_are_well(tmp_path: Path) -> None:
    stuck = [stuck_shard(tmp_path / f"stuck{number}.jsonl") for number in range(4)]
    with ExitStack() as stack:
        for shard in stuck:
            stack.enter_context(killing(Path(shard.uri), signal.SIGKILL, times=2))
        finished = small_run(tmp_path / "out", [*stuck, good_shard(tmp_path)], jobs=2)
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


def test_a_shard_that_takes_longer_than_twice_the_time_is_ended_and_no_fault(tmp_path: Path) -> None:
    shards = [stuck_shard(tmp_path / "stuck.jsonl"), good_shard(tmp_path)]
    is_read, is_over = threading.Event(), threading.Event()
    reading = threading.Thread(target=hold_open, args=(Path(shards[0].uri), is_read, is_over))
    reading.start()
    pace = Pace(1.0, lambda: 9.0 if is_read.is_set() else 0.0, 0.0)
    plan = small_plan(tmp_path / "out")
    Layout(plan.out).prepare(overwrite=False)
    terms = replace(small_terms(), draw=Draw("b", pace=pace))
    assert [shard.id for shard in in_keyed_order(shards, "b")] == ["good.jsonl", "stuck.jsonl"]
    finished = run_scan(plan, shards, Processes(plan, 1, pace=pace), terms, lambda _: None)
    is_over.set()
    reading.join()
    assert {name: summary.status for name, summary in finished.corpus.shards.items()} == {"good.jsonl": "read"}
    assert finished.corpus.sample is not None
    assert finished.corpus.sample.outside == 1
    assert multiprocessing.active_children() == []


def hold_open(pipe: Path, is_read: threading.Event, is_over: threading.Event) -> None:
    """Say when a worker has opened a pipe, and write nothing into it."""
    ours = os.open(pipe, os.O_WRONLY)
    is_read.set()
    is_over.wait(60)
    os.close(ours)
