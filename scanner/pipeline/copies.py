"""Rows of a corpus that have a copy → what is known of them, and their lines in the store of copies."""

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from scanner.dedup.bands import Rows
from scanner.dedup.captures import count_recaptures
from scanner.dedup.kept import Digests, cluster_sizes, smallest_digests
from scanner.dedup.merging import Linked
from scanner.dedup.runs import ROWS_A_RUN
from scanner.pipeline.known_task import ReadKnown, added
from scanner.pipeline.plan import ScanPlan
from scanner.sidecars.copies import Copy, CopyStore
from scanner.sidecars.layout import Layout
from scanner.sidecars.tables import read_tables
from scanner.types.duplicates import Recaptures, Volume
from scanner.types.spread import Spread, one_by_one

_TAG_BYTES = _DIGEST_BYTES = 16
_MOST_GROUPS = 256
"""About: each process that compares documents may have a file open for every one."""
_CLUSTER, _TEXT = b"cluster\0", b"text\0"
"""Stand in front of what is tagged, so that no tag is another one's."""


@dataclass(frozen=True, slots=True)
class CorpusRows:
    """Documents of all shards, numbered one after the other."""

    shard_ids: tuple[str, ...]
    offsets: Rows
    """First row of each shard, and the number of all rows."""

    def groups(self) -> Iterator[slice]:
        """Yield shards that are one task: they follow one on the other, whatever the number of workers."""
        least = max(ROWS_A_RUN, -(-self.count // _MOST_GROUPS))
        begin = 0
        for end in range(1, len(self.shard_ids) + 1):
            if self.offsets[end] - self.offsets[begin] >= least or end == len(self.shard_ids):
                yield slice(begin, end)
                begin = end

    @property
    def count(self) -> int:
        """The number of all documents."""
        return int(self.offsets[-1])

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


def known_of(plan: ScanPlan, corpus: CorpusRows, rows: Rows, spread: Spread = one_by_one) -> Known:
    """Read pages and digests of every shard once; of rows that have no copy only sums are kept."""
    out = plan.out.absolute()
    tasks = []
    for group in corpus.groups():
        offsets = corpus.offsets[group.start : group.stop + 1]
        low, high = np.searchsorted(rows, (offsets[0], offsets[-1]))
        tasks.append(ReadKnown(out, corpus.shard_ids[group], offsets, rows[low:high]))
    parts = sorted(spread(tasks), key=lambda part: part.first)
    moments = np.concatenate([part.moments for part in parts])
    digests = np.concatenate([part.digests for part in parts])
    compared = Volume()
    for part in parts:
        compared = added(compared, part.compared)
    return Known(rows, moments, digests, compared, count_recaptures([part.captures for part in parts], spread))


def fill_store(plan: ScanPlan, store: CopyStore, corpus: CorpusRows, known: Known, linked: Linked) -> None:
    """Add every document of a cluster, shard by shard."""
    names, sizes = smallest_digests(linked, known.digests_of(linked.rows)), cluster_sizes(linked)
    for place in range(len(corpus.shard_ids)):
        within = corpus.within(linked.rows, place)
        if len(within):
            own = Linked(linked.rows[within], linked.firsts[within], linked.similarity[within], 0)
            named = zip(_tags(plan, _CLUSTER, names[within]), sizes[within].tolist(), strict=True)
            store.add(_copies(plan, corpus, known, own, place, named))


def _copies(  # what a line of the store is made of
    plan: ScanPlan,
    corpus: CorpusRows,
    known: Known,
    own: Linked,
    place: int,
    named: Iterable[tuple[str, int]],
) -> Iterator[Copy]:
    layout, shard_id = Layout(plan.out), corpus.shard_ids[place]
    local = own.rows - corpus.offsets[place]
    signed = _picked(layout.first_signatures(shard_id), ("document", "tokens"), local)
    pages = _picked(layout.pages(shard_id), ("host", "language", "characters", "bytes"), local)
    texts = known.digests_of(own.rows)
    exact = (texts == known.digests_of(own.firsts)).all(axis=1).tolist()
    kept = (own.firsts == own.rows).tolist()
    tags = _tags(plan, _TEXT, texts)
    columns = zip(local.tolist(), own.similarity.tolist(), exact, kept, tags, named, signed, pages, strict=True)
    for row, similarity, is_exact, is_kept, text_tag, (cluster, size), first, page in columns:
        yield Copy(
            cluster=cluster,
            shard=shard_id,
            place=row,
            document=first["document"],
            host=page["host"],
            language=page["language"],
            kind="exact" if is_exact else "near",
            similarity=round(similarity, 4),
            kept=is_kept,
            size=size,
            text_tag=text_tag,
            tokens=first["tokens"],
            characters=page["characters"],
            bytes=page["bytes"],
        )


def _tags(plan: ScanPlan, kind: bytes, digests: Digests) -> list[str]:
    """Return keyed digests: plain ones would let short texts be guessed."""
    key = plan.detector_options.tag_key
    packed = digests.astype("<u8").tobytes()
    made: dict[bytes, str] = {}  # a cluster and a text that is there twice have theirs made once
    tags = []
    for at in range(0, len(packed), _DIGEST_BYTES):
        digest = packed[at : at + _DIGEST_BYTES]
        tag = made.get(digest)
        if tag is None:
            tag = made[digest] = hmac.digest(key, kind + digest, "sha256")[:_TAG_BYTES].hex()
        tags.append(tag)
    return tags


def _picked(path: Path, columns: Sequence[str], rows: Rows) -> Iterator[Mapping[str, Any]]:
    """Yield ascending rows of a Parquet file."""
    at = 0
    for table in read_tables(path, columns):
        low, high = np.searchsorted(rows, (at, at + len(table)))
        yield from table.take(rows[low:high] - at).to_pylist()
        at += len(table)
