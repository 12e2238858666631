"""A large shard, cut at records → its parts: what engines hand to workers, and what those answer."""

from dataclasses import dataclass

from scanner.types.document import Compression, Format, Shard
from scanner.types.run import ShardOutcome


@dataclass(frozen=True, slots=True)
class Edge:
    """Where one part of a shard ends and the next begins: in front of a record, at the start or at the end."""

    stored: int
    """Byte of the stored file; of Parquet, the row group."""
    record: int
    """Number of the record, line or row that begins here."""
    unpacked: int
    """Byte of the decompressed content; of Parquet, 0."""


@dataclass(frozen=True, slots=True)
class CutFile:
    """A shard's file as it was when it was read through to find where it can be cut."""

    format: Format
    compression: Compression
    encoding: str
    """Python codec of JSON lines."""
    bytes: int
    ctime_ns: int
    sha256: str
    """Of all stored bytes, lower-case hex."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Work: find where a shard can be cut; where it cannot, scan it whole."""

    shard: Shard


@dataclass(frozen=True, slots=True)
class Part:
    """Work: scan a range of a shard's records."""

    shard: Shard
    file: CutFile
    number: int
    """In its shard, counted from 0."""
    of: int
    """Parts of the shard."""
    start: Edge
    end: Edge


@dataclass(frozen=True, slots=True)
class Join:
    """Work: put together what the parts of a shard left; where that cannot be, scan it whole."""

    shard: Shard
    file: CutFile
    parts: int


Task = Shard | Cut | Part | Join
"""What a worker is handed; a shard alone is scanned whole."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Answer to `Cut`: the parts, in order, at least two."""

    shard: Shard
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PartDone:
    """Answer to `Part`."""

    part: Part
    whole: bool = True
    """False: it met what only a reading of the whole shard can judge."""


Answer = ShardOutcome | Parts | PartDone


def shard_of(task: Task) -> Shard:
    """Return the shard that a piece of work belongs to."""
    return task if isinstance(task, Shard) else task.shard
