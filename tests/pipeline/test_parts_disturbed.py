"""A shard in parts that meets faults, changes, interrupts and kills ends with the bytes of a scan of the whole."""

import gc
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from in_parts import KEEP, LINES, InParts, hashed, parts_plan, scan, scan_in_parts
from killed import seconds_in_child
from scanner.engines.in_process import InProcess
from scanner.pipeline.resume import Work
from scanner.sidecars.layout import Layout
from scanner.sources.options import ReadOptions
from scanner.sources.part import read_part
from scanner.types.document import ReadEvent
from scanner.types.part import Join, Part, PartDone, Parts, Task
from scanner.types.run import ShardOutcome

KILLS = 8


def lines_corpus(tmp_path: Path) -> Path:
    """Return a folder with one shard of lines, enough for ten parts of 300 bytes."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(b"".join(LINES[:6]) * 8)
    return folder


def whole(out: Path, corpus: Path) -> dict[str, bytes]:
    """Return the bytes of a scan of whole shards."""
    scan(parts_plan(out, 0), corpus, InProcess(parts_plan(out, 0)), Work())
    return hashed(out)


def test_a_shard_with_a_part_over_which_the_program_fails_is_scanned_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = lines_corpus(tmp_path)

    def fail_at_the_third(part: Part, options: ReadOptions) -> Iterator[ReadEvent]:
        if part.number == 2:
            raise ZeroDivisionError
        return read_part(part, options)

    monkeypatch.setattr("scanner.pipeline.parts.read_part", fail_at_the_third)
    answers = scan_in_parts(parts_plan(tmp_path / "parts", 300), corpus, Work())
    assert [type(answer) for answer in answers] == [Parts, PartDone, PartDone, PartDone, ShardOutcome]
    assert hashed(tmp_path / "parts") == whole(tmp_path / "whole", corpus)


@pytest.mark.parametrize("kind", [Part, Join])
def test_a_shard_that_changes_after_it_was_cut_is_scanned_whole(tmp_path: Path, kind: type) -> None:
    corpus = lines_corpus(tmp_path)
    left = [kind]

    def change(task: Task) -> None:
        if left and isinstance(task, left[0]):
            left.clear()
            path = corpus / "a.jsonl"
            path.write_bytes(path.read_bytes().replace(b"call", b"cull"))

    plan = parts_plan(tmp_path / "parts", 300)
    scan(plan, corpus, InParts(plan, [], change), Work())
    assert hashed(tmp_path / "parts") == whole(tmp_path / "whole", corpus)


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the numbers of the parts that are read, as they are."""
    numbers: list[int] = []

    def noted(part: Part, options: ReadOptions) -> Iterator[ReadEvent]:
        numbers.append(part.number)
        return read_part(part, options)

    monkeypatch.setattr("scanner.pipeline.parts.read_part", noted)
    return numbers


def interrupted(corpus: Path, out: Path, read_again: list[int]) -> None:
    """Leave a run that was interrupted before the fourth part."""

    def stop(task: Task) -> None:
        if isinstance(task, Part) and task.number == 3:
            raise KeyboardInterrupt

    plan = replace(parts_plan(out, 300), digest="of the first pass")
    assert scan(plan, corpus, InParts(plan, [], stop), Work()).interrupted
    assert read_again == [0, 1, 2]
    read_again.clear()


def test_parts_that_are_done_are_taken_over(tmp_path: Path, read_again: list[int]) -> None:
    corpus = lines_corpus(tmp_path)
    interrupted(corpus, tmp_path / "out", read_again)
    scan_in_parts(replace(parts_plan(tmp_path / "out", 300), digest="of the first pass"), corpus, Work(resume=True))
    assert read_again == list(range(3, 3 + len(read_again)))
    assert len(read_again) > 3
    assert hashed(tmp_path / "out") == whole(tmp_path / "whole", corpus)


@pytest.mark.parametrize("what", ["file", "rules", "size", "table", "nothing known"])
def test_parts_of_another_file_or_by_other_rules_are_read_again(
    tmp_path: Path, read_again: list[int], what: str
) -> None:
    corpus = lines_corpus(tmp_path)
    interrupted(corpus, tmp_path / "out", read_again)
    if what == "file":
        (corpus / "a.jsonl").write_bytes((corpus / "a.jsonl").read_bytes().replace(b"call", b"cull"))
    if what == "table":
        Layout(tmp_path / "out" / "work" / "parts" / "0").pages("a.jsonl").unlink()
    digests = {"rules": "of another", "nothing known": ""}
    plan = parts_plan(tmp_path / "out", 250 if what == "size" else 300)
    scan_in_parts(replace(plan, digest=digests.get(what, "of the first pass")), corpus, Work(resume=True))
    assert read_again[: 1 if what == "table" else 3] == ([0] if what == "table" else [0, 1, 2])
    assert hashed(tmp_path / "out") == whole(tmp_path / "whole", corpus)


def test_a_run_that_is_done_keeps_nothing_of_parts(tmp_path: Path) -> None:
    scan_in_parts(parts_plan(tmp_path / "out", 300), lines_corpus(tmp_path), KEEP)
    assert (tmp_path / "out" / "work" / "scans").is_dir()
    assert not (tmp_path / "out" / "work" / "parts").exists()


def test_killed_at_random_moments_and_started_again_it_ends_with_the_same_bytes(tmp_path: Path) -> None:
    corpus = lines_corpus(tmp_path)
    wanted = whole(tmp_path / "whole", corpus)

    def once(out: Path) -> None:
        scan_in_parts(replace(parts_plan(out, 300), digest="of the first pass"), corpus, Work(resume=True))

    gc.freeze()  # else children copy all there is as they collect garbage
    whole_s = seconds_in_child(lambda: once(tmp_path / "timed"))
    assert whole_s is not None
    moments = random.Random(7)  # nothing secret
    kills = 0
    while kills < KILLS:
        while seconds_in_child(lambda: once(tmp_path / "out"), moments.uniform(0.001, whole_s)) is None:
            kills += 1
        assert hashed(tmp_path / "out") == wanted, f"after {kills} kills"
        shutil.rmtree(tmp_path / "out")
    gc.unfreeze()
