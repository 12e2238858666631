"""A comparison → the files of its output folder."""

from pathlib import Path

from scanner.errors import OutputError
from scanner.reports.codec import to_json
from scanner.reports.comparison import render_comparison, render_contamination
from scanner.sidecars.layout import write_whole
from scanner.types.comparison import Comparison, Contamination


def prepare_folder(folder: Path) -> None:
    """Make an output folder; raises `OutputError` where it holds anything."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise OutputError(f"{folder}: is not empty; name a new or empty folder with --out")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be used as output folder: {error.strerror}") from None


def write_report(folder: Path, report: Comparison | Contamination) -> None:
    """Write the summary, then the JSON, whose presence means that all is done."""
    summary = render_comparison(report) if isinstance(report, Comparison) else render_contamination(report)
    write_whole(folder / "summary.md", summary.encode())
    write_whole(folder / "comparison.json", to_json(report))
