"""What a sample found is told as an estimate with its range, and never as a share of all documents."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from scanner.aggregation.corpus import corpus_of
from scanner.aggregation.totals import no_totals
from scanner.cli.terminal import show_closing
from scanner.pipeline.measured import measured_by_rule
from scanner.reports.markdown import render_summary
from scanner.ruleset.catalogue import catalogue_of
from scanner.types.document import Compression, Format
from scanner.types.estimate import Estimate, Measured
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import VERDICT_SCHEMA, Outcome, Verdict
from scanner.types.report import SHARD_SCHEMA, CorpusReport, GroupTally, RuleTally, ShardFacts, ShardReport
from scanner.types.rule import Example, PatternMatch, Rule, RuleFile, Ruleset, Severity

FILE = RuleFile(
    "A title", "high", "personal", ("GDPR",), 0.5, "stable", PatternMatch("pattern", "a"), ("a",), (Example("b"),), "r"
)
RULES = ("pii.name", "pii.place", "pii.email", *(f"pii.de.{letter}" for letter in "abcde"))
CATALOGUE = catalogue_of(Ruleset(tuple(Rule(rule, FILE) for rule in RULES), "digest"))
VERDICT = Verdict(VERDICT_SCHEMA, Outcome.PASS, "default", "p", "r", (), 1, 2)
NAMES = Estimate(245, 45, 0.9077, 0.702, 0.949, 475.0, 367.0, 720.0)
PLACES = Estimate(245, 45, 0.0, 0.0, 0.204, 0.0, 0.0, None)


def corpus() -> CorpusReport:
    """Return 268 documents, 23 of them without a tagger: names in a sample, e-mail in all."""
    gaps = {NOT_DRAWN: 200, "no language model for de": 23}
    totals = replace(
        no_totals(),
        coverage=replace(no_totals().coverage, documents=268),
        rules=dict.fromkeys(RULES, RuleTally(0, 0, {}))
        | {
            "pii.name": RuleTally(88, 40, gaps),
            "pii.place": RuleTally(0, 0, gaps),
            "pii.email": RuleTally(102, 101, {}),
        },
        languages={"en": GroupTally(245, {})},
    )
    facts = ShardFacts("a.jsonl", Format.JSONL, Compression.NONE, 10, "ab", "read", ())
    estimates = {"pii.name": NAMES, "pii.place": PLACES}
    report = ShardReport(SHARD_SCHEMA, "digest", facts, totals, estimates)
    measured = {"pii.name": {"en": Measured("tagger", "text", 0.6, 0.8)}}
    return replace(corpus_of(report, dict.fromkeys(RULES, Severity.HIGH)), estimates=dict(estimates), measured=measured)


def whole() -> CorpusReport:
    """Return the same where a share of 1 was drawn: estimates that are counts."""
    report = corpus()
    rules = report.totals.rules | {"pii.name": RuleTally(475, 222, {}), "pii.place": RuleTally(0, 0, {})}
    exact = Estimate(245, 245, 0.906, 0.906, 0.906, 475.0, 475.0, 475.0)
    return replace(report, totals=replace(report.totals, rules=rules), estimates={"pii.name": exact})


def closing(report: CorpusReport) -> str:
    console = Console(file=io.StringIO(), width=120)
    show_closing(console, report, VERDICT, CATALOGUE, "out")
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_sampled_rule_stands_with_its_estimate_its_range_and_its_sample() -> None:
    text = render_summary(corpus(), VERDICT, CATALOGUE)
    assert (
        "| pii.name: A title | high | ≈ 475 (367-720) | ≈ 222 (172-233) "
        "| ≈ 90.8 % (70.2-94.9) of the 245 that could be read, sample of 45 |"
    ) in text
    assert "| pii.email: A title | high | 102 | 101 | 37.69 % |" in text
    assert "14.93 %" not in text


def test_rules_are_ranked_by_their_estimates() -> None:
    text = render_summary(corpus(), VERDICT, CATALOGUE)
    assert text.index("| pii.name:") < text.index("| pii.email:")
    shown = closing(corpus())
    assert re.search(r"pii\.name +high +≈ 475 +≈ 222 *\n +pii\.email +high +102 +101", shown)
    assert "≈ estimated from a sample" in shown


def test_a_rule_without_a_finding_in_its_sample_is_not_told_as_one_without_a_finding() -> None:
    text = render_summary(corpus(), VERDICT, CATALOGUE)
    quiet = text[text.index("No finding where looked for") : text.index("### Not looked for")]
    looked, sampled = quiet.split("No finding in a sample")
    assert "pii.place" not in looked
    assert "pii.place: none in 45 of 245 documents, so in at most 20.4 % of them (95 % interval)" in sampled


def test_rules_without_a_finding_are_counted_by_group() -> None:
    text = render_summary(corpus(), VERDICT, CATALOGUE)
    assert "No finding where looked for (5 rules, each named in `corpus.json`):\n\n- pii.de: 5 rules\n" in text


def test_a_number_without_a_bound_is_explained() -> None:
    text = render_summary(corpus(), VERDICT, CATALOGUE)
    assert "No bound: " in text
    bounded = replace(corpus(), estimates={"pii.name": NAMES})
    assert "No bound: " not in render_summary(bounded, VERDICT, CATALOGUE)


def test_shares_are_of_documents_that_could_be_read() -> None:
    text = render_summary(corpus(), VERDICT, CATALOGUE)
    assert "Share of documents that could be read, 95 % interval | Findings, approximate 95 % interval |" in text
    assert ("pii.name: in 90.8% of documents that could be read (70.2% to 94.9%), from 45 of 245 looked at") in closing(
        corpus()
    )


def test_a_shard_counts_with_its_estimates_and_says_so() -> None:
    report = corpus()
    summary = report.shards["a.jsonl"]
    assert (summary.findings, summary.estimated) == ({"high": 475 + 102}, ("high",))
    assert "| `a.jsonl` | read | 268 | 0 | ≈ 577 |" in render_summary(report, VERDICT, CATALOGUE)
    assert re.search(r"a\.jsonl +read +268 +0 +≈577 +0", closing(report))


def test_a_sample_of_everything_is_told_as_a_count() -> None:
    text = render_summary(whole(), VERDICT, CATALOGUE)
    assert "| pii.name: A title | high | 475 | 222 | 82.84 % |" in text
    assert "Estimated from a sample" not in text
    assert "sample" not in closing(whole())


@pytest.mark.parametrize("rule", ["pii.profile", "pii.profile.health"])
def test_nothing_was_measured_for_profiles(rule: str, tmp_path: Path) -> None:
    from corpora import plan_in  # noqa: PLC0415  # loads the shipped rules

    plan = plan_in(tmp_path)
    models = replace(plan.detector_options, ner_models=(("en", "built-in"),))
    measured = measured_by_rule(replace(plan, detector_options=models))
    names, profile = measured["pii.person-name"]["en"], measured[rule]["en"]
    assert names.precision is not None
    assert (profile.precision, profile.recall, profile.touched) == (None, None, None)
    read = replace(corpus().totals, names_read_in={"en": 268})
    report = replace(corpus(), totals=read, measured={rule: {"en": profile}, "pii.person-name": {"en": names}})
    text = render_summary(report, VERDICT, CATALOGUE)
    assert f"| {rule} (en) | not measured | not measured | not measured |" in text
    assert "70% of names found" in closing(report)
