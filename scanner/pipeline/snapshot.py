"""Files given with `--robots` → their captures in the run's folder, and an account of them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scanner.errors import UsageError
from scanner.sidecars.layout import Layout
from scanner.sidecars.tables import SITES, TableWriter, keep_site_file
from scanner.sources.captures import read_captures
from scanner.sources.discover import discover
from scanner.types.document import Closed, Damaged, FailReason, Shard, SiteFile, SiteFileKind
from scanner.types.rights import SnapshotFacts
from scanner.types.storage import FROM_ENVIRONMENT, Storage

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Captures of sites' files that a user gave beside the corpus."""

    tables: tuple[tuple[str, Path], ...]
    """(file, table of its captures)."""
    facts: SnapshotFacts
    unread: tuple[str, ...]
    """The first lines and records that could not be read, with the reason."""


def keep_snapshot(
    paths: Sequence[str], layout: Layout, *, may_be_empty: bool = False, storage: Storage = FROM_ENVIRONMENT
) -> Snapshot | None:
    """Read the files and keep their captures beside an earlier run, to be brought in by `clear`; None without a path.

    Raises `UsageError` for a file that is damaged, as what it holds behind the fault may be the line that reserves, and
    where nothing could be read at all. A file of no known form, and a single record or line that cannot be read, are
    counted and named.
    """
    if not paths:
        return None
    account = _Account()
    files = discover(paths, storage=storage)
    try:
        for file in files:
            with TableWriter(layout.incoming(file.id), SITES, rows_per_block=500) as writer:
                for capture in account.captures(file, storage):
                    keep_site_file(writer, capture)
        _refuse(account, may_be_empty=may_be_empty)
    except BaseException:  # an interrupt too must leave no addresses behind
        layout.drop_incoming()
        raise
    tables = tuple((file.id, layout.snapshot(file.id)) for file in files)
    return Snapshot(tables, account.facts(), tuple(account.unread))


def _refuse(account: "_Account", *, may_be_empty: bool) -> None:
    if account.faults:
        raise UsageError("\n".join(account.faults[:_MOST_NAMED]))
    if not account.count and (account.unread or not may_be_empty):
        raise UsageError("\n".join(["--robots: no capture in it could be read", *account.unread]))


class _Account:
    """What was read of the files so far."""

    def __init__(self) -> None:
        self.count = 0
        self.failed = 0
        self.undated = 0
        self.faults: list[str] = []
        self.unread: list[str] = []
        self._first: str | None = None
        self._last: str | None = None
        self._digest = hashlib.sha256()

    def captures(self, file: Shard, storage: Storage) -> Iterator[SiteFile]:
        """Yield the captures of a file and keep count of everything."""
        for event in read_captures(file, storage):
            if isinstance(event, SiteFile):
                self._take(event)
                yield event
            elif isinstance(event, Damaged) and event.reason is not FailReason.UNKNOWN_FORMAT:
                self.faults.append(f"--robots {file.id}: {event.detail}")
            elif isinstance(event, Closed):
                self._digest.update(f"{file.id}\0{event.sha256}\n".encode("utf-8", "surrogateescape"))
            else:
                self.failed += 1
                if len(self.unread) < _MOST_NAMED:
                    place = f" {event.record}" if event.record else ""
                    self.unread.append(f"--robots {file.id}{place}: {event.detail}")

    def _take(self, capture: SiteFile) -> None:
        self.count += capture.kind is not SiteFileKind.RSL
        if capture.fetched_at is None:
            self.undated += 1
            return
        stamp = capture.fetched_at.isoformat()
        self._first = min(self._first or stamp, stamp)
        self._last = max(self._last or stamp, stamp)

    def facts(self) -> SnapshotFacts:
        """Return the account."""
        return SnapshotFacts(self.count, self.undated, self.failed, self._first, self._last, self._digest.hexdigest())
