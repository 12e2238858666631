"""Documents of each shard by source of the register → a table over the corpus, aggregated on disk."""

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from scanner.sidecars.tables import TableWriter
from scanner.types.finding import Attributed

SOURCES = pa.schema(
    [
        ("source", pa.string()),
        ("domain", pa.string()),
        ("measure", pa.string()),
        ("value", pa.string()),
        ("documents", pa.int64()),
    ]
)
"""`source` is empty for documents that no source covers; `measure` and `value` as in docs/sources.md."""
_TABLE = """
CREATE TABLE sources (
  source TEXT, domain TEXT, measure TEXT, value TEXT, documents INTEGER, PRIMARY KEY (source, domain, measure, value)
) WITHOUT ROWID
"""
_JOIN = """
INSERT INTO sources VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET documents = documents + excluded.documents
"""
_ALL = "SELECT * FROM sources ORDER BY source, domain, measure, value"


@dataclass(slots=True)
class SourceCounts:
    """Documents of one shard by source, domain and fact."""

    counts: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)

    def count(self, found: Attributed, domain: str) -> None:
        """Count one document of a registrable domain."""
        for measure, value in found.facts:
            self.counts[found.source, domain, measure, value] += 1


def create_sources(database: sqlite3.Connection) -> None:
    """Make room for the table."""
    database.execute(_TABLE)


def join_sources(database: sqlite3.Connection, part: SourceCounts) -> None:
    """Add the documents of a shard; committed by the caller."""
    database.executemany(_JOIN, ((*key, count) for key, count in part.counts.items()))


def write_sources(database: sqlite3.Connection, path: Path) -> None:
    """Write the table as a Parquet file, sorted."""
    with TableWriter(path, SOURCES) as table:
        for row in database.execute(_ALL):
            table.add(*row)
