"""`corpus-scanner compare` and `index`: words, exit codes, and what is printed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpora import write_jsonl
from made.duplicate_runs import run_of

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
    assert (body["schema"], body["share_found"]) == ("corpus-scanner/contamination/v1", 0.666667)
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
            ("index", "make", "set", "--out", "new.parquet", "--ngram", "5"), "expected at most --ngram", id="lengths"
        ),
        pytest.param(("index", "make", "set", "--out", "index.parquet"), "is there already", id="index-in-use"),
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
