"""The command line run in this process: patterns are compiled once, and no interpreter starts."""

import io
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from scanner.cli import main


def scanner(*words: str, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with its key kept there."""
    told, errors, code = io.StringIO(), io.StringIO(), 0
    heard = signal.getsignal(signal.SIGTERM)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(told), redirect_stderr(errors):
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["corpus-scanner", *words])
        patch.setattr(sys, "excepthook", sys.excepthook)
        for name, value in {"XDG_CONFIG_HOME": str(cwd / "config"), "COLUMNS": "160", **(env or {})}.items():
            patch.setenv(name, value)
        try:
            main.run()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 0
        finally:
            signal.signal(signal.SIGTERM, heard)
    return subprocess.CompletedProcess(words, code, told.getvalue(), errors.getvalue())
