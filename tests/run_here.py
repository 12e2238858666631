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
    heard = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGHUP)}
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
            for sign, handler in heard.items():
                signal.signal(sign, handler)
    return subprocess.CompletedProcess(list(words), code, told.getvalue(), errors.getvalue())


def scanner_here(*words: str, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with its key kept there, in this process."""
    return run_here(cwd, ["corpus-scanner", *words], _environment(cwd, env))


def scanner(*words: str, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with its key kept there; a scan by one job here, where the patterns are compiled."""
    environment = {**os.environ, **_environment(cwd, env)}
    command = [str(Path(sys.executable).parent / "corpus-scanner"), *words]
    if words[:1] == ("scan",) and ("-j", "1") in pairwise(words):
        return run_here(cwd, command, environment)
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def _environment(cwd: Path, more: Mapping[str, str] | None) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(cwd / "config"), "COLUMNS": "160", **(more or {})}
