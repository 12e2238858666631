"""A saved run → the files of each format it can be told in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from scanner.errors import UsageError
from scanner.reports.ci.github import render_annotations, render_step_summary
from scanner.reports.ci.gitlab import codequality_reader
from scanner.reports.ci.junit import render_junit
from scanner.reports.ci.sarif import sarif_reader
from scanner.reports.html.index import render_index
from scanner.reports.html.shard_page import render_shard
from scanner.reports.html.show import page_of
from scanner.reports.markdown import render_summary
from scanner.reports.metadata.croissant import render_croissant
from scanner.reports.metadata.cyclonedx import render_cyclonedx
from scanner.reports.metadata.dataset_card import render_card
from scanner.reports.metadata.shard_rows import CsvReader, ParquetReader
from scanner.reports.pdf.report import render_pdf
from scanner.reports.reader import ShardReader, content_of, feed
from scanner.types.saved_run import SavedRun

Render = Callable[[SavedRun], Iterator[tuple[str, bytes]]]
"""Yields (path below the output folder, content), one file after the other: pages of shards may be very many."""


def _markdown(run: SavedRun) -> Iterator[tuple[str, bytes]]:
    yield "summary.md", render_summary(run.corpus, run.verdict, run.catalogue).encode()


def _html(run: SavedRun) -> Iterator[tuple[str, bytes]]:
    yield "index.html", render_index(run)
    cards = run.catalogue.cards()
    for report in run.shard_reports():
        yield page_of(report.shard.id), render_shard(report, cards)


def _one(name: str, content: Callable[[SavedRun], bytes]) -> Render:
    """Return the renderer of a format that is one file."""

    def render_one(run: SavedRun) -> Iterator[tuple[str, bytes]]:
        yield name, content(run)

    return render_one


def _alone(name: str) -> Render:
    """Return the renderer of a format that reads all shard reports."""

    def render_alone(run: SavedRun) -> Iterator[tuple[str, bytes]]:
        path, reader = _READERS[name]
        yield path, content_of(run, reader(run))

    return render_alone


_READERS: Final[Mapping[str, tuple[str, Callable[[SavedRun], ShardReader]]]] = {
    "sarif": ("results.sarif", sarif_reader),
    "gitlab": ("codequality.json", codequality_reader),
    "csv": ("shards.csv", CsvReader),
    "parquet": ("shards.parquet", ParquetReader),
}
"""Formats that read all shard reports: several of them share one reading."""
FORMATS: Final[Mapping[str, Render]] = {
    "html": _html,
    "markdown": _markdown,
    "sarif": _alone("sarif"),
    "junit": _one("junit.xml", render_junit),
    "github-summary": _one("step-summary.md", render_step_summary),
    "github-annotations": _one("annotations.txt", render_annotations),
    "gitlab": _alone("gitlab"),
    "csv": _alone("csv"),
    "parquet": _alone("parquet"),
    "croissant": _one("croissant.json", render_croissant),
    "cyclonedx": _one("cyclonedx.json", render_cyclonedx),
    "dataset-card": _one("dataset-card.md", render_card),
    "pdf": render_pdf,
}
DEFAULT_FORMATS: Final = ("markdown", "html", "sarif", "junit")
"""What a scan writes unasked."""


def check_formats(names: Sequence[str]) -> tuple[str, ...]:
    """Return the formats, each once, in the order given; raises `UsageError` that names every unknown one."""
    unknown = sorted(set(names) - FORMATS.keys())
    if unknown:
        raise UsageError(f"--format {', '.join(unknown)}: expected one of {', '.join(sorted(FORMATS))}")
    return tuple(dict.fromkeys(names))


def render(run: SavedRun, formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of several formats; the same run gives the same bytes."""
    readers = {name: _READERS[name][1](run) for name in formats if name in _READERS}
    feed(run, tuple(readers.values()))
    for name in formats:
        if name in readers:
            yield _READERS[name][0], readers.pop(name).content()
        else:
            yield from FORMATS[name](run)
