"""`corpus-scanner diff`: two finished runs → what changed."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from scanner.cli.pipe import reader_may_leave
from scanner.cli.run_folder import StorageOptions, run_folder
from scanner.errors import UsageError

if TYPE_CHECKING:
    from scanner.types.run_diff import RunDiff


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="Folder of a finished scan, or its place in a store.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="That of a later one.")],
    storage_options: StorageOptions = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, with every shard named.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    fail_on_regression: Annotated[
        bool, typer.Option("--fail-on-regression", help="Leave with 1 when the verdict is worse.")
    ] = False,
) -> None:
    """Tell what changed: shards, hosts, sources, findings, rights, the verdict. Neither corpus is read.

    Exit codes: 0, 2 wrong usage; with --fail-on-regression 1 when the outcome is worse or something fails that did not.
    """
    from scanner.pipeline.run_diff import diff_folders
    from scanner.reports.run_diff import diff_json, render_diff

    if as_json and markdown:
        raise UsageError("--json and --markdown: one of them")
    with run_folder(old, storage_options, ()) as before, run_folder(new, storage_options, ()) as now:
        found = diff_folders(before.path, now.path)
    with reader_may_leave():
        if as_json:
            sys.stdout.write(diff_json(found).decode())
        elif markdown:
            sys.stdout.write(render_diff(found))
        else:
            sys.stdout.writelines(f"{line}\n" for line in _lines(found))
    if fail_on_regression and found.verdict.is_worse:
        raise typer.Exit(1)


def _lines(found: "RunDiff") -> Iterator[str]:
    from scanner.cli.terminal import printable
    from scanner.reports.run_diff import headline, sections_of

    yield from map(printable, headline(found))
    for section in sections_of(found):
        lines = [section.head, *section.rows]
        widths = [max(len(printable(line[column])) for line in lines) for column in range(len(section.head))]
        yield ""
        yield printable(section.title)
        for line in lines:
            cells = (printable(cell).ljust(width) for cell, width in zip(line, widths, strict=True))
            yield "  " + "  ".join(cells).rstrip()
        if section.more:
            yield f"  and {section.more:,} more (--json)"
