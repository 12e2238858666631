"""Samples → the golden reports of `tests/golden/`, and the output that the README shows."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from corpora import SAMPLES, bodies, is_golden, run_in  # noqa: E402  # the tests' own way of running

GOLDEN = ROOT / "tests" / "golden"
SHOWN = re.compile(r"(What `make demo` prints:\n\n```text\n).*?(?=^```)", re.MULTILINE | re.DOTALL)


def write_golden(folder: Path) -> None:
    """Replace every golden report."""
    out = folder / "out"
    run_in(out, [SAMPLES])
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, body in bodies(out).items():
        if is_golden(name):
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_bytes(body)


def write_readme(folder: Path) -> None:
    """Put into the README what the demo prints on a terminal of 80 columns."""
    shutil.copytree(SAMPLES, folder / "samples")
    command = [str(Path(sys.executable).parent / "corpus-scanner"), "scan", "samples", "--out", "out/demo"]
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder), "COLUMNS": "80"}
    answer = subprocess.run(  # noqa: S603  # our own command
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    lines = [line.rstrip() for line in answer.stdout.splitlines()]
    shown = "\n".join([*lines, "Read the report: out/demo/index.html"]) + "\n"
    readme = ROOT / "README.md"
    readme.write_text(SHOWN.sub(lambda found: found[1] + shown, readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        write_golden(Path(name))
        write_readme(Path(name))
