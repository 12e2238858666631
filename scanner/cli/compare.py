"""`corpus-scanner compare`: two finished runs, or a corpus and an index → what of the one is in the other."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scanner.cli.pipe import reader_may_leave
from scanner.errors import UsageError

if TYPE_CHECKING:
    from scanner.types.comparison import Comparison, Contamination

_BOUND = 0.8
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
        float | None, typer.Option(min=0.3, max=1, help="Of runs: Jaccard similarity of a document found (0.8).")
    ] = None,
    min_containment: Annotated[
        float | None, typer.Option(min=0.01, max=1, help="With --index: share of an item's n-grams found (0.8).")
    ] = None,
    max_share: Annotated[
        float | None, typer.Option(min=0, max=1, help="Leave with 1 when a greater share of the reference is found.")
    ] = None,
    text_field: Annotated[
        list[str] | None, typer.Option(help="With --index: field holding text (dotted); may be repeated.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(metavar="GLOB", help="With --index: leave out shards of that id.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print comparison.json instead of a table.")] = False,
) -> None:
    """Tell which documents of REFERENCE are in OUT, by signatures, or which items of an index are in a corpus.

    Exit codes: 0, 1 a greater share than --max-share was found, 2 wrong usage, 3 with --max-share when that held but
    not all shards were read.
    """
    from scanner.pipeline.comparison_files import prepare_folder, write_report
    from scanner.reports.codec import to_json

    if index is None:
        _refuse("only with --index", min_containment=min_containment, text_field=text_field, exclude=exclude)
        if len(paths) != _RUNS:
            raise UsageError(f"{len(paths)} paths: expected OUT and REFERENCE, two finished runs, or an --index")
    else:
        _refuse("not with --index", min_similarity=min_similarity)
    prepare_folder(out)
    report: Comparison | Contamination
    if index is None:
        report = _compare_runs(paths, out, min_similarity or _BOUND)
    else:
        report = _find_items(paths, exclude or [], index, out, min_containment or _BOUND, text_field or [])
    write_report(out, report)
    with reader_may_leave():
        sys.stdout.write(to_json(report).decode() if as_json else _table(report, out))
    raise typer.Exit(_exit_code(report, max_share))


def _refuse(where: str, **given: object) -> None:
    for name, value in given.items():
        if value:
            raise UsageError(f"--{name.replace('_', '-')}: {where}")


def _compare_runs(paths: list[str], out: Path, min_similarity: float) -> "Comparison":
    from scanner.pipeline.compare import compare_runs

    return compare_runs(Path(paths[0]), Path(paths[1]), out, min_similarity)


def _find_items(
    paths: list[str], exclude: list[str], index: Path, out: Path, min_containment: float, text_fields: list[str]
) -> "Contamination":
    from scanner.pipeline.contamination import find_items
    from scanner.sources.discover import discover
    from scanner.sources.options import ReadOptions

    options = ReadOptions(text_fields=tuple(text_fields))
    return find_items(discover(paths, exclude), index, out, min_containment, options)


def _table(report: "Comparison | Contamination", out: Path) -> str:
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


def _exit_code(report: "Comparison | Contamination", max_share: float | None) -> int:
    from scanner.types.comparison import Comparison

    if max_share is None:
        return 0
    if report.share_found > max_share:
        return 1
    unread = report.corpus.unread_shards
    unread += report.reference.unread_shards if isinstance(report, Comparison) else 0
    return 3 if unread else 0
