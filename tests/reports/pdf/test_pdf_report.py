"""The sign-off report: what it holds, the same bytes everywhere, nothing injected, nothing that was found."""

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import typst

from corpora import ROOT
from reports.pdf.texts import fonts_here, text_of
from saved_runs import hostile_run, sample_run
from scanner.reports.codec import to_json as file_of
from scanner.reports.pdf.blocks import Blanks, Facts, Heading, Signatures, readable, to_json
from scanner.reports.pdf.report import FILES, compose, render_pdf
from scanner.reports.pdf.scope import corpus_digest
from scanner.reports.pdf.teller import Language
from scanner.reports.pdf.typeset import template, typeset
from scanner.types.report import ShardSummary
from scanner.types.saved_run import SavedRun

LANGUAGES: tuple[Language, ...] = ("en", "zh")
RENDER = """
import hashlib
from saved_runs import sample_run
from scanner.reports.pdf.report import render_pdf
for name, body in render_pdf(sample_run()):
    print(name, hashlib.sha256(body).hexdigest())
"""


@cache
def the_run() -> SavedRun:
    return sample_run()


@cache
def hostile() -> SavedRun:
    return hostile_run()


@cache
def sample_files() -> dict[str, bytes]:
    return dict(render_pdf(the_run()))


def test_there_is_a_file_for_each_language_and_each_says_the_verdict_and_every_reason() -> None:
    run = the_run()
    english, chinese = (text_of(sample_files()[name]) for name in ("report.pdf", "report.zh-CN.pdf"))
    assert "Sign-offreportonacorpusscan" in english
    assert "语料扫描签核报告" in chinese
    assert "Thiscorpusholdsmorethanthepolicytolerates." in english
    assert "未通过" in chinese
    failed = [reason.subject for reason in run.verdict.reasons if reason.outcome.value == "fail"]
    assert len(failed) > 10
    for subject in failed:
        assert subject in english
        assert subject in chinese


@pytest.mark.parametrize("language", LANGUAGES)
def test_digests_stand_whole_in_the_text_so_that_they_can_be_copied(language: Language) -> None:
    run, told = the_run(), text_of(sample_files()[FILES[language]])
    verdict, lock = (hashlib.sha256(file_of(body)).hexdigest() for body in (run.verdict, run.lock))
    digests = (run.corpus.ruleset, run.verdict.policy_digest, run.verdict.report_digest, verdict, lock)
    for digest in (*digests, corpus_digest(run.corpus.shards)):
        assert digest in told


def test_the_digest_of_a_corpus_is_over_names_and_contents_whatever_their_order() -> None:
    shards = the_run().corpus.shards
    turned: dict[str, ShardSummary] = dict(reversed(shards.items()))
    name = next(iter(shards))
    lines = "".join(f"{shard}\0{shards[shard].sha256}\n" for shard in sorted(shards))
    assert corpus_digest(turned) == corpus_digest(shards) == hashlib.sha256(lines.encode()).hexdigest()
    assert corpus_digest(shards | {name: replace(shards[name], sha256="0" * 64)}) != corpus_digest(shards)
    assert corpus_digest({"\udc80": shards[name]}) != corpus_digest({"\udc81": shards[name]})


def test_two_processes_in_different_places_and_times_write_the_same_bytes(tmp_path: Path) -> None:
    digests = {name: hashlib.sha256(body).hexdigest() for name, body in sample_files().items()}
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests"), *sys.path])
    environment = {**os.environ, "PYTHONPATH": paths, "SOURCE_DATE_EPOCH": "1", "TZ": "Asia/Tokyo", "LANG": "C"}
    command = [sys.executable, "-c", RENDER]
    told = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    assert dict(line.split() for line in told.splitlines()) == digests


def test_no_file_holds_a_date() -> None:
    for body in sample_files().values():
        assert b"%PDF-" in body[:16]
        assert re.search(rb"CreationDate|ModDate|xmp:CreateDate|xmp:ModifyDate", body) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_is_in_a_font_and_the_structure_can_be_read_aloud(language: Language) -> None:
    # PDF/UA-1 is refused for a letter that no font has, a missing title, and tables without heads.
    for run in (the_run(), hostile()):
        told = to_json(compose(run, language, fonts_here().family))
        body = typst.compile(
            template(),
            font_paths=fonts_here().fonts,
            ignore_system_fonts=True,
            sys_inputs={"report": told},
            pdf_standards="ua-1",
        )
        assert body is not None


def test_hostile_names_are_text_and_nothing_of_them_hides() -> None:
    english = text_of(typeset(compose(hostile(), "en", fonts_here().family), fonts_here()))
    assert "<script>alert(1)</script>.jsonl" in english
    assert "=HYPERLINK(0)|`a`[b](c)⟨U+202E⟩jsonl.exe" in english
    assert "line⟨U+000A⟩break⟨U+000D⟩⟨U+001B⟩[31mred⟨U+0000⟩.jsonl" in english
    assert "深" * 250 not in english
    assert english.isprintable()


def test_what_is_markup_of_the_template_language_is_text(tmp_path: Path) -> None:
    run = the_run()
    secret = tmp_path / "secret.txt"
    secret.write_text("told-by-the-template")
    spell = f'#read("{secret}") *b* _i_ $x$ = h @cite <label> \\ #panic("no") "quotes" {{braces}} عربي'
    reason = replace(run.verdict.reasons[0], message=spell, where=f"host {spell}")
    named = replace(run, verdict=replace(run.verdict, policy=spell, reasons=(reason,)))
    english = text_of(typeset(compose(named, "en", fonts_here().family), fonts_here()))
    assert "told-by-the-template" not in english
    assert '*b*_i_$x$=h@cite<label>\\#panic("no")"quotes"{braces}⟨U+0639⟩' in english


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("深圳 Łódź Σ Жук ひらカナ ≈ ≥ “x” … –", None),
        ("a\u202eb\u200b\x00", "a⟨U+202E⟩b⟨U+200B⟩⟨U+0000⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("ع한😀𠀀", "⟨U+0639⟩⟨U+D55C⟩⟨U+1F600⟩⟨U+20000⟩"),
    ],
)
def test_letters_that_hide_or_that_fonts_may_lack_are_shown_by_number(text: str, shown: str | None) -> None:
    assert readable(text) == (text if shown is None else shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_planted_value_is_in_a_report(language: Language) -> None:
    planted = json.loads((ROOT / "tests" / "planted.json").read_text(encoding="utf-8"))
    lists = (*planted["values"], *planted["hard"], *planted["elsewhere"])
    values = {"".join(entry["value"].split()) for entry in lists if len(entry["value"]) >= 7}
    told = text_of(sample_files()[FILES[language]])
    assert len(values) > 50
    assert not [value for value in values if value in told]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_answer_and_sign_is_blank(language: Language) -> None:
    blocks = compose(the_run(), language, "any").blocks
    assert all(
        told == "" and lines >= 1 for block in blocks if isinstance(block, Blanks) for _, told, lines in block.rows
    )
    (signed,) = (block for block in blocks if isinstance(block, Signatures))
    assert len(signed.labels) == 4
    assert len(signed.people) == 3
    answers = sum(len(block.rows) for block in blocks if isinstance(block, Blanks))
    assert answers >= 20


def test_both_languages_have_the_same_sections_and_the_sign_off_names_the_one_with_the_answers() -> None:
    english, chinese = (compose(the_run(), language, "any").blocks for language in LANGUAGES)
    assert [type(block) for block in english] == [type(block) for block in chinese]
    sections = [block.text for block in english if isinstance(block, Heading) and block.level == 1]
    number = sections.index("What only a person can answer") + 1
    assert any(f"the answers in section {number}." in getattr(block, "text", "") for block in english)
    assert sections[-1] == "Sign-off"


def test_what_was_not_given_is_said() -> None:
    facts = [row for block in compose(the_run(), "en", "any").blocks if isinstance(block, Facts) for row in block.rows]
    told = {label: cell.text for label, cell in facts}
    assert told["Source register"] == told["Baseline"] == told["Suppressions"] == "none given"
