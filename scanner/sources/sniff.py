"""First decompressed bytes, and the file's name as tie-breaker → what the shard holds."""

import re
from typing import NamedTuple

from scanner.sources.decode import UTF_8, bom_encoding, encoding_of
from scanner.sources.sniff_json import sniff_json
from scanner.types.document import Format

SNIFF_BYTES = 2**16
_COMPRESSED_ENDINGS = (".gz", ".gzip", ".zst", ".zstd", ".bz2", ".xz", ".lz4", ".bgz")
_RECORD_TYPES = re.compile(
    rb"^WARC/\d.*?^WARC-Type:[ \t]*([a-z]+)(.*?)\r?\n\r?\n", re.IGNORECASE | re.DOTALL | re.MULTILINE
)
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
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
"""All but tab, line feed, form feed, carriage return and escape."""
_MOST_CONTROLS = 0.005
_MOST_MEANINGLESS = 0.1
_MEANINGLESS = re.compile("[\ufffd\x80-\x9f\ue000-\uf8ff]")
_BINARY = (
    (b"filedesc://", "an ARC file; convert it to WARC"),
    (b"PK\x03\x04", "a zip archive; unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it"),
    (b"Rar!\x1a\x07", "a rar archive; unpack it"),
    (b"%PDF-", "a PDF file"),
    (b"ARROW1", "an Arrow IPC file; convert it to Parquet"),
    (b"ORC", "an ORC file; convert it to Parquet"),
    (b"Obj\x01", "an Avro file; convert it to Parquet"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_TAR_MAGIC = (b"ustar", 257)


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
    for magic, seen in _BINARY:
        if head.startswith(magic):
            return Sniffed(Format.UNKNOWN, seen=seen)
    if head[_TAR_MAGIC[1] :].startswith(_TAR_MAGIC[0]):
        return Sniffed(Format.UNKNOWN, seen="a tar archive; unpack it")
    encoding = encoding_of(head)
    text = head.decode(encoding, "replace")
    if _is_garbage(text, cut=len(head) >= SNIFF_BYTES):
        return Sniffed(Format.UNKNOWN)
    return Sniffed(_text_kind(text.removeprefix("\ufeff"), ending), _transcoded(head, encoding))


def _transcoded(head: bytes, encoding: str) -> str:
    """Return the codec the whole shard is read in; a head of plain ASCII promises nothing, so it is UTF-8."""
    return bom_encoding(head) or encoding


def _ending(name: str) -> str:
    lower = name.lower()
    lower = next((lower.removesuffix(ending) for ending in _COMPRESSED_ENDINGS if lower.endswith(ending)), lower)
    return "." + lower.rpartition(".")[2]


def _warc_kind(head: bytes, ending: str) -> Format:
    for match in _RECORD_TYPES.finditer(head):
        kind = match[1].lower()
        if kind == b"conversion":
            return Format.WET
        if kind == b"metadata" and _JSON_TYPE.search(match[2]):
            return Format.WAT
        if kind != b"warcinfo":
            return Format.WARC
    return {".wet": Format.WET, ".wat": Format.WAT}.get(ending, Format.WARC)


def _is_garbage(text: str, *, cut: bool) -> bool:
    if "\x00" in text:
        return True
    meaningless = len(_MEANINGLESS.findall(text)) - int(cut and text.endswith("\ufffd"))
    if len(_CONTROLS.findall(text)) > len(text) * _MOST_CONTROLS:
        return True
    return meaningless > max(1, sum(character > "\x7f" for character in text)) * _MOST_MEANINGLESS


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
