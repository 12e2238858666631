"""`codequality.json` has the keys that GitLab reads, and its fingerprints stay from run to run."""

import json
from dataclasses import replace
from typing import Any

from saved_runs import hostile_run, sample_run
from scanner.reports.ci.gitlab import MAX_ENTRIES, render_codequality
from scanner.types.saved_run import SavedRun, ShardList


def entries(run: SavedRun) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render_codequality(run))
    return found


def test_an_entry_has_the_keys_that_gitlab_reads() -> None:
    for entry in (*entries(sample_run()), *entries(hostile_run())):
        assert entry.keys() == {"check_name", "description", "fingerprint", "location", "severity"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"] == {"begin": 1}
        assert not entry["location"]["path"].startswith(("/", "./", "../"))


def test_what_crosses_a_bound_and_what_could_not_be_read_is_told_and_nothing_else() -> None:
    names = {entry["check_name"] for entry in entries(sample_run())}
    assert {"corpus-scanner.damaged", "pii.payment-card", "rights.tdmrep.reserved"} <= names
    assert "pii.ipv4" not in names  # met, and within the policy's bounds


def test_with_a_list_of_shards_entries_lie_at_its_lines() -> None:
    run = replace(sample_run(), shard_list=ShardList("list.txt", {"damaged/clipped.warc.gz": 3}))
    assert [entry["location"] for entry in entries(run)[:2]] == [
        {"path": "list.txt", "lines": {"begin": 1}},
        {"path": "list.txt", "lines": {"begin": 3}},
    ]


def test_fingerprints_are_unique_and_stay_when_counts_change() -> None:
    run = sample_run()
    before = [entry["fingerprint"] for entry in entries(run)]
    reports = [
        replace(
            report,
            totals=replace(
                report.totals,
                rules={rule: replace(each, documents=each.documents + 1) for rule, each in report.totals.rules.items()},
            ),
        )
        for report in run.shard_reports()
    ]
    after = [entry["fingerprint"] for entry in entries(replace(run, shard_reports=lambda: iter(reports)))]
    assert sorted(before) == sorted(after)
    assert len(set(before)) == len(before)


def test_no_more_entries_than_a_page_can_show_and_the_others_are_counted() -> None:
    run = sample_run()
    reports = [
        replace(report, shard=replace(report.shard, id=f"{number}/{report.shard.id}"))
        for number in range(120)
        for report in run.shard_reports()
    ]
    found = entries(replace(run, shard_reports=lambda: iter(reports)))
    assert len(found) == MAX_ENTRIES + 4
    assert found[-1]["check_name"] == "corpus-scanner.not-all"
    assert [entry["severity"] for entry in found[3:-1]] == sorted(
        (entry["severity"] for entry in found[3:-1]), key=["blocker", "critical", "major", "minor", "info"].index
    )
