"""What sources said of use, and verdicts, of each shard → tables by host and by domain, aggregated on disk.

One shard's statements are added up in memory and then joined to a database: hosts of a corpus may be millions.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Self

import pyarrow as pa

from scanner.sidecars.attribution import SourceCounts, create_sources, join_sources, write_sources
from scanner.sidecars.tables import TableWriter
from scanner.types.finding import Said

LEDGER = pa.schema(
    [
        ("host", pa.string()),
        ("signal", pa.string()),
        ("use", pa.string()),
        ("value", pa.string()),
        ("licence", pa.string()),
        ("documents", pa.int64()),
        ("first", pa.timestamp("us", tz="UTC")),
        ("last", pa.timestamp("us", tz="UTC")),
        ("evidence", pa.string()),
    ]
)
DOMAINS = pa.schema(
    [("domain", pa.string()), ("use", pa.string()), ("verdict", pa.string()), ("documents", pa.int64())]
)
_TABLE = """
CREATE TABLE ledger (
  host TEXT, signal TEXT, use TEXT, value TEXT, licence TEXT, documents INTEGER, first TEXT, last TEXT, evidence TEXT,
  PRIMARY KEY (host, signal, use, value, licence)
) WITHOUT ROWID
"""
_DOMAINS = """
CREATE TABLE domains (
  domain TEXT, use TEXT, verdict TEXT, documents INTEGER, PRIMARY KEY (domain, use, verdict)
) WITHOUT ROWID
"""
_JOIN_DOMAIN = """
INSERT INTO domains VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET documents = documents + excluded.documents
"""
_ALL_DOMAINS = "SELECT * FROM domains ORDER BY domain, use, verdict"
_MOST_RESERVED = """
SELECT domain, verdict, documents FROM domains WHERE use = 'train' AND domain IN (
  SELECT domain FROM domains WHERE use = 'train' AND verdict = 'reserved' ORDER BY documents DESC, domain LIMIT ?
) ORDER BY domain, verdict
"""
_JOIN = """
INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
  documents = documents + excluded.documents,
  evidence = CASE WHEN (coalesce(excluded.first, '~'), excluded.evidence) < (coalesce(first, '~'), evidence)
    THEN excluded.evidence ELSE evidence END,
  first = coalesce(min(first, excluded.first), first, excluded.first),
  last = coalesce(max(last, excluded.last), last, excluded.last)
"""
_ALL = "SELECT * FROM ledger ORDER BY host, signal, use, value, licence"


class _Key(NamedTuple):
    host: str
    signal: str
    use: str
    value: str
    licence: str


@dataclass(slots=True)
class _Line:
    documents: int
    first: str | None
    last: str | None
    evidence: str


@dataclass(slots=True)
class LedgerPart:
    """The lines of one shard; its documents come in the order of the shard."""

    _lines: dict[_Key, _Line] = field(default_factory=dict)
    _last: dict[_Key, str] = field(default_factory=dict)
    """Document that was counted last: one may say the same twice."""
    verdicts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(domain, use, verdict) → documents."""
    sources: SourceCounts = field(default_factory=SourceCounts)

    def add(self, shard: str, said: Said, host: str, moment: datetime | None) -> None:
        """Count one statement of a document; evidence is the first place it was seen, which names no address."""
        statement = said.statement
        key = _Key(host, statement.signal, statement.use, statement.value, statement.licence)
        if self._last.get(key) == said.document:
            return
        self._last[key] = said.document
        stamp = None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")
        evidence = f"{shard} {said.document} {statement.place}"
        line = self._lines.get(key)
        if line is None:
            self._lines[key] = _Line(1, stamp, stamp, evidence)
            return
        line.documents += 1
        if stamp is not None:
            if line.first is None or stamp < line.first:
                line.first, line.evidence = stamp, evidence
            line.last = stamp if line.last is None else max(line.last, stamp)

    def count(self, domain: str, use: str, verdict: str) -> None:
        """Count a verdict on one document."""
        self.verdicts[domain, use, verdict] += 1

    def rows(self) -> Iterator[tuple[str | int | None, ...]]:
        """Yield the lines as rows of the database."""
        for key, line in self._lines.items():
            yield (*key, line.documents, line.first, line.last, line.evidence)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of a corpus, whatever the order of its shards."""

    _database: sqlite3.Connection

    @classmethod
    def create(cls, path: Path) -> Self:
        """Begin a ledger in place of whatever is there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        database = sqlite3.connect(path)
        database.execute(_TABLE)
        database.execute(_DOMAINS)
        create_sources(database)
        return cls(database)

    def join(self, part: LedgerPart) -> None:
        """Add the lines of a shard."""
        self._database.executemany(_JOIN, part.rows())
        self._database.executemany(_JOIN_DOMAIN, ((*key, count) for key, count in part.verdicts.items()))
        join_sources(self._database, part.sources)
        self._database.commit()

    def write_sources(self, sources: Path) -> None:
        """Write documents by source of the register and by domain as a Parquet file, sorted."""
        write_sources(self._database, sources)

    def write(self, ledger: Path, domains: Path) -> None:
        """Write all lines, and verdicts by domain, as Parquet files, sorted."""
        ledger.parent.mkdir(parents=True, exist_ok=True)
        with TableWriter(ledger, LEDGER) as table:
            for row in self._database.execute(_ALL):
                *key, documents, first, last, evidence = row
                table.add(*key, documents, _moment(first), _moment(last), evidence)
        with TableWriter(domains, DOMAINS) as table:
            for row in self._database.execute(_ALL_DOMAINS):
                table.add(*row)

    def most_reserved(self, limit: int) -> dict[str, dict[str, int]]:
        """Return verdicts on training for the domains with most reserved documents: domain → verdict → documents."""
        found: dict[str, dict[str, int]] = {}
        for domain, verdict, documents in self._database.execute(_MOST_RESERVED, (limit,)):
            found.setdefault(domain, {})[verdict] = documents
        return found

    def close(self) -> None:
        """Close the database."""
        self._database.close()


def _moment(stamp: str | None) -> datetime | None:
    return None if stamp is None else datetime.fromisoformat(stamp)
