"""Documents that have a copy, shard by shard → `duplicates.parquet`, sorted on disk, and sums over them."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Self

import pyarrow as pa

from scanner.sidecars.tables import TableWriter
from scanner.types.duplicates import CopyConflicts, GroupCopies, Memorised, Volume

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
        ("tokens", pa.int64()),
        ("characters", pa.int64()),
        ("bytes", pa.int64()),
        ("train", pa.string()),
        ("licence", pa.string()),
        ("strictest", pa.bool_()),
    ]
)
_TABLE = """
CREATE TABLE copies (
  cluster TEXT, shard TEXT, place INTEGER, document TEXT, host TEXT, language TEXT, kind TEXT, similarity REAL,
  kept INTEGER, size INTEGER, text_tag TEXT, tokens INTEGER, characters INTEGER, bytes INTEGER,
  train TEXT, licence TEXT, strictness INTEGER, strictest INTEGER DEFAULT 0, PRIMARY KEY (cluster, shard, place)
) WITHOUT ROWID
"""
_BY_DOCUMENT = "CREATE UNIQUE INDEX by_document ON copies (shard, document)"
_MET = """
CREATE TABLE met (
  cluster TEXT, rule TEXT, value TEXT, copies INTEGER, findings INTEGER, PRIMARY KEY (cluster, rule, value)
)
"""
_ADD_MET = """
INSERT INTO met SELECT cluster, ?, ?, 1, ? FROM copies WHERE shard = ? AND document = ?
ON CONFLICT DO UPDATE SET copies = copies + 1, findings = findings + excluded.findings
"""
_STAND = "UPDATE copies SET train = ?, licence = ?, strictness = ? WHERE shard = ? AND document = ?"
_CONFLICTS = """
CREATE TEMP TABLE conflicts AS SELECT * FROM (
  SELECT cluster, count(*) AS documents,
    sum(train = 'reserved') > 0 AND sum(train <> 'reserved') > 0 AS in_part,
    count(DISTINCT nullif(licence, '')) > 1 AS differ
  FROM copies WHERE train IS NOT NULL GROUP BY cluster
) WHERE in_part OR differ
"""
_SUM_CONFLICTS = (
    "SELECT count(*), coalesce(sum(documents), 0), coalesce(sum(in_part), 0), coalesce(sum(differ), 0) FROM conflicts"
)
_STRICTEST = """
UPDATE copies SET strictest = 1 WHERE (shard, place) IN (
  SELECT shard, place FROM (
    SELECT shard, place, row_number() OVER (
      PARTITION BY cluster ORDER BY strictness DESC, kept DESC, shard, place
    ) AS rank FROM copies WHERE train IS NOT NULL AND cluster IN (SELECT cluster FROM conflicts)
  ) WHERE rank = 1
)
"""
_MEMORISED = """
SELECT rule, count(DISTINCT cluster), count(*), sum(copies), sum(findings), max(copies) FROM met
WHERE copies >= ? GROUP BY rule ORDER BY rule
"""
_CONFLICTS_BY_NAME = "CREATE INDEX temp.conflicts_by_name ON conflicts (cluster)"
_KEPT = "SELECT document, host, language FROM copies WHERE kept AND shard = ? AND EXISTS ({}) ORDER BY place"
_KEPT_MEMORISED = _KEPT.format("SELECT 1 FROM met WHERE met.cluster = copies.cluster AND met.copies >= ?")
_KEPT_IN_CONFLICT = _KEPT.format("SELECT 1 FROM conflicts WHERE conflicts.cluster = copies.cluster")
_INSERT = "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, 0)"
_ALL = f"SELECT {', '.join(DUPLICATES.names)} FROM copies ORDER BY cluster, kept DESC, shard, place"  # noqa: S608  # names of columns
_DOCUMENTS = "SELECT document FROM copies WHERE shard = ?"
_REDUNDANT = (
    "SELECT count(*), coalesce(sum(tokens), 0), coalesce(sum(characters), 0), "
    "coalesce(sum(bytes), 0) FROM copies WHERE NOT kept"
)
_GROUP = (
    "SELECT {0}, count(*), sum(NOT kept) AS more, sum(tokens * NOT kept) FROM copies GROUP BY {0} "
    "ORDER BY more DESC, {0} LIMIT ?"
)
_GROUPS = {name: _GROUP.format(name) for name in ("host", "language")}


class Stance(NamedTuple):
    """What is known of the rights of a document."""

    document: str
    train: str
    """Verdict on training."""
    licence: str
    """Class of its licence; empty where it states none."""
    strictness: int
    """Higher for what permits less."""


class KeptDocument(NamedTuple):
    """The document kept of a cluster."""

    document: str
    host: str
    language: str


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
    bytes: int
    """In UTF-8."""


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
        for statement in (_TABLE, _BY_DOCUMENT, _MET):
            database.execute(statement)
        return cls(database)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a store that is there."""
        return cls(sqlite3.connect(path))

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
        return {name: GroupCopies(*counts) for name, *counts in rows}

    def documents_of(self, shard: str) -> frozenset[str]:
        """Return the documents of a shard that are in a cluster."""
        return frozenset(name for (name,) in self._database.execute(_DOCUMENTS, (shard,)))

    def keep_met(self, shard: str, met: Mapping[tuple[str, str, str], int]) -> None:
        """Count findings by document, rule and value tag; each document of a shard comes in one call only."""
        rows = ((rule, value, count, shard, document) for (document, rule, value), count in sorted(met.items()))
        self._database.executemany(_ADD_MET, rows)
        self._database.commit()

    def keep_stances(self, shard: str, stances: Iterable[Stance]) -> None:
        """Take what is known of the rights of documents."""
        rows = ((each.train, each.licence, each.strictness, shard, each.document) for each in stances)
        self._database.executemany(_STAND, rows)
        self._database.commit()

    def memorised(self, min_copies: int) -> dict[str, Memorised]:
        """Return what each rule met with the same value in at least so many documents of a cluster."""
        rows = self._database.execute(_MEMORISED, (min_copies,))
        return {rule: Memorised(*counts) for rule, *counts in rows}

    def settle_conflicts(self) -> CopyConflicts:
        """Find the clusters whose documents differ in their rights, and mark the strictest document of each."""
        for statement in (_CONFLICTS, _CONFLICTS_BY_NAME, _STRICTEST):
            self._database.execute(statement)
        return CopyConflicts(*self._database.execute(_SUM_CONFLICTS).fetchone())

    def kept_memorised(self, shard: str, min_copies: int) -> list[KeptDocument]:
        """Return the documents of a shard that are kept of clusters in which a rule was met so often."""
        return [KeptDocument(*row) for row in self._database.execute(_KEPT_MEMORISED, (shard, min_copies))]

    def kept_in_conflict(self, shard: str) -> list[KeptDocument]:
        """Return the documents of a shard that are kept of clusters in conflict, once these are settled."""
        return [KeptDocument(*row) for row in self._database.execute(_KEPT_IN_CONFLICT, (shard,))]

    def write(self, path: Path) -> None:
        """Write all documents, sorted by cluster, the kept one first."""
        kept = DUPLICATES.names.index("kept")
        with TableWriter(path, DUPLICATES) as table:
            for row in self._database.execute(_ALL):
                table.add(*row[:kept], bool(row[kept]), *row[kept + 1 : -1], bool(row[-1]))

    def close(self) -> None:
        """Close the database."""
        self._database.close()
