"""Parquet file → events, one a row, only the columns needed read."""

import tempfile
from collections.abc import Generator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from scanner.sources.cells import rows_of
from scanner.sources.columns import plan_columns
from scanner.sources.options import ReadOptions
from scanner.sources.rows import Rows
from scanner.sources.sniff import Sniffed
from scanner.sources.stream import Stream
from scanner.types.document import Compression, Damaged, Failed, FailReason, ReadEvent

_BUFFER_BYTES = 2**20


def read_parquet(stream: Stream, _sniffed: Sniffed, options: ReadOptions) -> Generator[ReadEvent, None, Damaged | None]:
    """Yield what each row comes to (`row:N`); return what ended the file too early, if anything did.

    A compressed or piped file is spooled to a temporary file without a name: Parquet is read from its end.
    """
    if stream.compression is Compression.NONE and stream.stored.seekable():
        damage = yield from _read(stream.stored.uri, options)
        stream.stored.drain()
        return damage
    with tempfile.TemporaryFile() as spool:
        for piece in stream.pieces():
            spool.write(piece)
        if stream.fault is not None:
            return stream.fault.damage()
        spool.seek(0)
        return (yield from _read(spool, options))


def _read(source: str | BinaryIO, options: ReadOptions) -> Generator[ReadEvent, None, Damaged | None]:
    rows = Rows(options)
    number = 0
    try:
        with pq.ParquetFile(source, pre_buffer=False, buffer_size=_BUFFER_BYTES) as file:
            plan = plan_columns(file, options)
            if plan.rows != file.metadata.num_rows:
                return Damaged(FailReason.CORRUPT, "the Parquet file contradicts itself about its number of rows")
            if not plan.columns:
                for number in range(file.metadata.num_rows):
                    yield rows.event(dict.fromkeys(plan.names), f"row:{number}")
                return rows.damage()
            for batch in file.iter_batches(plan.batch_rows, columns=plan.columns, use_threads=False):
                for cells in rows_of(batch, options.max_record_bytes):
                    record = f"row:{number}"
                    if cells is None:
                        yield Failed(record, FailReason.BAD_ENCODING, "a text in this row is not UTF-8")
                    else:
                        yield rows.event(cells.row, record, clipped=cells.clipped)
                    number += 1
    except (pa.ArrowException, OSError, ValueError, KeyError):
        # Their texts can hold names and values of the file, so none is passed on.
        where = f"behind row {number - 1}" if number else "before the first row"
        return Damaged(FailReason.CORRUPT, f"the Parquet file cannot be read {where}")
    return rows.damage()
