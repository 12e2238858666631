"""A run whose workers together hold too much ends the largest, and a shard that is too large alone says so."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpora import write_jsonl
from poison import EATS, poisoned
from scanner.engines.memory import Budget, resident_bytes
from scanner.engines.processes import Processes
from scanner.errors import EngineError
from scanner.sources.discover import discover
from scanner.types.document import FailReason
from scanner.types.run import ShardOutcome
from stuck_shards import small_plan

MEGABYTE = 2**20
LARGE = "the worker process needed more memory than "
ALONE = "--memory-limit leaves to one alone"


def scan(folder: Path, texts: Sequence[str], *, isolate: bool) -> dict[str, ShardOutcome]:
    """Return the outcomes of a shard with the texts and of one that is well, in two workers that have 800 MB."""
    write_jsonl(folder / "corpus" / "eats.jsonl", texts)
    write_jsonl(folder / "corpus" / "good.jsonl", ["Plain words."])
    (folder / "out").mkdir()
    budget = Budget(resident_bytes(os.getpid()) + 800 * MEGABYTE)
    engine = Processes(poisoned(small_plan(folder / "out")), 2, isolate=isolate, budget=budget)
    return {outcome.shard.id: outcome for outcome in engine.run(discover([str(folder / "corpus")]))}


def test_a_shard_that_is_too_large_alone_has_failed_with_the_reason_and_the_others_are_read(tmp_path: Path) -> None:
    outcomes = scan(tmp_path, ["Plain words.", EATS], isolate=False)
    eats, good = outcomes["eats.jsonl"], outcomes["good.jsonl"]
    assert (eats.failure, good.status) == (FailReason.WORKER_DIED, "read")
    assert eats.detail == f"{LARGE}its share of --memory-limit; in a second try {LARGE}{ALONE}"


def test_the_record_that_is_too_large_is_left_out_where_such_records_are_looked_for(tmp_path: Path) -> None:
    outcomes = scan(tmp_path, [EATS], isolate=True)
    eats = outcomes["eats.jsonl"]
    assert (eats.status, eats.failure) == ("failed", None)  # its only record
    assert eats.retried == f"{LARGE}its share of --memory-limit; a record was left out"
    assert outcomes["good.jsonl"].status == "read"


def test_a_huge_document_is_read_where_there_is_room_for_it(tmp_path: Path) -> None:
    huge = "Plain words, and nothing else that a rule asks for. " * 250_000
    outcomes = scan(tmp_path, [huge], isolate=False)
    assert (outcomes["eats.jsonl"].status, outcomes["eats.jsonl"].retried) == ("read", "")


def test_a_bound_that_no_worker_fits_into_is_refused_by_what_one_was_measured_to_need(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"--memory-limit 50M: one worker needs [0-9]{3}M .* give [0-9,]+M or more"):
        Processes(small_plan(tmp_path), 2, budget=Budget(50 * MEGABYTE)).fitted()
