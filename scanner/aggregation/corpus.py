"""Shard reports → one corpus report, in any order and grouping."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from scanner.aggregation.totals import sum_totals
from scanner.errors import MergeError
from scanner.types.duplicates import DuplicateClusters
from scanner.types.estimate import Measured
from scanner.types.finding import NOT_DRAWN
from scanner.types.report import (
    CORPUS_SCHEMA,
    CorpusReport,
    ListPin,
    ShardReport,
    ShardSummary,
    Totals,
)
from scanner.types.rule import Severity


def corpus_of(report: ShardReport, severities: Mapping[str, Severity]) -> CorpusReport:
    """Return the corpus report of one shard; `severities` by rule id."""
    findings: Counter[str] = Counter()
    estimated: set[str] = set()
    for rule, tally in report.totals.rules.items():
        estimate = report.estimates.get(rule)
        if NOT_DRAWN in tally.not_looked:
            estimated.add(severities[rule].word)
        if tally.findings:
            findings[severities[rule].word] += tally.findings if estimate is None else round(estimate.findings)
    summary = ShardSummary(
        status=report.shard.status,
        format=report.shard.format,
        bytes=report.shard.bytes,
        sha256=report.shard.sha256,
        documents=report.totals.coverage.documents,
        lost_records=report.totals.coverage.lost_records,
        findings=dict(findings),
        faults=report.shard.faults,
        estimated=tuple(sorted(estimated)),
    )
    return CorpusReport(CORPUS_SCHEMA, report.ruleset, {report.shard.id: summary}, report.totals, None)


def merge(reports: Iterable[CorpusReport]) -> CorpusReport:
    """Return the sum of at least one corpus report; they are read one by one, so they may come from disk.

    Raises `MergeError` for none at all, a shard that stands in two of them, reports of different rulesets,
    and reports whose duplicates were already resolved (clusters of two corpora do not add up).
    """
    shards: dict[str, ShardSummary] = {}
    rulesets: set[str] = set()
    lists: dict[str, ListPin] = {}
    totals = sum_totals(_checked(reports, shards, rulesets, lists))
    if not rulesets:
        raise MergeError("no report to merge")
    return CorpusReport(
        CORPUS_SCHEMA, rulesets.pop(), dict(sorted(shards.items())), totals, None, dict(sorted(lists.items()))
    )


def _checked(
    reports: Iterable[CorpusReport],
    shards: dict[str, ShardSummary],
    rulesets: set[str],
    lists: dict[str, ListPin],
) -> Iterator[Totals]:
    for report in reports:
        rulesets.add(report.ruleset)
        if len(rulesets) > 1:
            raise MergeError("reports of different rulesets cannot be merged; scan again with one")
        if report.duplicates is not None:
            raise MergeError("a report with resolved duplicates cannot be merged; merge shard reports, then resolve")
        twice = shards.keys() & report.shards.keys()
        if twice:
            raise MergeError(f"shard {min(twice)} is in two of the reports")
        shards.update(report.shards)
        lists.update(report.lists)  # one ruleset has one content of each list
        yield report.totals


def with_duplicates(report: CorpusReport, duplicates: DuplicateClusters) -> CorpusReport:
    """Return the report with the clusters of the whole corpus."""
    return replace(report, duplicates=duplicates)


def with_lists(report: CorpusReport, lists: Mapping[str, ListPin]) -> CorpusReport:
    """Return the report with what its rules' lists are."""
    return replace(report, lists=dict(lists))


def with_measured(report: CorpusReport, measured: Mapping[str, dict[str, Measured]]) -> CorpusReport:
    """Return the report with how right its finders of names were on labelled text."""
    return replace(report, measured=dict(measured))
