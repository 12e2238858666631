"""Text or Markdown file → documents: one, or parts split at line ends where it is too large for one."""

import codecs
from collections.abc import Generator, Iterable, Iterator

from scanner.sources.decode import encoding_of
from scanner.sources.options import ReadOptions
from scanner.sources.sniff import Sniffed
from scanner.sources.stream import Stream
from scanner.types.document import Damaged, Document, ReadEvent, Skipped, SkipReason, TextField


def read_text(stream: Stream, _sniffed: Sniffed, options: ReadOptions) -> Generator[ReadEvent, None, Damaged | None]:
    """Yield `part:N` documents of at most `max_record_bytes` bytes each; put together they are the whole text.

    The last part of a file that ends too early is marked as clipped.
    """
    decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")("replace")
    settled = False
    for number, (part, last) in enumerate(split_parts(stream.pieces(), options.max_record_bytes)):
        if not settled:  # plain ASCII leaves the encoding open
            decoder = codecs.getincrementaldecoder(encoding_of(part))("replace")
            settled = not part.isascii()
        text = decoder.decode(part, last)
        name = f"part:{number}"
        clipped = last and stream.fault is not None
        if text and not text.isspace():
            yield Document(name, (TextField("text", text),), clipped=clipped)
        elif clipped and stream.fault is not None:
            return stream.fault.damage(name)
        else:
            yield Skipped(name, SkipReason.NO_TEXT)
    return stream.fault.damage() if stream.fault is not None else None


def split_parts(pieces: Iterable[bytes], max_bytes: int) -> Iterator[tuple[bytes, bool]]:
    """Yield (bytes, whether they are the last): at most `max_bytes`, cut behind a line feed where there is one."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) > max_bytes:
            line_end = held.rfind(b"\n", 0, max_bytes) + 1
            cut = line_end or max_bytes
            yield bytes(held[:cut]), False
            del held[:cut]
    if held:
        yield bytes(held), True
