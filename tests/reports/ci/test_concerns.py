"""Which findings count for the verdict, and what becomes of those that a person has set aside."""

import json
from dataclasses import replace
from datetime import date

import jsonschema
import pytest

from reports.ci.sarif_shape import LOG
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
    entry = Suppression(rule, Spot(**where), "<b>test</b> pages", "data office", expires)
    said = Suppressions(SUPPRESSIONS_SCHEMA, (entry,))
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
    log = json.loads(render_sarif(set_aside(shard=where)))
    jsonschema.Draft202012Validator(LOG).validate(log)
    for result in log["runs"][0]["results"]:
        aside = result["ruleId"] == "pii.email" and result["analysisTarget"]["uri"] == SHARD
        assert ("suppressions" in result) == aside
        if aside:
            (told,) = result["suppressions"]
            assert told["justification"] == "<b>test</b> pages (data office, until 2026-06-01)"
            assert (result["level"], result["properties"]["crossesBound"]) == ("note", False)


def test_findings_of_a_shard_that_are_set_aside_are_no_entry_of_gitlab() -> None:
    found = {
        (each["check_name"], each["location"]["path"])
        for each in json.loads(render_codequality(set_aside(shard=SHARD)))
    }
    assert ("pii.email", SHARD) not in found
    assert ("pii.payment-card", SHARD) in found


def test_what_is_set_aside_for_a_host_leaves_results_as_they_are() -> None:
    assert "suppressions" not in json.dumps(
        json.loads(render_sarif(set_aside(host="northfold.example")))["runs"][0]["results"]
    )


def test_a_suppression_that_is_over_fails_beside_the_gates() -> None:
    run = set_aside(expires=date(2026, 5, 31), shard=SHARD)
    assert b'<testsuite name="beside the gates" tests="1" failures="1"' in render_junit(run)
    notifications = json.loads(render_sarif(run))["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    (told,) = [each for each in notifications if each["descriptor"]["id"] == "beside-gates"]
    assert told["level"] == "error"
