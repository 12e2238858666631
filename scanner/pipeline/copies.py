"""Rows of a corpus that have a copy → what is known of them, and their lines in the store of copies."""

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from scanner.dedup.bands import Rows
from scanner.dedup.captures import capture_entries, count_recaptures
from scanner.dedup.kept import Digests, cluster_sizes, smallest_digests
from scanner.dedup.merging import Linked
from scanner.dedup.parts import PartWriter
from scanner.pipeline.plan import ScanPlan
from scanner.sidecars.copies import Copy, CopyStore
from scanner.sidecars.layout import Layout
from scanner.sidecars.signatures import read_digests
from scanner.sidecars.tables import read_tables
from scanner.types.duplicates import Recaptures, Volume

_UNKNOWN_MOMENT = np.iinfo(np.int64).max
"""Later than any other: what says when it was captured is kept before what does not."""
_TAG_BYTES = 16
_CLUSTER, _TEXT = b"cluster\0", b"text\0"
"""Stand in front of what is tagged, so that no tag is another one's."""


@dataclass(frozen=True, slots=True)
class CorpusRows:
    """Documents of all shards, numbered one after the other."""

    shard_ids: tuple[str, ...]
    offsets: Rows
    """First row of each shard, and the number of all rows."""

    def within(self, rows: Rows, place: int) -> Rows:
        """Return the positions, in ascending rows, of those in one shard."""
        return np.arange(*np.searchsorted(rows, self.offsets[place : place + 2]))

    def owner_of(self, row: int) -> tuple[str, int]:
        """Return the shard of a row, and its number there."""
        place = int(np.searchsorted(self.offsets, row, "right")) - 1
        return self.shard_ids[place], row - int(self.offsets[place])


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of rows that have a copy, and of all text."""

    rows: Rows
    """Ascending."""
    moments: Rows
    """Of capture, in microseconds."""
    digests: Digests
    compared: Volume
    recaptures: Recaptures

    def moments_of(self, rows: Rows) -> Rows:
        """Return the moments of some of the rows."""
        return self.moments[np.searchsorted(self.rows, rows)]

    def digests_of(self, rows: Rows) -> Digests:
        """Return the digests of some of the rows."""
        return self.digests[np.searchsorted(self.rows, rows)]


def known_of(plan: ScanPlan, corpus: CorpusRows, rows: Rows) -> Known:
    """Read pages and digests of every shard once; of rows that have no copy only sums are kept."""
    layout = Layout(plan.out)
    moments = np.full(len(rows), _UNKNOWN_MOMENT)
    digests = np.zeros((len(rows), 2), dtype=np.uint64)
    compared = Volume()
    with PartWriter(layout.captures) as captures:
        for place, shard_id in enumerate(corpus.shard_ids):
            within, first = corpus.within(rows, place), int(corpus.offsets[place])
            tokens, texts = read_digests(layout.first_signatures(shard_id))
            digests[within] = texts[rows[within] - first]
            own = np.full(len(tokens), _UNKNOWN_MOMENT)
            sizes, at = Volume(tokens=int(tokens.sum(dtype=np.int64))), 0
            for table in read_tables(layout.pages(shard_id), ("url", "characters", "bytes", "fetched_at")):
                part = slice(at, at + len(table))
                has_text = tokens[part] > 0
                urls = np.array(table.column("url"))[has_text].tolist()
                captures.add(capture_entries(urls, texts[part][has_text]))
                sizes = added(sizes, _volume_of(table, has_text))
                own[part] = _moments(table)
                at += len(table)
            moments[within] = own[rows[within] - first]
            compared = added(compared, sizes)
    return Known(rows, moments, digests, compared, count_recaptures(layout.captures))


def _moments(table: pa.Table) -> Rows:
    moments: Rows = pc.fill_null(table.column("fetched_at").cast(pa.int64()), _UNKNOWN_MOMENT).to_numpy()
    return moments


def _volume_of(pages: pa.Table, has_text: npt.NDArray[np.bool_]) -> Volume:
    characters, size = (int(pages.column(name).to_numpy()[has_text].sum()) for name in ("characters", "bytes"))
    return Volume(int(has_text.sum()), characters=characters, bytes=size)


def added(one: Volume, other: Volume) -> Volume:
    """Return two amounts of text as one."""
    return Volume(*(mine + theirs for mine, theirs in zip(astuple(one), astuple(other), strict=True)))


def fill_store(plan: ScanPlan, store: CopyStore, corpus: CorpusRows, known: Known, linked: Linked) -> None:
    """Add every document of a cluster, shard by shard."""
    names, sizes = smallest_digests(linked, known.digests_of(linked.rows)), cluster_sizes(linked)
    for place in range(len(corpus.shard_ids)):
        within = corpus.within(linked.rows, place)
        if len(within):
            own = Linked(linked.rows[within], linked.firsts[within], linked.similarity[within], 0)
            store.add(_copies(plan, corpus, known, own, place, zip(names[within], sizes[within], strict=True)))


def _copies(  # what a line of the store is made of
    plan: ScanPlan,
    corpus: CorpusRows,
    known: Known,
    own: Linked,
    place: int,
    named: Iterable[tuple[npt.NDArray[np.uint64], np.int64]],
) -> Iterator[Copy]:
    layout, shard_id = Layout(plan.out), corpus.shard_ids[place]
    local = own.rows - corpus.offsets[place]
    signed = _picked(layout.first_signatures(shard_id), ("document", "tokens"), local)
    pages = _picked(layout.pages(shard_id), ("host", "language", "characters", "bytes"), local)
    texts = known.digests_of(own.rows)
    exact = (texts == known.digests_of(own.firsts)).all(axis=1)
    columns = zip(local.tolist(), own.similarity.tolist(), texts, named, signed, pages, strict=True)
    for at, (row, similarity, text, (name, size), first, page) in enumerate(columns):
        yield Copy(
            cluster=_tag(plan, _CLUSTER, name),
            shard=shard_id,
            place=row,
            document=first["document"],
            host=page["host"],
            language=page["language"],
            kind="exact" if exact[at] else "near",
            similarity=round(similarity, 4),
            kept=bool(own.firsts[at] == own.rows[at]),
            size=int(size),
            text_tag=_tag(plan, _TEXT, text),
            tokens=first["tokens"],
            characters=page["characters"],
            bytes=page["bytes"],
        )


def _tag(plan: ScanPlan, kind: bytes, digest: npt.NDArray[np.uint64]) -> str:
    """Return a keyed digest: the plain one would let short texts be guessed."""
    key = plan.detector_options.tag_key
    return hmac.digest(key, kind + digest.astype("<u8").tobytes(), "sha256")[:_TAG_BYTES].hex()


def _picked(path: Path, columns: Sequence[str], rows: Rows) -> Iterator[Mapping[str, Any]]:
    """Yield ascending rows of a Parquet file."""
    at = 0
    for table in read_tables(path, columns):
        low, high = np.searchsorted(rows, (at, at + len(table)))
        yield from table.take(rows[low:high] - at).to_pylist()
        at += len(table)
