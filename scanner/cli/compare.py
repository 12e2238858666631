"""`corpus-scanner compare`: two finished runs, or a corpus and an index → what of the one is in the other."""

import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scanner.cli.pipe import reader_may_leave
from scanner.cli.run_folder import StorageOptions, run_folder
from scanner.cli.storage import refuse_remote
from scanner.errors import UsageError

if TYPE_CHECKING:
    from scanner.sources.options import ReadOptions
    from scanner.types.comparison import Comparison, Contamination

    _Report = Comparison | Contamination

_BOUND = 0.8
_COMPARABLE = 0.5
_UNDECIDED = 3
_RUNS = 2


def compare(  # noqa: PLR0913, PLR0917  # one parameter an option is how typer is told of options
    paths: Annotated[
        list[str],
        typer.Argument(metavar="OUT REFERENCE|PATH…", help="Two finished runs; with --index, paths of a corpus."),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for what was found; new or empty.")],
    index: Annotated[
        Path | None, typer.Option(help="Index of a test set, made by `corpus-scanner index make`.")
    ] = None,
    min_similarity: Annotated[
        float | None, typer.Option(min=0.3, max=1, help="Of runs: Jaccard similarity of documents to find (0.8).")
    ] = None,
    min_containment: Annotated[
        float | None, typer.Option(min=0.01, max=1, help="With --index: share of an item's n-grams found (0.8).")
    ] = None,
    max_share: Annotated[
        float | None, typer.Option(min=0, max=1, help="Leave with 1 when a greater share of the reference is found.")
    ] = None,
    min_compared: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="With --max-share: leave with 3 when fewer are long enough to compare (0.5)."),
    ] = None,
    text_field: Annotated[
        list[str] | None, typer.Option(help="With --index: field holding text (dotted); may be repeated.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(metavar="GLOB", help="With --index: leave out shards of that id.")
    ] = None,
    max_record_bytes: Annotated[
        int | None, typer.Option(min=1024, help="With --index: larger records are clipped or skipped, and counted.")
    ] = None,
    storage_options: StorageOptions = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print comparison.json instead of a table.")] = False,
) -> None:
    """Tell which documents of REFERENCE are in OUT, by signatures, or which items of an index are in a corpus.

    Exit codes: 0, 1 a greater share than --max-share was found, 2 wrong usage, 3 interrupted, nothing to compare, or
    with --max-share: that held, but by too little of what there is, or by what was not read in whole.
    """
    if min_compared is not None and max_share is None:
        raise UsageError("--min-compared: only with --max-share")
    refuse_remote(out, "--out")
    if index is None:
        only_with_index = {"text_field": text_field, "exclude": exclude, "max_record_bytes": max_record_bytes}
        _refuse("only with --index", min_containment=min_containment, **only_with_index)
        if len(paths) != _RUNS:
            raise UsageError(f"{len(paths)} paths: expected OUT and REFERENCE, two finished runs, or an --index")
        report = _written(out, lambda: _compare_runs(paths, out, min_similarity or _BOUND, storage_options))
    else:
        _refuse("not with --index", min_similarity=min_similarity, storage_options=storage_options)
        options = read_options(text_field, max_record_bytes)
        bound = min_containment or _BOUND
        report = _written(out, lambda: _find_items(paths, exclude or [], index, out, bound, options))
    from scanner.reports.codec import to_json

    with reader_may_leave():
        sys.stdout.write(to_json(report).decode() if as_json else _table(report, out))
    if max_share is not None:
        raise typer.Exit(_exit_code(report, max_share, _COMPARABLE if min_compared is None else min_compared))


def read_options(text_fields: list[str] | None, max_record_bytes: int | None) -> "ReadOptions":
    """Return how texts are read for n-grams."""
    from scanner.sources.options import ReadOptions

    options = ReadOptions(text_fields=tuple(text_fields or ()))
    return options if max_record_bytes is None else replace(options, max_record_bytes=max_record_bytes)


def _written(out: Path, made: Callable[[], "_Report"]) -> "_Report":
    """Write what is made into the folder; an end from outside leaves it empty."""
    from scanner.pipeline.comparison_files import drop_unfinished, prepare_folder, write_report

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite end is an interrupt: nothing is left behind
    prepare_folder(out)
    try:
        report = made()
        write_report(out, report)
    except KeyboardInterrupt:
        drop_unfinished(out)
        sys.stderr.write(f"interrupted before all was compared; {out} holds nothing of it\n")
        raise typer.Exit(_UNDECIDED) from None
    return report


def _refuse(where: str, **given: object) -> None:
    for name, value in given.items():
        if value:
            raise UsageError(f"--{name.replace('_', '-')}: {where}")


def _compare_runs(paths: list[str], out: Path, min_similarity: float, storage_options: Path | None) -> "Comparison":
    from scanner.pipeline.compare import compare_runs

    kept = ("signatures",)
    with run_folder(paths[0], storage_options, kept) as run, run_folder(paths[1], storage_options, kept) as reference:
        return compare_runs(run.path, reference.path, out, min_similarity)


def _find_items(
    paths: list[str], exclude: list[str], index: Path, out: Path, min_containment: float, options: "ReadOptions"
) -> "Contamination":
    from scanner.pipeline.contamination import find_items
    from scanner.sources.discover import discover

    return find_items(discover(paths, exclude, "compare"), index, out, min_containment, options)


def _table(report: "_Report", out: Path) -> str:
    from scanner.cli.terminal import printable
    from scanner.reports.comparison import lines_of

    lines = lines_of(report)
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    text = ""
    for line in lines:
        cells = [
            line[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
        ]
        text += "  ".join(cells).rstrip() + "\n"
    return text + printable(f"{out / 'summary.md'}, {out / 'matches.parquet'}, {out / 'comparison.json'}") + "\n"


def _exit_code(report: "_Report", max_share: float, min_compared: float) -> int:
    from scanner.pipeline.bounded_share import doubts, is_exceeded

    if is_exceeded(report, max_share):
        return 1
    reasons = doubts(report, max_share, min_compared)
    sys.stderr.writelines(f"--max-share {max_share:g} cannot be told to hold: {reason}\n" for reason in reasons)
    return _UNDECIDED if reasons else 0
