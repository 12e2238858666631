"""A fault of the tool ends in its place and code 2; the message, which may hold a value, is not printed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpora import ROOT

CODE = """
import sys
from scanner.cli import main
@main.app.command()
def broken() -> None:
    raise ValueError("4111 1111 1111 1111 is not what was expected")
sys.argv = ["corpus-scanner", "broken"]
main.run()
"""


def test_a_fault_of_the_tool_names_its_place_and_not_the_value() -> None:
    answer = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "a fault of the tool, not of the data: ValueError" in answer.stderr
    assert "broken in" in answer.stderr
    assert "4111" not in answer.stderr + answer.stdout
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("policy", "list"), 0, id="it only tells"),
        pytest.param(("policy", "show", "default"), 0, id="it only shows"),
        pytest.param(("policy", "check", "strict"), 3, id="it was not done"),
    ],
)
def test_a_reader_that_leaves_early_never_makes_the_code_of_a_policy_that_failed(
    words: tuple[str, ...], code: int
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-c", "from scanner.cli.main import run; run()", *words]
    try:
        answer = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    finally:
        os.close(writing)
    assert (answer.returncode, answer.stderr) == (code, "")


def test_a_terminal_that_lacks_a_character_is_no_fault_of_the_tool(tmp_path: Path) -> None:
    (tmp_path / "pii" / "cn").mkdir(parents=True)
    shutil.copy(ROOT / "rules" / "pii" / "cn" / "resident-id.yaml", tmp_path / "pii" / "cn")
    words = ("rules", "explain", "pii.cn.resident-id", "--no-shipped-rules", "--rules", str(tmp_path))
    command = [sys.executable, "-c", "from scanner.cli.main import run; run()", *words]
    told = [
        subprocess.run(command, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": encoding})
        for encoding in ("utf-8", "ascii")
    ]
    assert [(answer.returncode, answer.stderr) for answer in told] == [(0, b""), (0, b"")]
    assert not told[0].stdout.isascii()
    assert told[1].stdout == told[0].stdout.decode("utf-8").encode("ascii", "backslashreplace")
