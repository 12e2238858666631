"""The `corpus-scanner` command: its words, its errors, its exit codes."""

import io
import os
import signal
import sys
import traceback
from types import TracebackType
from typing import Annotated, Final

import typer

import scanner
from scanner.cli import (
    baseline,
    compare,
    config,
    diff,
    findings,
    gate,
    index,
    licences,
    models,
    policy,
    report,
    robots,
    rules,
    show,
    signals,
    sources,
)
from scanner.cli.pipe import has_reader_left, tell
from scanner.cli.scan import CONTEXT, scan
from scanner.errors import ScannerError

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""One thread a process for matrix products, set before NumPy is loaded and handed down to workers: there is a worker a
core, the products of the name taggers are small, and threads waiting for each other made them ten times slower."""
_INTERRUPTED: Final = 130
"""With which typer ends a command that an interrupt ended, without a word."""
_NO_VERDICT: Final = 3
app = typer.Typer(
    name="corpus-scanner",
    help="Scan crawled text corpora for personal information, rights reservations, licences and near-duplicates.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("scan", context_settings=CONTEXT)(scan)
app.command("findings")(findings.findings)
app.command("show")(show.show)
app.command("report")(report.report)
app.command("gate")(gate.gate)
app.command("diff")(diff.diff)
app.command("compare")(compare.compare)
app.add_typer(index.app, name="index")
app.add_typer(policy.app, name="policy")
app.add_typer(baseline.app, name="baseline")
app.add_typer(rules.app, name="rules")
app.add_typer(robots.app, name="robots")
app.add_typer(signals.app, name="signals")
app.add_typer(licences.app, name="licences")
app.add_typer(sources.app, name="sources")
app.add_typer(models.app, name="models")
app.add_typer(config.app, name="config")


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"corpus-scanner {scanner.__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and leave.")
    ] = False,
) -> None:
    pass


def report_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Name a fault of the tool without its message or values: both may hold what was found in a document."""
    del error
    frames = traceback.extract_tb(trace)
    places = "\n".join(f"  {frame.name} in {frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames[-6:])
    sys.stderr.write(
        f"corpus-scanner: a fault of the tool, not of the data: {kind.__name__}\n{places}\n"
        "Please report it with these lines; they hold nothing of your corpus.\n"
    )


def run() -> None:
    """Run the command line; errors of the program end in one message and their exit code.

    An end from outside (`docker stop`, `timeout`, a job that is cancelled, a terminal that is gone) is an interrupt,
    whatever the command: temporary folders, which may hold URLs, are removed.
    """
    sys.excepthook = _leave
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # else it is under `nohup`
        signal.signal(signal.SIGHUP, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a locale that is not UTF-8 lacks characters of ours and of names
            stream.reconfigure(errors="backslashreplace")
    for variable in _THREADS:
        os.environ.setdefault(variable, "1")
    try:
        typer.main.get_command(app)()  # calling `app` itself would put typer's excepthook in place of ours
    except SystemExit as left:
        if has_reader_left(left):  # before it was done, and not where a command takes it quietly
            sys.exit(_NO_VERDICT)
        if left.code != _INTERRUPTED:
            raise
        tell("corpus-scanner: interrupted before it was done: no verdict comes of this call\n")
        sys.exit(_NO_VERDICT)
    except ScannerError as error:
        sys.stderr.write(f"corpus-scanner: {error}\n")
        sys.exit(error.exit_code)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"corpus-scanner: {where}{error.strerror or type(error).__name__}\n")
        sys.exit(ScannerError.exit_code)


def _leave(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    report_fault(kind, error, trace)
    raise SystemExit(ScannerError.exit_code)
