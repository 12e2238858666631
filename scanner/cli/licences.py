"""`corpus-scanner licences`: shards → how far another tool agrees with what our detector says of their licences."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from scanner.cli.pipe import reader_may_leave

if TYPE_CHECKING:
    from scanner.pipeline.licence_check import LicenceCheck, Share

app = typer.Typer(help="Hold found licences against another tool.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _root() -> None:
    pass


@app.command("verify")
def verify(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="As for `corpus-scanner scan`.")],
    sample: Annotated[int, typer.Option(min=1, metavar="N", help="At most that many documents of each kind.")] = 50,
    seed: Annotated[str, typer.Option(metavar="S", help="Another seed draws other documents.")] = "",
    exclude: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Leave out shards of that id.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Draw documents with a licence in the text, and documents where we saw words of licences but found none, and ask
    scancode-toolkit about both (pip install 'scancode-toolkit-mini>=32.5').

    Prints ids of licences and places of documents, never text. Agreement is no proof: both may be wrong.
    """  # noqa: D205  # typer prints the first paragraph as one
    from scanner.errors import UsageError
    from scanner.pipeline.licence_check import check_samples, draw_samples
    from scanner.pipeline.scancode import scancode_verifier
    from scanner.sources.discover import discover

    if any("\ud800" <= sign <= "\udfff" for sign in seed):
        raise UsageError("--seed: holds bytes that are no UTF-8")
    verifier = scancode_verifier()
    samples = draw_samples(discover(paths, exclude or ()), sample, seed)
    drawn = len(samples.claimed.drawn()) + len(samples.silent.drawn())
    sys.stderr.write(f"asking scancode-toolkit about {drawn} of {samples.documents:,} documents\n")
    check = check_samples(samples, verifier)
    with reader_may_leave():
        (_print_json if as_json else _print_table)(check)


def _print_json(check: "LicenceCheck") -> None:
    import orjson

    shown = orjson.dumps(check, default=lambda share: share._asdict(), option=orjson.OPT_APPEND_NEWLINE)
    sys.stdout.buffer.write(shown)


def _print_table(check: "LicenceCheck") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from scanner.cli.terminal import printable

    table = Table("ours", "scancode's", "", "documents")
    for column in table.columns[:2]:
        column.overflow = "fold"
    for pair in check.pairs:
        cells = (_named(pair.ours), _named(pair.theirs), pair.agreement, str(pair.documents))
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console = Console()
    console.print(table)
    for line in _lines(check):
        console.print(Text(printable(line)), soft_wrap=True)


def _lines(check: "LicenceCheck") -> Iterator[str]:
    claimed, silent = check.claimed, check.silent
    yield f"a licence in the text: {claimed.documents:,} documents, {claimed.looked} asked about"
    yield f"  the same ids by scancode {_percent(claimed.same)}; the same or alike {_percent(claimed.alike)}"
    yield f"words of licences, none found: {silent.documents:,} documents, {silent.looked} asked about"
    yield f"  none by scancode either {_percent(silent.same)}"
    yield f"documents {check.documents:,}, left out as too long {check.too_long:,}, not read {check.not_read:,}"
    for place in check.places:
        yield f"  {place.agreement}: {place.document} of {place.shard}: {_named(place.ours)} | {_named(place.theirs)}"
    if check.disagreements > len(check.places):
        yield f"  … and {check.disagreements - len(check.places)} more"


def _named(ids: tuple[str, ...]) -> str:
    return ", ".join(ids) or "none"


def _percent(share: "Share | None") -> str:
    return "-" if share is None else f"{share.estimate:.0%} ({share.low:.1%} to {share.high:.1%})"
