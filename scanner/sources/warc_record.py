"""One WARC record with content → document, file that speaks for a site, or why it is neither."""

import re
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from fastwarc.warc import HeaderMap

from scanner.sources.decode import decode
from scanner.sources.host import address_of, authority_of, host_of
from scanner.sources.html import charset_of, decode_page, parse_page
from scanner.sources.http import Head, Headers, decode_body, header, parse_head
from scanner.sources.options import ReadOptions
from scanner.sources.payload import Payload, payload_of
from scanner.sources.times import parse_time
from scanner.sources.wat import read_envelope
from scanner.types.document import (
    Document,
    Failed,
    FailReason,
    Markup,
    SiteFile,
    SiteFileKind,
    Skipped,
    SkipReason,
    TextField,
)

_SITE_FILES = {
    "/robots.txt": SiteFileKind.ROBOTS,
    "/.well-known/tdmrep.json": SiteFileKind.TDMREP,
    "/trust.txt": SiteFileKind.TRUST,
    "/.well-known/trust.txt": SiteFileKind.TRUST,
    "/ai.txt": SiteFileKind.AI,
}
_LONGEST_PATH = 3 * max(map(len, _SITE_FILES))
_UNRESERVED = re.compile(r"%(2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE])")
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_MAX_LOCATION = 2048
_OK = 200
_RSL_TYPE = "application/rsl+xml"
_RSL_HEAD = 2048
_RSL_ROOT = re.compile(rb"\A(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:[A-Za-z]+:)?rsl[\s>]", re.DOTALL)
Event = Document | SiteFile | Skipped | Failed


class Captured(NamedTuple):
    """A record as taken from the file."""

    name: str
    kind: str
    """`WARC-Type` in lower case."""
    warc_headers: HeaderMap
    block: bytes
    clipped: bool
    """Whether the block goes on behind what was read."""
    offset: int | None

    @property
    def url(self) -> str | None:
        """`WARC-Target-URI`, without the angle brackets that WARC 1.0 writers put around it."""
        return (self.warc_headers.get("WARC-Target-URI") or "").strip("<> \t\r\n") or None


class _Content(NamedTuple):
    """A payload and what is said of it."""

    body: bytes
    content_type: str | None
    headers: Headers | None
    clipped: bool

    @property
    def readable(self) -> bool:
        """Whether the body is all there and text, as a file that speaks for a site has to be."""
        if self.clipped:
            return False
        return not self.body or isinstance(payload_of(self.content_type, self.body), Payload)


def is_json(content_type: str | None) -> bool:
    """Whether a WARC Content-Type is JSON."""
    return (content_type or "").partition(";")[0].strip().lower() == "application/json"


def read_record(captured: Captured, options: ReadOptions) -> Event:
    """Return what a response, resource, conversion or JSON metadata record comes to."""
    if captured.kind == "metadata":
        if captured.clipped:
            return Skipped(captured.name, SkipReason.TOO_LARGE)
        return read_envelope(captured.block, captured.name, captured.offset)
    if captured.kind == "resource" and (captured.url or "").startswith("metadata:"):
        return Skipped(captured.name, SkipReason.METADATA)  # the crawler's own log
    warc_type = captured.warc_headers.get("Content-Type")
    if captured.kind == "response":
        return _read_response(captured, warc_type, options)
    kind = _site_file_kind(captured.url) if captured.kind == "resource" else None
    authority = authority_of(captured.url)
    if kind is not None and authority is not None:  # fetched, and kept without the HTTP head (ISO 28500 §6.4)
        return _site_file(kind, captured, Head(_OK, (), 0), _Content(captured.block, warc_type, None, captured.clipped))
    return _document(captured, _Content(captured.block, warc_type, None, captured.clipped), options)


def _read_response(captured: Captured, warc_type: str | None, options: ReadOptions) -> Event:
    if (captured.url or "").startswith("dns:"):
        return Skipped(captured.name, SkipReason.NOT_CONTENT)
    head = parse_head(captured.block)
    if head is None:
        return _read_headless(captured, warc_type, options)
    body = decode_body(captured.block[head.size :], head.headers, options.max_record_bytes)
    content_type = header(head.headers, "content-type")
    kind = _site_file_kind(captured.url)
    if kind is None and head.status == _OK and _is_rsl(content_type, body.data):
        kind = SiteFileKind.RSL
    content = _Content(body.data, content_type, head.headers, captured.clipped or body.clipped)
    return _document(captured, content, options) if kind is None else _site_file(kind, captured, head, content)


def _site_file(kind: SiteFileKind, captured: Captured, head: Head, content: _Content) -> SiteFile | Failed:
    authority = address_of(captured.url) if kind is SiteFileKind.RSL else authority_of(captured.url)
    if head.status is None or authority is None:
        return Failed(captured.name, FailReason.MALFORMED_RECORD, f"a {kind} file without HTTP status or host")
    return SiteFile(
        kind,
        captured.name,
        authority,
        head.status,
        content.content_type or "",
        content.body,
        parse_time(captured.warc_headers.get("WARC-Date")),
        _location(captured.url or "", head),
        whole=content.readable and "WARC-Truncated" not in captured.warc_headers,
    )


def _read_headless(captured: Captured, warc_type: str | None, options: ReadOptions) -> Event:
    """Read a response without status line: all of it is body, if it is text at all."""
    declared = warc_type if warc_type and not warc_type.lower().startswith("application/http") else None
    event = _document(captured, _Content(captured.block, declared, None, captured.clipped), options)
    if isinstance(event, Skipped) and declared is None:
        return Failed(captured.name, FailReason.MALFORMED_RECORD, "a response without an HTTP status line")
    return event


def _location(url: str, head: Head) -> str | None:
    """Return where a redirect leads, without user and fragment (RFC 9110 §10.2.2); None where that is no clean URL."""
    target = header(head.headers, "location")
    if not target or len(target) > _MAX_LOCATION or head.status not in _REDIRECTS:
        return None
    try:
        return address_of(urljoin(url, target))
    except ValueError:
        return None


def _site_file_kind(url: str | None) -> SiteFileKind | None:
    if url is None:
        return None
    address = url.partition("#")[0]
    if "%" in address[-_LONGEST_PATH:]:  # an unreserved character is the same written either way (RFC 3986 §2.3)
        address = _UNRESERVED.sub(lambda found: chr(int(found[1], 16)), address)
    if not address.endswith(tuple(_SITE_FILES)):
        return None
    try:
        return _SITE_FILES.get(urlsplit(address).path)
    except ValueError:
        return None  # no URL, so no file of a site


def _is_rsl(content_type: str | None, body: bytes) -> bool:
    """Whether a body is a licence document: by its type, or as XML with the element of RSL 1.0 for its root."""
    if (content_type or "").partition(";")[0].strip().lower() == _RSL_TYPE:
        return True
    start = body[:_RSL_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<?xml", b"<rsl")) and _RSL_ROOT.search(start) is not None


def _document(captured: Captured, content: _Content, options: ReadOptions) -> Document | Skipped:
    if not content.body or content.body.isspace():
        return Skipped(captured.name, SkipReason.NO_TEXT)
    payload = payload_of(content.content_type, content.body)
    if isinstance(payload, SkipReason):
        return Skipped(captured.name, payload)
    text, markup = _text_of(payload, content, options)
    if not text or text.isspace():  # of a clipped record, text may lie behind the cut
        return Skipped(captured.name, SkipReason.TOO_LARGE if content.clipped else SkipReason.NO_TEXT)
    return Document(
        captured.name,
        (TextField("text", text),),
        captured.url,
        host_of(captured.url),
        content.headers,
        markup,
        fetched_at=parse_time(captured.warc_headers.get("WARC-Date")),
        offset=captured.offset,
        clipped=content.clipped,
    )


def _text_of(payload: Payload, content: _Content, options: ReadOptions) -> tuple[str, Markup | None]:
    if payload is Payload.PAGE:
        return parse_page(content.body, content.content_type, options.main_content)
    if content.body.lstrip()[:5] == b"<?xml":
        return decode_page(content.body, content.content_type), None
    return decode(content.body, (charset_of(content.content_type),)), None
