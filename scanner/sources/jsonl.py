"""JSON lines → events, one a line that is not blank."""

from collections.abc import Generator, Iterable, Iterator

from scanner.sources.json_value import INVALID, parse_json
from scanner.sources.options import ReadOptions
from scanner.sources.rows import Rows
from scanner.sources.sniff import Sniffed
from scanner.sources.stream import Stream, as_utf8
from scanner.types.document import Damaged, ReadEvent, Skipped, SkipReason

WIDE = frozenset({"utf-16", "utf-32"})
"""Codecs in which a line feed is more than one byte."""


def read_jsonl(
    stream: Stream, sniffed: Sniffed, options: ReadOptions, first: int = 0
) -> Generator[ReadEvent, None, Damaged | None]:
    """Yield what each line comes to (`line:N`, blank lines counted too); return what ended it.

    `first` is the number of the stream's first line in its shard.
    """
    rows = Rows(options)
    wide = sniffed.encoding in WIDE
    pieces = as_utf8(stream.pieces(), sniffed.encoding) if wide else stream.pieces()
    encoding = "utf-8" if wide else sniffed.encoding
    for number, (line, whole) in enumerate(split_lines(pieces, options.max_record_bytes), first):
        record = f"line:{number}"
        if line is None:
            yield Skipped(record, SkipReason.TOO_LARGE)
            continue
        if number == 0:
            line = line.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901  # the mark belongs to the file, not to the line
        if not line or line.isspace():
            continue
        value = parse_json(line, encoding)
        if value is INVALID and not whole and stream.fault is not None:
            return stream.fault.damage(record)
        yield rows.event(value, record)
    return stream.fault.damage() if stream.fault is not None else rows.damage()


def split_lines(pieces: Iterable[bytes], max_bytes: int) -> Iterator[tuple[bytes | None, bool]]:
    """Yield (line without its line feed, whether it had one); None stands for a line longer than `max_bytes`."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        lines = piece.split(b"\n")
        size += len(lines[0])
        if size <= max_bytes:
            held.append(lines[0])
        else:
            held.clear()
        if len(lines) == 1:
            continue
        yield (b"".join(held) if size <= max_bytes else None), True
        for line in lines[1:-1]:
            yield (line if len(line) <= max_bytes else None), True
        held, size = [lines[-1]], len(lines[-1])
    if size:
        yield (b"".join(held) if size <= max_bytes else None), False
