"""A corpus and an index of n-grams → how much of each item the corpus holds, and where most of it stands."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from scanner.dedup.containment import Containment, NgramReader, Repeats, ngrams_of
from scanner.errors import NothingToScanError
from scanner.pipeline.account import Account
from scanner.sidecars.ngrams import NgramFile, open_index
from scanner.sidecars.tables import TableWriter
from scanner.sources.options import ReadOptions
from scanner.sources.read import read
from scanner.types.comparison import CONTAMINATION_SCHEMA, Contamination, ItemsFound, NgramIndex, ReadCorpus
from scanner.types.document import Document, Shard

FOUND = pa.schema(
    [
        ("shard", pa.string()),
        ("document", pa.string()),
        ("tokens", pa.int64()),
        ("ngrams", pa.int64()),
        ("share_anywhere", pa.float64()),
        ("share_in_one", pa.float64()),
        ("found_shard", pa.string()),
        ("found_document", pa.string()),
    ]
)
"""Items of which anything was found, with the single document that holds most of them."""
_BOUNDS: Final = (0.5, 0.8, 1.0)
_BATCH_DOCUMENTS: Final = 64
_BATCH_CHARACTERS: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class _Index:
    sha256: str
    made: NgramFile
    items: pa.Table
    """`shard`, `document`, `tokens`."""
    hashes: npt.NDArray[np.uint64]
    sizes: npt.NDArray[np.int64]
    is_counted: npt.NDArray[np.bool_]
    """Items that are looked for and repeat no earlier one."""


@dataclass(slots=True)
class _Corpus:
    """What was read so far, and where most of each item stands."""

    containment: Containment
    places: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Item → shard and document."""
    unread: int = 0
    documents: int = 0
    lost: int = 0
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def read(self, shard: Shard, options: ReadOptions) -> None:
        """Look for items in a shard; a fault of its data is counted."""
        account = Account(shard)
        batch: list[Document] = []
        characters = 0
        for event in read(shard, options):
            account.take(event)
            if isinstance(event, Document):
                batch.append(event)
                characters += len(event.text)
                if len(batch) >= _BATCH_DOCUMENTS or characters >= _BATCH_CHARACTERS:
                    self._look(shard, batch)
                    batch, characters = [], 0
        self._look(shard, batch)
        facts, coverage = account.facts(), account.coverage()
        self._digest.update(f"{shard.id}\0{facts.sha256}\n".encode())
        self.unread += facts.status in {"damaged", "failed"}
        self.documents += coverage.documents
        self.lost += coverage.lost_records

    def _look(self, shard: Shard, batch: Sequence[Document]) -> None:
        for number, items in self.containment.take([document.text for document in batch]):
            self.places.update(dict.fromkeys(items.tolist(), (shard.id, batch[number].id)))

    def account(self, shards: int) -> ReadCorpus:
        """Return what was read."""
        return ReadCorpus(self._digest.hexdigest(), shards, self.unread, self.documents, self.lost)


def find_items(
    shards: Iterable[Shard], index: Path, folder: Path, min_containment: float, options: ReadOptions
) -> Contamination:
    """Read a corpus once, in the order of its shards' ids, and write `matches.parquet` into a folder.

    The index is held in memory, about 35 bytes an n-gram; the corpus is not. Raises `OutputError` for a file that is no
    index.
    """
    read_index = _read_index(index)
    lengths = {min(read_index.made.ngram, tokens) for tokens in read_index.items.column("tokens").to_pylist()}
    looked_for = {length for length in lengths if length >= read_index.made.min_tokens}
    if not looked_for:
        raise NothingToScanError(f"{index}: holds no item that is long enough to be looked for")
    corpus = _Corpus(Containment(ngrams_of(read_index.hashes, read_index.sizes), NgramReader(tuple(looked_for))))
    ordered = sorted(shards, key=lambda shard: shard.id)
    for shard in ordered:
        corpus.read(shard, options)
    sizes = np.maximum(read_index.sizes, 1)
    shares = corpus.containment.anywhere() / sizes, corpus.containment.most / sizes
    _write(read_index, corpus, shares, folder / "matches.parquet")
    counted = [share[read_index.is_counted] for share in shares]
    items_found = int((counted[0] >= min_containment).sum())
    return Contamination(
        schema=CONTAMINATION_SCHEMA,
        min_containment=min_containment,
        items_found=items_found,
        share_found=items_found / len(counted[0]),
        found=ItemsFound(*({f"{bound:g}": int((own >= bound).sum()) for bound in _BOUNDS} for own in counted)),
        corpus=corpus.account(len(ordered)),
        index=_facts(read_index),
    )


def _read_index(path: Path) -> _Index:
    with open_index(path) as index:
        blocks = list(index.blocks())
        digest = index.sha256()
    tables = [block.table.drop_columns(["ngrams"]) for block in blocks]
    items = pa.concat_tables(tables) if tables else pa.table({"tokens": pa.array([], pa.int64())})
    hashes = np.concatenate([np.empty(0, dtype=np.uint64), *(block.hashes for block in blocks)])
    sizes = np.concatenate([np.empty(0, dtype=np.int64), *(block.sizes for block in blocks)])
    is_counted = (items.column("tokens").to_numpy() >= index.made.min_tokens) & ~Repeats().take(hashes, sizes)
    return _Index(digest, index.made, items, hashes, sizes, is_counted)


def _facts(index: _Index) -> NgramIndex:
    tokens = index.items.column("tokens").to_numpy()
    is_skipped = tokens < index.made.min_tokens
    return NgramIndex(
        sha256=index.sha256,
        ngram=index.made.ngram,
        min_tokens=index.made.min_tokens,
        items=len(tokens),
        short_items=int((~is_skipped & (tokens < index.made.ngram)).sum()),
        skipped_items=int(is_skipped.sum()),
        repeated_items=int((~is_skipped & ~index.is_counted).sum()),
    )


def _write(
    index: _Index, corpus: _Corpus, shares: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]], path: Path
) -> None:
    with TableWriter(path, FOUND) as table:
        found = np.flatnonzero(shares[0])
        rows = index.items.take(found).to_pylist()
        for item, row in zip(found.tolist(), rows, strict=True):
            own = (round(float(share[item]), 4) for share in shares)
            names = row["shard"], row["document"], row["tokens"], int(index.sizes[item])
            table.add(*names, *own, *corpus.places[item])
