"""Which findings count for the verdict, and what becomes of those that a person has set aside."""

import json
from dataclasses import replace
from datetime import date

import pytest

from reports.ci.sarif_shape import checked_run
from reports.ci.test_gates import reason, run_with
from saved_runs import judged_run
from scanner.reports.ci.concerns import concerns_of
from scanner.reports.ci.gates import gate_states
from scanner.reports.ci.gitlab import render_codequality
from scanner.reports.ci.junit import render_junit
from scanner.reports.ci.sarif import render_sarif
from scanner.types.allowances import Allowances
from scanner.types.policy import Gate, Outcome
from scanner.types.saved_run import SavedRun
from scanner.types.suppression import SUPPRESSIONS_SCHEMA, Spot, Suppression, Suppressions

DAY = date(2026, 6, 1)
SHARD = "crawl/en-pages.warc.gz"


def set_aside(rule: str = "pii.email", expires: date = DAY, **where: str) -> SavedRun:
    return set_aside_at(Spot(**where), rule=rule, expires=expires)


def set_aside_at(*spots: Spot, rule: str = "pii.email", expires: date = DAY) -> SavedRun:
    entries = tuple(Suppression(rule, spot, "<b>test</b> pages", "data office", expires) for spot in spots)
    said = Suppressions(SUPPRESSIONS_SCHEMA, entries)
    return judged_run(Allowances(suppressions=said, suppressions_digest="s", as_of=DAY))


def test_a_gate_per_shard_counts_in_the_shards_it_names_only() -> None:
    gates = (Gate("pii.email", max_count=0, per="shard", severity="low"),)
    run = run_with(gates, reason(Outcome.FAIL, "shard a", allowed=0))
    concerns = concerns_of(run, gate_states(run))
    assert (concerns.severity("a", "pii.email"), concerns.severity("b", "pii.email")) == ("high", None)


def test_more_shards_than_are_named_count_everywhere() -> None:
    run = run_with((Gate("pii.*", max_count=0, per="shard"),), replace(reason(Outcome.FAIL, "shards"), subject="pii.*"))
    concerns = concerns_of(run, gate_states(run))
    assert concerns.severity("any", "pii.email") == "high"
    assert concerns.severity("any", "secret.github-token") is None


@pytest.mark.parametrize("where", [SHARD, "crawl/en-*"])
def test_findings_of_a_shard_that_are_set_aside_are_notes_with_reason_and_owner(where: str) -> None:
    results = checked_run(render_sarif(set_aside(shard=where)))["results"]
    for result in results:
        if result["ruleId"] == "pii.email" and result["analysisTarget"]["uri"] == SHARD:
            (told,) = result["suppressions"]
            assert (told["kind"], told["status"]) == ("external", "accepted")
            assert told["justification"] == "<b>test</b> pages (data office, until 2026-06-01)"
            assert (result["level"], result["properties"]["crossesBound"]) == ("note", False)
        else:
            assert result["suppressions"] == []
    assert sum(bool(result["suppressions"]) for result in results) == 1


def test_without_suppressions_nothing_is_said_of_what_they_cover() -> None:
    run = judged_run(Allowances())
    assert not [each for each in checked_run(render_sarif(run))["results"] if "suppressions" in each]


def test_findings_of_a_shard_that_are_set_aside_are_no_entry_of_gitlab() -> None:
    found = {
        (each["check_name"], each["location"]["path"])
        for each in json.loads(render_codequality(set_aside(shard=SHARD)))
    }
    assert ("pii.email", SHARD) not in found
    assert ("pii.payment-card", SHARD) in found


def test_what_is_set_aside_for_a_host_covers_a_result_only_where_all_its_documents_are_of_that_host() -> None:
    run = set_aside(host="northfold.example")
    reports = {report.shard.id: report for report in run.shard_reports()}
    covered = []
    for result in checked_run(render_sarif(run))["results"]:
        totals = reports[result["analysisTarget"]["uri"]].totals
        group, tally = totals.hosts.get("northfold.example"), totals.rules[result["ruleId"]]
        mine = group.rules.get("pii.email", 0) if group and result["ruleId"] == "pii.email" else 0
        assert bool(result["suppressions"]) == (mine == tally.documents)
        covered.append(bool(result["suppressions"]))
    assert not all(covered)


def test_suppressions_of_several_hosts_cover_a_result_together() -> None:
    report = next(each for each in judged_run(Allowances()).shard_reports() if each.shard.id == SHARD)
    names = sorted(name for name, group in report.totals.hosts.items() if group.rules.get("pii.email"))
    assert len(names) > 1
    results = checked_run(render_sarif(set_aside_at(*(Spot(host=name) for name in names))))["results"]
    (whole,) = [each for each in results if (each["ruleId"], each["analysisTarget"]["uri"]) == ("pii.email", SHARD)]
    assert len(whole["suppressions"]) == len(names)
    assert whole["level"] == "note"
    results = checked_run(render_sarif(set_aside_at(*(Spot(host=name) for name in names[1:]))))["results"]
    (part,) = [each for each in results if (each["ruleId"], each["analysisTarget"]["uri"]) == ("pii.email", SHARD)]
    assert part["suppressions"] == []
    assert part["level"] != "note"


def test_a_suppression_that_is_over_fails_beside_the_gates() -> None:
    run = set_aside(expires=date(2026, 5, 31), shard=SHARD)
    assert b'<testsuite name="beside the gates" tests="1" failures="1"' in render_junit(run)
    notifications = json.loads(render_sarif(run))["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    (told,) = [each for each in notifications if each["descriptor"]["id"] == "beside-gates"]
    assert told["level"] == "error"
