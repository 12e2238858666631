"""`corpus-scanner index`: who may write an index, what it tells of itself, and how it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpora import ROOT, write_jsonl

ITEM = "Seven ferries leave the northern quay at nine on weekdays and at ten on Sundays, whatever the weather may be."
OTHER = "Nothing of this sentence stands in any other place, as it was written for a test and then for nothing else."


def _start(folder: Path, *words: str) -> subprocess.Popen[str]:
    command = [str(Path(sys.executable).parent / "corpus-scanner"), *words]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _run(folder: Path, *words: str) -> tuple[int, str, str]:
    process = _start(folder, *words)
    out, errors = process.communicate()
    return process.returncode, out, errors


def _reading(folder: Path, process: subprocess.Popen[str]) -> int:
    """Return the end of a pipe to write to, once the process has opened it to be read."""
    while process.poll() is None:
        try:
            return os.open(folder / "slow.jsonl", os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.05)
    raise AssertionError(process.communicate())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with an index of one item, a further shard, and a pipe that is read as a shard."""
    write_jsonl(tmp_path / "set" / "test.jsonl", [ITEM])
    write_jsonl(tmp_path / "more.jsonl", [OTHER])
    os.mkfifo(tmp_path / "slow.jsonl")
    code, _, errors = _run(tmp_path, "index", "make", "set", "--out", "index.parquet")
    assert code == 0, errors
    return tmp_path


def test_of_two_that_add_at_once_the_second_is_refused_and_the_first_ends_well(place: Path) -> None:
    first = _start(place, "index", "add", "index.parquet", "slow.jsonl")
    pipe = _reading(place, first)
    code, _, errors = _run(place, "index", "add", "index.parquet", "more.jsonl")
    assert (code, "index.parquet.lock: is there" in errors) == (2, True)
    os.write(pipe, (place / "more.jsonl").read_bytes())
    os.close(pipe)
    first.communicate()
    assert first.returncode == 0
    code, told, _ = _run(place, "index", "show", "index.parquet")
    assert (code, "2 shards" in told, "slow.jsonl" in told) == (0, True, True)
    assert sorted(path.name for path in place.iterdir()) == ["index.parquet", "more.jsonl", "set", "slow.jsonl"]


def test_an_end_from_outside_leaves_the_index_as_it_was_and_nothing_beside_it(place: Path) -> None:
    before = (place / "index.parquet").read_bytes()
    adding = _start(place, "index", "add", "index.parquet", "slow.jsonl")
    pipe = _reading(place, adding)
    assert (place / "index.parquet.lock").exists()
    adding.send_signal(signal.SIGTERM)
    _, errors = adding.communicate()
    os.close(pipe)
    assert (adding.returncode, "is as it was before" in errors) == (3, True)
    assert (place / "index.parquet").read_bytes() == before
    assert sorted(path.name for path in place.iterdir()) == ["index.parquet", "more.jsonl", "set", "slow.jsonl"]


def test_an_index_tells_what_it_holds(place: Path) -> None:
    assert _run(place, "index", "add", "index.parquet", "more.jsonl", "--name", "late")[0] == 0
    code, told, errors = _run(place, "index", "show", "index.parquet")
    assert (code, errors) == (0, "")
    lines = told.splitlines()
    assert lines[0] == "13 tokens an n-gram; items of fewer than 8 tokens are not looked for"
    assert lines[1].startswith("2 items, ")
    assert lines[2].startswith("2 shards")
    assert [line.split("  ")[-1] for line in lines[3:]] == ["late/more.jsonl", "test.jsonl"]
    code, told, errors = _run(place, "index", "show", "more.jsonl")
    assert (code, told, "not an index" in errors) == (2, "", True)


def test_shorter_ngrams_lower_what_is_looked_for_by_themselves(place: Path) -> None:
    code, _, errors = _run(place, "index", "make", "set", "--out", "short.parquet", "--ngram", "5")
    assert (code, errors) == (0, "")
    assert "fewer than 5 tokens" in _run(place, "index", "show", "short.parquet")[1]


def test_a_longer_item_needs_a_greater_bound_as_the_message_says(place: Path) -> None:
    write_jsonl(place / "long.jsonl", [" ".join(f"word{number}" for number in range(400))])
    code, _, errors = _run(place, "index", "add", "index.parquet", "long.jsonl", "--max-record-bytes", "1024")
    assert code == 2
    assert "must be whole" in errors
    assert _run(place, "index", "add", "index.parquet", "long.jsonl")[0] == 0


def test_nothing_left_says_what_for(place: Path) -> None:
    (place / "empty").mkdir()
    code, _, errors = _run(place, "index", "make", "empty", "--out", "new.parquet")
    assert (code, "nothing to index" in errors) == (3, True)
    code, _, errors = _run(place, "compare", "set", "--index", "index.parquet", "--exclude", "*", "--out", "found")
    assert (code, "nothing to compare: all 1 shards are excluded" in errors) == (3, True)


def test_the_commands_on_test_sets_of_the_page_about_duplicates_work(place: Path) -> None:
    write_jsonl(place / "CORPUS" / "a.jsonl", ["Other words stand here."])
    (place / "TESTSET").mkdir()
    (place / "TESTSET" / "test.jsonl").write_text('{"question": "' + ITEM + '", "answer": "no"}\n')
    (place / "MORE").mkdir()
    (place / "MORE" / "test.jsonl").write_text('{"text": "' + OTHER + '"}\n')
    (place / "index.parquet").unlink()
    page = (ROOT / "docs" / "duplicates.md").read_text(encoding="utf-8")
    commands = [
        line.partition("#")[0].split()[1:] for line in page.splitlines() if line.startswith("corpus-scanner index")
    ]
    commands += [
        line.split()[1:]
        for line in page.splitlines()
        if line.startswith("corpus-scanner compare") and "--index" in line
    ]
    assert len(commands) == 4
    for words in commands:
        code, _, errors = _run(place, *words)
        assert code == 0, errors
