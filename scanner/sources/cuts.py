"""A large local shard → where it can be cut into parts that, read one by one, give what the whole gives.

The file is read through once, split into lines and records as a scan splits it, but nothing is parsed. So every edge is
known to be one, with the number of the record behind it, and the digest of the file comes from the same reading. A file
in which anything is odd is not cut: it is read whole, and its account is what it ever was.
"""

import stat
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Self

from scanner.sources.jsonl import WIDE
from scanner.sources.options import ReadOptions
from scanner.sources.parquet import groups_of
from scanner.sources.read import sniff_stream
from scanner.sources.remote.address import is_remote
from scanner.sources.sniff import Sniffed
from scanner.sources.stored import Stored
from scanner.sources.stream import Stream
from scanner.sources.warc_frames import Gap, Window, frames
from scanner.types.document import Compression, Format, Shard
from scanner.types.part import CutFile, Edge, Part

_FEWEST = 2
_LOOKED_THROUGH = 2**20
_PARTS_LOOKED_THROUGH = 4
"""A compressed file without an edge in so many parts' worth of bytes is one long member: no need to unpack the rest."""
_START = Edge(0, 0, 0)


@dataclass(slots=True)
class _Cutter:
    """Chooses edges about as far apart as parts are to be long."""

    size: int
    """Of the file."""
    step: int
    due_at: int
    """Stored byte from which on the next edge is taken."""
    edges: list[Edge] = field(default_factory=lambda: [_START])

    @classmethod
    def of(cls, size: int, part_bytes: int) -> Self:
        """Return one for parts of equal length, none above `part_bytes` if records were small."""
        step = -(-size // -(-size // part_bytes))
        return cls(size, step, step)

    def cut(self, edge: Edge, at: int | None = None) -> None:
        """Take an edge; `at` is its place in the file where that is another than `edge.stored`."""
        self.edges.append(edge)
        self.due_at = ((edge.stored if at is None else at) // self.step + 1) * self.step

    def close(self, edge: Edge) -> bool:
        """Take the end of the file."""
        if edge.stored != self.edges[-1].stored:
            self.edges.append(edge)
        return True

    def in_vain(self, stream: Stream) -> bool:
        """Tell whether a compressed file is not worth unpacking any further."""
        bound = max(_LOOKED_THROUGH, _PARTS_LOOKED_THROUGH * self.step)
        return len(self.edges) == 1 and stream.compression is not Compression.NONE and stream.stored.taken > bound


def facts_of_file(shard: Shard) -> tuple[int, int] | None:
    """Return size and time of change of a local, regular file; None for anything else.

    The time is the one that the system keeps: programs that copy or unpack set the other back.
    """
    if is_remote(shard.uri):
        return None
    try:
        facts = Path(shard.uri).stat()
    except (OSError, ValueError):
        return None
    return (facts.st_size, facts.st_ctime_ns) if stat.S_ISREG(facts.st_mode) else None


def parts_of(shard: Shard, options: ReadOptions, part_bytes: int) -> tuple[Part, ...]:
    """Return the parts of a shard, in order, each of about `part_bytes` stored bytes; none: it must be read whole."""
    facts = facts_of_file(shard)
    if facts is None or facts[0] <= part_bytes:
        return ()
    cutter = _Cutter.of(facts[0], part_bytes)
    sniffed = _sniffed(shard)
    stored = Stored(shard)
    try:
        stream = Stream(stored)  # not looked into before, so that its pieces begin where members do
        if (
            not _cut(shard, stream, sniffed, cutter, options)
            or stream.fault is not None
            or stored.fault is not None
            or facts_of_file(shard) != facts
        ):
            return ()
        closed = stored.closed()
    finally:
        stored.close()
    file = CutFile(sniffed.format, stream.compression, sniffed.encoding, facts[0], facts[1], closed.sha256)
    edges = cutter.edges
    if closed.bytes_read != file.bytes or len(edges) <= _FEWEST:  # one part is the whole
        return ()
    count = len(edges) - 1
    return tuple(Part(shard, file, number, count, *pair) for number, pair in enumerate(pairwise(edges)))


def _sniffed(shard: Shard) -> Sniffed:
    stored = Stored(shard)
    try:
        return sniff_stream(Stream(stored), shard.id)
    finally:
        stored.close()


def _cut(shard: Shard, stream: Stream, sniffed: Sniffed, cutter: _Cutter, options: ReadOptions) -> bool:
    """Read the stream to its end and take edges; return False where the shard must stay whole."""
    packed = stream.compression is Compression.GZIP
    if not packed and stream.compression is not Compression.NONE:
        return False
    match sniffed.format:
        case Format.WARC | Format.WET | Format.WAT:
            return _between_records(stream, cutter)
        case Format.JSONL if sniffed.encoding not in WIDE:
            return _between_members(stream, cutter) if packed else _between_lines(stream, cutter)
        case Format.PARQUET if not packed:
            return _between_groups(shard, stream, cutter, options)
        case _:
            return False


def _between_lines(stream: Stream, cutter: _Cutter) -> bool:
    done = lines = 0
    for piece in stream.pieces():
        at = 0
        while (wanted := cutter.due_at - done - 1) < len(piece):
            feed = piece.find(b"\n", max(at, wanted))
            if feed < 0:
                break
            lines += piece.count(b"\n", at, feed + 1)
            at = feed + 1
            cutter.cut(Edge(done + at, lines, done + at))
        lines += piece.count(b"\n", at)
        done += len(piece)
    return cutter.close(Edge(done, lines, done))


def _between_members(stream: Stream, cutter: _Cutter) -> bool:
    """Take the starts of gzip members (RFC 1952 §2.2) that are starts of lines too."""
    done = lines = 0
    ended = True
    for piece in stream.pieces():
        start = stream.stored_offset(done) if ended else None
        if start is not None and start >= cutter.due_at:
            cutter.cut(Edge(start, lines, done))
        lines += piece.count(b"\n")
        ended = piece.endswith(b"\n")
        done += len(piece)
        if cutter.in_vain(stream):
            return False
    return cutter.close(Edge(stream.stored.taken, lines, done))


def _between_records(stream: Stream, cutter: _Cutter) -> bool:
    """Take the starts of WARC records; where the file is compressed, of those with a member of their own."""
    number = 0
    for frame in frames(Window(stream)):
        if isinstance(frame, Gap) or not (frame.record.headers.get("WARC-Type") or "").strip():
            return False
        start = stream.stored_offset(frame.start)
        if start is not None and start >= cutter.due_at:
            cutter.cut(Edge(start, frame.number, frame.start))
        if frame.record.reader.consume() != frame.length or cutter.in_vain(stream):
            return False
        number = frame.number + 1
    return cutter.close(Edge(stream.stored.taken, number, stream.tell()))


def _between_groups(shard: Shard, stream: Stream, cutter: _Cutter, options: ReadOptions) -> bool:
    """Take the starts of row groups, by the share of the file that the footer says lies before them."""
    groups = groups_of(shard.uri, options)
    total = sum(group.bytes for group in groups)
    if not total or any(group.rows < 0 or group.bytes < 0 for group in groups):
        return False
    before = row = 0
    for number, group in enumerate(groups):
        at = before * cutter.size // total
        if at >= cutter.due_at:
            cutter.cut(Edge(number, row, 0), at)
        before += group.bytes
        row += group.rows
    stream.drain()
    return cutter.close(Edge(len(groups), row, 0))
