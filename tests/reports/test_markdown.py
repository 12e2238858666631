"""The summary tells coverage first, names gaps, and no hostile name breaks out of its cell."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.aggregation.corpus import corpus_of, with_duplicates
from scanner.aggregation.totals import no_totals
from scanner.reports.markdown import render_summary
from scanner.reports.markup import escape, plain
from scanner.ruleset.catalogue import catalogue_of
from scanner.types.document import Compression, Format
from scanner.types.duplicates import DuplicateClusters
from scanner.types.policy import VERDICT_SCHEMA, Outcome, Reason, Verdict
from scanner.types.report import (
    SHARD_SCHEMA,
    CorpusReport,
    Fault,
    GroupTally,
    ListPin,
    RuleTally,
    ShardFacts,
    ShardReport,
)
from scanner.types.rule import Example, PatternMatch, Rule, RuleFile, Ruleset, Severity

PATTERN = PatternMatch("pattern", "a")
FILE = RuleFile("A title", "high", "personal", ("GDPR",), 0.5, "stable", PATTERN, ("a",), (Example("b"),), "Mask it.")
CATALOGUE = catalogue_of(Ruleset((Rule("pii.a", FILE), Rule("pii.b", FILE)), "digest"))
HOSTILE = [
    pytest.param("a|b", id="ends-a-cell"),
    pytest.param("a`b", id="ends-a-code-span"),
    pytest.param("a\nb", id="ends-a-line"),
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("a\u202eb", id="turns-the-writing-direction"),
    pytest.param("[x](javascript:1)", id="link"),
]


def report(name: str = "shard", host: str = "a.net", detail: str = "ends early") -> CorpusReport:
    totals = replace(
        no_totals(),
        rules={"pii.a": RuleTally(3, 2, {}), "pii.b": RuleTally(0, 0, {"no pipeline": 4})},
        hosts={host: GroupTally(5, {})},
    )
    fault = Fault("truncated", "record:3", detail)
    facts = ShardFacts(name, Format.WARC, Compression.GZIP, 10, "ab", "damaged", (fault,))
    return corpus_of(
        ShardReport(SHARD_SCHEMA, "digest", facts, totals), {"pii.a": Severity.HIGH, "pii.b": Severity.LOW}
    )


def verdict(outcome: Outcome = Outcome.FAIL) -> Verdict:
    reason = Reason(outcome, "pii.a", "corpus", "3 findings, allowed 0", "high", 3, 0)
    return Verdict(VERDICT_SCHEMA, outcome, "default", "p", "r", (reason,), 1, 2)


def test_verdict_and_coverage_come_before_findings() -> None:
    text = render_summary(report(), verdict(), CATALOGUE)
    assert (
        text.index("**FAIL") < text.index("## Coverage") < text.index("## What could not") < text.index("## Findings")
    )
    assert "3 findings, allowed 0" in text
    assert "1 of 2 gates could be decided" in text


def test_notes_that_decide_nothing_stand_behind_all_else_and_are_counted_first() -> None:
    told = verdict()
    note = Reason(Outcome.PASS, "pii.b", "corpus", "not applied: 4 documents", "high")
    text = render_summary(report(), replace(told, reasons=(*told.reasons, note)), CATALOGUE)
    assert text.index("could be decided. 1 note") < text.index("## Findings") < text.index("## Notes on the verdict")
    assert (
        text.index("## Notes")
        < text.index("- note · high · pii.b · `corpus`: not applied")
        < text.index("## What this")
    )
    assert "## Notes" not in render_summary(report(), told, CATALOGUE)


def test_what_was_not_looked_for_stands_apart_from_what_was_not_found() -> None:
    text = render_summary(report(), verdict(), CATALOGUE)
    assert re.search(r"### Not looked for\n\n.*\n.*\n\| pii\.b \| no pipeline \| 4 \|", text)


def test_a_rule_that_was_looked_for_nowhere_is_not_listed_as_quiet() -> None:
    assert "No finding where looked for" not in render_summary(report(), verdict(), CATALOGUE)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_one_code_span_in_its_cell(name: str) -> None:
    for text in (
        render_summary(report(name=name), verdict(), CATALOGUE),
        render_summary(report(host=name), verdict(), CATALOGUE),
    ):
        rows = [line for line in text.splitlines() if line.startswith("|")]
        plain = [line for line in render_summary(report(), verdict(), CATALOGUE).splitlines() if line.startswith("|")]
        assert [row.count("|") for row in rows] == [row.count("|") for row in plain]


@given(st.text())
def test_escaped_text_is_one_line_in_one_code_span(text: str) -> None:
    shown = escape(text)
    assert shown.count("`") == 2
    assert shown.isprintable()
    assert "|" not in shown


@pytest.mark.parametrize(
    ("detail", "shown"),
    [
        pytest.param("no field <img src=x>", r"no field \<img src=x\>", id="html"),
        pytest.param("fields a, **b**, `c`", r"fields a, \*\*b\*\*, \`c\`", id="emphasis-and-code"),
        pytest.param("[x](javascript:1)", r"\[x\](javascript:1)", id="link"),
        pytest.param("see https://a.net", r"see https:\//a.net", id="bare-link"),
        pytest.param("&lt;b>", r"\&lt;b\>", id="entity"),
        pytest.param("a\n# b", "a\N{REPLACEMENT CHARACTER}# b", id="another-line"),
        pytest.param("text_field is _no_ text", r"text_field is \_no\_ text", id="names-with-underscores-stay"),
    ],
)
def test_the_detail_of_a_fault_is_text_and_never_markup(detail: str, shown: str) -> None:
    assert f": truncated, {shown}\n" in render_summary(report(detail=detail), verdict(), CATALOGUE)
    told = replace(verdict(), reasons=(Reason(Outcome.INCOMPLETE, "coverage", "shard a", detail, "high"),))
    assert f"`shard a`: {shown}\n" in render_summary(report(), told, CATALOGUE)


@given(st.text())
def test_plain_text_is_one_line_without_a_tag_a_link_or_a_span(text: str) -> None:
    shown = plain(text)
    assert shown.isprintable()
    assert not re.search(r"(?<!\\)(?:\\\\)*[<>`*\[\]&]", shown)


@pytest.mark.parametrize(("missed", "is_quiet"), [(59, True), (60, False), (90, False)])
def test_a_rule_is_quiet_only_where_it_was_looked_for_at_all(missed: int, is_quiet: bool) -> None:  # noqa: FBT001  # a table of expectations
    corpus = report()
    totals = replace(
        corpus.totals,
        coverage=replace(corpus.totals.coverage, documents=100),
        rules={"pii.b": RuleTally(0, 0, {"a": 40, "b": missed})},
    )
    text = render_summary(replace(corpus, totals=totals), verdict(), CATALOGUE)
    assert ("No finding where looked for (1 rule):\n\n- pii.b\n" in text) is is_quiet


def test_a_list_is_pinned_by_size_date_and_digest() -> None:
    lists = {"acme.words": ListPin(12345, "ab" * 32, "2026-01-31"), "acme.domains": ListPin(2, "cd" * 32, None)}
    text = render_summary(replace(report(), lists=lists), verdict(), CATALOGUE)
    assert f"| acme.words | 12,345 | 2026-01-31 | `{'ab' * 32}` |" in text
    assert f"| acme.domains | 2 | undated | `{'cd' * 32}` |" in text


def test_near_duplicates_come_with_the_chance_of_being_compared() -> None:
    clusters = DuplicateClusters(1, 3, 2, 3, 0, 0.7422, {"0.7": 0.9278, "0.8": 0.9983})
    text = render_summary(with_duplicates(report(), clusters), verdict(), CATALOGUE)
    assert "1 clusters hold 3 documents; 2 of them are copies of the one kept" in text
    assert "a copy from an estimated similarity of 0.742 on" in text
    assert re.search(r"\| 0\.7 \| 0\.8 \|\n.*\n\| 92\.78% \| 99\.83% \|", text)
