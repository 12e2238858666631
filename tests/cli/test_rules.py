"""`rules`, and what shells ask for."""

from pathlib import Path

import pytest

from corpora import ROOT
from run_here import scanner


def test_rules_are_listed_explained_and_checked(tmp_path: Path) -> None:
    assert "pii.cn.resident-id" in scanner("rules", "list", cwd=tmp_path).stdout
    page = scanner("rules", "explain", "pii.cn.resident-id", cwd=tmp_path).stdout
    assert "## Why it matters" in page
    few = ROOT / "rules" / "pii" / "hk"  # of all it takes a minute, which tools/check.sh spends already
    answer = scanner("rules", "check", "--no-shipped-rules", "--rules", str(few), cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "examples proved" in answer.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_can_be_printed_for_a_shell(tmp_path: Path, shell: str) -> None:
    # What `--show-completion` runs once it has told the shell from its parent process, which in a test is any.
    answer = scanner(cwd=tmp_path, env={"_CORPUS_SCANNER_COMPLETE": f"source_{shell}"})
    assert answer.returncode == 0
    assert "_CORPUS_SCANNER_COMPLETE" in answer.stdout
