"""Site files of every shard → a store on disk that knows the last capture before a moment."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from scanner.sidecars.tables import read_rows
from scanner.types.document import SiteFile, SiteFileKind

_TABLE = """
CREATE TABLE site_files (
  authority TEXT, kind TEXT, fetched_at TEXT, shard TEXT, record TEXT, status INTEGER, content_type TEXT, body BLOB
)
"""
_INDEX = "CREATE INDEX by_site ON site_files (authority, kind, fetched_at, shard, record)"
_INSERT = """
INSERT INTO site_files VALUES (:authority, :kind, :fetched_at, :shard, :record, :status, :content_type, :body)
"""
_LAST_BEFORE = """
SELECT rowid FROM site_files WHERE authority = ? AND kind = ? AND fetched_at <= ?
ORDER BY fetched_at DESC, shard DESC, record DESC LIMIT 1
"""
_ONE = "SELECT kind, record, authority, status, content_type, body, fetched_at FROM site_files WHERE rowid = ?"


def _stamp(moment: datetime) -> str:
    """Return a text that sorts as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class SiteStore:
    """Captures of files that speak for a site, on disk, so that millions of hosts cost no memory."""

    _database: sqlite3.Connection

    @classmethod
    def build(cls, path: Path, tables: Iterable[tuple[str, Path]]) -> Self:
        """Fill a new store at `path` from (shard id, table of site files) pairs; captures without a time are left out.

        A capture that cannot be dated cannot be said to lie before a page.
        """
        database = sqlite3.connect(path)
        database.execute(_TABLE)
        for shard_id, table in tables:
            rows = (
                {**row, "fetched_at": _stamp(row["fetched_at"]), "shard": shard_id}
                for row in read_rows(table)
                if row["fetched_at"] is not None
            )
            database.executemany(_INSERT, rows)
        database.execute(_INDEX)
        database.commit()
        return cls(database)

    def last_before(self, authority: str, kind: SiteFileKind, moment: datetime) -> int | None:
        """Return the number of the last capture at or before `moment`, for `load`; None where there is none."""
        row = self._database.execute(_LAST_BEFORE, (authority, kind.value, _stamp(moment))).fetchone()
        return None if row is None else int(row[0])

    def load(self, number: int) -> SiteFile:
        """Return the capture with that number."""
        kind, record, authority, status, content_type, body, fetched_at = self._database.execute(
            _ONE, (number,)
        ).fetchone()
        moment = datetime.fromisoformat(fetched_at)
        return SiteFile(SiteFileKind(kind), record, authority, status, content_type, body, moment)

    def close(self) -> None:
        """Close the database."""
        self._database.close()
