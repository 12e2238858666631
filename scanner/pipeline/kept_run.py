"""The folder of a finished run → its kept signatures, checked against the run's own manifest."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from scanner.errors import NothingToScanError, OutputError
from scanner.pipeline.saved_run import open_files, unreadable
from scanner.reports.codec import corpus_report_from
from scanner.sidecars.layout import Layout
from scanner.sidecars.signatures import options_of, read_digests, read_signatures
from scanner.sidecars.tables import read_tables

Rows = npt.NDArray[np.int64]
Digests = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A finished run with signatures; rows count through its shards, sorted by id."""

    out: Path
    manifest: str
    """Digest that the manifest states."""
    documents: int
    unread_shards: int
    lost_records: int
    shard_ids: tuple[str, ...]
    """Shards that have signatures."""
    offsets: Rows
    """First row of each, and the number of all rows."""
    made_by: str
    permutations: int

    def blocks(self) -> Iterator[npt.NDArray[np.uint32]]:
        """Yield the signatures of all rows in order, in blocks of bounded size."""
        for shard_id in self.shard_ids:
            for block in read_signatures(Layout(self.out).signatures(shard_id), self.made_by):
                yield block.signatures

    def documents_at(self, rows: Rows) -> Iterator[tuple[str, pa.Table]]:
        """Yield (shard, table of `document` and `content`) of rows given in ascending order, all of them in order."""
        for place, shard_id in enumerate(self.shard_ids):
            first, last = self.offsets[place : place + 2]
            wanted = rows[slice(*np.searchsorted(rows, (first, last)))]
            if not len(wanted):
                continue
            for table in read_tables(Layout(self.out).signatures(shard_id), ("document", "content")):
                low, high = np.searchsorted(wanted, (first, first + len(table)))
                if low < high:
                    yield shard_id, table.take(wanted[low:high] - first)
                first += len(table)

    def contents_at(self, rows: Rows) -> Digests:
        """Return the halves of the digest of the text of each row, shape (n, 2); rows ascend."""
        parts = [np.empty((0, 2), dtype=np.uint64)]
        for place, shard_id in enumerate(self.shard_ids):
            first, last = self.offsets[place : place + 2]
            wanted = rows[slice(*np.searchsorted(rows, (first, last)))]
            if len(wanted):
                parts.append(read_digests(Layout(self.out).signatures(shard_id))[1][wanted - first])
        return np.concatenate(parts)


def open_run(out: Path) -> KeptRun:
    """Return a finished run.

    Raises `OutputError` where the folder holds none, where it kept no signatures or such of several options, or where a
    file that is read is not the one its manifest names; `NothingToScanError` where there is no signature to compare.
    """
    files = open_files(out)
    manifest = files.manifest
    try:
        corpus = corpus_report_from(files.read("corpus.json"))
    except ValidationError:
        raise unreadable(out, "corpus.json") from None
    layout = Layout(out)
    paths = {shard_id: layout.signatures(shard_id) for shard_id in sorted(corpus.shards)}
    names = {shard_id: path.relative_to(out).as_posix() for shard_id, path in paths.items()}
    shard_ids = tuple(shard_id for shard_id, name in names.items() if name in manifest.files)
    if not shard_ids:
        raise OutputError(f"{out}: keeps no signatures: it was scanned without a rule about duplicates")
    for shard_id in shard_ids:
        files.check(names[shard_id])
    options = {options_of(paths[shard_id]) for shard_id in shard_ids}
    if len(options) > 1:
        raise OutputError(f"{out}: holds signatures made by {' and by '.join(sorted(made for made, _ in options))}")
    ((made_by, permutations),) = options
    offsets = np.cumsum([0, *(pq.read_metadata(paths[shard_id]).num_rows for shard_id in shard_ids)], dtype=np.int64)
    if not offsets[-1]:
        raise NothingToScanError(f"{out}: no document is long enough to have a kept signature; nothing to compare")
    unread = sum(summary.status in {"damaged", "failed"} for summary in corpus.shards.values())
    unread += 0 if corpus.sample is None else corpus.sample.outside
    coverage = corpus.totals.coverage
    counts = coverage.documents, unread, coverage.lost_records
    return KeptRun(out, manifest.digest, *counts, shard_ids, offsets, made_by, permutations)
