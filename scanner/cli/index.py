"""`corpus-scanner index`: a test set → an index of its n-grams, against which corpora are held without its text."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scanner.errors import UsageError

if TYPE_CHECKING:
    from scanner.pipeline.ngram_index import Items

app = typer.Typer(help="Make and extend indexes of test sets.", no_args_is_help=True, rich_markup_mode=None)

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH…", help="Files, folders, globs, `@list.txt`: items by shard.")
]
TextField = Annotated[list[str] | None, typer.Option(help="Field holding text (dotted); may be repeated.")]


@app.callback()
def _root() -> None:
    pass


@app.command("make")
def make(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The index; must not be there yet.")],
    ngram: Annotated[int, typer.Option(min=2, max=50, help="Tokens an n-gram.")] = 13,
    min_tokens: Annotated[int, typer.Option(min=1, help="Shorter items are counted and not looked for.")] = 8,
    text_field: TextField = None,
) -> None:
    """Write the hashes of all n-grams of every item, and no text.

    Hashes of short texts can be guessed: keep an index where you would keep the items themselves.
    """
    from scanner.dedup.options import NgramOptions
    from scanner.pipeline.ngram_index import make_index
    from scanner.sources.discover import discover
    from scanner.sources.options import ReadOptions

    if min_tokens > ngram:
        raise UsageError(f"--min-tokens {min_tokens}: expected at most --ngram, which is {ngram}")
    options = ReadOptions(text_fields=tuple(text_field or ()))
    items = make_index(discover(paths), out, NgramOptions(ngram, min_tokens), options)
    sys.stdout.write(_told(items))


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An index.")],
    paths: Paths,
    text_field: TextField = None,
) -> None:
    """Add items of further shards to an index, by the options that it was made by.

    The file is replaced in one step. Shards that are in it already are refused, and nothing is added.
    """
    from scanner.pipeline.ngram_index import add_items
    from scanner.sources.discover import discover
    from scanner.sources.options import ReadOptions

    items = add_items(discover(paths), file, ReadOptions(text_fields=tuple(text_field or ())))
    sys.stdout.write(_told(items))


def _told(items: "Items") -> str:
    return (
        f"{items.count:,} items, {items.ngrams:,} n-grams; {items.short:,} shorter than an n-gram, "
        f"{items.skipped:,} too short to be looked for\n"
    )
