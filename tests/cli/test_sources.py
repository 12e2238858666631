"""`sources check`, `sources draft`, and the register as a setting of the scan."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from corpora import ROOT, plan_in, run_plan
from registers import register_text, signed
from scanner.cli.settings import read_config
from scanner.cli.sources import check, draft
from scanner.errors import RegisterError, UsageError
from scanner.register.load import digest_of, load_register, parse_register
from scanner.sidecars.layout import Layout


def test_a_register_is_printed_source_by_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(register_text(signed("a", "domains: [a.example]")), encoding="utf-8")
    check([path])
    shown = capsys.readouterr().out
    assert "Press" in shown
    assert "1 source\n" in shown
    assert digest_of(load_register(path)) in shown


def test_several_registers_are_printed_one_after_the_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for path in paths:
        path.write_text(register_text(signed(path.stem, "domains: [a.example]")), encoding="utf-8")
    check(paths)
    assert capsys.readouterr().out.count("1 source\n") == 2


def test_a_faulty_register_is_refused_with_all_faults(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(register_text(signed("a", ""), signed("a", "domains: [x]")), encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        check([path])
    assert len(str(caught.value).splitlines()) == 3
    assert caught.value.exit_code == 2


def draft_after(tmp_path: Path, known: str | None, capsys: pytest.CaptureFixture[str]) -> str:
    corpus = tmp_path / "pages.jsonl"
    pages = [("https://www.b.example/1", 2), ("https://b.example/2", 1), ("https://a.example/", 1), ("", 1)]
    rows = [{"text": f"Plain words {url} {number}.", "url": url} for url, count in pages for number in range(count)]
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    plan = replace(plan_in(tmp_path / "out"), register=None if known is None else parse_register(known)[0])
    run_plan(plan, [corpus])
    draft(str(tmp_path / "out"))
    return capsys.readouterr().out


def test_a_draft_names_the_domains_and_leaves_the_rest_to_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = draft_after(tmp_path, None, capsys)
    assert text.index("id: b-example        # 3 documents") < text.index("id: a-example        # 1 document")
    assert "# 1 document of (no url)" in text
    found, faults = parse_register(text)
    assert found is None
    assert {fault.partition(": ")[0].rpartition(".")[2] for fault in faults} == {"party", "rights", "basis"}
    filled = (
        text.replace("party:  ", "party: P").replace("rights: []", "rights: [hold]").replace("basis:  ", "basis: own")
    )
    found, faults = parse_register(filled)
    assert found is not None, faults


def test_a_draft_after_a_run_with_a_register_names_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = draft_after(tmp_path, register_text(signed("b", "domains: [b.example]")), capsys)
    assert "id: a-example" in text
    assert "b.example" not in text


def test_a_draft_needs_a_finished_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no finished run"):
        draft(str(tmp_path))


def scan(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "corpus-scanner"), "scan", "a.jsonl", "-o", "out", "-j", "1", "-q"]
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder), **env}
    return subprocess.run([*command, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_scan_takes_its_register_from_the_environment_and_pins_it_in_the_lock(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Plain words."}\n', encoding="utf-8")
    example = ROOT / "examples" / "sources.yaml"
    answer = scan(tmp_path, CORPUS_SCANNER_SOURCES=str(example))
    assert answer.returncode in {0, 1}, answer.stderr
    lock = json.loads(Layout(tmp_path / "out").out.joinpath("lock.json").read_bytes())
    assert lock["sources"] == digest_of(load_register(example))


def test_a_scan_with_a_faulty_register_ends_with_2_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Plain words."}\n', encoding="utf-8")
    (tmp_path / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    answer = scan(tmp_path, "--sources", "sources.yaml")
    assert answer.returncode == 2
    assert "sources.yaml: sources" in answer.stderr
    assert not (tmp_path / "out").exists()


def test_a_configuration_file_may_name_the_register(tmp_path: Path) -> None:
    path = tmp_path / "corpus-scanner.toml"
    path.write_text('sources = "sources.yaml"\n', encoding="utf-8")
    assert read_config(path) == {"sources": "sources.yaml"}
