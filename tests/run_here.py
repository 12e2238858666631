"""A command of ours → what it comes to, in this process or one of its own."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from itertools import pairwise
from pathlib import Path

import pytest

from scanner.cli import main


def run_here(folder: Path, words: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command in this process, in which the patterns of the rules are compiled once for all scans."""
    told, errors, code = io.StringIO(), io.StringIO(), 0
    heard = signal.getsignal(signal.SIGTERM)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(told), redirect_stderr(errors):
        patch.chdir(folder)
        patch.setattr(sys, "argv", list(words))
        patch.setattr(sys, "excepthook", sys.excepthook)
        for name, value in environment.items():
            patch.setenv(name, value)
        try:
            main.run()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 0
        finally:
            signal.signal(signal.SIGTERM, heard)
    return subprocess.CompletedProcess(list(words), code, told.getvalue(), errors.getvalue())


def scanner(*words: str, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with its key kept there; a scan by one job here, where the patterns are compiled."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(cwd / "config"), "COLUMNS": "160", **(env or {})}
    command = [str(Path(sys.executable).parent / "corpus-scanner"), *words]
    if words[:1] == ("scan",) and ("-j", "1") in pairwise(words):
        return run_here(cwd, command, environment)
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
