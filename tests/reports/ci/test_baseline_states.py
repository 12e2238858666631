"""Results say what they are against a baseline, in the sense in which gates ask for what is new."""

from dataclasses import replace
from typing import Any

import pytest

from reports.ci.sarif_shape import checked_run
from saved_runs import judged_run, sample_run
from scanner.policy.baseline import baseline_of
from scanner.reports.ci.sarif import render_sarif
from scanner.reports.codec import to_json, verdict_from
from scanner.types.allowances import Allowances
from scanner.types.baseline import Baseline, KnownShard
from scanner.types.saved_run import SavedRun

SHARD = "crawl/en-pages.warc.gz"
EMAIL = "pii.email"
Results = dict[tuple[str, str], dict[str, Any]]


def told_against(baseline: Baseline) -> Results:
    return results_of(judged_run(Allowances(baseline=baseline), new_only=True))


def results_of(run: SavedRun) -> Results:
    results = checked_run(render_sarif(run))["results"]
    return {(each["analysisTarget"]["uri"], each["ruleId"]): each for each in results}


@pytest.fixture(scope="module")
def baseline() -> Baseline:
    return baseline_of(sample_run().shard_reports())[0]


def changed(baseline: Baseline, counts: dict[str, tuple[int, int]] | None, sha256: str | None = None) -> Baseline:
    """Return the baseline with other counts, or another content, for one shard."""
    entries = [
        KnownShard(each.shard, sha256 or each.sha256, {**each.findings, **(counts or {})})
        if each.shard == SHARD
        else each
        for each in baseline.shards
    ]
    return Baseline(tuple(entries), "d")


def test_what_is_as_it_was_is_unchanged(baseline: Baseline) -> None:
    results = told_against(baseline)
    assert {each.get("baselineState") for each in results.values()} == {"unchanged"}


def test_other_counts_are_an_update_and_a_rule_that_found_nothing_then_is_new(baseline: Baseline) -> None:
    less = told_against(changed(baseline, {EMAIL: (1, 1), "pii.payment-card": (0, 0)}))
    assert less[SHARD, EMAIL]["baselineState"] == "updated"
    assert less[SHARD, "pii.payment-card"]["baselineState"] == "new"
    others = {each["baselineState"] for key, each in less.items() if key[0] != SHARD}
    assert others == {"unchanged"}
    more = told_against(changed(baseline, {EMAIL: (10_000, 9_000)}))
    assert more[SHARD, EMAIL]["baselineState"] == "updated"


def test_all_that_a_shard_of_another_content_holds_is_new(baseline: Baseline) -> None:
    results = told_against(changed(baseline, None, "0" * 64))
    states = {(shard == SHARD, each["baselineState"]) for (shard, _), each in results.items()}
    assert states == {(True, "new"), (False, "unchanged")}


def test_what_is_gone_is_a_notification_and_no_result(baseline: Baseline) -> None:
    gone = KnownShard("gone.jsonl", "1" * 64, {EMAIL: (7, 5)})
    run = judged_run(Allowances(baseline=Baseline((*baseline.shards, gone), "d")), new_only=True)
    log = checked_run(render_sarif(run))
    assert not [each for each in log["results"] if each["analysisTarget"]["uri"] == "gone.jsonl"]
    notifications = log["invocations"][0]["toolExecutionNotifications"]
    assert [each["message"]["text"] for each in notifications if each["descriptor"]["id"] == "gone"] == [
        "1 shard of the baseline gone, 7 findings fewer than in it"
    ]
    assert log["properties"]["baselineDigest"] == "d"


def test_without_a_baseline_and_of_a_run_that_did_not_keep_it_nothing_is_said(baseline: Baseline) -> None:
    assert not [each for each in results_of(sample_run()).values() if "baselineState" in each]
    run = judged_run(Allowances(baseline=baseline))
    assert run.verdict.baseline is not None
    old = replace(run, verdict=replace(run.verdict, baseline=replace(run.verdict.baseline, shards=None)))
    assert not [each for each in results_of(old).values() if "baselineState" in each]


def test_of_a_known_shard_a_rule_that_looked_at_a_sample_says_nothing(baseline: Baseline) -> None:
    run = judged_run(Allowances(baseline=baseline))
    reports = list(run.shard_reports())
    for at, report in enumerate(reports):
        tally = replace(report.totals.rules[EMAIL], not_looked={"outside the sample": 1})
        rules = {**report.totals.rules, EMAIL: tally}
        reports[at] = replace(report, totals=replace(report.totals, rules=rules))
    for (_, rule), each in results_of(replace(run, shard_reports=lambda: iter(reports))).items():
        assert each.get("baselineState") == (None if rule == EMAIL else "unchanged")


def test_the_states_survive_saving(baseline: Baseline) -> None:
    run = judged_run(Allowances(baseline=changed(baseline, {EMAIL: (1, 1)}, None)))
    again = replace(run, verdict=verdict_from(to_json(run.verdict)))
    assert render_sarif(again) == render_sarif(run)
    assert run.verdict.baseline is not None
    assert run.verdict.baseline.shards is not None
    assert run.verdict.baseline.shards.differing == {SHARD: {EMAIL: 1}}
