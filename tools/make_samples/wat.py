"""A WARC record and its place → the JSON envelope that a WAT file keeps of it, in the layout of ia-web-commons."""

import html
import json
import re
from typing import Any

from .warc import digest

_META = re.compile(r"<meta\s([^<>]*)>", re.IGNORECASE)
_LINK = re.compile(r"<link\s([^<>]*)>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s([^<>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-zA-Z-]+)="([^"]*)"')


def envelope(record: bytes, container: str, offset: int) -> bytes:
    """Return the JSON of a record that starts at `offset` of an unpacked file."""
    head, _, block = record.partition(b"\r\n\r\n")
    block = block[: -len(b"\r\n\r\n")]
    headers = _headers(head)
    content: dict[str, Any] = {
        "Container": {"Filename": container, "Compressed": False, "Offset": str(offset)},
        "Envelope": {
            "Payload-Metadata": _payload(headers["Content-Type"], block),
            "Format": "WARC/1.0",
            "WARC-Header-Length": str(len(head) + 4),
            "WARC-Header-Metadata": headers,
        },
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _headers(head: bytes) -> dict[str, str]:
    """Return headers as an object; of several with one name only the last stays, as in real WAT files."""
    pairs = (line.partition(": ") for line in head.decode("utf-8").split("\r\n")[1:])
    return {name: value for name, _, value in pairs}


def _payload(content_type: str, block: bytes) -> dict[str, Any]:
    payload: dict[str, Any] = {"Actual-Content-Type": content_type}
    if content_type.startswith("application/http"):
        start, _, entity = block.partition(b"\r\n\r\n")
        version, status, reason = start.split(b"\r\n")[0].decode().split(" ", 2)
        fields: dict[str, Any] = {"Headers-Length": str(len(start) + 4), "Headers": _headers(start)}
        if content_type.endswith("response"):
            fields["Response-Message"] = {"Version": version, "Status": status, "Reason": reason}
            fields["HTML-Metadata"] = _html_metadata(entity.decode("utf-8"))
        else:
            fields["Request-Message"] = {"Method": version, "Path": status, "Version": reason}
        fields |= {"Entity-Length": str(len(entity)), "Entity-Digest": digest(entity)}
        fields["Entity-Trailing-Slop-Length"] = "0"
        kind = "Response" if content_type.endswith("response") else "Request"
        payload[f"HTTP-{kind}-Metadata"] = fields
    else:
        lines = (line.partition(": ") for line in block.decode().splitlines() if line)
        payload["WARC-Metadata-Metadata"] = {
            "Metadata-Records": [{"Name": name, "Value": value} for name, _, value in lines]
        }
    checks = {"Actual-Content-Length": str(len(block)), "Block-Digest": digest(block), "Trailing-Slop-Length": "4"}
    return payload | checks


def _html_metadata(page: str) -> dict[str, Any]:
    title = _TITLE.search(page)
    metas = [{name.lower(): value for name, value in _ATTRIBUTE.findall(found)} for found in _META.findall(page)]
    related = []
    for found in _LINK.findall(page):
        attributes = dict(_ATTRIBUTE.findall(found))
        related.append({"path": "LINK@/href", "url": attributes.pop("href"), **attributes})
    links = []
    for found, text in _ANCHOR.findall(page):
        attributes = dict(_ATTRIBUTE.findall(found))
        links.append({"path": "A@/href", "url": attributes.pop("href"), "text": html.unescape(text), **attributes})
    head = {"Title": html.unescape(title[1]) if title else "", "Metas": metas, "Link": related}
    return {"Head": head, "Links": links}
