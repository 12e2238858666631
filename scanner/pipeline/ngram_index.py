"""Texts of a test set → an index of the n-grams of each item, made whole or extended shard by shard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from scanner.dedup.containment import NgramReader, Repeats
from scanner.dedup.options import NgramOptions
from scanner.dedup.reading import Counts, Words
from scanner.errors import NothingToScanError, OutputError, UsageError
from scanner.sidecars.exclusive import only_writer, partial_of, refuse_changed
from scanner.sidecars.ngrams import (
    AddedShard,
    IndexWriter,
    NgramFile,
    OpenIndex,
    block_of,
    index_schema,
    open_index,
)
from scanner.sidecars.tables import TableWriter
from scanner.sources.names import safe_id
from scanner.sources.options import ReadOptions
from scanner.sources.read import read
from scanner.types.document import Closed, Damaged, Document, Failed, ReadEvent, Shard, Skipped

_MOST_NAMED: Final = 20
_ITEMS_A_BLOCK: Final = 1_000


@dataclass(slots=True)
class Items:
    """Items of an index, or those that were added to it."""

    count: int = 0
    short: int = 0
    """Of fewer tokens than an n-gram: they have one n-gram, of all their tokens."""
    skipped: int = 0
    """Of too few tokens to be looked for."""
    repeated: int = 0
    """Of the very n-grams of an earlier item; a comparison counts them once."""
    ngrams: int = 0

    def take(self, made: NgramFile, tokens: Counts, sizes: Counts, repeated: int) -> None:
        """Count some."""
        is_skipped = tokens < made.min_tokens
        self.count += len(tokens)
        self.short += int((~is_skipped & (tokens < made.ngram)).sum())
        self.skipped += int(is_skipped.sum())
        self.repeated += repeated
        self.ngrams += int(sizes.sum())


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an index holds."""

    made: NgramFile
    shards: dict[str, AddedShard]
    items: Items


def make_index(
    shards: Sequence[Shard], out: Path, options: NgramOptions, read_options: ReadOptions, name: str = ""
) -> Items:
    """Write an index, whole or not at all; raises `OutputError` where the file is there, see also `add_items`."""
    target = out.resolve()
    with only_writer(target):
        if target.exists():
            raise OutputError(
                f"{out}: is there already; add to it with: corpus-scanner index add, or name another file"
            )
        made = NgramFile(options.ngram, options.min_tokens)
        return _write(_Sources(shards, read_options, name), out, made, None)


def add_items(shards: Sequence[Shard], index: Path, read_options: ReadOptions, name: str = "") -> Items:
    """Add items to an index by its own options, their ids led by a name where one is given; return what was added.

    The file is replaced once all is written, so an end at any moment leaves the one of before; a link is followed.
    Raises `OutputError` for items that are in it already, by id or by the bytes of their shard, and where another
    process adds to it; `UsageError` for a shard that could not be read in whole.
    """
    with open_index(index):
        pass  # what is no index gets no lock beside it
    with only_writer(index.resolve()), open_index(index) as kept:
        return _write(_Sources(shards, read_options, name), index, kept.made, kept)


def read_holdings(index: Path) -> Holdings:
    """Return what an index holds, read in whole and checked by its digest."""
    items, repeats = Items(), Repeats()
    with open_index(index) as kept:
        for block in kept.blocks():
            repeated = int(repeats.take(block.hashes, block.sizes).sum())
            items.take(kept.made, block.table.column("tokens").to_numpy(), block.sizes, repeated)
        return Holdings(kept.made, dict(kept.shards), items)


@dataclass(frozen=True, slots=True)
class _Sources:
    shards: Sequence[Shard]
    options: ReadOptions
    name: str

    def id_of(self, shard: Shard) -> str:
        """Return the id of a shard in the index."""
        return f"{safe_id(self.name)}/{shard.id}" if self.name else shard.id


def _write(sources: _Sources, out: Path, made: NgramFile, kept: OpenIndex | None) -> Items:
    target = out.resolve()
    try:
        with partial_of(target) as partial, TableWriter(target, index_schema(made), partial=partial) as table:
            adding = _Adding(out, made, IndexWriter(table, made))
            if kept is not None:
                adding.keep(kept)
            adding.take(sources)
            adding.close()
            if kept is not None:
                refuse_changed(target, kept.state)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror or error}") from None
    return adding.items


@dataclass(slots=True)
class _Adding:
    """An index while it is written."""

    out: Path
    made: NgramFile
    writer: IndexWriter
    items: Items = field(default_factory=Items)
    """Those added."""
    _shards: dict[str, AddedShard] = field(default_factory=dict)
    _contents: dict[str, str] = field(default_factory=dict)
    """SHA-256 of a shard with items → its id."""
    _reader: NgramReader = field(init=False)
    _repeats: Repeats = field(default_factory=Repeats)
    _held: tuple[list[str], list[str], list[int], list[Words]] = field(default_factory=lambda: ([], [], [], []))

    def __post_init__(self) -> None:
        self._reader = NgramReader((self.made.ngram,))

    def keep(self, index: OpenIndex) -> None:
        """Take over all that is in an index."""
        self._hold(index.shards)
        for block in index.blocks():
            self._repeats.take(block.hashes, block.sizes)
            self.writer.add(block)

    def take(self, sources: _Sources) -> None:
        """Read shards and add their items."""
        ids = [sources.id_of(shard) for shard in sources.shards]
        again = sorted(self._shards.keys() & set(ids))
        if again:
            raise OutputError(
                f"{self.out}: holds items of {', '.join(again[:_MOST_NAMED])} already; nothing was added; "
                "lead the ids of another test set by a name of its own: --name NAME"
            )
        for shard_id, shard in zip(ids, sources.shards, strict=True):
            self._take(shard_id, shard, sources.options)
        self._flush()
        if self.items.count == self.items.skipped:
            raise NothingToScanError(
                f"{self.out}: not written: of {self.items.count:,} items none has {self.made.min_tokens} tokens or more"
            )

    def close(self) -> None:
        """Say of which shards all items are."""
        self.writer.close(self._shards)

    def _take(self, shard_id: str, shard: Shard, options: ReadOptions) -> None:
        count, digest = 0, ""
        for event in read(shard, options):
            _refuse_loss(shard.id, event)
            if isinstance(event, Document):
                self._add(shard_id, event)
                count += 1
            elif isinstance(event, Closed):
                digest = event.sha256
        if count and digest in self._contents:
            earlier = self._contents[digest]
            raise OutputError(f"{self.out}: holds the content of {shard.id} already, as {earlier}; nothing was added")
        self._hold({shard_id: AddedShard(digest, count)})

    def _hold(self, shards: Mapping[str, AddedShard]) -> None:
        self._shards.update(shards)
        self._contents.update({shard.sha256: name for name, shard in shards.items() if shard.items})

    def _add(self, shard_id: str, document: Document) -> None:
        ngrams, tokens = self._reader.item(document.text)
        own = ngrams if tokens >= self.made.min_tokens else ngrams[:0]
        for column, value in zip(self._held, (shard_id, document.id, tokens, own.astype(np.uint64)), strict=True):
            column.append(value)  # type: ignore[attr-defined]  # zip loses which column is of which type
        if len(self._held[0]) >= _ITEMS_A_BLOCK:
            self._flush()

    def _flush(self) -> None:
        if not self._held[0]:
            return
        block = block_of(self._held)
        repeated = int(self._repeats.take(block.hashes, block.sizes).sum())
        self.items.take(self.made, block.table.column("tokens").to_numpy(), block.sizes, repeated)
        self.writer.add(block)
        self._held = ([], [], [], [])


def _refuse_loss(shard_id: str, event: ReadEvent) -> None:
    """Raise `UsageError` where any text of a shard is lost: what is missing in an index is never found missing."""
    if isinstance(event, Document) and event.clipped:
        raise UsageError(f"{shard_id} {event.id}: longer than --max-record-bytes; an index must be whole")
    if isinstance(event, Failed | Damaged):
        place = f" {event.record}" if event.record else ""
        raise UsageError(f"{shard_id}{place}: {event.detail}; an index must be whole, so nothing was written")
    if isinstance(event, Skipped) and event.reason.loses_text:
        raise UsageError(f"{shard_id} {event.record}: {event.reason.value}; an index must be whole")
