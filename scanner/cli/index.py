"""`corpus-scanner index`: a test set → an index of its n-grams, against which corpora are held without its text."""

import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scanner.cli.compare import read_options
from scanner.cli.pipe import reader_may_leave
from scanner.cli.storage import refuse_remote
from scanner.errors import UsageError

if TYPE_CHECKING:
    from scanner.pipeline.ngram_index import Items
    from scanner.types.document import Shard

_MIN_TOKENS = 8
_INTERRUPTED = 3

app = typer.Typer(help="Make, extend and show indexes of test sets.", no_args_is_help=True, rich_markup_mode=None)

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH…", help="Files, folders, globs, `@list.txt`: items by shard.")
]
TextField = Annotated[list[str] | None, typer.Option(help="Field holding text (dotted); may be repeated.")]
Name = Annotated[str, typer.Option(help="Leads the ids of items, so that two test sets may have files of one name.")]
MaxRecordBytes = Annotated[int | None, typer.Option(min=1024, help="Larger items are refused.")]


@app.callback()
def _root() -> None:
    pass


@app.command("make")
def make(  # noqa: PLR0913, PLR0917  # one parameter an option is how typer is told of options
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The index; must not be there yet.")],
    ngram: Annotated[int, typer.Option(min=2, max=50, help="Tokens an n-gram.")] = 13,
    min_tokens: Annotated[
        int | None, typer.Option(min=1, help="Shorter items are counted and not looked for (8, or --ngram if less).")
    ] = None,
    text_field: TextField = None,
    name: Name = "",
    max_record_bytes: MaxRecordBytes = None,
) -> None:
    """Write the hashes of all n-grams of every item, and no text. Nobody but the owner may read the file.

    Hashes of short texts can be guessed: keep an index where you would keep the items themselves.
    """
    from scanner.dedup.options import NgramOptions
    from scanner.pipeline.ngram_index import make_index

    refuse_remote(out, "--out")
    least = min(_MIN_TOKENS, ngram) if min_tokens is None else min_tokens
    if least > ngram:
        raise UsageError(f"--min-tokens {least}: expected at most --ngram, which is {ngram}")
    shards, options = _shards(paths, name), read_options(text_field, max_record_bytes)
    _tell(lambda: make_index(shards, out, NgramOptions(ngram, least), options, name), out)


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An index.")],
    paths: Paths,
    text_field: TextField = None,
    name: Name = "",
    max_record_bytes: MaxRecordBytes = None,
) -> None:
    """Add items of further shards to an index, by the options that it was made by.

    The file is replaced in one step. Shards that are in it already, by name or by content, are refused, and nothing is
    added; so is adding while another process adds.
    """
    from scanner.pipeline.ngram_index import add_items

    shards, options = _shards(paths, name), read_options(text_field, max_record_bytes)
    _tell(lambda: add_items(shards, file, options, name), file)


@app.command("show")
def show(file: Annotated[Path, typer.Argument(metavar="FILE", help="An index.")]) -> None:
    """Tell what an index holds: how it was made, its items and its shards. It is read in whole and checked."""
    from scanner.cli.terminal import printable
    from scanner.pipeline.ngram_index import read_holdings
    from scanner.reports.markup import counted

    held = read_holdings(file)
    lines = [
        f"{held.made.ngram} tokens an n-gram; items of fewer than {held.made.min_tokens} tokens are not looked for",
        _told(held.items).rstrip(),
        f"{counted(len(held.shards), 'shard')}: items, SHA-256, id",
    ]
    width = max((len(f"{shard.items:,}") for shard in held.shards.values()), default=0)
    lines += [
        f"{shard.items:>{width},}  {shard.sha256}  {printable(name)}" for name, shard in sorted(held.shards.items())
    ]
    with reader_may_leave():
        sys.stdout.writelines(f"{line}\n" for line in lines)


def _shards(paths: list[str], name: str) -> "Sequence[Shard]":
    from scanner.sources.discover import discover
    from scanner.sources.names import safe_id

    if name and not safe_id(name):
        raise UsageError("--name: expected letters, not only slashes")
    return discover(paths, purpose="index")


def _tell(written: "Callable[[], Items]", file: Path) -> None:
    """Write an index and print what came into it; an end from outside leaves what was there, and no lock."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        items = written()
    except KeyboardInterrupt:
        sys.stderr.write(f"interrupted before all was read; {file} is as it was before\n")
        raise typer.Exit(_INTERRUPTED) from None
    sys.stdout.write(_told(items))


def _told(items: "Items") -> str:
    return (
        f"{items.count:,} items, {items.ngrams:,} n-grams; {items.short:,} shorter than an n-gram, "
        f"{items.skipped:,} too short to be looked for, {items.repeated:,} the same as an earlier one\n"
    )
