"""A saved run → the files of each format it can be told in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from scanner.errors import UsageError
from scanner.reports.markdown import render_summary
from scanner.types.saved_run import SavedRun

Render = Callable[[SavedRun], Iterator[tuple[str, bytes]]]
"""Yields (path below the output folder, content), one file after the other: pages of shards may be very many."""


def _markdown(run: SavedRun) -> Iterator[tuple[str, bytes]]:
    yield "summary.md", render_summary(run.corpus, run.verdict, run.catalogue).encode()


FORMATS: Final[Mapping[str, Render]] = {"markdown": _markdown}
DEFAULT_FORMATS: Final = ("markdown",)
"""What a scan writes unasked."""


def check_formats(names: Sequence[str]) -> tuple[str, ...]:
    """Return the formats, each once, in the order given; raises `UsageError` that names every unknown one."""
    unknown = sorted(set(names) - FORMATS.keys())
    if unknown:
        raise UsageError(f"--format {', '.join(unknown)}: expected one of {', '.join(sorted(FORMATS))}")
    return tuple(dict.fromkeys(names))


def render(run: SavedRun, formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of several formats; the same run gives the same bytes."""
    for name in formats:
        yield from FORMATS[name](run)
