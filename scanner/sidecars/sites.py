"""Site files of every shard → a store on disk that knows the last capture before a moment."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, Self

from scanner.sidecars.tables import read_rows
from scanner.types.document import SiteFile, SiteFileKind

_TABLE = """
CREATE TABLE site_files (
  authority TEXT, kind TEXT, fetched_at TEXT, shard TEXT, ordinal INTEGER, record TEXT, status INTEGER,
  content_type TEXT, body BLOB, location TEXT, whole INTEGER, snapshot INTEGER
)
"""
_INDEX = "CREATE INDEX by_site ON site_files (authority, kind, fetched_at, shard, ordinal)"
_INSERT = """
INSERT INTO site_files VALUES (
  :authority, :kind, :fetched_at, :shard, :ordinal, :record, :status, :content_type, :body, :location, :whole,
  :snapshot
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
_NEWEST = """
SELECT rowid, status, fetched_at, location FROM site_files WHERE authority = ? AND kind = ? AND snapshot
ORDER BY fetched_at IS NULL DESC, fetched_at DESC, shard DESC, ordinal DESC LIMIT 1
"""
_ONE = """
SELECT kind, record, authority, status, content_type, body, fetched_at, location, whole FROM site_files
WHERE rowid = ?
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
    fetched_at: str | None
    location: str | None


def _stamp(moment: datetime) -> str:
    """Return a text that sorts as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class SiteStore:
    """Captures of files that speak for a site, on disk, so that millions of hosts cost no memory."""

    _database: sqlite3.Connection
    has_snapshot: bool = False
    """Whether captures were given beside the corpus."""

    @classmethod
    def build(cls, path: Path, tables: Iterable[tuple[str, Path]], snapshot: Iterable[tuple[str, Path]] = ()) -> Self:
        """Fill a new store at `path` from (shard id, table of site files) pairs of the corpus and of a snapshot.

        Captures of the corpus without a time are left out: nothing tells whether they lie before a page.
        """
        database = sqlite3.connect(path)
        database.execute(_TABLE)
        for shard_id, table in tables:
            database.executemany(_INSERT, _rows(shard_id, table, snapshot=False))
        beside = tuple(snapshot)
        for file_id, table in beside:
            database.executemany(_INSERT, _rows(file_id, table, snapshot=True))
        database.execute(_INDEX)
        database.commit()
        return cls(database, bool(beside))

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

    def newest(self, authority: str, kind: SiteFileKind) -> int | None:
        """Return the number of the newest capture in the snapshot, one without a time before all others.

        Redirects lead to the newest capture of their target.
        """
        first = capture = self._newest(authority, kind)
        for _ in range(_MAX_REDIRECTS):
            if capture is None or capture.status not in _REDIRECTS:
                break
            target = _target_of(capture, kind)
            capture = None if target is None else self._newest(target, kind)
        found = first if capture is None or capture.status in _REDIRECTS else capture
        return None if found is None else found.number

    def licence_document(self, address: str, moment: datetime | None) -> bytes | None:
        """Return the licence document at an address: the last before a moment, else the first within a day behind it.

        Without a moment, the newest of the snapshot. None where there is none.
        """
        kind = SiteFileKind.RSL
        if moment is None:
            found = self._newest(address, kind)
        else:
            found = self._last(address, kind, _stamp(moment)) or self._first_after(address, kind, moment)
        document = None if found is None else self.load(found.number)
        return document.body if document is not None and document.whole else None

    def _newest(self, authority: str, kind: SiteFileKind) -> _Capture | None:
        row = self._database.execute(_NEWEST, (authority, kind.value)).fetchone()
        return None if row is None else _Capture(*row)

    def _first_after(self, authority: str, kind: SiteFileKind, moment: datetime) -> _Capture | None:
        latest = _stamp(moment + _TARGET_AFTER)
        row = self._database.execute(_FIRST_AFTER, (authority, kind.value, _stamp(moment), latest)).fetchone()
        return None if row is None else _Capture(*row)

    def _last(self, authority: str, kind: SiteFileKind, stamp: str) -> _Capture | None:
        row = self._database.execute(_LAST_BEFORE, (authority, kind.value, stamp)).fetchone()
        return None if row is None else _Capture(*row)

    def _target(self, redirect: _Capture, kind: SiteFileKind, stamp: str) -> _Capture | None:
        """Return what a redirect led to: the last capture before the moment, else the first one within a day."""
        authority = _target_of(redirect, kind)
        if authority is None or redirect.fetched_at is None:
            return None
        before = self._last(authority, kind, stamp)
        if before is not None:
            return before
        latest = _stamp(datetime.fromisoformat(redirect.fetched_at) + _TARGET_AFTER)
        row = self._database.execute(_FIRST_AFTER, (authority, kind.value, stamp, latest)).fetchone()
        return None if row is None else _Capture(*row)

    def load(self, number: int) -> SiteFile:
        """Return the capture with that number."""
        kind, record, authority, status, content_type, body, fetched_at, location, whole = self._database.execute(
            _ONE, (number,)
        ).fetchone()
        moment = None if fetched_at is None else datetime.fromisoformat(fetched_at)
        return SiteFile(
            SiteFileKind(kind), record, authority, status, content_type, body, moment, location, bool(whole)
        )

    def shard_of(self, number: int) -> str:
        """Return the shard or file that holds the capture with that number."""
        (shard,) = self._database.execute("SELECT shard FROM site_files WHERE rowid = ?", (number,)).fetchone()
        return str(shard)

    def close(self) -> None:
        """Close the database."""
        self._database.close()


def _target_of(redirect: _Capture, kind: SiteFileKind) -> str | None:
    """Return the site whose file a redirect leads to; None where it leads to anything else."""
    location, path = redirect.location or "", _PATHS.get(kind)
    return location.removesuffix(path) if path and location.endswith(path) else None


def _rows(file_id: str, table: Path, *, snapshot: bool) -> Iterator[dict[str, Any]]:
    for row in read_rows(table):
        moment = row["fetched_at"]
        if moment is not None or snapshot:
            yield {
                **row,
                "fetched_at": None if moment is None else _stamp(moment),
                "shard": file_id,
                "ordinal": int(row["record"].rpartition(":")[2]),
                "snapshot": snapshot,
            }
