"""Declared content type and first bytes of a payload → page, text, or why it is neither."""

import re
from enum import StrEnum

from scanner.sources.charset import codec_named
from scanner.sources.html import charset_of
from scanner.types.document import SkipReason


class Payload(StrEnum):
    """What of a payload can be scanned."""

    PAGE = "page"
    TEXT = "text"


_LOOKED_AT = 4096
_MAGIC = (
    (re.compile(rb"%PDF-"), SkipReason.PDF),
    (
        re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|\x00\x00\x01\x00"),
        SkipReason.IMAGE,
    ),
    (re.compile(rb"RIFF.{4}WEBP|\x00\x00..ftyp(?:avif|heic|mif1)|BM.{4}\x00\x00\x00\x00", re.DOTALL), SkipReason.IMAGE),
    (re.compile(rb"ID3[\x02-\x04]\x00|OggS\x00|fLaC\x00|RIFF.{4}WAVE|\x00\x00..ftypM4A", re.DOTALL), SkipReason.AUDIO),
    (re.compile(rb"\x00\x00..ftyp|\x1aE\xdf\xa3|FLV\x01|RIFF.{4}AVI ", re.DOTALL), SkipReason.VIDEO),
    (re.compile(rb"wOFF\x00|wOF2\x00|OTTO\x00|\x00\x01\x00\x00\x00", re.DOTALL), SkipReason.FONT),
    (
        re.compile(rb"PK\x03\x04|\x1f\x8b\x08|BZh\d1AY&SY|\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c", re.DOTALL),
        SkipReason.ARCHIVE,
    ),
    (re.compile(rb"Rar!\x1a\x07|\x28\xb5\x2f\xfd|.{257}ustar[\x00 ]", re.DOTALL), SkipReason.ARCHIVE),
)
_OFFICE = re.compile(r"application/(?:msword|vnd\.|epub|x-msdownload|octet-stream)")
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
_TEXT_TYPES = re.compile(
    r"text/|application/(?:json|ld\+json|xml|javascript|x-javascript|ecmascript|rtf|x-ndjson|yaml|x-yaml|sql|x-sh|rss"
    r"|atom|x-httpd-php|x-tex|x-latex|x-www-form-urlencoded)|[^;]*\+(?:xml|json)\b"
)
_BY_TYPE = (
    (re.compile(r"application/(?:x-)?pdf"), SkipReason.PDF),
    (re.compile(r"image/"), SkipReason.IMAGE),
    (re.compile(r"audio/"), SkipReason.AUDIO),
    (re.compile(r"video/|application/(?:vnd\.apple\.mpegurl|x-shockwave-flash|mp4)"), SkipReason.VIDEO),
    (re.compile(r"font/|application/(?:x-)?font|application/vnd\.ms-fontobject"), SkipReason.FONT),
    (re.compile(r"application/(?:x-)?(?:zip|gzip|g?tar|rar|bzip2?|7z|xz|java-archive)"), SkipReason.ARCHIVE),
    (re.compile(r"application/vnd\.(?:android|rar)"), SkipReason.ARCHIVE),
)
_PAGE_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]{0,512}\?>|<!--.{0,4096}?-->|\s)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_WEAK_PAGE = re.compile(rb"\s*<(?:script|iframe|h1|div|font|table|a|style|title|b|br|p|meta)[\s/>]", re.IGNORECASE)
_NOT_IN_TEXT = bytes(byte for byte in range(0x20) if byte not in b"\t\n\x0b\x0c\r\x1b")
_MOST_CONTROLS = 0.02


def payload_of(content_type: str | None, body: bytes) -> Payload | SkipReason:
    """Return how a payload that is not empty is read; the bytes are believed before the declared type.

    Binary magic numbers and the beginning of an HTML page decide (WHATWG MIME Sniffing §7.1), else the declared type,
    else whether the bytes look like text.
    """
    declared = (content_type or "").partition(";")[0].strip().lower()
    head = body[:_LOOKED_AT]
    for magic, reason in _MAGIC:
        if magic.match(head):
            return SkipReason.BINARY if _OFFICE.match(declared) and reason is SkipReason.ARCHIVE else reason
    if declared != "text/plain" and _PAGE_START.match(head):
        return Payload.PAGE
    for pattern, reason in _BY_TYPE:
        if pattern.match(declared):
            return reason
    return _text_or_page(declared, head, charset_of(content_type))


def _text_or_page(declared: str, head: bytes, charset: str | None) -> Payload | SkipReason:
    if not _looks_like_text(head, charset):
        return SkipReason.BINARY
    if declared in _PAGE_TYPES:
        return Payload.PAGE
    if _TEXT_TYPES.match(declared):
        return Payload.TEXT
    # Neither declared nor told by its first tag.
    return Payload.PAGE if _WEAK_PAGE.match(head) else Payload.TEXT


def _looks_like_text(head: bytes, charset: str | None) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or (codec_named(charset) or "").startswith("utf-16"):
        return True
    controls = len(head) - len(head.translate(None, _NOT_IN_TEXT))
    return controls <= len(head) * _MOST_CONTROLS
