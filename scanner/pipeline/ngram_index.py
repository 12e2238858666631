"""Texts of a test set → an index of the n-grams of each item, made whole or extended shard by shard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scanner.dedup.containment import NgramReader
from scanner.dedup.options import NgramOptions
from scanner.errors import NothingToScanError, OutputError, UsageError
from scanner.sidecars.ngrams import NgramFile, index_schema, read_made
from scanner.sidecars.tables import TableWriter, read_tables
from scanner.sources.options import ReadOptions
from scanner.sources.read import read
from scanner.types.document import Damaged, Document, Failed, Shard, Skipped

_MOST_NAMED = 20
_ITEMS_A_BLOCK = 1_000


@dataclass(slots=True)
class Items:
    """Items that were indexed."""

    count: int = 0
    short: int = 0
    """Of fewer tokens than an n-gram: they have one n-gram, of all their tokens."""
    skipped: int = 0
    """Of too few tokens to be looked for."""
    ngrams: int = 0


def make_index(shards: Sequence[Shard], out: Path, options: NgramOptions, read_options: ReadOptions) -> Items:
    """Write an index, whole or not at all; raises `OutputError` where the file is there, see also `add_items`."""
    if out.exists():
        raise OutputError(f"{out}: is there already; add to it with: corpus-scanner index add, or name another file")
    return _write(shards, out, options, read_options, None)


def add_items(shards: Sequence[Shard], index: Path, read_options: ReadOptions) -> Items:
    """Add items to an index by its own options; return what was added.

    The file is replaced once all is written, so an end at any moment leaves the one of before. Raises `OutputError`
    for items that are in it already, `UsageError` for a shard that could not be read in whole.
    """
    made = read_made(index)
    return _write(shards, index, NgramOptions(made.ngram, made.min_tokens), read_options, index)


def _write(
    shards: Sequence[Shard], out: Path, options: NgramOptions, read_options: ReadOptions, kept: Path | None
) -> Items:
    items, reader = Items(), NgramReader((options.ngram,))
    schema = index_schema(NgramFile(options.ngram, options.min_tokens))
    with TableWriter(out, schema, rows_per_block=_ITEMS_A_BLOCK) as table:
        present: set[str] = set()
        for block in read_tables(kept) if kept else ():
            present.update(block.column("shard").unique().to_pylist())
            table.add_table(block)
        again = sorted(present & {shard.id for shard in shards})
        if again:
            raise OutputError(f"{out}: holds items of {', '.join(again[:_MOST_NAMED])} already; nothing was added")
        for shard in shards:
            for document in _documents(shard, read_options):
                ngrams, tokens = reader.item(document.text)
                items.count += 1
                items.short += options.min_tokens <= tokens < options.ngram
                if tokens < options.min_tokens:
                    items.skipped += 1
                    ngrams = ngrams[:0]
                items.ngrams += len(ngrams)
                table.add(shard.id, document.id, tokens, ngrams.astype(np.uint64))
        if items.count == items.skipped:
            raise NothingToScanError(
                f"{out}: not written: of {items.count:,} items none has {options.min_tokens} tokens or more"
            )
    return items


def _documents(shard: Shard, options: ReadOptions) -> Iterator[Document]:
    """Yield the documents of a shard; raises `UsageError` where any text in it is lost, as it would never be missed."""
    for event in read(shard, options):
        if isinstance(event, Document):
            if event.clipped:
                raise UsageError(f"{shard.id} {event.id}: longer than --max-record-bytes; an index must be whole")
            yield event
        elif isinstance(event, Failed | Damaged):
            place = f" {event.record}" if event.record else ""
            raise UsageError(f"{shard.id}{place}: {event.detail}; an index must be whole, so nothing was written")
        elif isinstance(event, Skipped) and event.reason.loses_text:
            raise UsageError(f"{shard.id} {event.record}: {event.reason.value}; an index must be whole")
