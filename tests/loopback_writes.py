"""What the server on this machine does with PUT, POST and DELETE: objects, whole or in parts, as S3 takes them."""

import base64
import hashlib
import socket
import struct
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from loopback import Answerer

LEAST_PART: Final = 5 * 2**20


def etag_of_parts(parts: list[bytes]) -> str:
    """Return what S3 calls an object that came in parts."""
    digests = b"".join(hashlib.md5(part, usedforsecurity=False).digest() for part in parts)
    return f'"{hashlib.md5(digests, usedforsecurity=False).hexdigest()}-{len(parts)}"'


def answer_write(to: "Answerer") -> None:
    """Answer a request that changes something; the next fault of `put_faults` spoils it.

    A status code, `reset`, `torn` (the bytes do not match their digest): nothing is stored. `lost`: it is stored, and
    the answer does not come. `other`: what is stored is not what came.
    """
    key = unquote(urlsplit(to.path).path).removeprefix("/").partition("/")[2]
    query = {name: values[0] for name, values in parse_qs(urlsplit(to.path).query, keep_blank_values=True).items()}
    body = to.rfile.read(int(to.headers.get("Content-Length", "0")))
    to.of.asked.append(f"{to.command} {key}{''.join(f' {name}' for name in sorted(query) if name != 'x-id')}")
    fault = "-" if to.of.broken_puts is None else to.of.broken_puts
    if to.of.put_faults:
        fault = to.of.put_faults.pop(0)
    if fault == "reset":
        _break_off(to)
    elif fault.isdigit():
        to.error(int(fault), {"503": "SlowDown", "403": "AccessDenied"}.get(fault, "InternalError"))
    elif fault == "torn" or not _is_whole(to, body):
        to.error(400, "BadDigest")
    else:
        status, etag, text = _changed(to, key, query, body[::-1] if fault == "other" else body)
        if fault == "lost":
            _break_off(to)
        elif status >= 400:
            to.error(status, text)
        else:
            _done(to, status, etag, text)


def _is_whole(to: "Answerer", body: bytes) -> bool:
    digest = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
    return bool(to.headers.get("Content-MD5", digest) == digest)


def _changed(to: "Answerer", key: str, query: dict[str, str], body: bytes) -> tuple[int, str, str]:
    """Do what is asked; return status, ETag, and text."""
    parts = to.of.uploads.get(query.get("uploadId", ""))
    if "uploads" in query:
        upload = f"upload-{len(to.of.asked)}"
        to.of.uploads[upload] = {}
        return 200, "", f"<InitiateMultipartUploadResult><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"
    if "uploadId" not in query:
        return _object(to, key, body)
    if parts is None:
        return 404, "", "NoSuchUpload"
    if to.command == "PUT":
        parts[int(query["partNumber"])] = body
        return 200, f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"', ""
    return _ended(to, key, parts, query["uploadId"])


def _ended(to: "Answerer", key: str, parts: dict[int, bytes], upload: str) -> tuple[int, str, str]:
    """Make one object of parts, or forget them."""
    del to.of.uploads[upload]
    if to.command == "DELETE":
        return 204, "", ""
    ordered = [parts[number] for number in sorted(parts)]
    if any(len(part) < LEAST_PART for part in ordered[:-1]):
        return 400, "", "EntityTooSmall"
    to.of.hold(key, b"".join(ordered), etag_of_parts(ordered))
    etag = escape(to.of.etag(key))
    return 200, "", f"<CompleteMultipartUploadResult><ETag>{etag}</ETag></CompleteMultipartUploadResult>"


def _object(to: "Answerer", key: str, body: bytes) -> tuple[int, str, str]:
    if to.command == "DELETE":
        to.of.objects.pop(key, None)
        return 204, "", ""
    to.of.hold(key, body)
    return 200, to.of.etag(key), ""


def _done(to: "Answerer", status: int, etag: str, text: str) -> None:
    data = text.encode()
    to.send_response(status)
    to.send_header("Content-Length", str(len(data)))
    if etag:
        to.send_header("ETag", etag)
    to.end_headers()
    to.wfile.write(data)


def _break_off(to: "Answerer") -> None:
    """Answer nothing, and reset the connection."""
    to.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    to.connection.close()
    to.close_connection = True
