"""HTML file → one document."""

from collections.abc import Generator

from scanner.sources.html import parse_page
from scanner.sources.options import ReadOptions
from scanner.sources.sniff import Sniffed
from scanner.sources.stream import Stream
from scanner.types.document import Damaged, Document, ReadEvent, Skipped, SkipReason, TextField

_NAME = "part:0"


def read_page(stream: Stream, _sniffed: Sniffed, options: ReadOptions) -> Generator[ReadEvent, None, Damaged | None]:
    """Yield the page; of one larger than `max_record_bytes`, or cut, the beginning, marked as clipped."""
    body = stream.read_full(options.max_record_bytes)
    clipped = stream.drain() > 0 or stream.fault is not None
    text, markup = parse_page(body, None, options.main_content)
    if text and not text.isspace():
        yield Document(_NAME, (TextField("text", text),), markup=markup, clipped=clipped)
        return stream.fault.damage() if stream.fault is not None else None
    if stream.fault is not None:
        return stream.fault.damage(_NAME)
    yield Skipped(_NAME, SkipReason.TOO_LARGE if clipped else SkipReason.NO_TEXT)  # text may lie behind the cut
    return None
