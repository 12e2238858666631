"""`shards.csv` and `shards.parquet`: a row a shard, the same in both, and no cell that a spreadsheet would run."""

import csv
import io
from dataclasses import replace
from typing import Any

import pyarrow.parquet as pq
import pytest

from saved_runs import HOSTILE, hostile_run, sample_run
from scanner.reports.metadata.shard_rows import render_csv, render_parquet
from scanner.types.estimate import Estimate
from scanner.types.saved_run import SavedRun


def read_csv(run: SavedRun) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_csv(run).decode("utf-8"), newline="")))


def read_parquet(run: SavedRun) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(io.BytesIO(render_parquet(run))).to_pylist()
    return rows


def with_shard(name: str) -> SavedRun:
    run = sample_run()
    report = replace(first := next(run.shard_reports()), shard=replace(first.shard, id=name))
    shards = {name: run.corpus.shards[first.shard.id]}
    return replace(run, corpus=replace(run.corpus, shards=shards), shard_reports=lambda: iter([report]))


def test_both_files_hold_the_same_rows() -> None:
    run = sample_run()
    table = read_parquet(run)
    told = [{name: "" if cell is None else str(cell) for name, cell in row.items() if name != "rules"} for row in table]
    assert told == read_csv(run)
    assert [row["shard"] for row in table] == sorted(run.corpus.shards)


def test_groups_and_rules_add_up_to_what_the_shard_report_counts() -> None:
    run = sample_run()
    for row, report in zip(read_parquet(run), run.shard_reports(), strict=True):
        counts = {rule: tally.findings for rule, tally in report.totals.rules.items() if tally.findings}
        assert dict(row["rules"]) == counts
        assert sum(cell or 0 for name, cell in row.items() if name.startswith("group_")) == sum(counts.values())


def test_a_damaged_shard_tells_its_first_fault() -> None:
    (row,) = [row for row in read_csv(sample_run()) if row["shard"] == "damaged/clipped.warc.gz"]
    assert (row["state"], row["first_fault"]) == ("damaged", "truncated: the file ends inside a gzip member")


def test_a_rule_that_looked_at_a_sample_is_estimated_and_named() -> None:
    run = sample_run()
    first = next(run.shard_reports())
    estimate = Estimate(100, 10, 0.5, 0.4, 0.6, 50.4, 40.0, 60.0)
    report = replace(first, estimates={"pii.email": estimate})
    (row,) = read_parquet(replace(run, shard_reports=lambda: iter([report])))
    assert (dict(row["rules"])["pii.email"], row["estimated"]) == (50, "pii.email")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(start: str) -> None:
    (row,) = read_csv(with_shard(f"{start}1+1.jsonl"))
    assert row["shard"] == f"'{start}1+1.jsonl"


def test_quotes_commas_and_line_ends_keep_to_their_cell() -> None:
    # RFC 4180 §2.5 to 2.7; a line end inside a name is made visible before.
    body = render_csv(with_shard('a,"b"\r\nc.jsonl')).decode()
    assert body.count("\r\n") == 2
    assert '"a,""b""\ufffd\ufffdc.jsonl"' in body
    assert body.endswith("\r\n")


def test_hostile_names_make_no_further_rows_or_columns() -> None:
    rows = read_csv(hostile_run())
    assert len(rows) == len(HOSTILE)
    assert all(None not in row for row in rows)
    assert not [cell for row in rows for cell in row.values() if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


def test_no_shards_make_a_table_without_rows() -> None:
    run = replace(sample_run(), shard_reports=lambda: iter([]))
    assert read_csv(run) == []
    assert read_parquet(run) == []
