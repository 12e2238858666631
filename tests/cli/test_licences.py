"""`licences verify` with a stand-in for scancode-toolkit: what it prints, and what it never prints."""

import json
import sys
from pathlib import Path

import pytest

from corpora import write_jsonl
from made.scancode import install_scancode
from scanner.cli.licences import verify
from scanner.errors import ExtraError, UsageError

MIT = "SPDX-License-Identifier: MIT\nsecret_name; expression: "
"""Behind it stands what the stand-in answers."""


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    install_scancode(tmp_path / "site", monkeypatch)
    monkeypatch.setenv("COLUMNS", "120")
    texts = [MIT + "MIT", MIT + "MIT", MIT + "ISC", "secret_name by permission, expression: Zlib", "by permission", "a"]
    write_jsonl(tmp_path / "corpus" / "a.jsonl", texts)
    write_jsonl(tmp_path / "corpus" / "left-out.jsonl", [MIT + "ISC"])
    return tmp_path / "corpus"


def ask(corpus: Path, *, as_json: bool = False, sample: int = 50) -> None:
    verify([str(corpus)], sample=sample, seed="", exclude=["left-*"], as_json=as_json)


def test_the_table_shows_both_answers_shares_and_places(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(corpus)
    shown = capsys.readouterr()
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in shown.out.splitlines() if line[0] == "│"]
    assert rows == [
        ["MIT", "MIT", "same", "2"],
        ["none", "none", "same", "1"],
        ["none", "Zlib", "theirs alone", "1"],
        ["MIT", "ISC", "other", "1"],
    ]
    assert "the same ids by scancode 67% (66.7% to 66.7%)" in shown.out
    assert "none by scancode either 50% (50.0% to 50.0%)" in shown.out
    assert "  other: line:2 of a.jsonl: MIT | ISC\n" in shown.out
    assert shown.err == "asking scancode-toolkit about 5 of 6 documents\n"


def test_nothing_of_a_text_and_no_path_is_printed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for as_json in (False, True):
        ask(corpus, as_json=as_json)
        shown = "".join(capsys.readouterr())
        assert "a.jsonl" in shown
        assert "secret_name" not in shown
        assert str(corpus.parent) not in shown


def test_machines_get_the_same_in_json(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(corpus, as_json=True, sample=2)
    answer = json.loads(capsys.readouterr().out)
    assert (answer["documents"], answer["too_long"], answer["not_read"]) == (6, 0, 0)
    claimed, silent = answer["claimed"], answer["silent"]
    assert [claimed["documents"], claimed["looked"], silent["documents"], silent["looked"]] == [3, 2, 2, 2]
    assert set(claimed["same"]) == {"estimate", "low", "high"}
    assert {pair["agreement"] for pair in answer["pairs"]} <= {"same", "other", "theirs alone"}
    assert sum(pair["documents"] for pair in answer["pairs"]) == 4
    assert len(answer["places"]) == answer["disagreements"]


def test_without_the_extra_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scancode", None)
    with pytest.raises(ExtraError, match="scancode-toolkit"):
        verify([str(tmp_path / "nowhere")])


@pytest.mark.usefixtures("corpus")
def test_a_seed_that_is_no_text_is_refused(corpus: Path) -> None:
    with pytest.raises(UsageError, match="--seed"):
        verify([str(corpus)], seed="\udcff")
