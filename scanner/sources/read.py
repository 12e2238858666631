"""Shard → events: what it is, its documents, an account of everything else, and how it ended."""

from collections.abc import Callable, Generator, Iterator
from itertools import islice
from typing import cast

from scanner.sources.fault import Fault
from scanner.sources.json_document import read_json
from scanner.sources.jsonl import read_jsonl
from scanner.sources.options import ReadOptions
from scanner.sources.page import read_page
from scanner.sources.parquet import read_parquet
from scanner.sources.sniff import SNIFF_BYTES, Sniffed, sniff
from scanner.sources.stored import Stored
from scanner.sources.stream import Stream
from scanner.sources.text import read_text
from scanner.sources.warc import read_warc
from scanner.types.document import Damaged, FailReason, Format, Opened, ReadEvent, Shard
from scanner.types.storage import FROM_ENVIRONMENT, Storage

Reader = Callable[[Stream, Sniffed, ReadOptions], Generator[ReadEvent, None, Damaged | None]]
"""Yields what each record comes to; returns what ended the shard too early, or None."""


def _read_nothing(stream: Stream, sniffed: Sniffed, _: ReadOptions) -> Generator[ReadEvent, None, Damaged | None]:
    """Return why nothing is read: a fault of the file, or a format that is not known; an empty file has none."""
    yield from ()
    if stream.fault is not None:
        return stream.fault.damage()
    if sniffed.format is Format.EMPTY:
        return None
    return Damaged(FailReason.UNKNOWN_FORMAT, sniffed.seen)


_READERS: dict[Format, Reader] = {
    Format.WARC: read_warc,
    Format.WET: read_warc,
    Format.WAT: read_warc,
    Format.JSONL: read_jsonl,
    Format.JSON: read_json,
    Format.PARQUET: read_parquet,
    Format.HTML: read_page,
    Format.MARKDOWN: read_text,
    Format.TEXT: read_text,
    Format.EMPTY: _read_nothing,
    Format.UNKNOWN: _read_nothing,
}


def read(
    shard: Shard,
    options: ReadOptions,
    storage: Storage = FROM_ENVIRONMENT,
    end: tuple[int, Damaged] | None = None,
    most_bytes: int | None = None,
) -> Iterator[ReadEvent]:
    """Yield `Opened`, then every record once and in order, at most one `Damaged`, and `Closed`.

    A fault of the data, of the file or of its permissions is an event, never an exception. `end`: so many events are
    asked for, the opening counted, and then it is over, by the damage given: what follows is known to end the reader.
    With `most_bytes` reading ends behind the record for which so many stored bytes were taken; Parquet, read from its
    end, is read whole.
    """
    stored = Stored(shard, storage)
    try:
        stream = Stream(stored)
        sniffed = sniff_stream(stream, shard.id)
        yield Opened(sniffed.format, stream.compression)
        reader = _READERS[sniffed.format](stream, sniffed, options)
        if end is not None:
            reader = _some_of(reader, end)
        damage = yield from _until(reader, stored, most_bytes)
        damage = damage or _fault_of_file(stored)
        if damage is not None:
            yield damage
        yield stored.closed()
    finally:
        stored.close()


def _some_of(
    reader: Generator[ReadEvent, None, Damaged | None], end: tuple[int, Damaged]
) -> Generator[ReadEvent, None, Damaged | None]:
    """Yield the first events of a shard, which has its opening already, and return why there are no more."""
    yield from islice(reader, max(0, end[0] - 1))
    reader.close()
    return end[1]


def _until(
    events: Generator[ReadEvent, None, Damaged | None], stored: Stored, most_bytes: int | None
) -> Generator[ReadEvent, None, Damaged | None]:
    if most_bytes is None:
        return (yield from events)
    while True:
        try:
            event = next(events)
        except StopIteration as end:
            return cast("Damaged | None", end.value)
        yield event
        if stored.taken >= most_bytes:
            events.close()
            return None


def sniff_stream(stream: Stream, name: str) -> Sniffed:
    """Return what a stream holds, looking at its beginning without taking it."""
    head = stream.peek(SNIFF_BYTES)
    if not head and stream.fault is not None:
        return Sniffed(Format.UNKNOWN)
    return sniff(head, name)


def _fault_of_file(stored: Stored) -> Damaged | None:
    fault: Fault | None = stored.fault
    return fault.damage() if fault is not None else None
