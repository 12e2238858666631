"""A file of captures of sites' files → those captures: WARC, JSON lines, or one plain file named by its site."""

from collections.abc import Generator, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from scanner.sources.domain import has_known_suffix
from scanner.sources.host import IP_ADDRESS, authority_of, host_of
from scanner.sources.json_value import parse_json
from scanner.sources.jsonl import split_lines
from scanner.sources.options import ReadOptions
from scanner.sources.read import sniff_stream
from scanner.sources.remote.address import path_of
from scanner.sources.sniff import Sniffed
from scanner.sources.stored import Stored
from scanner.sources.stream import Stream
from scanner.sources.times import parse_time
from scanner.sources.warc import read_warc
from scanner.types.document import Closed, Damaged, Failed, FailReason, Format, Shard, SiteFile, SiteFileKind
from scanner.types.storage import FROM_ENVIRONMENT, Storage

CaptureEvent = SiteFile | Failed | Damaged | Closed
"""Captures and what could not be read, in the order of the file; `Closed` is the last."""
FIELDS = {
    "robots_txt": SiteFileKind.ROBOTS,
    "tdmrep_json": SiteFileKind.TDMREP,
    "trust_txt": SiteFileKind.TRUST,
    "ai_txt": SiteFileKind.AI,
}
"""Fields of a JSON line that hold a file."""
_NAMES = {name.replace("_", "."): kind for name, kind in FIELDS.items()}
_MEDIA_TYPES = {SiteFileKind.TDMREP: "application/json"}
_NO_SITE = "its name and folder name no site: expected HOST.txt, HOST/robots.txt"
_SCHEMES = ("http", "https")
_MAX_BYTES = 32 * 2**20


def read_captures(shard: Shard, storage: Storage = FROM_ENVIRONMENT) -> Iterator[CaptureEvent]:
    """Yield every capture that a file holds; a fault of it is an event, never an exception.

    A plain file is the robots.txt of the site it is named after (`HOST.txt`), or one of a site's files in a folder
    named after it (`HOST/robots.txt`, `https/HOST/tdmrep.json`); such a capture has no time.
    """
    stored = Stored(shard, storage)
    try:
        stream = Stream(stored)
        sniffed = sniff_stream(stream, shard.id)
        yield from _events(shard, stream, sniffed)
        yield stored.closed()
    finally:
        stored.close()


def _events(shard: Shard, stream: Stream, sniffed: Sniffed) -> Iterator[CaptureEvent]:
    path = path_of(shard.uri)
    if sniffed.format is Format.WARC:
        yield from _of_crawl(read_warc(stream, sniffed, ReadOptions()))
    elif path.name in _NAMES:
        yield from _plain(stream, _NAMES[path.name], path.parent.name, path.parent.parent.name)
    elif path.suffix == ".txt" and _is_site(_named_after(path)):  # by its name first: rules may look like JSON
        yield from _plain(stream, SiteFileKind.ROBOTS, _named_after(path), "")
    elif sniffed.format in {Format.JSONL, Format.JSON}:
        yield from _of_lines(stream)
    elif sniffed.format is Format.EMPTY and stream.fault is None:
        yield Damaged(FailReason.UNKNOWN_FORMAT, "the file is empty")
    elif path.suffix == ".txt":
        yield Damaged(FailReason.UNKNOWN_FORMAT, _NO_SITE)
    else:
        yield Damaged(FailReason.UNKNOWN_FORMAT, "expected WARC, JSON lines, HOST.txt or HOST/robots.txt")


def _of_crawl(events: Generator[Any, None, Damaged | None]) -> Iterator[CaptureEvent]:
    while True:
        try:
            event = next(events)
        except StopIteration as stop:
            if stop.value is not None:
                yield stop.value
            return
        if isinstance(event, SiteFile | Failed):
            yield event


def _named_after(path: PurePath) -> str:
    return path.name.removesuffix(".txt").removesuffix(".robots")


def _is_site(name: str) -> bool:
    """Tell whether a name is that of a host, with a port or without: one under a suffix that there is."""
    host = host_of(f"https://{name}")
    return host is not None and host != IP_ADDRESS and "." in host and has_known_suffix(host)


def _plain(stream: Stream, kind: SiteFileKind, host: str, folder: str) -> Iterator[CaptureEvent]:
    if not _is_site(host):
        yield Damaged(FailReason.UNKNOWN_FORMAT, _NO_SITE)
        return
    body = stream.read_full(_MAX_BYTES)
    if stream.fault is not None:
        yield stream.fault.damage()
        return
    for scheme in (folder,) if folder in _SCHEMES else _SCHEMES:
        yield from _files(authority_of(f"{scheme}://{host}"), "part:0", kind, body)


def _files(authority: str | None, record: str, kind: SiteFileKind, body: bytes) -> Iterator[SiteFile]:
    if authority is not None:
        yield SiteFile(kind, record, authority, 200, _MEDIA_TYPES.get(kind, "text/plain"), body, None)


def _of_lines(stream: Stream) -> Iterator[CaptureEvent]:
    for number, (line, whole) in enumerate(split_lines(stream.pieces(), _MAX_BYTES)):
        record = f"line:{number}"
        if line is None:
            yield Failed(record, FailReason.MALFORMED_RECORD, f"longer than {_MAX_BYTES} bytes")
        elif line.strip() and (whole or stream.fault is None):
            value = parse_json(line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line)
            if isinstance(value, dict):
                yield from _row(value, record)
            else:
                yield Failed(record, FailReason.INVALID_JSON, "expected a JSON object")
    if stream.fault is not None:
        yield stream.fault.damage()


def _row(row: Mapping[str, Any], record: str) -> Iterator[SiteFile | Failed]:
    """Yield the captures of a line: `url` or `host`, at least one of `FIELDS` or `status`, and maybe `fetched_at`."""
    fault = _fault(row)
    if fault is not None:
        yield Failed(record, FailReason.MALFORMED_RECORD, fault)
        return
    status, moment = row.get("status"), parse_time(row.get("fetched_at"))
    given = {kind: row[name] for name, kind in FIELDS.items() if row.get(name) is not None}
    for authority in _authorities(row):
        for kind, text in (given or {SiteFileKind.ROBOTS: ""}).items():
            body = text.encode("utf-8", "surrogatepass")
            media_type = _MEDIA_TYPES.get(kind, "text/plain")
            yield SiteFile(kind, record, authority, 200 if status is None else status, media_type, body, moment)


def _fault(row: Mapping[str, Any]) -> str | None:
    """Return what is wrong with a line, or None."""
    faults = [f"field {name}: expected a text" for name in FIELDS if not isinstance(row.get(name), str | None)]
    if not _authorities(row):
        faults.append("expected the site: a field url (http://… or https://…) or host")
    status = row.get("status")
    if status is not None and (type(status) is not int or not 100 <= status <= 599):  # noqa: PLR2004  # RFC 9110 §15
        faults.append("field status: expected an HTTP status code")
    if row.get("fetched_at") is not None and parse_time(row["fetched_at"]) is None:
        faults.append("field fetched_at: expected a time like 2024-05-31T12:00:00Z")
    if status is None and all(row.get(name) is None for name in FIELDS):
        faults.append(f"expected a file in one of the fields {', '.join(FIELDS)}, or a status")
    return "; ".join(faults) or None


def _authorities(row: Mapping[str, Any]) -> list[str]:
    url, host = row.get("url"), row.get("host")
    if isinstance(url, str):
        authority = authority_of(url)
        return [authority] if authority and authority.startswith(("http://", "https://")) else []
    named = (authority_of(f"{scheme}://{host}") for scheme in _SCHEMES) if isinstance(host, str) else ()
    return [authority for authority in named if authority is not None]
