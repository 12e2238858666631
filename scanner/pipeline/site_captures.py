"""A file or folder with robots.txt captures, an address, a moment → the capture that governs a page captured then."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from scanner.detectors.rights.robots_lines import MOST_BYTES
from scanner.errors import UsageError
from scanner.pipeline.snapshot import keep_snapshot
from scanner.sidecars.layout import Layout
from scanner.sidecars.sites import SiteStore
from scanner.sources.discover import discover
from scanner.sources.host import authority_of
from scanner.sources.probe import probe
from scanner.sources.stored import Stored
from scanner.sources.stream import Stream
from scanner.types.document import Format, Shard, SiteFile, SiteFileKind

_PLAIN = frozenset((Format.TEXT, Format.HTML, Format.MARKDOWN, Format.EMPTY, Format.UNKNOWN))


@dataclass(frozen=True, slots=True)
class Answered:
    """The capture that governs, and what could not be read beside it."""

    capture: SiteFile | None
    unread: tuple[str, ...] = ()


def moment_of(text: str | None) -> datetime | None:
    """Return a moment written in ISO 8601, in UTC unless it says otherwise; raises `UsageError`."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError("--at: expected a time like 2024-05-31 or 2024-05-31T12:00:00Z") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def capture_before(path: Path, url: str, moment: datetime | None) -> Answered:
    """Return the robots.txt of the address's site that a scan would take: the last up to a moment, or today's.

    Redirects are followed, and captures without a time are today's and of no moment before, as in a scan. A file that
    is no crawl is itself the robots.txt, of whatever site. Raises `UsageError` for an address without a site, a path
    that does not exist and a damaged file, `NothingToScanError` for a folder without files.
    """
    authority = authority_of(url)
    if authority is None:
        raise UsageError("URL: expected an address with scheme and host, like https://example.org/page")
    files = discover((str(path),))
    if path.is_file() and probe(files[0]).format in _PLAIN:
        return Answered(None if moment is not None else _plain(files[0], authority))
    with TemporaryDirectory() as folder:
        layout = Layout(Path(folder))
        layout.claim(overwrite=False)
        snapshot = keep_snapshot([str(path)], layout, may_be_empty=True)
        layout.clear()
        if snapshot is None:
            return Answered(None)
        store = SiteStore.build(layout.site_store, (), snapshot.tables)
        try:
            return Answered(_chosen(store, authority, moment), snapshot.unread)
        finally:
            store.close()


def _chosen(store: SiteStore, authority: str, moment: datetime | None) -> SiteFile | None:
    kind = SiteFileKind.ROBOTS
    number = store.newest(authority, kind) if moment is None else store.last_before(authority, kind, moment)
    if number is None:
        return None
    found = store.load(number)
    return replace(found, record=f"{store.shard_of(number)} {found.record}")


def _plain(file: Shard, authority: str) -> SiteFile:
    stored = Stored(file)
    try:
        stream = Stream(stored)
        body = stream.read_full(MOST_BYTES + 1)
        if stream.fault is not None:
            raise UsageError(f"--robots {file.id}: {stream.fault.damage().detail}")
    finally:
        stored.close()
    return SiteFile(SiteFileKind.ROBOTS, Path(file.uri).name, authority, 200, "text/plain", body, None)
