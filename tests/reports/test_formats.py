"""Every format: the same bytes for the same run, files that a run owns, nothing invisible, nothing that was found."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpora import ROOT
from saved_runs import hostile_run, sample_run
from scanner.reports.formats import DEFAULT_FORMATS, FORMATS, render
from scanner.sidecars.layout import Layout
from scanner.types.report import ShardReport

PLANTED = json.loads((ROOT / "tests" / "planted.json").read_text(encoding="utf-8"))
SHORTEST_TELLING = 7
TEXT_ENDINGS = (".md", ".txt", ".json", ".sarif", ".xml", ".csv", ".html")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_same_run_gives_the_same_bytes(name: str) -> None:
    assert dict(render(sample_run(), [name])) == dict(render(sample_run(), [name]))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_nothing_invisible_comes_through_from_hostile_names(name: str) -> None:
    for path, body in render(hostile_run(), [name]):
        if path.endswith(TEXT_ENDINGS):
            text = body.decode("utf-8")
            assert {each for each in text if not each.isprintable()} <= {"\n", "\r"}, path


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_planted_value_is_in_any_format(name: str) -> None:
    lists = (*PLANTED["values"], *PLANTED["hard"], *PLANTED["elsewhere"])
    values = {entry["value"].encode() for entry in lists if len(entry["value"]) >= SHORTEST_TELLING}
    for path, body in render(sample_run(), [name]):
        assert not [path for value in values if value in body]


def test_a_run_with_every_format_can_be_overwritten(tmp_path: Path) -> None:
    # A file that is not listed in the layout would make the folder look like a stranger's.
    out = tmp_path / "out"
    Layout(out).prepare(overwrite=False)
    for path, body in render(sample_run(), sorted(FORMATS)):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(body)
    Layout(out).prepare(overwrite=True)
    assert {path.name for path in out.iterdir()} == {"run.json", "work"}


def test_what_a_scan_writes_unasked_is_there() -> None:
    assert set(DEFAULT_FORMATS) <= FORMATS.keys()
    assert {path for path, _ in render(sample_run(), DEFAULT_FORMATS)} >= {"summary.md", "results.sarif", "junit.xml"}


def test_several_formats_read_the_shard_reports_once_and_are_as_each_alone() -> None:
    run, read = sample_run(), 0

    def counted() -> Iterator[ShardReport]:
        nonlocal read
        read += 1
        return run.shard_reports()

    names = ["html", "sarif", "junit", "csv", "gitlab", "parquet", "croissant"]
    together = list(render(replace(run, shard_reports=counted), names))
    assert read == 1
    assert together == [file for name in names for file in render(run, [name])]


def test_each_format_writes_the_file_by_which_its_presence_is_known() -> None:
    told = {name: [path for path, _ in render(sample_run(), [name])] for name in FORMATS}
    assert {name: paths[0] for name, paths in told.items()} == FORMATS
