"""`scan` where others meddle: a second run in its folder, a reader that leaves, names that are no text."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from corpora import ROOT, write_jsonl
from scanner.sidecars.hold import held
from scanner.sidecars.layout import Layout

POLICY = "schema: corpus-scanner/policy/v1\ntitle: t\ncoverage: {min_records_read: 1.0, min_bytes_read: 1.0}\n"
GATES = "gates: [{rule: pii.email, max_count: 9}]\n"
SCAN = ("--no-shipped-rules", "--rules", "rules", "--policy", "policy.yaml", "--engine", "in-process", "--out", "out")


def scanner(folder: Path, *words: str, **options: int) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "COLUMNS": "160"}
    command = [str(Path(sys.executable).parent / "corpus-scanner"), *words]
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.run(command, cwd=folder, env=environment, text=True, check=False, **given)  # type: ignore[call-overload,no-any-return]  # mypy takes no mapping


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a corpus, one rule and a policy that tolerates all."""
    for name in ("a", "b"):
        write_jsonl(tmp_path / "corpus" / f"{name}.jsonl", [f"Shard {name}: mira.{name}@corpus-sample-press.org"])
    (tmp_path / "rules" / "pii").mkdir(parents=True)
    (tmp_path / "rules" / "pii" / "email.yaml").write_bytes((ROOT / "rules" / "pii" / "email.yaml").read_bytes())
    (tmp_path / "policy.yaml").write_text(POLICY + GATES)
    return tmp_path


def test_a_folder_in_which_a_run_is_at_work_is_refused(place: Path) -> None:
    with held(Layout(place / "out")):
        answer = scanner(place, "scan", "corpus", *SCAN, "--resume")
    assert answer.returncode == 2
    assert "another run is at work in it" in answer.stderr
    assert not (place / "out" / "work").exists()


def test_whoever_read_the_progress_may_leave_and_the_run_goes_on(place: Path) -> None:
    left, ours = os.pipe()
    os.close(left)  # as `2>&1 | head -1` does after a line, and `| tee log` at Ctrl-C
    try:
        answer = scanner(place, "scan", "corpus", *SCAN, "--verbose", stderr=ours)
    finally:
        os.close(ours)
    assert answer.returncode == 0
    assert (place / "out" / "manifest.json").exists()


def test_a_folder_whose_name_is_no_text_and_one_by_its_address_are_scanned_to_the_end(place: Path) -> None:
    odd, plain = os.fsdecode(b"corp\xffus"), f"file://{place}/plain/"
    shutil.copytree(place / "corpus", place / "plain")
    (place / "corpus").rename(place / odd)
    answer = scanner(place, "scan", odd, plain, *SCAN, "--quiet")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert orjson.loads((place / "out" / "run.json").read_bytes())["paths"] == ["corp%FFus", f"{place}/plain/"]
