"""`corpus-scanner config`: what the scan command would be told, and by whom."""

from typing import Annotated, Any

import typer

from scanner.cli.pipe import reader_may_leave
from scanner.cli.scan import CONTEXT, scan
from scanner.cli.settings import origin

app = typer.Typer(help="Show the resolved configuration.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group() -> None:
    pass


@app.command("show", context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@reader_may_leave()
def show(
    flags: Annotated[list[str] | None, typer.Argument(metavar="[SCAN OPTIONS]", help="As given to scan.")] = None,
) -> None:
    """Show every setting of `scan` with its value and origin: flag > environment > file > default."""
    from rich.console import Console
    from rich.table import Table

    lone = typer.Typer(rich_markup_mode=None)
    lone.command(context_settings=CONTEXT)(scan)
    command: Any = typer.main.get_command(lone)
    context = command.make_context("scan", [*(flags or []), "-"])
    table = Table("setting", "value", "origin")
    for name, value in sorted(context.params.items()):
        if name not in {"paths", "dry_run", "overwrite", "config"}:
            table.add_row(name, _shown(value), origin(context, name))
    Console().print(table)


def _shown(value: object) -> str:
    if value is None or value in ([], ()):
        return "-"
    if isinstance(value, list | tuple):
        return ", ".join(str(entry) for entry in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
