"""A server on this machine that speaks as much of S3 and of plain HTTP as the program needs, with faults on demand."""

import hashlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from loopback_writes import answer_write
from scanner.types.storage import Storage, Transfer

BUCKET = "crawl"
SECRET = "a-secret-that-no-report-may-hold"  # noqa: S105  # made up
QUICK = Transfer(block_bytes=2**16, tries=4, first_wait_s=0.01, longest_wait_s=0.02, timeout_s=20.0)
_PAGE = 3
"""Keys a page of a listing: several pages come soon."""


@dataclass(slots=True)
class Store:
    """What the server holds, what goes wrong next, and what was asked of it."""

    objects: dict[str, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    """Each spoils one GET of an object, in turn: a status code, `reset`, `cut`, `short`, `slow`, `swap` or `-`."""
    listing_faults: list[str] = field(default_factory=list)
    put_faults: list[str] = field(default_factory=list)
    """Each spoils one request that changes something, in turn, as `answer_write` says."""
    broken_puts: str | None = None
    """What spoils all others."""
    uploads: dict[str, dict[int, bytes]] = field(default_factory=dict)
    """Parts of objects that are not whole yet."""
    told: dict[str, str] = field(default_factory=dict)
    """ETags of objects that came in parts."""
    asked: list[str] = field(default_factory=list)
    """`METHOD key range`, or what else was asked for."""
    sent: int = 0
    """Bytes of bodies."""
    ranges: bool = True
    etags: bool = True
    encrypts: bool = False
    """Whether an ETag is not the digest of what it names."""
    port: int = 0
    transfer: Transfer = QUICK

    @property
    def web(self) -> str:
        """Address of the bucket over plain HTTP."""
        return f"http://127.0.0.1:{self.port}/{BUCKET}"

    @property
    def storage(self) -> Storage:
        """Options with which s3fs comes here; hurried."""
        s3 = {"key": "someone", "secret": SECRET, "endpoint_url": f"http://127.0.0.1:{self.port}"}
        return Storage({"s3": {**s3, "client_kwargs": {"region_name": "us-east-1"}}}, self.transfer)

    def refill(self, **objects: bytes) -> None:
        """Hold these objects, forget what was asked, and let nothing go wrong."""
        self.objects, self.faults, self.listing_faults, self.asked = dict(objects), [], [], []
        self.put_faults, self.broken_puts, self.uploads, self.told = [], None, {}, {}
        self.encrypts = False
        self.sent, self.ranges, self.etags, self.transfer = 0, True, True, QUICK

    def hold(self, key: str, content: bytes, told: str | None = None) -> None:
        """Hold an object under a name that its content does not tell, or that it does."""
        self.told.pop(key, None)
        if told is not None:
            self.told[key] = told
        self.objects[key] = content

    def etag(self, key: str) -> str:
        """Return what the server calls an object's content."""
        named = self.told.get(key) or etag_of(self.objects[key])
        return named if not self.encrypts else named[::-1]

    def gets(self) -> list[str]:
        """Return the ranges asked for, in order."""
        return [line.rpartition(" ")[2] for line in self.asked if line.startswith("GET ") and "bytes=" in line]


@contextmanager
def serving(**objects: bytes) -> Iterator[Store]:
    """Serve objects until the end of the block."""
    store = Store(dict(objects))

    server = _Server(("127.0.0.1", 0), type("_Here", (Answerer,), {"of": store}))
    store.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()


@cache
def etag_of(content: bytes) -> str:
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of connections that were broken on purpose."""


class Answerer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    of: Store

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_PUT(self) -> None:
        answer_write(self)

    def do_POST(self) -> None:
        answer_write(self)

    def do_DELETE(self) -> None:
        answer_write(self)

    def _answer(self, *, with_body: bool) -> None:
        bucket, _, key = unquote(urlsplit(self.path).path).removeprefix("/").partition("/")
        wanted = self.headers.get("Range", "")
        self.of.asked.append(f"{self.command} {key} {wanted}")
        if bucket != BUCKET:
            self.error(404, "NoSuchBucket", with_body=with_body)
        elif not key:
            self._list(with_body=with_body)
        elif key not in self.of.objects:
            self.error(404, "NoSuchKey", with_body=with_body)
        else:
            self._object(key, wanted, with_body=with_body)

    def _list(self, *, with_body: bool) -> None:
        if with_body and self.of.listing_faults and (fault := self.of.listing_faults.pop(0)) != "-":
            self.error(int(fault), "SlowDown" if fault == "503" else "AccessDenied")
            return
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        prefix, after = query.get("prefix", ""), query.get("continuation-token", "")
        keys = sorted(key for key in self.of.objects if key.startswith(prefix) and key > after)
        more = f"<NextContinuationToken>{escape(keys[_PAGE - 1])}</NextContinuationToken>" if keys[_PAGE:] else ""
        entries = "".join(self._entry(key) for key in keys[:_PAGE])
        truncated = "true" if more else "false"
        self._send(200, f"<ListBucketResult><IsTruncated>{truncated}</IsTruncated>{more}{entries}</ListBucketResult>")

    def _entry(self, key: str) -> str:
        content = self.of.objects[key]
        return (
            f"<Contents><Key>{escape(key)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>"
            f"<ETag>{escape(self.of.etag(key))}</ETag><Size>{len(content)}</Size></Contents>"
        )

    def _object(self, key: str, wanted: str, *, with_body: bool) -> None:
        fault = self.of.faults.pop(0) if with_body and self.of.faults else "-"
        if fault == "swap":
            self.of.objects[key] = self.of.objects[key][::-1]
        if fault.isdigit():
            self.error(int(fault), {"503": "SlowDown", "403": "AccessDenied"}.get(fault, "InternalError"))
            return
        content = self.of.objects[key]
        etag = self.of.etag(key)
        if self.headers.get("If-Match", etag) != etag:
            self.error(412, "PreconditionFailed")
            return
        first, end, status = 0, len(content), 200
        if wanted and self.of.ranges:
            low, _, high = wanted.removeprefix("bytes=").partition("-")
            first, end, status = int(low), min(len(content), int(high) + 1), 206
            if first >= len(content):
                self.error(416, "InvalidRange", range_of=f"bytes */{len(content)}")
                return
        body = content[first:end] if fault != "short" else content[first : first + (end - first) // 2]
        self._head(status, len(body))
        if self.of.etags:
            self.send_header("ETag", etag)
        if status == 206:
            self.send_header("Content-Range", f"bytes {first}-{first + len(body) - 1}/{len(content)}")
        self.end_headers()
        if with_body:
            self._body(body, fault)

    def _body(self, body: bytes, fault: str) -> None:
        spoil = _SPOILED.get(fault)
        try:
            self.wfile.write(body if spoil is None else body[: len(body) // 2])
            self.of.sent += len(body)
            if spoil is not None:
                self.wfile.flush()
                spoil(self.connection)
                self.close_connection = True
        except ConnectionError:
            self.close_connection = True

    def _head(self, status: int, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")

    def _send(self, status: int, text: str, *, with_body: bool = True, range_of: str = "") -> None:
        data = b'<?xml version="1.0" encoding="UTF-8"?>' + text.encode()
        self._head(status, len(data))
        if range_of:
            self.send_header("Content-Range", range_of)
        self.end_headers()
        if with_body:
            self.wfile.write(data)

    def error(self, status: int, code: str, *, with_body: bool = True, range_of: str = "") -> None:
        body = f"<Error><Code>{code}</Code><Message>{SECRET}</Message></Error>"
        self._send(status, body, with_body=with_body and self.command != "HEAD", range_of=range_of)


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _drip(connection: socket.socket) -> None:
    """Send a byte now and then: never silent, never done."""
    for _ in range(40):
        connection.sendall(b" ")
        threading.Event().wait(0.1)


_SPOILED: dict[str, Callable[[socket.socket], None]] = {
    "reset": _reset,
    "cut": lambda connection: connection.shutdown(socket.SHUT_RDWR),
    "slow": _drip,
}
