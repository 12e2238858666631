"""`corpus-scanner compare` and `index`: words, exit codes, and what is printed."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpora import write_jsonl
from made.duplicate_runs import run_of
from scanner.cli import main

ITEM = "Seven ferries leave the northern quay at nine on weekdays and at ten on Sundays, whatever the weather may be."
CHINESE = "某商店上午卖出苹果三十六箱，下午卖出的是上午的一半，问这一天一共卖出多少箱苹果？"
OTHER = "Nothing of this sentence stands in any other place, as it was written for a test and then for nothing else."


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "corpus-scanner"), *words]
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder / "config")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a test set, its index, a corpus that holds two of its three items, and runs of both."""
    folder = tmp_path_factory.mktemp("compare")
    write_jsonl(folder / "set" / "test.jsonl", [ITEM, CHINESE, OTHER])
    texts = [f"Before. {ITEM} After.", f"{'前文。' * 40}{CHINESE}后文。", "Other words."]
    write_jsonl(folder / "corpus" / "a.jsonl", texts)
    assert _run(folder, "index", "make", "set", "--out", "index.parquet").returncode == 0
    run_of(folder / "one", {"a.jsonl": [ITEM * 2, CHINESE * 2]})
    run_of(folder / "two", {"b.jsonl": [OTHER, CHINESE * 2]})
    return folder


def test_items_found_are_counted_and_placed_and_never_quoted(place: Path) -> None:
    answer = _run(place, "compare", "corpus", "--index", "index.parquet", "--out", "found")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "0.8 or more" in answer.stdout
    assert "2 (66.67%)" in answer.stdout
    assert "found/matches.parquet" in answer.stdout
    assert "quay" not in answer.stdout


@pytest.mark.parametrize(("share", "code"), [("0.5", 1), ("0.7", 0)])
def test_a_share_above_the_bound_ends_with_1(place: Path, tmp_path: Path, share: str, code: int) -> None:
    words = ("--index", "index.parquet", "--out", str(tmp_path / "found"), "--max-share", share, "--json")
    answer = _run(place, "compare", "corpus", *words)
    assert answer.returncode == code
    body = json.loads(answer.stdout)
    assert (body["schema"], body["share_found"]) == ("corpus-scanner/contamination/v1", 2 / 3)
    assert answer.stdout.encode() == (tmp_path / "found" / "comparison.json").read_bytes()


def test_a_bound_that_holds_on_a_shard_not_read_ends_with_3(place: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl.gz").write_bytes(b"\x1f\x8b\x08\x00broken")
    words = ("compare", str(tmp_path / "broken.jsonl.gz"), "--index", "index.parquet", "--out")
    assert _run(place, *words, str(tmp_path / "found")).returncode == 0
    assert _run(place, *words, str(tmp_path / "held"), "--max-share", "0.1").returncode == 3


def test_two_runs_are_compared(place: Path, tmp_path: Path) -> None:
    words = ("compare", "one/out", "two/out", "--out")
    answer = _run(place, *words, str(tmp_path / "found"), "--max-share", "0.5")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "50.00%" in answer.stdout
    answer = _run(place, *words, str(tmp_path / "again"), "--max-share", "0.4", "--json")
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["reference"]["found"] == 1


def test_an_index_grows_and_says_by_how_much(place: Path, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "more.jsonl", [OTHER, "too short"])
    _run(place, "index", "make", "set", "--out", str(tmp_path / "index.parquet"))
    answer = _run(tmp_path, "index", "add", "index.parquet", "more.jsonl")
    assert answer.stdout.startswith("2 items, ")
    assert "1 too short to be looked for" in answer.stdout
    again = _run(tmp_path, "index", "add", "index.parquet", "more.jsonl")
    assert (again.returncode, "already" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("compare", "one/out", "--out", "bad"), "expected OUT and REFERENCE", id="one-run"),
        pytest.param(("compare", "one/out", "corpus", "--out", "bad"), "holds no manifest.json", id="no-run"),
        pytest.param(
            ("compare", "one/out", "two/out", "--out", "bad", "--text-field", "q"), "only with --index", id="no-index"
        ),
        pytest.param(
            ("compare", "corpus", "--index", "index.parquet", "--out", "bad", "--min-similarity", "0.9"),
            "not with --index",
            id="other-bound",
        ),
        pytest.param(("compare", "corpus", "--index", "absent", "--out", "bad"), "absent", id="absent-index"),
        pytest.param(
            ("compare", "corpus", "--index", "corpus/a.jsonl", "--out", "bad"), "not an index", id="not-an-index"
        ),
        pytest.param(("compare", "one/out", "two/out", "--out", "set"), "is not empty", id="folder-in-use"),
        pytest.param(
            ("index", "make", "set", "--out", "new.parquet", "--ngram", "5", "--min-tokens", "6"),
            "expected at most --ngram",
            id="lengths",
        ),
        pytest.param(("index", "make", "set", "--out", "index.parquet"), "is there already", id="index-in-use"),
        pytest.param(
            ("compare", "one/out", "two/out", "--out", "bad", "--min-compared", "0.1"),
            "only with --max-",
            id="no-bound",
        ),
        pytest.param(
            ("compare", "one/out", "two/out", "--out", "bad", "--max-record-bytes", "2000"), "only with --index", id="b"
        ),
        pytest.param(("compare", "corpus", "--index", "corpus", "--out", "bad"), "not a file", id="a-folder"),
        pytest.param(("index", "make", "set", "--out", "new.parquet", "--name", "//"), "--name", id="no-name"),
        pytest.param(("index", "add", "absent", "set"), "absent", id="nothing-to-add-to"),
    ],
)
def test_a_mistake_ends_in_one_message_and_2(place: Path, words: tuple[str, ...], message: str) -> None:
    answer = _run(place, *words)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert message in answer.stderr
    assert "a fault of the tool" not in answer.stderr


def test_a_mistake_leaves_no_folder_in_the_way_of_the_next_try(place: Path) -> None:
    assert _run(place, "compare", "corpus", "--index", "absent", "--out", "next").returncode == 2
    assert _run(place, "compare", "corpus", "--index", "index.parquet", "--out", "next").returncode == 0


def test_a_bound_on_a_corpus_without_a_document_ends_with_3(place: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    words = ("compare", str(tmp_path / "empty.jsonl"), "--index", "index.parquet", "--out")
    answer = _run(place, *words, str(tmp_path / "found"), "--max-share", "0.1")
    assert (answer.returncode, "no document of the corpus was read" in answer.stderr) == (3, True)


def test_a_bound_that_lost_text_could_exceed_ends_with_3(place: Path, tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "c.jsonl", [OTHER * 20, "Other words."])
    words = ("compare", str(corpus), "--index", "index.parquet", "--max-share", "0.5", "--out")
    assert _run(place, *words, str(tmp_path / "whole")).returncode == 0
    cut = _run(place, *words, str(tmp_path / "cut"), "--max-record-bytes", "1024")
    assert cut.returncode == 0  # of three items one may be in what is lost
    strict = _run(place, *words[:-3], "--max-share", "0.1", "--max-record-bytes", "1024", "--out", str(tmp_path / "s"))
    assert (strict.returncode, "records was lost" in strict.stderr) == (3, True)


def test_a_bound_on_runs_of_short_documents_ends_with_3(place: Path, tmp_path: Path) -> None:
    short = run_of(tmp_path / "short", {"a.jsonl": [OTHER * 2, "too short", "this too", "and this"]})
    words = ("compare", "one/out", str(short), "--max-share", "0.5", "--out")
    answer = _run(place, *words, str(tmp_path / "found"))
    assert (answer.returncode, "only 1 are long enough" in answer.stderr) == (3, True)
    assert _run(place, *words, str(tmp_path / "told"), "--min-compared", "0.25").returncode == 0


def test_an_end_from_outside_leaves_nothing_in_the_way_of_the_next_try(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> None:
        assert [path.name for path in (tmp_path / "found").iterdir()]
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr("scanner.pipeline.compare.match_rows", end)
    words = ["compare", str(place / "one" / "out"), str(place / "two" / "out"), "--out", str(tmp_path / "found")]
    heard = signal.getsignal(signal.SIGTERM)
    try:
        answer = CliRunner().invoke(main.app, words)
    finally:
        signal.signal(signal.SIGTERM, heard)
    assert answer.exit_code == 3
    assert list((tmp_path / "found").iterdir()) == []


def test_what_a_killed_comparison_left_is_named(place: Path, tmp_path: Path) -> None:
    (tmp_path / "work-abc").mkdir()
    answer = _run(place, "compare", "one/out", "two/out", "--out", str(tmp_path))
    assert answer.returncode == 2
    assert "it holds work-abc, as a comparison leaves that is running or was killed" in answer.stderr
