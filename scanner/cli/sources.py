"""`corpus-scanner sources`: check a source register, or begin one from a finished run."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scanner.cli.run_folder import StorageOptions, run_folder

if TYPE_CHECKING:
    from scanner.types.register import Source

app = typer.Typer(help="Check and draft source registers.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _root() -> None:
    pass


@app.command("check")
def check(files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="One sources.yaml or several.")]) -> None:
    """Load registers and print what they say; leaves with 2 when anything in them is wrong."""
    from scanner.cli.terminal import printable
    from scanner.register.draft import counted
    from scanner.register.load import digest_of, load_register

    for register in [load_register(file) for file in files]:
        for source in register.sources:
            sys.stdout.write(f"{printable(source.id)}: {printable(source.party)}\n")
            sys.stdout.writelines(f"  {name:<11}{printable(text)}\n" for name, text in _facts(source))
        sys.stdout.write(f"{counted(len(register.sources), 'source')}\ndigest {digest_of(register)}\n")


def _facts(source: "Source") -> tuple[tuple[str, str], ...]:
    """Return what a register says of a source, a line each: a table of so many columns fits no terminal."""
    period = source.collected
    grants = ", ".join(f"{use} {grant}" for use, grant in (source.grants or {}).items())
    return (
        ("rights", ", ".join(source.rights)),
        ("basis", f"{source.basis} {source.reference}".strip()),
        ("grants", grants or "-"),
        ("collected", "-" if period is None else f"{period.first} to {period.last or 'now'}"),
        ("not stated", ", ".join(source.unstated) or "-"),
    )


@app.command("draft")
def draft(
    out: Annotated[str, typer.Argument(metavar="OUT", help="Folder of a finished scan, or its place in a store.")],
    storage_options: StorageOptions = None,
) -> None:
    """Print the beginning of a register: the domains that no source covers, with blanks for a person to fill in."""
    from scanner.errors import UsageError
    from scanner.register.draft import draft_of
    from scanner.sidecars.layout import Layout
    from scanner.sidecars.tables import read_rows

    with run_folder(out, storage_options, ("rights",)) as folder:
        layout = Layout(folder.path)
        registered = layout.sources.is_file()
        path = layout.sources if registered else layout.domains
        if not path.is_file():
            raise UsageError(f"{folder.path}: holds no finished run")
        for line in draft_of(read_rows(path), registered=registered):
            sys.stdout.write(f"{line}\n")
