"""First decompressed bytes, and the file's name as tie-breaker → what the shard holds."""

import re
from typing import NamedTuple

from scanner.sources.decode import UTF_8, encoding_of
from scanner.sources.sniff_json import sniff_json
from scanner.types.document import Format

SNIFF_BYTES = 2**16
_COMPRESSED_ENDINGS = (".gz", ".gzip", ".zst", ".zstd", ".bz2", ".xz", ".lz4", ".bgz")
_RECORD_HEADS = re.compile(rb"^WARC/\d[^\n]*\n(.*?)\r?\n\r?\n", re.DOTALL | re.MULTILINE)
_TYPE = re.compile(rb"^WARC-Type:[ \t]*([a-z]+)", re.IGNORECASE | re.MULTILINE)
_JSON_TYPE = re.compile(rb"^Content-Type:[ \t]*application/json", re.IGNORECASE | re.MULTILINE)
_PAGE_START = re.compile(
    r"(?:<\?xml[^>]{0,512}\?>|<!--.{0,4096}?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAG_START = re.compile(
    r"(?:<!--.{0,4096}?-->|\s)*<(?:script|iframe|h[1-6]|div|font|table|a|style|title|b|br|p|meta|link|span|ul|ol|img|center"
    r"|section|article|main|nav|header|footer)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
"""WHATWG MIME Sniffing §7.1, and a few more."""
_HTML_INSIDE = re.compile(r"<(?:html|head|body|div|p|table|a|br)[\s/>]", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
"""All but tab, line feed, form feed, carriage return and escape; JSON may hold DEL as it is."""
_MOST_CONTROLS = 0.005
_MOST_MEANINGLESS = 0.02
_MEANINGLESS = re.compile("[\ufffd\x80-\x84\x86-\x9f]")
"""Undecodable bytes, and C1 controls but NEL."""
_BINARY = (
    (b"filedesc://", 0, "an ARC file; convert it to WARC"),
    (b"PK\x03\x04", 0, "a zip archive; unpack it"),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7z archive; unpack it"),
    (b"Rar!\x1a\x07", 0, "a rar archive; unpack it"),
    (b"%PDF-", 0, "a PDF file"),
    (b"ARROW1\x00\x00", 0, "an Arrow IPC file; convert it to Parquet"),
    (b"Obj\x01", 0, "an Avro file; convert it to Parquet"),
    (b"SQLite format 3\x00", 0, "an SQLite database"),
    (b"\x7fELF", 0, "a program"),
    (b"ustar", 257, "a tar archive; unpack it"),
)


class Sniffed(NamedTuple):
    """What the first bytes tell."""

    format: Format
    encoding: str = UTF_8
    """Python codec of JSON, text and Markdown."""
    seen: str = "neither text nor a known format"
    """Of an unknown format: what it looks like."""


def sniff(head: bytes, name: str) -> Sniffed:
    """Return the format of a shard whose first `SNIFF_BYTES` decompressed bytes are `head` (all of it, if fewer)."""
    if not head:
        return Sniffed(Format.EMPTY)
    if head.startswith(b"PAR1"):
        return Sniffed(Format.PARQUET)
    ending = _ending(name)
    if head.lstrip(b"\r\n\xef\xbb\xbf").startswith(b"WARC/"):
        return Sniffed(_warc_kind(head, ending))
    for magic, at, seen in _BINARY:
        if head.startswith(magic, at):
            return Sniffed(Format.UNKNOWN, seen=seen)
    return _sniff_text(head, ending)


def _sniff_text(head: bytes, ending: str) -> Sniffed:
    encoding = encoding_of(head)
    text = head.decode(encoding, "replace")
    if _is_garbage(text, encoding):
        return Sniffed(Format.UNKNOWN)
    return Sniffed(_text_kind(text.removeprefix("\ufeff"), ending), encoding)


def _ending(name: str) -> str:
    lower = name.lower()
    lower = next((lower.removesuffix(ending) for ending in _COMPRESSED_ENDINGS if lower.endswith(ending)), lower)
    return "." + lower.rpartition(".")[2]


def _warc_kind(head: bytes, ending: str) -> Format:
    for record in _RECORD_HEADS.finditer(head):
        named = _TYPE.search(record[1])
        kind = named[1].lower() if named else b""
        if kind == b"conversion":
            return Format.WET
        if kind == b"metadata" and _JSON_TYPE.search(record[1]):
            return Format.WAT
        if kind != b"warcinfo":
            return Format.WARC
    return {".wet": Format.WET, ".wat": Format.WAT}.get(ending, Format.WARC)


def _is_garbage(text: str, encoding: str) -> bool:
    if len(_CONTROLS.findall(text)) > len(text) * _MOST_CONTROLS:
        return True
    # Bytes that make sense as UTF-8 do not do so by chance; in other encodings nearly any bytes make some.
    return not encoding.startswith("utf") and len(_MEANINGLESS.findall(text)) > len(text) * _MOST_MEANINGLESS


def _text_kind(text: str, ending: str) -> Format:
    if _PAGE_START.match(text):
        return Format.HTML
    start = text.lstrip()
    if start[:1] in {"{", "[", '"'} or ending in {".jsonl", ".ndjson"}:
        kind = sniff_json(text, ending)
        if kind is not None:
            return kind
    if ending in {".md", ".markdown", ".mdx"}:
        return Format.MARKDOWN
    if _TAG_START.match(text) and ending != ".txt":
        return Format.HTML
    if ending in {".html", ".htm", ".xhtml"} and _HTML_INSIDE.search(text):
        return Format.HTML
    return Format.TEXT
