"""Totals → their sum: the one operation by which batches, passes, shards and corpora add up."""

import heapq
from collections.abc import Iterable

from scanner.aggregation.strata import sum_opinions, sum_strata
from scanner.types.estimate import OpinionTally, StratumTally
from scanner.types.report import Coverage, GroupTally, Place, RuleTally, Totals

SAMPLE_SIZE = 20
"""Places kept a rule."""

_NO_COVERAGE = Coverage(0, 0, 0, 0, 0, {}, {}, 0, 0, 0)


def no_totals() -> Totals:
    """Return the totals of nothing, the neutral element of `sum_totals`."""
    return Totals(_NO_COVERAGE, {}, {}, {}, {}, {})


def sum_totals(parts: Iterable[Totals]) -> Totals:
    """Return the sum; its order and grouping do not matter (a property test holds it to that)."""
    coverage = _NO_COVERAGE
    rules: dict[str, RuleTally] = {}
    languages: dict[str, GroupTally] = {}
    hosts: dict[str, GroupTally] = {}
    signals: dict[str, dict[str, int]] = {}
    samples: dict[str, tuple[Place, ...]] = {}
    strata: dict[str, dict[str, StratumTally]] = {}
    opinions: dict[str, OpinionTally] = {}
    names_read_in: dict[str, int] = {}
    sources: dict[str, GroupTally] = {}
    for part in parts:
        coverage = _sum_coverage(coverage, part.coverage)
        for rule, tally in part.rules.items():
            rules[rule] = _sum_rule(rules[rule], tally) if rule in rules else tally
        _add_groups(languages, part.languages)
        _add_groups(hosts, part.hosts)
        _add_groups(sources, part.sources)
        for signal, values in part.signals.items():
            signals[signal] = sum_counts(signals.get(signal, {}), values)
        for rule, places in part.samples.items():
            samples[rule] = smallest((*samples.get(rule, ()), *places))
        for rule, some in part.strata.items():
            strata[rule] = sum_strata(strata.get(rule, {}), some)
        for rule, opinion in part.opinions.items():
            opinions[rule] = sum_opinions(opinions[rule], opinion) if rule in opinions else opinion
        names_read_in = sum_counts(names_read_in, part.names_read_in)
    return Totals(coverage, rules, languages, hosts, signals, samples, strata, opinions, names_read_in, sources)


def sum_counts(left: dict[str, int], right: dict[str, int]) -> dict[str, int]:
    """Return a new mapping with the counts of both."""
    total = dict(left)
    for key, count in right.items():
        total[key] = total.get(key, 0) + count
    return total


def smallest(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return the `SAMPLE_SIZE` places with the smallest keys, in order: a uniform sample, since keys are digests."""
    return tuple(heapq.nsmallest(SAMPLE_SIZE, places))


def _sum_coverage(left: Coverage, right: Coverage) -> Coverage:
    return Coverage(
        bytes_total=left.bytes_total + right.bytes_total,
        bytes_read=left.bytes_read + right.bytes_read,
        records=left.records + right.records,
        documents=left.documents + right.documents,
        site_files=left.site_files + right.site_files,
        skipped=sum_counts(left.skipped, right.skipped),
        failed=sum_counts(left.failed, right.failed),
        clipped=left.clipped + right.clipped,
        lost_records=left.lost_records + right.lost_records,
        characters=left.characters + right.characters,
    )


def _sum_rule(left: RuleTally, right: RuleTally) -> RuleTally:
    return RuleTally(
        findings=left.findings + right.findings,
        documents=left.documents + right.documents,
        not_looked=sum_counts(left.not_looked, right.not_looked),
    )


def _add_groups(total: dict[str, GroupTally], part: dict[str, GroupTally]) -> None:
    for name, group in part.items():
        known = total.get(name)
        total[name] = (
            group
            if known is None
            else GroupTally(known.documents + group.documents, sum_counts(known.rules, group.rules))
        )
