"""Bytes of shards made for tests, and what reading them gives."""

import bz2
import gzip
import lzma
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import lz4.frame
import zstandard

from scanner.sources.options import ReadOptions
from scanner.sources.read import read
from scanner.types.document import Damaged, Document, Failed, ReadEvent, Shard, SiteFile, Skipped

PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "none": bytes,
    "gzip": gzip.compress,
    "zstd": zstandard.ZstdCompressor(write_checksum=True).compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "lz4": lz4.frame.compress,
}
"""Name of a compression → what packs one member."""
PLAIN = ReadOptions()
URL = "https://www.example.net/page"


def events_of(data: bytes, name: str = "shard", options: ReadOptions = PLAIN) -> list[ReadEvent]:
    """Read a shard of these bytes under this name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shard"
        path.write_bytes(data)
        return list(read(Shard(name, str(path), len(data)), options))


def documents_of(data: bytes, name: str = "shard", options: ReadOptions = PLAIN) -> list[Document]:
    return [event for event in events_of(data, name, options) if isinstance(event, Document)]


def record_of(event: ReadEvent) -> str | None:
    """Return the id of the record that an event accounts for."""
    if isinstance(event, Document):
        return event.id
    return event.record if isinstance(event, SiteFile | Skipped | Failed | Damaged) else None


def account(events: Sequence[ReadEvent]) -> list[str]:
    """Return a line for every event between the first and the last, as `record outcome`."""
    lines: list[str] = []
    for event in events[1:-1]:
        what = getattr(event, "reason", None) or type(event).__name__.lower()
        clipped = " clipped" if isinstance(event, Document) and event.clipped else ""
        damaged = "damaged " if isinstance(event, Damaged) else ""
        lines.append(f"{record_of(event) or '-'} {damaged}{what}{clipped}")
    return lines


def http(body: bytes = b"hello", *headers: str, status: str = "HTTP/1.1 200 OK") -> bytes:
    """Return the block of a response record."""
    head = "\r\n".join((status, *(headers or ("Content-Type: text/plain",))))
    return head.encode("latin-1") + b"\r\n\r\n" + body


def warc_record(
    block: bytes | None = None,
    *headers: str,
    kind: str = "response",
    url: str = URL,
    length: str | None = None,
) -> bytes:
    """Return a WARC record; `headers` stand in for the Content-Type, `length` for the true one."""
    block = http() if block is None else block
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2026-03-01T08:09:10Z",
        *(headers or ("Content-Type: application/http; msgtype=response",)),
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
