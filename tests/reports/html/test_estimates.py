"""Estimates are never shown as counts, and counts of names come with what they rest on."""

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from reports.html.pages import told_by
from saved_runs import sample_run
from scanner.aggregation.totals import no_totals
from scanner.detectors.pii.entity import NO_PIPELINE, SWITCHED_OFF
from scanner.detectors.pii.profile import NO_NAMES
from scanner.detectors.rights import signals, site, uses
from scanner.register import judge
from scanner.reports.html.index import render_index
from scanner.reports.html.shard_page import shard_pages
from scanner.reports.words.gaps import why_in_chinese
from scanner.types.estimate import Agreement, BandAgreement, Estimate, Measured
from scanner.types.finding import NOT_DRAWN
from scanner.types.report import RuleTally
from scanner.types.saved_run import SavedRun

NAMES = Estimate(245, 45, 0.9, 0.702, 0.949, 475.0, 367.0, None)
PLACES = Estimate(245, 45, 0.0, 0.0, 0.204, 0.0, 0.0, 51.0)


def sampled() -> SavedRun:
    """Return the samples' run as if names had been looked for in a part of the documents."""
    run = sample_run()
    gaps = {NOT_DRAWN: 200, "no language model for de": 23}
    rules = run.corpus.totals.rules | {
        "pii.person-name": RuleTally(88, 40, gaps),
        "pii.place-name": RuleTally(0, 0, gaps),
    }
    bands = {"en 0.8-1.0": BandAgreement(40, 20, 0.9, 0.7, 0.98, "likely")}
    corpus = replace(
        run.corpus,
        totals=replace(run.corpus.totals, rules=rules, names_read_in={"en": 163}),
        estimates={"pii.person-name": NAMES, "pii.place-name": PLACES},
        measured={"pii.person-name": {"en": Measured("tagger", "text", 0.66, 0.82), "de": Measured("x", "y", 1, 1)}},
        agreements={"pii.person-name": Agreement(NAMES, bands, 70.0, 60.0, 80.0)},
    )
    return replace(run, corpus=corpus)


def shown() -> LexborHTMLParser:
    tree = LexborHTMLParser(render_index(sampled()))
    for node in [*tree.css(".zh"), *tree.css("script, style")]:
        node.decompose()
    return tree


def row_of(tree: LexborHTMLParser, part: str, rule: str) -> str:
    (row,) = [each for each in tree.css(f"#{part} tbody tr") if rule in told_by(each, "th")]
    return " ".join(row.text(separator=" ").split())


def test_a_rule_that_looked_at_a_sample_shows_its_estimate_with_interval_and_never_its_count() -> None:
    row = row_of(shown(), "findings", "pii.person-name")
    assert "≈ 475 367 – no bound" in row
    assert "≈ 220 172 – 233" in row
    assert "≈ 90.0 % 70.2 % – 94.9 % of the 245 that could be read" in row
    assert "sample of 45" in row
    assert "88" not in row


def test_a_sum_that_holds_an_estimate_is_marked_as_one() -> None:
    tree = shown()
    asked = {line.css("span")[-1].text().partition(":")[0]: told_by(line, "b") for line in tree.css("#human li:has(b)")}
    assert asked["findings of names"] == "≈ 475"
    assert asked["findings of personal information"].startswith("≈ ")


def test_nothing_in_a_sample_is_told_as_no_evidence_of_none() -> None:
    told = told_by(shown(), "#findings ul")
    assert told == "pii.place-name : none in 45 of 245 documents, so in at most 20.4 % of them (95 % interval)"


def test_names_come_with_measured_precision_and_recall_of_languages_that_were_read() -> None:
    part = told_by(shown(), "#names")
    assert "66 %" in part
    assert "82 %" in part
    assert "100 %" not in part, "German was not read"
    assert "No count of names is exact" in part
    assert "Public figures" in part


def test_a_second_opinion_is_told_with_its_bands() -> None:
    part = told_by(shown(), "#names")
    assert "Names that both see: ≈ 70 (60 to 80)" in part
    assert "en 0.8-1.0 40 20 ≈ 90.00 % (70.00 % to 98.00 %) likely" in part


def test_why_a_rule_was_not_applied_is_known_in_chinese() -> None:
    told = [
        *(NO_PIPELINE, SWITCHED_OFF, NO_NAMES, NOT_DRAWN, "no language model for de"),
        *(signals.NO_HEADERS, signals.NO_MARKUP, uses.NO_TRUST, uses.NO_AI),
        *(site.NO_URL, site.NO_AUTHORITY, site.NO_TIME, site.NO_ROBOTS, site.NO_TDMREP, site.NO_ANSWER),
        *(judge.NO_REGISTER, judge.NO_PERIOD, judge.NO_TIME),
        *("only its Chinese lines can be read: no language model for fr",),
    ]
    assert [reason for reason in told if why_in_chinese(reason) is None] == []
    assert why_in_chinese("the moon was full") is None


def test_what_a_page_of_a_shard_says_first_marks_estimates_and_is_silent_where_nothing_was_looked_at() -> None:
    run = sampled()
    report = next(each for each in run.shard_reports() if each.shard.id == "text/news.jsonl.gz")
    rules = report.totals.rules | {"pii.person-name": RuleTally(8, 4, {NOT_DRAWN: 20})}
    report = replace(report, totals=replace(report.totals, rules=rules), estimates={"pii.person-name": NAMES})
    pages = shard_pages(run.catalogue.cards())
    told = told_by(LexborHTMLParser(pages.page(report)[1]), "#read .sums")
    assert told.count("≈") == 1
    unread = replace(report, totals=replace(no_totals(), rules=rules))
    assert not LexborHTMLParser(pages.page(unread)[1]).css("#read .sums")
