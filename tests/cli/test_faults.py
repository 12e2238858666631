"""A fault of the tool ends in its place and code 2; the message, which may hold a value, is not printed."""

import os
import subprocess
import sys

import pytest

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
