"""What could not be looked for, observed or understood is told as that in every format, and never as a zero."""

import csv
import io
from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.html.pages import told_by
from saved_runs import sample_run
from scanner.reports.formats import render
from scanner.reports.looked import SIGNALS, bytes_in_broken, is_observable, tell_bytes, was_looked_for
from scanner.reports.pdf.persons import tell_persons
from scanner.reports.pdf.scope import tell_scope
from scanner.reports.pdf.teller import Teller
from scanner.reports.pdf.works import tell_rights
from scanner.types.report import RuleTally, ShardReport
from scanner.types.rights import NOT_OBSERVED, USE
from scanner.types.saved_run import SavedRun

SHARD = "damaged/bad-block.jsonl.gz"


def bare_run() -> SavedRun:
    """Return a run of one damaged shard of JSON lines, in which no rule could be applied and no signal be seen."""
    run = sample_run()
    (report,) = [each for each in run.shard_reports() if each.shard.id == SHARD]
    documents = report.totals.coverage.documents
    rules = {rule: RuleTally(0, 0, {"no rule looks here": documents}) for rule in report.totals.rules}
    signals = {USE + "train": {"unknown": documents}, NOT_OBSERVED: dict.fromkeys(SIGNALS, documents)}
    report = replace(report, totals=replace(report.totals, rules=rules, signals=signals, samples={}))
    assert run.corpus.rights is not None
    rights = replace(run.corpus.rights, uses={"train": {"unknown": documents}}, domains={}, sources=None)
    corpus = replace(run.corpus, shards={SHARD: run.corpus.shards[SHARD]}, totals=report.totals, rights=rights)
    return replace(run, corpus=corpus, shard_reports=lambda: iter([report]))


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    formats = ("html", "markdown", "github-summary", "csv", "dataset-card", "croissant", "cyclonedx")
    return {path: body.decode() for path, body in render(bare_run(), formats)}


def test_no_reservation_is_not_observable_where_no_document_could_show_one(told: dict[str, str]) -> None:
    for path in ("summary.md", "step-summary.md"):
        assert "| training a model | not observable | 0 | 0 |" in told[path]
    for path, tile in (("index.html", "#glance"), (f"shards/{SHARD}.html", "#rights")):
        tree = LexborHTMLParser(told[path])
        assert "not observable" in told_by(tree, "#rights tbody tr"), path
        assert "not observable" in told_by(tree, tile), path
    run = bare_run()
    blocks = repr(list(tell_rights(run.corpus, Teller("en")))), repr(list(tell_rights(run.corpus, Teller("zh"))))
    assert ["not observable" in blocks[0], "无法观察" in blocks[1]] == [True, True]


def test_a_zero_stays_one_where_a_single_document_could_have_shown_a_reservation() -> None:
    seen = {NOT_OBSERVED: dict.fromkeys(SIGNALS, 5) | {"robots.txt": 4}}
    assert [is_observable(seen, 5), is_observable({NOT_OBSERVED: dict.fromkeys(SIGNALS, 5)}, 5)] == [True, False]


def test_the_signals_are_those_that_shards_without_headers_and_markup_cannot_show() -> None:
    (report,) = [each for each in sample_run().shard_reports() if each.shard.id == SHARD]
    assert set(SIGNALS) == report.totals.signals[NOT_OBSERVED].keys() - {"markup"}


def test_personal_information_that_no_rule_looked_for_is_no_zero(told: dict[str, str]) -> None:
    for path in ("dataset-card.md", "croissant.json", "cyclonedx.json"):
        assert "Personal information was not looked for" in told[path], path
    glance = told_by(LexborHTMLParser(told["index.html"]), "#glance")
    assert "Personal information 个人信息 not looked for" in glance
    assert "were not looked for" in repr(list(tell_persons(bare_run(), Teller("en"))))


def test_groups_of_rules_that_looked_at_nothing_are_empty_cells(told: dict[str, str]) -> None:
    (row,) = csv.DictReader(io.StringIO(told["shards.csv"]))
    assert {cell for name, cell in row.items() if name.startswith("group_")} == {""}
    ((_, body),) = render(bare_run(), ["parquet"])
    (cells,) = pq.read_table(io.BytesIO(body)).to_pylist()
    assert {cell for name, cell in cells.items() if name.startswith("group_")} == {None}


def test_a_rule_was_looked_for_where_it_was_applied_once_or_found_something() -> None:
    tallies = {"a": RuleTally(0, 0, {"why": 5}), "b": RuleTally(0, 0, {"why": 4}), "c": RuleTally(1, 1, {"why": 5})}
    assert [was_looked_for(tallies, [rule], 5) for rule in ("a", "b", "c", "none")] == [False, True, True, False]


def test_bytes_of_damaged_shards_are_not_told_as_read_and_understood(told: dict[str, str]) -> None:
    run = bare_run()
    size = run.corpus.shards[SHARD].bytes
    assert bytes_in_broken(run.corpus) == size
    assert tell_bytes(run.corpus).endswith(f", up to {size:,} of them in shards that are damaged or failed")
    for path in ("summary.md", "step-summary.md", "dataset-card.md", "croissant.json"):
        assert "of them in shards that are damaged or failed" in told[path], path
    index = LexborHTMLParser(told["index.html"])
    assert "of the stored bytes were gone through; up to 100.0 % of all lie in shards that are damaged" in told_by(
        index, "#coverage"
    )
    assert "in shards that are damaged or failed" in told_by(index, "#read")
    assert "passed, not all understood" in told_by(LexborHTMLParser(told[f"shards/{SHARD}.html"]), "#read")
    assert "in shards that are damaged or failed" in repr(list(tell_scope(run, Teller("en"))))


def test_where_all_shards_were_read_whole_bytes_are_read() -> None:
    run = sample_run()
    whole: list[ShardReport] = [each for each in run.shard_reports() if each.shard.status == "read"]
    shards = {each.shard.id: run.corpus.shards[each.shard.id] for each in whole}
    assert "damaged" not in tell_bytes(replace(run.corpus, shards=shards))
