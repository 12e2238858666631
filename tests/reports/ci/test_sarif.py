"""`results.sarif` keeps the standard and the limits of GitHub, and says what was left out."""

import gzip
import json
from dataclasses import replace
from typing import Any

import pytest

from reports.ci.sarif_shape import checked_run
from saved_runs import drawn_run, hostile_run, many_shards, sample_run
from scanner.reports.ci.sarif import render_sarif
from scanner.reports.ci.sarif_told import told
from scanner.types.policy import Outcome
from scanner.types.report import ShardReport
from scanner.types.saved_run import SavedRun, ShardList


def run_of(run: SavedRun, most: int = 25_000, max_gzipped: int = 10_000_000) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render_sarif(run, most, max_gzipped))["runs"][0]
    return log


@pytest.mark.parametrize(
    "run",
    [sample_run(), hostile_run(), many_shards(60), drawn_run()],
    ids=["samples", "hostile", "many", "drawn"],
)
def test_the_log_keeps_schema_and_text_of_the_standard_and_the_limits_of_github(run: SavedRun) -> None:
    assert checked_run(render_sarif(run))["results"]


def test_so_does_a_log_that_was_cut() -> None:
    for body in (render_sarif(many_shards(2_000), most=50), render_sarif(sample_run(), max_gzipped=12_000)):
        run = checked_run(body)
        assert len(run["results"]) < run["properties"]["resultsTotal"]


def test_names_with_braces_and_links_are_no_placeholders_and_no_links() -> None:
    assert told("{0} of a{{b}} [x](1) [y\\](2) [z] (3)") == {
        "text": "{{0}} of a{{{{b}}}} [x] (1) [y\\] (2) [z] (3)",
    }
    run = many_shards(2)
    reports = [
        replace(each, shard=replace(each.shard, id=f"[{{0}}](1)/{each.shard.id}")) for each in run.shard_reports()
    ]
    shards = {f"[{{0}}](1)/{name}": each for name, each in run.corpus.shards.items()}
    run = replace(run, corpus=replace(run.corpus, shards=shards), shard_reports=lambda: iter(reports))
    texts = {each["message"]["text"] for each in checked_run(render_sarif(run))["results"]}
    assert all("shard [{{0}}] (1)/crawl" in text for text in texts)


def test_every_result_lies_at_a_line_of_a_relative_artifact() -> None:
    # GitHub refuses a whole file for one result without a physical location.
    for result in run_of(sample_run())["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["region"] == {"startLine": 1}
        assert place["artifactLocation"]["uriBaseId"] == "CORPUS"


def test_with_a_list_of_shards_results_lie_at_its_lines_and_name_their_shard() -> None:
    run = replace(sample_run(), shard_list=ShardList("data/list.txt", {"crawl/en-pages.warc.gz": 7}))
    for result in run_of(run)["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "data/list.txt", "uriBaseId": "%SRCROOT%"}
        shard = result["analysisTarget"]["uri"]
        assert place["region"] == {"startLine": 7 if shard == "crawl/en-pages.warc.gz" else 1}
        assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": shard, "kind": "shard"}]


def test_the_rules_lead_to_clauses_of_the_laws_they_name() -> None:
    names = {each["name"] for each in run_of(sample_run())["taxonomies"]}
    assert {"GDPR", "PIPL", "CCPA", "GB-T", "AI-Act", "CDSM"} <= names


def test_what_crosses_a_bound_has_a_level_and_what_does_not_is_a_note() -> None:
    results = run_of(sample_run())["results"]
    assert {each["level"] for each in results if each["ruleId"] == "pii.payment-card"} == {"error"}
    assert {each["level"] for each in results if not each["properties"]["crossesBound"]} == {"note"}
    crossed = [each["properties"]["crossesBound"] for each in results]
    assert crossed == sorted(crossed, reverse=True)  # the worst first


def test_a_fingerprint_stays_when_counts_and_contents_change() -> None:
    run = sample_run()
    before = {each["message"]["text"]: each["partialFingerprints"] for each in run_of(run)["results"]}
    reports = [_doubled(report) for report in run.shard_reports()]
    after = run_of(replace(run, shard_reports=lambda: iter(reports)))["results"]
    marks = [each["partialFingerprints"]["corpusFinding/v1"] for each in after]
    assert sorted(marks) == sorted(each["corpusFinding/v1"] for each in before.values())
    assert len(set(marks)) == len(marks)
    assert not {each["message"]["text"] for each in after} & before.keys()


def _doubled(report: ShardReport) -> ShardReport:
    rules = {rule: replace(tally, findings=2 * tally.findings) for rule, tally in report.totals.rules.items()}
    return replace(report, shard=replace(report.shard, sha256="0" * 64), totals=replace(report.totals, rules=rules))


def test_too_many_results_are_counted_and_the_worst_kept() -> None:
    whole, cut = run_of(sample_run()), run_of(sample_run(), most=5)
    assert cut["results"] == [
        {**each, **{key: mine[key] for key in ("ruleIndex", "analysisTarget", "locations")}}
        for each, mine in zip(whole["results"], cut["results"], strict=False)
    ]
    assert len(cut["results"]) == 5
    assert cut["properties"]["resultsTotal"] == len(whole["results"])
    told = cut["invocations"][0]["toolExecutionNotifications"][0]
    assert told["descriptor"]["id"] == "not-all-results"
    assert f"{len(whole['results']) - 5} of {len(whole['results'])} results" in told["message"]["text"]


def test_a_log_too_large_when_packed_is_cut_until_it_fits() -> None:
    body = render_sarif(sample_run(), max_gzipped=12_000)
    assert len(gzip.compress(body)) <= 12_000
    assert "results are left out" in body.decode()


def test_shards_not_read_whole_are_notifications() -> None:
    notifications = run_of(sample_run())["invocations"][0]["toolExecutionNotifications"]
    damaged = [each for each in notifications if each["descriptor"]["id"] == "shard-damaged"]
    assert [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in damaged] == [
        "damaged/bad-block.jsonl.gz",
        "damaged/clipped.warc.gz",
    ]


@pytest.mark.parametrize(
    ("outcome", "code", "successful"), [("pass", 0, True), ("fail", 1, True), ("incomplete", 3, False)]
)
def test_the_exit_code_is_that_of_the_scan(outcome: str, code: int, successful: bool) -> None:  # noqa: FBT001  # an expected value
    run = sample_run()
    invocation = run_of(replace(run, verdict=replace(run.verdict, outcome=Outcome(outcome))))["invocations"][0]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (code, successful)


def test_no_snippet_is_ever_written() -> None:
    body = render_sarif(sample_run()).decode()
    assert not [key for key in ("snippet", "contextRegion", "contents") if f'"{key}"' in body]


def test_a_hostile_shard_id_stays_a_relative_uri() -> None:
    for artifact in run_of(hostile_run())["artifacts"]:
        assert not set(artifact["location"]["uri"]) & set("<>\"'`\\ \n\r:?#|")
