"""Documents that have a copy, shard by shard → `duplicates.parquet`, sorted on disk, and sums over them."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Self

import pyarrow as pa

from scanner.sidecars.tables import TableWriter
from scanner.types.duplicates import GroupCopies, Volume

DUPLICATES = pa.schema(
    [
        ("cluster", pa.string()),
        ("shard", pa.string()),
        ("document", pa.string()),
        ("host", pa.string()),
        ("language", pa.string()),
        ("kind", pa.string()),
        ("similarity", pa.float64()),
        ("kept", pa.bool_()),
        ("size", pa.int64()),
        ("text_tag", pa.string()),
    ]
)
_TABLE = """
CREATE TABLE copies (
  cluster TEXT, shard TEXT, place INTEGER, document TEXT, host TEXT, language TEXT, kind TEXT, similarity REAL,
  kept INTEGER, size INTEGER, text_tag TEXT, tokens INTEGER, characters INTEGER, PRIMARY KEY (cluster, shard, place)
) WITHOUT ROWID
"""
_INSERT = "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ALL = f"SELECT {', '.join(DUPLICATES.names)} FROM copies ORDER BY cluster, kept DESC, shard, place"  # noqa: S608  # names of columns
_REDUNDANT = "SELECT count(*), coalesce(sum(tokens), 0), coalesce(sum(characters), 0) FROM copies WHERE NOT kept"
_GROUPS = {
    "host": "SELECT host, count(*), sum(NOT kept) AS more FROM copies GROUP BY host ORDER BY more DESC, host LIMIT ?",
    "language": (
        "SELECT language, count(*), sum(NOT kept) AS more FROM copies GROUP BY language "
        "ORDER BY more DESC, language LIMIT ?"
    ),
}


class Copy(NamedTuple):
    """A document of a cluster; fields as in the database."""

    cluster: str
    shard: str
    place: int
    """Row in the shard."""
    document: str
    host: str
    language: str
    kind: Literal["exact", "near"]
    """By the text of the document that is kept."""
    similarity: float
    """To that document."""
    kept: bool
    size: int
    """Documents of the cluster."""
    text_tag: str
    tokens: int
    characters: int


@dataclass(frozen=True, slots=True)
class CopyStore:
    """All of them, whatever the order of shards."""

    _database: sqlite3.Connection

    @classmethod
    def create(cls, path: Path) -> Self:
        """Begin a store in place of whatever is there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        database = sqlite3.connect(path)
        database.execute(_TABLE)
        return cls(database)

    def add(self, copies: Iterable[Copy]) -> None:
        """Add documents."""
        self._database.executemany(_INSERT, copies)
        self._database.commit()

    def redundant(self) -> Volume:
        """Return how much text is in documents that are not the one kept of their cluster."""
        return Volume(*self._database.execute(_REDUNDANT).fetchone())

    def largest(self, group: Literal["host", "language"], limit: int) -> dict[str, GroupCopies]:
        """Return the hosts or languages with most redundant documents."""
        rows = self._database.execute(_GROUPS[group], (limit,))
        return {name: GroupCopies(documents, redundant) for name, documents, redundant in rows}

    def write(self, path: Path) -> None:
        """Write all documents, sorted by cluster, the kept one first."""
        kept = DUPLICATES.names.index("kept")
        with TableWriter(path, DUPLICATES) as table:
            for row in self._database.execute(_ALL):
                table.add(*row[:kept], bool(row[kept]), *row[kept + 1 :])

    def close(self) -> None:
        """Close the database."""
        self._database.close()
