"""WARC, WET or WAT file → documents, files that speak for a site, and an account of every other record."""

from collections.abc import Generator

from fastwarc.warc import WarcRecord

from scanner.sources.fault import Fault
from scanner.sources.options import ReadOptions
from scanner.sources.sniff import Sniffed
from scanner.sources.stream import Stream
from scanner.sources.warc_frames import Frame, Gap, Window, frames
from scanner.sources.warc_record import Captured, is_json, read_record
from scanner.types.document import Damaged, Document, Failed, FailReason, ReadEvent, Skipped, SkipReason

_WITH_CONTENT = frozenset({"response", "resource", "conversion"})
_CUT = Fault(FailReason.TRUNCATED, "the file ends inside a record")


def read_warc(
    stream: Stream, _sniffed: Sniffed, options: ReadOptions, first: int = 0
) -> Generator[ReadEvent, None, Damaged | None]:
    """Yield what each record comes to (`record:N`); return what ended the file too early, if anything did.

    `first` is the number of the stream's first record in its shard.
    """
    for frame in frames(Window(stream), first):
        name = f"record:{frame.number}"
        if isinstance(frame, Gap):
            if not frame.fault:
                return (stream.fault or _CUT).damage(name)
            yield Failed(name, FailReason.MALFORMED_RECORD, f"{frame.fault}, at {_place(stream, frame.start)}")
            continue
        event, whole = _event(frame, name, stream, options)
        if not whole and not isinstance(event, Document):
            return (stream.fault or _CUT).damage(name)
        yield event
        if not whole:  # the beginning was scanned, as a clipped document: the record is accounted for
            return (stream.fault or _CUT).damage()
    return stream.fault.damage() if stream.fault is not None else None


def _place(stream: Stream, start: int) -> str:
    stored = stream.stored_offset(start)
    return f"byte {stored}" if stored is not None else f"decompressed byte {start}"


def _event(frame: Frame, name: str, stream: Stream, options: ReadOptions) -> tuple[ReadEvent, bool]:
    """Return what a record comes to, and whether all of its block is there."""
    record = frame.record
    kind = (record.headers.get("WARC-Type") or "").strip().lower()
    if not kind:
        missing = Failed(name, FailReason.MALFORMED_RECORD, f"no WARC-Type, at {_place(stream, frame.start)}")
        return missing, record.reader.consume() == frame.length
    reason = _set_aside(kind, record)
    if reason is not None:
        return Skipped(name, reason), record.reader.consume() == frame.length
    block = _read(record, min(frame.length, options.max_record_bytes))
    whole = len(block) + record.reader.consume() == frame.length
    captured = Captured(
        name,
        kind,
        record.headers,
        block,
        clipped=len(block) < frame.length,
        offset=stream.stored_offset(frame.start),
    )
    return read_record(captured, options), whole


def _set_aside(kind: str, record: WarcRecord) -> SkipReason | None:
    """Return why a record is passed over by its type; so are types not known (ISO 28500 §5.5)."""
    if kind in _WITH_CONTENT:
        return None
    if kind == "metadata":
        return None if is_json(record.headers.get("Content-Type")) else SkipReason.METADATA
    return SkipReason.REVISIT if kind == "revisit" else SkipReason.NOT_CONTENT


def _read(record: WarcRecord, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := record.reader.read(size)):
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)
