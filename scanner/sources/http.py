"""Block of an HTTP record → status, headers, and body with transfer and content encodings undone."""

import io
import re
import zlib
from typing import NamedTuple

import brotli
import zstandard
from fastwarc.warc import HeaderMap

Headers = tuple[tuple[str, str], ...]
_MAX_HEAD = 2**18
_STEP = 2**10
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,256})?\r?\n")
_MAX_CODINGS = 4
_MAX_WINDOW = 2**27


class Head(NamedTuple):
    """What stands before the body."""

    status: int | None
    headers: Headers
    """In order, names in lower case."""
    size: int
    """Bytes, the blank line included."""


class Body(NamedTuple):
    """A body as a browser would see it."""

    data: bytes
    clipped: bool
    """Whether more would have come: above the bound, or behind a fault of the encoding."""
    broken: bool = False


def parse_head(block: bytes) -> Head | None:
    """Return status and headers of a response; None if the block does not begin with a status line (RFC 9112 §4)."""
    if not block.startswith((b"HTTP/", b"ICY ")):
        return None
    end = _HEAD_END.search(block, 0, _MAX_HEAD)
    size = end.end() if end else min(len(block), _MAX_HEAD)
    parsed = HeaderMap()
    # Some archives end header lines with a line feed alone, which the parser would take for one long line.
    parsed.parse(io.BytesIO(block[:size].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")))
    pairs = tuple((_text(name).strip().lower(), _text(value).strip()) for name, value in parsed.items_bytes())
    return Head(_status(block[:64]), pairs, size)


def header(headers: Headers, name: str) -> str | None:
    """Return the first value under a lower-case name."""
    return next((value for key, value in headers if key == name), None)


def decode_body(body: bytes, headers: Headers, max_bytes: int) -> Body:
    """Return the body without chunks and content encodings, at most `max_bytes` of it.

    Many archives keep the old headers with a body that is decoded already: an encoding is only undone where the bytes
    really are in it.
    """
    clipped = False
    if "chunked" in (header(headers, "transfer-encoding") or "").lower():
        body, clipped = _without_chunks(body)
    codings = [word.strip().lower() for key, value in headers if key == "content-encoding" for word in value.split(",")]
    for coding in reversed(codings[:_MAX_CODINGS]):
        decoded = _decode(body, coding, max_bytes)
        body, clipped = decoded.data, clipped or decoded.clipped
    return Body(body[:max_bytes], clipped or len(body) > max_bytes)


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")  # RFC 9110 §5.5


def _status(start: bytes) -> int | None:
    words = start.split(None, 2)
    digits = words[1] if len(words) > 1 else b""
    return int(digits) if len(digits) == 3 and digits.isdigit() else None  # noqa: PLR2004  # RFC 9110 §15


def _without_chunks(body: bytes) -> tuple[bytes, bool]:
    """Return the body put together from its chunks (RFC 9112 §7.1), and whether the last one is missing."""
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts), False
        start, at = size.end(), size.end() + length
        parts.append(body[start:at])
    complete_chunks = bool(parts) and at >= len(body.rstrip(b"\r\n"))
    # A body that does not consist of chunks from front to end was put together when it was archived.
    return (b"".join(parts), True) if complete_chunks else (body, False)


def _decode(body: bytes, coding: str, max_bytes: int) -> Body:
    if coding in {"gzip", "x-gzip"} and body.startswith(b"\x1f\x8b"):
        return _unpack(zlib.decompressobj(31), body, max_bytes)
    if coding == "deflate" and body:
        # RFC 9110 §8.4.1.2 asks for the zlib wrapper; some servers leave it out.
        wrapped = _unpack(zlib.decompressobj(15), body, max_bytes)
        bare = wrapped if wrapped.data else _unpack(zlib.decompressobj(-15), body, max_bytes)
        return bare if wrapped.data or (bare.data and not bare.broken) else Body(body, clipped=False)
    if coding == "zstd" and body.startswith(b"\x28\xb5\x2f\xfd"):
        return _unpack(zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).decompressobj(), body, max_bytes)
    if coding == "br" and body:
        return _unbrotli(body, max_bytes)
    return Body(body, clipped=False)


def _unpack(decoder: "zlib._Decompress | zstandard.ZstdDecompressionObj", body: bytes, max_bytes: int) -> Body:
    """Feed the decoder in steps so small that a bomb cannot swell far beyond the bound in one of them."""
    parts: list[bytes] = []
    size = 0
    try:
        for at in range(0, len(body), _STEP):
            part = decoder.decompress(body[at : at + _STEP])
            parts.append(part)
            size += len(part)
            if decoder.eof or size > max_bytes:
                break
    except (zlib.error, zstandard.ZstdError):
        return Body(b"".join(parts), clipped=True, broken=True)
    return Body(b"".join(parts), clipped=not decoder.eof)


def _unbrotli(body: bytes, max_bytes: int) -> Body:
    """Brotli has no magic number: bytes it cannot make sense of from the start were decoded before."""
    decoder = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    rest = body
    try:
        while size <= max_bytes and (rest or not decoder.can_accept_more_data()) and not decoder.is_finished():
            part = decoder.process(rest, output_buffer_limit=2**16)
            rest = b""
            parts.append(part)
            size += len(part)
            if not part and decoder.can_accept_more_data():
                break
    except brotli.error:
        decoded = b"".join(parts)
        return Body(decoded, clipped=True) if size > len(body) else Body(body, clipped=False)
    if not decoder.is_finished() and size <= len(body):
        return Body(body, clipped=False)
    return Body(b"".join(parts), clipped=not decoder.is_finished())
