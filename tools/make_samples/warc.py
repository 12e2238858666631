"""Captures → WARC records in order, with ids, digests and lengths as crawlers write them (WARC/1.0)."""

import base64
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from .pack import chunked, plain_gzip
from .register import Register

_NAMES = uuid.uuid5(uuid.NAMESPACE_DNS, "samples.corpus-sample-press.org")
_REASONS = {200: "OK", 301: "Moved Permanently", 404: "Not Found", 503: "Service Unavailable"}
_HTTP = "application/http; msgtype="
_AGENT = "SampleCrawler/1.0 (made-up crawler of a made-up web)"

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer of a server; text with marks is cleaned when the record's number is known."""

    url: str
    date: str
    """`YYYY-MM-DDTHH:MM:SSZ`."""
    body: str | bytes
    content_type: str | None = "text/html; charset=utf-8"
    headers: Headers = ()
    status: int = 200
    encoding: str = "utf-8"
    as_sent: bool = False
    """Keep the body gzipped and in chunks, as it came over the wire; else as crawlers store it, unpacked."""


@dataclass(slots=True)
class Archive:
    """A WARC file in the making; `records[n]` is what planted.json calls `record:n`."""

    shard: str
    register: Register
    ip: str = "203.0.113.20"
    records: list[bytes] = field(default_factory=list)

    @property
    def next_id(self) -> str:
        """Id of the record that is added next."""
        return f"record:{len(self.records)}"

    def warcinfo(self, date: str, filename: str) -> None:
        """Add the record that opens a file."""
        fields = (
            "isPartOf: SAMPLE-2025-11\r\npublisher: Corpus Sample Press\r\n"
            "description: Synthetic pages in the shape of a crawl\r\nsoftware: make_samples 1\r\n"
            "robots: checked when fetched\r\nformat: WARC File Format 1.0\r\n"
        )
        self.add("warcinfo", date, (("WARC-Filename", filename),), "application/warc-fields", fields.encode())

    def exchange(self, capture: Capture, *, request: bool = True, metadata: bool = False) -> str:
        """Add request, response and, if asked, metadata; return the id of the response."""
        record = f"record:{len(self.records) + int(request)}"
        target = (("WARC-Target-URI", self.register.clean(capture.url, self.shard, record)),)
        links: Headers = ()
        if request:
            links = (("WARC-Concurrent-To", self._request(capture, target)),)
        document = self.next_id
        head, body = self._message(capture, document)
        payload = (("WARC-Payload-Digest", digest(body)),)
        kind = (("WARC-Identified-Payload-Type", (capture.content_type or "").partition(";")[0]),)
        ip = (("WARC-IP-Address", self.ip),)
        links = (*links, *ip, *target, *payload, *(kind if kind[0][1] else ()))
        record_id = self.add("response", capture.date, links, _HTTP + "response", head + body)
        if metadata:
            fields = f"fetchTimeMs: {len(body) % 700 + 41}\r\ncharset-detected: {capture.encoding.upper()}\r\n"
            links = (("WARC-Concurrent-To", record_id), *target)
            self.add("metadata", capture.date, links, "application/warc-fields", fields.encode())
        return document

    def revisit(self, capture: Capture, first: int, first_date: str) -> None:
        """Add a revisit record: the payload of record number `first` was met again."""
        head, body = self._message(capture, self.next_id)
        links = (
            ("WARC-Target-URI", capture.url),
            ("WARC-Payload-Digest", digest(body)),
            ("WARC-Profile", "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"),
            ("WARC-Refers-To", self.id_of(first)),
            ("WARC-Refers-To-Target-URI", capture.url),
            ("WARC-Refers-To-Date", first_date),
        )
        self.add("revisit", capture.date, links, _HTTP + "response", head)

    def id_of(self, number: int) -> str:
        """Return the WARC-Record-ID of a record by its number."""
        return f"<urn:uuid:{uuid.uuid5(_NAMES, f'{self.shard} {number}')}>"

    def add(self, kind: str, date: str, links: Headers, content_type: str, block: bytes) -> str:
        """Add a record; return its WARC-Record-ID."""
        record_id = self.id_of(len(self.records))
        lines = [
            "WARC/1.0",
            f"WARC-Type: {kind}",
            f"WARC-Date: {date}",
            f"WARC-Record-ID: {record_id}",
            f"Content-Length: {len(block)}",
            f"Content-Type: {content_type}",
            *(f"{name}: {value}" for name, value in links),
            f"WARC-Block-Digest: {digest(block)}",
        ]
        self.records.append("\r\n".join((*lines, "", "")).encode() + block + b"\r\n\r\n")
        return record_id

    def _request(self, capture: Capture, target: Headers) -> str:
        _, _, rest = target[0][1].partition("://")
        host, _, path = rest.partition("/")
        lines = (
            f"GET /{path} HTTP/1.1",
            f"User-Agent: {_AGENT}",
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding: gzip",
            f"Host: {host}",
            "Connection: Keep-Alive",
            "",
            "",
        )
        links = (("WARC-IP-Address", self.ip), *target)
        return self.add("request", capture.date, links, _HTTP + "request", "\r\n".join(lines).encode())

    def _message(self, capture: Capture, document: str) -> tuple[bytes, bytes]:
        """Return status line with headers, and body, in bytes."""
        body = capture.body
        if isinstance(body, str):
            body = self.register.clean(body, self.shard, document).encode(capture.encoding)
        packing: Headers = (("Content-Length", str(len(body))),)
        if capture.as_sent:
            body = chunked(plain_gzip(body))
            packing = (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
        kind = (("Content-Type", capture.content_type),) if capture.content_type else ()
        lines = [f"HTTP/1.1 {capture.status} {_REASONS[capture.status]}", "Server: sample/1.0"]
        lines += [f"{name}: {value}" for name, value in (*kind, *capture.headers, *packing)]
        head = "\r\n".join((*lines, "", ""))
        return self.register.clean(head, self.shard, document).encode(), body


def digest(content: bytes) -> str:
    """Return a digest as WARC headers write it: SHA-1 in base 32."""
    sha1 = hashlib.sha1(content, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(sha1).decode()}"
