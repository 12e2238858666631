"""`--engine` and `--address`: what is refused, and that every engine writes the same bytes."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpora import ROOT, bodies, write_jsonl
from scanner.cli.engine import check_engine_words, engine_for, jobs_of
from scanner.cli.words import Words
from scanner.engines.in_process import InProcess
from scanner.engines.memory import resident_bytes
from scanner.engines.processes import Processes
from scanner.errors import UsageError
from scanner.types.document import Shard
from stuck_shards import small_plan

RULES = ("pii/email.yaml", "licence/copyleft.yaml", "duplicate/near.yaml")
POLICY = "schema: corpus-scanner/policy/v1\ntitle: t\ncoverage: {min_records_read: 1.0, min_bytes_read: 1.0}\n"
GATES = "gates: [{rule: pii.email, max_count: 9}]\n"
SCAN = ("scan", "corpus", "--no-shipped-rules", "--rules", "rules", "--policy", "policy.yaml", "-q")


def scanner(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "COLUMNS": "160"}
    command = [str(Path(sys.executable).parent / "corpus-scanner"), *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a corpus, few rules and a policy that tolerates all."""
    for name in ("a", "b", "c"):
        write_jsonl(
            tmp_path / "corpus" / f"{name}.jsonl", [f"Shard {name}: mira.{name}@corpus-sample-press.org", "Plain."]
        )
    for rule in RULES:
        (tmp_path / "rules" / rule).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "rules" / rule).write_bytes((ROOT / "rules" / rule).read_bytes())
    (tmp_path / "policy.yaml").write_text(POLICY + GATES)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("--engine", "spark"), "expected auto, in-process, processes or ray", id="no such engine"),
        pytest.param(("--address", "auto"), "is of --engine ray only", id="an address without ray"),
        pytest.param(("--engine", "in-process", "-j", "2"), "is one job", id="two jobs in one process"),
        pytest.param(("--engine", "ray", "--address", "head"), "expected HOST:PORT", id="no address"),
        pytest.param(("--engine", "ray", "--address", "127.0.0.1:9"), "127.0.0.1 port 9", id="nobody there"),
    ],
)
def test_words_that_make_no_sense_end_with_2_and_leave_no_folder(
    place: Path, words: tuple[str, ...], message: str
) -> None:
    answer = scanner(place, *SCAN, "-o", "out", *words)
    assert answer.returncode == 2
    assert message in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (place / "out").exists()


def words(**given: Any) -> Words:
    """Return words of a command of which only some were said."""
    return Words(**{**dict.fromkeys(Words.__slots__), "engine": "auto", "jobs": 0, "isolate": False, **given})


@pytest.mark.parametrize(
    ("said", "uri", "message"),
    [
        pytest.param({"isolate": True, "engine": "ray"}, "a", "--isolate: is of --engine processes only", id="ray"),
        pytest.param({"memory_limit": "1G", "engine": "in-process"}, "a", "in-process has no worker", id="in-process"),
        pytest.param({"isolate": True}, "-", "--isolate: standard input cannot", id="standard input"),
        pytest.param({"memory_limit": "much"}, "a", "--memory-limit much: expected a size", id="no size"),
    ],
)
def test_workers_that_are_not_ours_cannot_be_watched_over(said: dict[str, Any], uri: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        check_engine_words(words(**said), [Shard("a", uri, 1)])


def test_one_job_that_may_die_gets_a_worker_to_die_in_its_place(tmp_path: Path) -> None:
    for isolate, engine in ((False, InProcess), (True, Processes)):
        with engine_for(words(jobs=1, isolate=isolate), small_plan(tmp_path), 1, [Shard("a", "a", 1)]) as chosen:
            assert type(chosen) is engine


def test_as_many_workers_as_fit_are_what_there_will_be_and_fewer_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scanner.engines.processes._measured", lambda _: 2**30)
    limit = f"{resident_bytes(os.getpid()) // 2**20 + 3 * 1024 + 128}M"
    with engine_for(words(jobs=8, memory_limit=limit), small_plan(tmp_path), 1, [Shard("a", "a", 1)]) as chosen:
        assert jobs_of(chosen, 8) == 2
    assert capsys.readouterr().err == "--memory-limit: 2 of 8 workers fit into it\n"


@pytest.mark.parametrize("engine", ["processes", "ray"])
def test_standard_input_cannot_be_handed_to_a_worker(place: Path, engine: str) -> None:
    answer = scanner(place, "scan", "-", *SCAN[2:], "-o", "out", "--engine", engine)
    assert (answer.returncode, "standard input" in answer.stderr) == (2, True)


def test_every_engine_writes_the_same_bytes_and_says_nothing_of_its_own(place: Path) -> None:
    written: dict[str, dict[str, bytes]] = {}
    for engine in ("in-process", "processes", "ray"):
        jobs = "1" if engine == "in-process" else "2"
        answer = scanner(place, *SCAN, "-o", engine, "--engine", engine, "-j", jobs)
        assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
        written[engine] = bodies(place / engine)
        assert f'"engine": "{engine}"'.encode() in written[engine].pop("run.json")
    guarded = scanner(place, *SCAN, "-o", "guarded", "-j", "1", "--isolate", "--memory-limit", "3G")
    assert (guarded.returncode, guarded.stdout, guarded.stderr) == (0, "", "")
    written["guarded"] = bodies(place / "guarded")
    del written["guarded"]["run.json"]
    assert written["in-process"] == written["guarded"]
    assert written["in-process"] == written["processes"] == written["ray"]
    assert not (place / ".ray").exists()  # a token left there would lock the user out of other clusters
