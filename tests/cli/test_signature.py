"""`--signature`: what the lock and the files of a run say of it, and what it refuses."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from corpora import ROOT, write_jsonl

TEXT = (
    "The ferry to the islands leaves at nine on weekdays and at ten on Sundays and holidays from the northern quay {}."
)
POLICY = """\
schema: corpus-scanner/policy/v1
title: copies
coverage: {min_records_read: 1.0, min_bytes_read: 1.0}
gates: [{rule: duplicate.near, max_count: 100}]
"""


def _scan(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    write_jsonl(folder / "corpus" / "a.jsonl", [TEXT.format(number % 2) for number in range(4)])
    # Nothing but the rule about copies: compiling the others takes longer than all the rest.
    shutil.copytree(ROOT / "rules" / "duplicate", folder / "rules" / "duplicate")
    (folder / "policy.yaml").write_text(POLICY)
    command = [str(Path(sys.executable).parent / "corpus-scanner"), "scan", "corpus", "-o", "out", "-j", "1", *words]
    command += ["--no-shipped-rules", "--rules", "rules", "--policy", "policy.yaml"]
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder / "config")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("words", "scheme"), [((), "oph"), (("--signature", "minhash"), "affine32")], ids=str)
def test_the_scheme_stands_in_the_lock_and_in_the_files(tmp_path: Path, words: tuple[str, ...], scheme: str) -> None:
    answer = _scan(tmp_path, *words)
    assert answer.returncode in {0, 1}, answer.stderr
    assert json.loads((tmp_path / "out" / "lock.json").read_bytes())["options"]["signature.scheme"] == scheme
    table = pq.read_table(tmp_path / "out" / "signatures" / "a.jsonl.parquet")
    assert f"scheme {scheme}" in table.schema.metadata[b"corpus-scanner.signature"].decode()
    # Two texts, twice each.
    assert len(set(table.column("content").to_pylist())) == 2
    assert json.loads((tmp_path / "out" / "corpus.json").read_bytes())["duplicates"]["chance_compared"]["0.8"] > 0.99


def test_an_unknown_scheme_is_wrong_usage(tmp_path: Path) -> None:
    answer = _scan(tmp_path, "--signature", "simhash")
    assert answer.returncode == 2
    assert "--signature simhash: expected oph or minhash" in answer.stderr
