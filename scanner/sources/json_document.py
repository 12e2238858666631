"""A JSON array, a pretty-printed object, or objects one after another → events, one a row."""

from collections.abc import Generator

from scanner.sources.json_split import JsonSplitter
from scanner.sources.json_value import INVALID, parse_json
from scanner.sources.options import ReadOptions
from scanner.sources.rows import Rows
from scanner.sources.sniff import Sniffed
from scanner.sources.stream import Stream, as_utf8
from scanner.types.document import Damaged, FailReason, ReadEvent, Skipped, SkipReason


def read_json(stream: Stream, sniffed: Sniffed, options: ReadOptions) -> Generator[ReadEvent, None, Damaged | None]:
    """Yield what each row comes to (`row:N`); return what ended the document too early, if anything did.

    Values are split and parsed one by one, so that an array of any length and a row of any size need little memory.
    """
    rows = Rows(options)
    splitter = JsonSplitter(options.max_record_bytes)
    # In multi-byte encodings a bracket can be half of a character, so they are brought to UTF-8 before the split.
    plain = sniffed.encoding in {"utf-8", "cp1252"}
    pieces = stream.pieces() if plain else as_utf8(stream.pieces(), sniffed.encoding)
    cut: str | None = None
    for number, (data, whole) in enumerate(splitter.values(pieces)):
        record = f"row:{number}"
        if data is None:
            yield Skipped(record, SkipReason.TOO_LARGE)
            continue
        value = parse_json(data, sniffed.encoding)
        if value is INVALID and not whole:
            cut = record
            break
        yield rows.event(value, record)
    if stream.fault is not None:
        return stream.fault.damage(cut)
    if not splitter.closed:
        return Damaged(FailReason.TRUNCATED, "the JSON document is not closed", cut)
    if splitter.rest:
        return Damaged(FailReason.CORRUPT, "something that is no JSON stands between or behind the rows")
    return rows.damage()
