"""`corpus-scanner models`: name taggers and spaCy pipelines → what there is, and whether its bytes are official."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from scanner.cli.pipe import reader_may_leave
from scanner.errors import ModelError

if TYPE_CHECKING:
    from scanner.detectors.names.verify import Verification

app = typer.Typer(help="List and verify name taggers and spaCy pipelines.", no_args_is_help=True, rich_markup_mode=None)


@dataclass(frozen=True, slots=True)
class Row:
    """One pipeline as listed."""

    name: str
    language: str
    version: str
    licence: str
    standing: str
    pin: str = ""


@app.command("list")
@reader_may_leave()
def list_models() -> None:
    """List the taggers in the package and the installed spaCy pipelines; reads files, runs and fetches nothing."""
    from rich.console import Console
    from rich.table import Table

    from scanner.cli.terminal import printable

    rows = [*_built_in(), *_installed()]
    table = Table()
    for name in ("pipeline", "language", "version", "licence", "verification"):
        table.add_column(name, overflow="fold")
    for row in rows:
        words = (row.name, row.language, row.version, row.licence, row.standing)
        table.add_row(*(printable(word) for word in words))
    Console().print(table, markup=False)
    for row in rows:
        sys.stdout.write(printable(row.pin) + "\n" if row.pin else "")


def _built_in() -> Iterator[Row]:
    import scanner
    from scanner.detectors.names.built_in import BUILT_IN, LANGUAGES, built_in_weights
    from scanner.detectors.names.verify import verify_built_in

    for language in LANGUAGES:
        licences = dict.fromkeys(file.licence for file in built_in_weights(language))
        answer = verify_built_in(language)
        yield Row(BUILT_IN, language, scanner.__version__, "; ".join(licences), answer.standing, answer.pin)


def _installed() -> Iterator[Row]:
    from scanner.detectors.names.pipeline_files import find_pipeline, installed_pipelines, read_meta
    from scanner.detectors.names.verify import verify

    for name in installed_pipelines():
        try:
            answer, pipeline = verify(name), find_pipeline(name)
            meta = read_meta(pipeline.folder) if pipeline is not None else {}
        except ModelError:  # listed by its installer, but its files are gone or broken
            yield Row(name, "?", "?", "?", "unusable")
            continue
        language, version, licence = (str(meta.get(key, "?")) for key in ("lang", "version", "license"))
        yield Row(name, language, version, licence, answer.standing, answer.pin)


@app.command("verify")
def verify_models(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME|FOLDER|WHEEL…", help="Installed pipelines, their folders, wheels, or built-in."),
    ],
    allow_unknown: Annotated[
        bool, typer.Option(help="Accept what nothing speaks against, though origin is unknown.")
    ] = False,
) -> None:
    """Compare pipelines with the digests of the official files; leaves with 2 unless all are verified."""
    from scanner.cli.terminal import printable
    from scanner.detectors.names.verify import Standing, advice_for

    faults: list[str] = []
    for name in names:
        try:
            answers = _answers(name)
        except ModelError as error:
            faults.append(str(error))
            continue
        for answer in answers:
            sys.stdout.write(printable(f"{answer.subject}: {answer.standing} ({answer.reason})") + "\n")
            doubtful = answer.standing is Standing.CHANGED or not allow_unknown
            if answer.standing is not Standing.VERIFIED and doubtful:
                faults.append(f"{answer.subject}: {answer.standing}; {advice_for(answer.subject)}")
    if faults:
        raise ModelError("\n".join(printable(fault) for fault in faults))


def _answers(name: str) -> "list[Verification]":
    from scanner.detectors.names.built_in import BUILT_IN, LANGUAGES
    from scanner.detectors.names.verify import verify, verify_built_in

    return [verify_built_in(language) for language in LANGUAGES] if name == BUILT_IN else [verify(name)]
