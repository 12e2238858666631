"""Parquet file → events, one a row, only the columns needed read."""

import tempfile
from collections.abc import Callable, Generator, Iterator
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from scanner.sources.cells import Cells, rows_of
from scanner.sources.columns import Plan, plan_columns
from scanner.sources.options import ReadOptions
from scanner.sources.remote.files import Anywhere
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
        stored = stream.stored
        with stored.again() as again:
            damage = yield from _read(again.source, options, again.buffer_bytes)
        if stored.fault is not None:  # what the reader took for a broken file is a transfer that failed
            return stored.fault.damage()
        stored.drain()
        return damage
    with tempfile.TemporaryFile() as spool:
        for piece in stream.pieces():
            spool.write(piece)
        if stream.fault is not None:
            return stream.fault.damage()
        spool.seek(0)
        return (yield from _read(spool, options, _BUFFER_BYTES))


def _read(
    source: str | BinaryIO | Anywhere,
    options: ReadOptions,
    buffer_bytes: int,
    groups: range | None = None,
    number: int = 0,
) -> Generator[ReadEvent, None, Damaged | None]:
    rows = Rows(options)
    file = _guarded(lambda: pq.ParquetFile(source, pre_buffer=False, buffer_size=buffer_bytes))
    if isinstance(file, _Broken):
        return Damaged(FailReason.CORRUPT, "the footer of the Parquet file cannot be read")
    with file:
        plan = _guarded(lambda: plan_columns(file, options))
        if isinstance(plan, _Broken) or plan.rows != file.metadata.num_rows:
            return Damaged(FailReason.CORRUPT, "the footer of the Parquet file contradicts itself")
        if not plan.columns:
            for row in range(plan.rows):
                yield rows.event(dict.fromkeys(plan.names), f"row:{row}")
            return rows.damage()
        batches = _batches(file, plan, groups or range(file.metadata.num_row_groups))
        while (batch := _guarded(lambda: next(batches, None))) is not None:
            if isinstance(batch, _Broken):
                return Damaged(FailReason.CORRUPT, f"the Parquet file cannot be read from row {number} on")
            for cells in rows_of(batch, options.max_record_bytes):
                yield _event(rows, cells, f"row:{number}")
                number += 1
    return rows.damage()


def read_groups(
    source: str, options: ReadOptions, groups: range, first: int
) -> Generator[ReadEvent, None, Damaged | None]:
    """Yield what each row of some row groups of a local file comes to; `first` is the number of their first row."""
    return (yield from _read(source, options, _BUFFER_BYTES, groups, first))


class RowGroup(NamedTuple):
    """What the footer says of one."""

    rows: int
    bytes: int


def groups_of(source: str, options: ReadOptions) -> tuple[RowGroup, ...]:
    """Return the row groups of a local file; none where its footer is not to be relied on, or names no text."""
    file = _guarded(lambda: pq.ParquetFile(source, pre_buffer=False, buffer_size=_BUFFER_BYTES))
    if isinstance(file, _Broken):
        return ()
    with file:
        plan = _guarded(lambda: plan_columns(file, options))
        if isinstance(plan, _Broken) or plan.rows != file.metadata.num_rows or not plan.columns:
            return ()
        found = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
        return tuple(RowGroup(group.num_rows, group.total_byte_size) for group in found)


class _Broken:
    """Stands for what a damaged file did not give."""


def _guarded(get: Callable[[], Any]) -> Any:
    """Return what `get` returns, or `_Broken`; the texts of its errors can hold names and values of the file."""
    try:
        return get()
    except (pa.ArrowException, OSError, ValueError):
        return _Broken()


def _batches(file: Any, plan: Plan, groups: range) -> Iterator[Any]:
    """Yield record batches group by group, so that a broken group costs none of those before it."""
    for group in groups:
        yield from file.iter_batches(plan.batch_rows, row_groups=[group], columns=plan.columns, use_threads=False)


def _event(rows: Rows, cells: Cells | None, record: str) -> ReadEvent:
    if cells is None:
        return Failed(record, FailReason.BAD_ENCODING, "a text in this row is not UTF-8")
    return rows.event(cells.row, record, clipped=cells.clipped)
