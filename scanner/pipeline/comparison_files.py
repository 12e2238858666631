"""A comparison → the files of its output folder."""

from pathlib import Path
from typing import Final

from scanner.errors import OutputError
from scanner.reports.codec import to_json
from scanner.reports.comparison import render_comparison, render_contamination
from scanner.sidecars.layout import write_whole
from scanner.types.comparison import Comparison, Contamination

_MATCHES: Final = "matches.parquet"
_SUMMARY: Final = "summary.md"
_REPORT: Final = "comparison.json"
WORK: Final = "work-"
"""How the name of the working folder begins."""


def prepare_folder(folder: Path) -> None:
    """Make an output folder; raises `OutputError` where it holds anything, naming what is ours."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        present = {path.name for path in folder.iterdir()}
    except OSError as error:
        raise OutputError(f"{folder}: cannot be used as output folder: {error.strerror}") from None
    if not present:
        return
    if _REPORT in present:
        raise OutputError(f"{folder}: is not empty: it holds a comparison; name a new or empty folder with --out")
    if all(_is_ours(name) for name in present):
        left = ", ".join(sorted(present))
        raise OutputError(
            f"{folder}: is not empty: it holds {left}, as a comparison leaves that is running or was killed; "
            "where none is running, remove that, or name another folder with --out"
        )
    raise OutputError(f"{folder}: is not empty; name a new or empty folder with --out")


def drop_unfinished(folder: Path) -> None:
    """Remove what a comparison that was interrupted wrote into the folder that it was given empty."""
    if (folder / _REPORT).exists():
        return
    for name in (_MATCHES, _SUMMARY):
        (folder / name).unlink(missing_ok=True)
    for name in (_MATCHES, _SUMMARY, _REPORT):
        (folder / f"{name}.partial").unlink(missing_ok=True)


def _is_ours(name: str) -> bool:
    return name.startswith(WORK) or name.removesuffix(".partial") in {_MATCHES, _SUMMARY, _REPORT}


def write_report(folder: Path, report: Comparison | Contamination) -> None:
    """Write the summary, then the JSON, whose presence means that all is done."""
    summary = render_comparison(report) if isinstance(report, Comparison) else render_contamination(report)
    write_whole(folder / _SUMMARY, summary.encode())
    write_whole(folder / _REPORT, to_json(report))
