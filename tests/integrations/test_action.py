"""The scan step of the action, run in a shell with a stand-in for the program."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpora import ROOT

STAND_IN = """#!/bin/bash
printf '%s\\n' "$@" >>"$RUNNER_TEMP/words"
echo '::error::a name that looks like a command'
[[ "$1" == scan && "$CODE" != 2 ]] || exit "$([[ "$1" == scan ]] && echo "$CODE" || echo 0)"
mkdir -p "$OUT"
touch "$OUT/manifest.json" "$OUT/results.sarif"
echo '## FAIL' >"$OUT/step-summary.md"
echo '::error title=Bound crossed::corpus' >"$OUT/annotations.txt"
exit "$CODE"
"""


@dataclass
class Step:
    code: int
    printed: str
    words: list[str]
    outputs: dict[str, str]
    summary: str


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    program = tmp_path / "temp" / "corpus-scanner" / "bin" / "corpus-scanner"
    program.parent.mkdir(parents=True)
    program.write_text(STAND_IN)
    program.chmod(0o755)
    for name in ("output", "summary"):
        (tmp_path / name).touch()
    return tmp_path


def run(runner: Path, code: int = 0, **inputs: str) -> Step:
    given = {
        "OUT": "out",
        "OPTIONS": "",
        "SCAN_PATHS": "corpus",
        "POLICY": "",
        "SHARD_LIST": "",
        "SOURCES": "",
        **inputs,
    }
    told = {"RUNNER_TEMP": "temp", "GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary"}
    environment = {
        "PATH": os.environ["PATH"],
        "CODE": str(code),
        **given,
        **{name: str(runner / place) for name, place in told.items()},
    }
    command = ["bash", str(ROOT / "tools" / "github_action.sh")]
    done = subprocess.run(command, cwd=runner, env=environment, capture_output=True, text=True, check=False)
    outputs = dict(line.split("=", 1) for line in (runner / "output").read_text().splitlines())
    words = (runner / "temp" / "words").read_text().splitlines()
    return Step(done.returncode, done.stdout, words, outputs, (runner / "summary").read_text())


@pytest.mark.parametrize(("code", "verdict"), [(0, "pass"), (1, "fail"), (3, "incomplete")])
def test_the_step_ends_as_the_scan_and_tells_its_verdict(runner: Path, code: int, verdict: str) -> None:
    step = run(runner, code)
    assert step.code == code
    assert step.outputs == {"exit-code": str(code), "verdict": verdict, "sarif": "out/results.sarif"}
    assert step.summary == "## FAIL\n"


def test_a_fault_tells_no_verdict_and_no_path(runner: Path) -> None:
    step = run(runner, 2)
    assert (step.code, step.outputs, step.summary) == (2, {"exit-code": "2"}, "")


def test_reports_of_an_earlier_scan_are_not_published_for_one_that_could_not_run(runner: Path) -> None:
    assert run(runner, 0).outputs["verdict"] == "pass"
    for name in ("output", "summary"):
        (runner / name).write_text("")
    step = run(runner, 2, SHARD_LIST="list.txt")
    assert (step.code, step.outputs, step.summary) == (2, {"exit-code": "2"}, "")
    assert "report" not in step.words


def test_the_runner_obeys_annotations_and_nothing_printed_while_scanning(runner: Path) -> None:
    lines = run(runner, 1).printed.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert len(token) == 32
    assert lines[1:] == [
        "::error::a name that looks like a command",
        f"::{token}::",
        "::error title=Bound crossed::corpus",
    ]


def test_inputs_are_words_whatever_they_hold(runner: Path) -> None:
    hostile = '$(touch pwned); "a b'
    step = run(runner, SCAN_PATHS=f"{hostile}\n\n-x\n", OPTIONS="--jobs\n2\n", POLICY="my policy.yaml")
    assert step.words[-4:] == ["2", "--", hostile, "-x"]
    assert "my policy.yaml" in step.words
    assert not (runner / "pwned").exists()


def test_with_a_list_of_shards_the_results_are_written_again(runner: Path) -> None:
    words = run(runner, 1, SHARD_LIST="corpus.txt").words
    assert words[words.index("report") :] == ["report", "out", "--format", "sarif", "--shard-list", "corpus.txt"]


def test_an_output_cannot_be_forged_by_a_line_end(runner: Path) -> None:
    assert run(runner, OUT="out\nverdict=pass").outputs["sarif"] == "outverdict=pass/results.sarif"
