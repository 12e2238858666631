"""A file or folder with robots.txt captures, an address, a moment → the capture that governs a page captured then."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from scanner.detectors.rights.robots_lines import MOST_BYTES
from scanner.errors import UsageError
from scanner.sources.captures import read_captures
from scanner.sources.discover import discover
from scanner.sources.host import authority_of
from scanner.sources.probe import probe
from scanner.types.document import Damaged, Failed, Format, SiteFile, SiteFileKind

_MOST_NAMED = 20
_PLAIN = frozenset((Format.TEXT, Format.HTML, Format.MARKDOWN, Format.EMPTY, Format.UNKNOWN))


def moment_of(text: str | None) -> datetime | None:
    """Return a moment written in ISO 8601, in UTC unless it says otherwise; raises `UsageError`."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError("--at: expected a time like 2024-05-31 or 2024-05-31T12:00:00Z") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def capture_before(path: Path, url: str, moment: datetime | None) -> SiteFile | None:
    """Return the last robots.txt of the address's site up to a moment, or of all; None where there is none.

    A file that is no crawl is itself the robots.txt, of whatever site. Raises `UsageError` for an address without a
    site and for a path that does not exist, `NothingToScanError` for a folder without files.
    """
    authority = authority_of(url)
    if authority is None:
        raise UsageError("URL: expected an address with scheme and host, like https://example.org/page")
    best: SiteFile | None = None
    faults: list[str] = []
    for file in discover((str(path),)):
        if path.is_file() and probe(file).format in _PLAIN:
            body = path.read_bytes()[: MOST_BYTES + 1]
            return SiteFile(SiteFileKind.ROBOTS, path.name, authority, 200, "text/plain", body, None)
        for event in read_captures(file):
            if isinstance(event, SiteFile) and _is_later(event, best, authority, moment):
                best = replace(event, record=f"{file.id} {event.record}")
            elif isinstance(event, Damaged | Failed):
                faults.append(f"--robots {file.id}: {event.detail}")
    if best is None and faults and path.is_file():
        raise UsageError("\n".join(faults[:_MOST_NAMED]))
    return best


def _is_later(found: SiteFile, best: SiteFile | None, authority: str, moment: datetime | None) -> bool:
    if found.kind is not SiteFileKind.ROBOTS or found.authority != authority:
        return False
    if found.fetched_at is None:
        return best is None and moment is None
    if moment is not None and found.fetched_at > moment:
        return False
    return best is None or best.fetched_at is None or found.fetched_at >= best.fetched_at
