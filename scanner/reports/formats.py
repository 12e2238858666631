"""A saved run → the files of each format it can be told in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from scanner.errors import UsageError
from scanner.reports.ci.github import render_annotations, render_step_summary
from scanner.reports.ci.gitlab import codequality_reader
from scanner.reports.ci.junit import render_junit
from scanner.reports.ci.sarif import sarif_reader
from scanner.reports.html.index import render_index
from scanner.reports.html.shard_page import shard_pages
from scanner.reports.markdown import render_summary
from scanner.reports.metadata.croissant import render_croissant
from scanner.reports.metadata.cyclonedx import render_cyclonedx
from scanner.reports.metadata.dataset_card import render_card
from scanner.reports.metadata.shard_rows import CsvReader, ParquetReader
from scanner.reports.pdf.report import render_pdf
from scanner.reports.reader import ShardReader, feed
from scanner.types.saved_run import SavedRun

Render = Callable[[SavedRun], Iterator[tuple[str, bytes]]]
"""Yields (path below the output folder, content), one file after the other."""


def _markdown(run: SavedRun) -> Iterator[tuple[str, bytes]]:
    yield "summary.md", render_summary(run.corpus, run.verdict, run.catalogue).encode()


def _one(path: str, content: Callable[[SavedRun], bytes]) -> Render:
    """Return the renderer of a format that is one file."""

    def render_one(run: SavedRun) -> Iterator[tuple[str, bytes]]:
        yield path, content(run)

    return render_one


_READERS: Final[Mapping[str, Callable[[SavedRun], ShardReader]]] = {
    "sarif": sarif_reader,
    "gitlab": codequality_reader,
    "csv": CsvReader,
    "parquet": ParquetReader,
}
"""Formats that read all shard reports: several of them share one reading."""
_WHOLE: Final[Mapping[str, Render]] = {
    "markdown": _markdown,
    "junit": _one("junit.xml", render_junit),
    "github-summary": _one("step-summary.md", render_step_summary),
    "github-annotations": _one("annotations.txt", render_annotations),
    "croissant": _one("croissant.json", render_croissant),
    "cyclonedx": _one("cyclonedx.json", render_cyclonedx),
    "dataset-card": _one("dataset-card.md", render_card),
    "pdf": render_pdf,
}
FORMATS: Final[Mapping[str, str]] = {
    "html": "index.html",
    "markdown": "summary.md",
    "sarif": "results.sarif",
    "junit": "junit.xml",
    "github-summary": "step-summary.md",
    "github-annotations": "annotations.txt",
    "gitlab": "codequality.json",
    "csv": "shards.csv",
    "parquet": "shards.parquet",
    "croissant": "croissant.json",
    "cyclonedx": "cyclonedx.json",
    "dataset-card": "dataset-card.md",
    "pdf": "report.pdf",
}
"""Format → the file by which a folder shows that it was told in it."""
DEFAULT_FORMATS: Final = ("markdown", "html", "sarif", "junit")
"""What a scan writes unasked."""


def check_formats(names: Sequence[str]) -> tuple[str, ...]:
    """Return the formats, each once, in the order given; raises `UsageError` that names every unknown one."""
    unknown = sorted(set(names) - FORMATS.keys())
    if unknown:
        raise UsageError(f"--format {', '.join(unknown)}: expected one of {', '.join(sorted(FORMATS))}")
    return tuple(dict.fromkeys(names))


def render(run: SavedRun, formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of several formats; the same run gives the same bytes.

    Shard reports are read once for all of them: where there are pages of shards, these come first, each when its
    report was read.
    """
    readers = {name: _READERS[name](run) for name in formats if name in _READERS}
    if "html" in formats:
        yield FORMATS["html"], render_index(run)
        yield from _pages(run, tuple(readers.values()))
    else:
        feed(run, tuple(readers.values()))
    for name in formats:
        if name in readers:
            yield FORMATS[name], readers.pop(name).content()
        elif name in _WHOLE:
            yield from _WHOLE[name](run)


def _pages(run: SavedRun, readers: Sequence[ShardReader]) -> Iterator[tuple[str, bytes]]:
    """Yield the page of every shard, and give its report to others who want it."""
    pages = shard_pages(run.catalogue.cards())
    for report in run.shard_reports():
        for reader in readers:
            reader.add(report)
        yield pages.page(report)
