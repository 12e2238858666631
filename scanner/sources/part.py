"""A part of a shard → the events of its records, as a reading of the whole shard gives them."""

from collections.abc import Generator, Iterator

from scanner.sources.cuts import facts_of_file
from scanner.sources.jsonl import read_jsonl
from scanner.sources.options import ReadOptions
from scanner.sources.parquet import read_groups
from scanner.sources.sniff import Sniffed
from scanner.sources.stored import Stored
from scanner.sources.stream import Stream
from scanner.sources.warc import read_warc
from scanner.types.document import Damaged, FailReason, Format, ReadEvent
from scanner.types.part import Part

_CHANGED = Damaged(FailReason.CHANGED, "the file is not, or is no longer, the one that was cut")


def read_part(part: Part, options: ReadOptions) -> Iterator[ReadEvent]:
    """Yield every record of a part once and in order, and at most one `Damaged`.

    Damage with another reason than that no row had a text field says that the part cannot be relied on: its file
    changed, or it does not hold the records that were counted in it.
    """
    records = 0
    damage = None if _is_same_file(part) else _CHANGED
    if damage is None:
        events = _events(part, options)
        try:
            while True:
                event = next(events)
                records += 1
                yield event
        except StopIteration as stop:
            damage = stop.value
    counted = part.file.format is Format.JSONL or records == part.end.record - part.start.record
    if not counted or not _is_same_file(part):
        damage = _CHANGED
    if damage is not None:
        yield damage


def _is_same_file(part: Part) -> bool:
    return facts_of_file(part.shard) == (part.file.bytes, part.file.ctime_ns)


def _events(part: Part, options: ReadOptions) -> Generator[ReadEvent, None, Damaged | None]:
    """Yield the records' events; return what ended the part too early, or shows that it is another."""
    if part.file.format is Format.PARQUET:
        groups = range(part.start.stored, part.end.stored)
        return (yield from read_groups(part.shard.uri, options, groups, part.start.record))
    stored = Stored(part.shard, span=range(part.start.stored, part.end.stored))
    try:
        stream = Stream(stored, part.file.compression)
        sniffed = Sniffed(part.file.format, part.file.encoding)
        reader = read_jsonl if part.file.format is Format.JSONL else read_warc
        damage = yield from reader(stream, sniffed, options, part.start.record)
        if stored.fault is not None:
            return stored.fault.damage()
        is_whole = stream.tell() == part.end.unpacked - part.start.unpacked
        return damage if is_whole else _CHANGED
    finally:
        stored.close()
