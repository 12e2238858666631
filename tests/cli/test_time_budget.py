"""`scan --time-budget` and `--first-shards`: words, exit code, and what the envelope says of the clock."""

import json
from pathlib import Path

import pytest

from corpora import ROOT, write_jsonl
from run_here import scanner_here as scanner

POLICY = "schema: corpus-scanner/policy/v1\ntitle: t\ncoverage: {min_records_read: 0.5, min_bytes_read: 0.5}\n"
FEW = ("--no-shipped-rules", "--rules", str(ROOT / "examples" / "rules"), "--policy", "few.yaml", "--names", "off")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "few.yaml").write_text(POLICY + "gates: [{rule: '*', max_count: 1000, not_looked: note}]\n")
    for number in range(3):
        write_jsonl(tmp_path / "corpus" / f"{number}.jsonl", [f"Plain words, number {number}."] * 9)
    return tmp_path


def test_an_undecided_sample_ends_with_3_and_says_how_to_look_at_it_again(place: Path) -> None:
    drawn = ("--first-shards", "2", "--shards-seed", "[red] one")
    answer = scanner("scan", "corpus", "-o", "out", "-j", "1", *drawn, *FEW, cwd=place)
    assert answer.returncode == 3, answer.stderr
    told = " ".join(answer.stdout.split())
    assert "A sample of 2 of 3 shards" in told
    assert "The same again: --first-shards 2 --shards-seed '[red] one'" in told
    assert "only a look at all shards can decide it" in told
    assert json.loads((place / "out" / "lock.json").read_bytes())["options"]["shards.first"] == 2
    made = scanner("baseline", "make", "out", "--file", "b.jsonl", cwd=place)
    assert made.stderr == "not in it: 1 shard outside of the sample that was scanned; findings there stay new\n"


def test_the_clock_stands_in_the_envelope_only(place: Path) -> None:
    answer = scanner("scan", "corpus", "-o", "out", "--engine", "in-process", "--time-budget", "2h", *FEW, cwd=place)
    assert answer.returncode == 0, answer.stderr
    envelope = json.loads((place / "out" / "run.json").read_bytes())
    assert (envelope["time_budget"], envelope["ended_by"]) == ("2h", "all shards were read")
    assert not any("budget" in path.read_text() for path in (place / "out").glob("*.json") if path.name != "run.json")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("--time-budget", "soon"), "expected a time such as 90s, 10m or 2h", id="no-time"),
        pytest.param(("--time-budget", "0m"), "more than none", id="none"),
        pytest.param(("--time-budget", "9m", "--first-shards", "2"), "give one of them", id="both"),
        pytest.param(("--first-shards", "2", "--baseline", "b"), "does not tell what is gone", id="baseline"),
        pytest.param(("--first-shards", "2", "--shards-seed", "\udcff"), "--shards-seed: not UTF-8", id="seed"),
        pytest.param(("-", "--time-budget", "9m"), "of which no sample can be drawn", id="standard-input"),
    ],
)
def test_words_that_make_no_sense_end_in_one_message(place: Path, words: tuple[str, ...], message: str) -> None:
    answer = scanner("scan", "corpus", *words, "-o", "out", *FEW, cwd=place)
    assert answer.returncode == 2
    assert message in answer.stderr
    assert not (place / "out").exists()
