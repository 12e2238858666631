"""Shard → what it holds, told from its beginning alone, for a dry run."""

from scanner.sources.read import sniff_stream
from scanner.sources.stored import STDIN, Stored
from scanner.sources.stream import Stream
from scanner.types.document import Compression, Format, Opened, Shard
from scanner.types.storage import FROM_ENVIRONMENT, Storage


def probe(shard: Shard, storage: Storage = FROM_ENVIRONMENT) -> Opened:
    """Return format and compression; unknown for standard input, which looking at would use up."""
    if shard.uri == STDIN:
        return Opened(Format.UNKNOWN, Compression.NONE)
    stored = Stored(shard, storage)
    try:
        stream = Stream(stored)
        return Opened(sniff_stream(stream, shard.id).format, stream.compression)
    finally:
        stored.close()
