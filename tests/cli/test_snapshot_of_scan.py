"""`scan --robots`: captures that cannot be used cost no earlier run."""

import os
import subprocess
import sys
from pathlib import Path

from corpora import bodies, write_jsonl


def scan(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = (
        str(Path(sys.executable).parent / "corpus-scanner"),
        "scan",
        "corpus",
        "-o",
        "out",
        "-j",
        "1",
        "-q",
        *words,
    )
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder / "config")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_captures_in_the_output_folder_are_refused_and_left_alone(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "corpus" / "a.jsonl", ["Plain words."])
    scan(tmp_path)
    captures = tmp_path / "out" / "rights" / "press.example.txt"
    captures.write_text("User-agent: *\n")
    before = bodies(tmp_path / "out")
    answer = scan(tmp_path, "--overwrite", "--robots", "out/rights")
    assert answer.returncode == 2
    assert "--out out: holds " in answer.stderr
    assert "which --robots reads" in answer.stderr
    assert bodies(tmp_path / "out") == before
