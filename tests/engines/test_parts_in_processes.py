"""Workers together give the bytes of a whole shard; one that dies over a part costs a second try, then the shard."""

import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

from corpora import bodies, write_jsonl
from in_parts import RECORDS, members
from scanner.engines.in_process import InProcess
from scanner.engines.processes import Processes
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.run import Finished, run_scan
from scanner.sidecars.layout import Layout
from scanner.sidecars.parts import layout_of_part
from scanner.sources.discover import discover
from scanner.types.document import FailReason
from scanner.types.run import Engine, Remark, ShardOutcome
from stuck_shards import small_plan, small_terms, writer_of

MAIL = "mira.oldfield@corpus-sample-press.org "


def corpus_in(folder: Path) -> Path:
    """Return two shards, one of which takes some seconds, most of them in the first of two parts."""
    texts = [f"Plain words {number}" for number in range(300)]
    write_jsonl(folder / "corpus" / "slow.jsonl", [*texts, MAIL * 9000, *texts])
    (folder / "corpus" / "pages.warc.gz").write_bytes(members(RECORDS * 3))
    return folder / "corpus"


def plan_of(out: Path, part_bytes: int) -> ScanPlan:
    return replace(small_plan(out), part_bytes=part_bytes)


def run(
    plan: ScanPlan, corpus: Path, engine: Engine, told: list[ShardOutcome | Remark | str] | None = None
) -> Finished:
    Layout(plan.out).prepare(overwrite=False)
    shards = discover([str(corpus)])
    return run_scan(plan, shards, engine, small_terms(), (told if told is not None else []).append)


def kill_over_part(plan: ScanPlan, times: int, killed: list[int]) -> None:
    """Kill those who write what the first part of the slow shard leaves, one after another."""
    pages = layout_of_part(Layout(plan.out), 0).pages("slow.jsonl")
    while len(killed) < times:
        writer = writer_of(pages.with_name(pages.name + ".partial"))
        if writer not in killed:
            os.kill(writer, signal.SIGKILL)
            killed.append(writer)


def test_three_workers_give_the_bytes_of_a_whole_shard(tmp_path: Path) -> None:
    path, plan = corpus_in(tmp_path) / "pages.warc.gz", plan_of(tmp_path / "parts", 1500)
    run(plan, path, Processes(plan, 3))
    whole = plan_of(tmp_path / "whole", 0)
    run(whole, path, InProcess(whole))
    assert bodies(tmp_path / "parts") == bodies(tmp_path / "whole")


def test_a_worker_that_dies_over_a_part_changes_no_byte(tmp_path: Path) -> None:
    corpus, plan = corpus_in(tmp_path), plan_of(tmp_path / "parts", 180_000)
    told: list[ShardOutcome | Remark | str] = []
    killed: list[int] = []
    killer = threading.Thread(target=kill_over_part, args=(plan, 1, killed))
    killer.start()
    run(plan, corpus, Processes(plan, 1), told)
    killer.join()
    whole = plan_of(tmp_path / "whole", 0)
    run(whole, corpus, InProcess(whole))
    retried = {event.shard.id: event.retried for event in told if isinstance(event, ShardOutcome)}
    assert "SIGKILL" in retried["slow.jsonl"]
    assert bodies(tmp_path / "parts") == bodies(tmp_path / "whole")


def test_a_part_that_ends_two_workers_fails_its_shard_alone(tmp_path: Path) -> None:
    corpus, plan = corpus_in(tmp_path), plan_of(tmp_path / "parts", 180_000)
    killed: list[int] = []
    killer = threading.Thread(target=kill_over_part, args=(plan, 2, killed))
    killer.start()
    finished = run(plan, corpus, Processes(plan, 1))
    killer.join()
    fault = finished.corpus.shards["slow.jsonl"].faults[0]
    assert (fault.reason, fault.detail) == (
        FailReason.WORKER_DIED,
        "the worker process was ended by SIGKILL (as when memory runs out), twice",
    )
    assert finished.corpus.shards["pages.warc.gz"].status == "read"
    assert not (tmp_path / "parts" / "work").exists()
