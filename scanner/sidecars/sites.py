"""Site files of every shard → a store on disk that knows the last capture before a moment."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Self

from scanner.sidecars.tables import read_rows
from scanner.types.document import SiteFile, SiteFileKind

_TABLE = """
CREATE TABLE site_files (
  authority TEXT, kind TEXT, fetched_at TEXT, shard TEXT, ordinal INTEGER, record TEXT, status INTEGER,
  content_type TEXT, body BLOB, location TEXT
)
"""
_INDEX = "CREATE INDEX by_site ON site_files (authority, kind, fetched_at, shard, ordinal)"
_INSERT = """
INSERT INTO site_files VALUES (
  :authority, :kind, :fetched_at, :shard, :ordinal, :record, :status, :content_type, :body, :location
)
"""
_LAST_BEFORE = """
SELECT rowid, status, fetched_at, location FROM site_files WHERE authority = ? AND kind = ? AND fetched_at <= ?
ORDER BY fetched_at DESC, shard DESC, ordinal DESC LIMIT 1
"""
_FIRST_AFTER = """
SELECT rowid, status, fetched_at, location FROM site_files
WHERE authority = ? AND kind = ? AND fetched_at > ? AND fetched_at <= ?
ORDER BY fetched_at, shard DESC, ordinal DESC LIMIT 1
"""
_ONE = """
SELECT kind, record, authority, status, content_type, body, fetched_at, location FROM site_files WHERE rowid = ?
"""
_PATHS = {
    SiteFileKind.ROBOTS: "/robots.txt",
    SiteFileKind.TDMREP: "/.well-known/tdmrep.json",
    SiteFileKind.TRUST: "/trust.txt",
    SiteFileKind.AI: "/ai.txt",
}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_MAX_REDIRECTS = 5
"""RFC 9309 §2.3.1.2: crawlers should follow at least five."""
_TARGET_AFTER = timedelta(hours=24)
"""How much later than its redirect a target may have been fetched and still be what the redirect led to."""


class _Capture(NamedTuple):
    number: int
    status: int
    fetched_at: str
    location: str | None


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
                {
                    **row,
                    "fetched_at": _stamp(row["fetched_at"]),
                    "shard": shard_id,
                    "ordinal": int(row["record"].rpartition(":")[2]),
                }
                for row in read_rows(table)
                if row["fetched_at"] is not None
            )
            database.executemany(_INSERT, rows)
        database.execute(_INDEX)
        database.commit()
        return cls(database)

    def last_before(self, authority: str, kind: SiteFileKind, moment: datetime) -> int | None:
        """Return the number of the last capture at or before `moment`, for `load`; None where there is none.

        Of captures of one moment the later record of the later shard counts. Where that capture redirects to the same
        file of another authority in the store, the target's number is returned: its rules hold for the authority that
        was asked for (RFC 9309 §2.3.1.2). A redirect that leads out of the store, in a circle, or through more than
        five others is returned itself.
        """
        first = capture = self._last(authority, kind, _stamp(moment))
        for _ in range(_MAX_REDIRECTS):
            if capture is None or capture.status not in _REDIRECTS:
                break
            capture = self._target(capture, kind, _stamp(moment))
        found = first if capture is None or capture.status in _REDIRECTS else capture
        return None if found is None else found.number

    def _last(self, authority: str, kind: SiteFileKind, stamp: str) -> _Capture | None:
        row = self._database.execute(_LAST_BEFORE, (authority, kind.value, stamp)).fetchone()
        return None if row is None else _Capture(*row)

    def _target(self, redirect: _Capture, kind: SiteFileKind, stamp: str) -> _Capture | None:
        """Return what a redirect led to: the last capture before the moment, else the first one within a day."""
        location = redirect.location or ""
        if not location.endswith(_PATHS[kind]):
            return None
        authority = location.removesuffix(_PATHS[kind])
        before = self._last(authority, kind, stamp)
        if before is not None:
            return before
        latest = _stamp(datetime.fromisoformat(redirect.fetched_at) + _TARGET_AFTER)
        row = self._database.execute(_FIRST_AFTER, (authority, kind.value, stamp, latest)).fetchone()
        return None if row is None else _Capture(*row)

    def load(self, number: int) -> SiteFile:
        """Return the capture with that number."""
        kind, record, authority, status, content_type, body, fetched_at, location = self._database.execute(
            _ONE, (number,)
        ).fetchone()
        moment = datetime.fromisoformat(fetched_at)
        return SiteFile(SiteFileKind(kind), record, authority, status, content_type, body, moment, location)

    def close(self) -> None:
        """Close the database."""
        self._database.close()
