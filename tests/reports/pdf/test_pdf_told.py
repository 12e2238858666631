"""What stands in the sign-off report where a run has samples, names, a baseline, suppressions and a register."""

from dataclasses import replace

import pytest

from reports.html.test_allowances import allowed
from reports.html.test_estimates import sampled
from reports.pdf.texts import fonts_here, text_of
from saved_runs import many_shards, sample_run
from scanner.reports.pdf.blocks import Table, Text
from scanner.reports.pdf.report import compose
from scanner.reports.pdf.teller import Language
from scanner.reports.pdf.typeset import typeset
from scanner.types.report import CorpusReport
from scanner.types.rights import SourceSummary, UnregisteredSummary
from scanner.types.saved_run import SavedRun

REGISTERED = SourceSummary(
    "Anna & Söhne *GmbH*", ("hold",), "licence", "contract 7", {}, (), 120, {"reserved": 30}, {}, {"train": 4}
)


def told_of(run: SavedRun, language: Language = "en") -> str:
    return text_of(typeset(compose(run, language, fonts_here().family), fonts_here()))


def with_rights(corpus: CorpusReport) -> CorpusReport:
    assert corpus.rights is not None
    rest = UnregisteredSummary(148, 9, {})
    return replace(corpus, rights=replace(corpus.rights, sources={"press": REGISTERED}, unregistered=rest))


def test_what_a_sample_found_is_an_estimate_with_its_interval_and_never_a_count() -> None:
    told = told_of(sampled())
    assert "≈475(367–nobound)" in told
    assert "≈90.0%(70.2%–94.9%)" in told
    assert "nonein45of245documents,soinatmost20.4%ofthem" in told


def test_counts_of_names_stand_beside_how_right_they_are_in_the_languages_that_were_read() -> None:
    (table,) = [
        block
        for block in compose(sampled(), "en", "any").blocks
        if isinstance(block, Table) and block.columns[0].head == "Language"
    ]
    assert [[cell.text for cell in row] for row in table.rows] == [["en", "66 %", "82 %", "tagger: text"]]


def test_rules_that_found_nothing_in_a_sample_are_not_counted_as_applied() -> None:
    before, after = (
        [
            block.text
            for block in compose(run, "en", "any").blocks
            if isinstance(block, Text) and "further" in block.text
        ]
        for run in (sample_run(), sampled())
    )
    assert len(before) == 1
    assert before == after


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("Shardsknowntothebaseline:3", "expired", "Ana", "a<b>phonebook</b>", "⟨U+202E⟩x.jsonl", "李雷")),
        ("zh", ("基线中已有3个分片", "已过期", "Ana", "旧数据", "是否可以保留")),
    ],
)
def test_what_is_new_and_what_was_set_aside_is_told_with_owner_and_reason(
    language: Language, told: tuple[str, ...]
) -> None:
    text = told_of(replace(sample_run(), verdict=allowed()), language)
    assert [each for each in told if each not in text] == []


def test_the_register_and_what_it_does_not_cover_is_told() -> None:
    run = sample_run()
    told = told_of(replace(run, corpus=with_rights(run.corpus)))
    assert "Anna&Söhne*GmbH*" in told
    assert "148documentsof9domainsbelongtonoregisteredsource." in told
    assert "Nosourceregisterwasgiven" not in told


def test_a_run_of_very_many_shards_has_a_report_of_a_few_pages_that_says_what_it_left_out() -> None:
    run = many_shards(5_000)
    body = typeset(compose(run, "en", fonts_here().family), fonts_here())
    broken = sum(each.status in {"damaged", "failed"} for each in run.corpus.shards.values())
    assert len(body) < 400_000
    assert f"and{broken - 20:,}more:seecorpus.json" in "".join(text_of(body))
