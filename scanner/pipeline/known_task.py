"""Shards that follow one on the other → what is known of their rows that have a copy, and sums: a task by itself."""

import secrets
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from scanner.dedup.bands import Rows
from scanner.dedup.captures import capture_entries
from scanner.dedup.parts import PartWriter
from scanner.sidecars.layout import Layout
from scanner.sidecars.signatures import read_digests
from scanner.sidecars.tables import read_tables
from scanner.types.duplicates import Volume

_UNKNOWN_MOMENT = np.iinfo(np.int64).max
"""Later than any other: what says when it was captured is kept before what does not."""


@dataclass(frozen=True, slots=True)
class KnownPart:
    """What a task read."""

    first: int
    """Number of the first row of its shards."""
    moments: Rows
    digests: npt.NDArray[np.uint64]
    compared: Volume
    captures: Path
    """Folder of digests of URLs and texts, which no other task wrote to."""


@dataclass(frozen=True, slots=True)
class ReadKnown:
    """Reads pages and digests of shards once."""

    out: Path
    shard_ids: tuple[str, ...]
    offsets: Rows
    """First row of each shard, and the row after the last."""
    rows: Rows
    """Those of which more than sums is wanted, ascending."""

    def __call__(self) -> KnownPart:
        """Read them."""
        layout = Layout(self.out)
        moments = np.full(len(self.rows), _UNKNOWN_MOMENT)
        digests = np.zeros((len(self.rows), 2), dtype=np.uint64)
        compared = Volume()
        folder = layout.captures / f"{self.offsets[0]}-{secrets.token_hex(8)}"
        with PartWriter(folder) as captures:
            for place, shard_id in enumerate(self.shard_ids):
                within = slice(*np.searchsorted(self.rows, self.offsets[place : place + 2]))
                local = self.rows[within] - self.offsets[place]
                own, texts, sizes = _read_shard(layout, shard_id, captures)
                moments[within], digests[within] = own[local], texts[local]
                compared = added(compared, sizes)
        return KnownPart(int(self.offsets[0]), moments, digests, compared, folder)


def _read_shard(layout: Layout, shard_id: str, captures: PartWriter) -> tuple[Rows, npt.NDArray[np.uint64], Volume]:
    tokens, texts = read_digests(layout.first_signatures(shard_id))
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
    return own, texts, sizes


def _moments(table: pa.Table) -> Rows:
    moments: Rows = pc.fill_null(table.column("fetched_at").cast(pa.int64()), _UNKNOWN_MOMENT).to_numpy()
    return moments


def _volume_of(pages: pa.Table, has_text: npt.NDArray[np.bool_]) -> Volume:
    characters, size = (int(pages.column(name).to_numpy()[has_text].sum()) for name in ("characters", "bytes"))
    return Volume(int(has_text.sum()), characters=characters, bytes=size)


def added(one: Volume, other: Volume) -> Volume:
    """Return two amounts of text as one."""
    return Volume(*(mine + theirs for mine, theirs in zip(astuple(one), astuple(other), strict=True)))
