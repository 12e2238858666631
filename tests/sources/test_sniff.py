"""What a shard holds is told from its first bytes; its name only breaks ties."""

import pytest

from scanner.sources.sniff import sniff
from scanner.types.document import Compression, Damaged, FailReason, Format, Opened
from shard_bytes import events_of, http, warc_record

INFO = warc_record(b"software: x", "Content-Type: application/warc-fields", kind="warcinfo")
WET = warc_record(b"text", "Content-Type: text/plain", kind="conversion")
WAT = warc_record(b"{}", "Content-Type: application/json", kind="metadata")


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        pytest.param(INFO + warc_record(http()), "x", Format.WARC, id="response behind warcinfo"),
        pytest.param(INFO + WET, "x.warc.gz", Format.WET, id="conversion behind warcinfo"),
        pytest.param(INFO + WAT, "x.txt", Format.WAT, id="JSON metadata behind warcinfo"),
        pytest.param(INFO, "x.warc.wet.gz", Format.WET, id="nothing but warcinfo: the name decides"),
        pytest.param(b"\r\nWARC/1.1\r\n", "x", Format.WARC, id="blank line in front"),
        pytest.param(b"PAR1", "x.jsonl", Format.PARQUET, id="Parquet"),
        pytest.param(b'{"text": "a"}\n{"text": "b"}\n', "x.txt", Format.JSONL, id="JSON lines in a .txt"),
        pytest.param(b'{"text": "a\n{"text": "b"}\n', "x.jsonl", Format.JSONL, id="first line broken"),
        pytest.param(b"broken\n", "x.jsonl.gz", Format.JSONL, id="no JSON at all in a .jsonl"),
        pytest.param(b'"a"\n"b"\n', "x.ndjson", Format.JSONL, id="strings line by line"),
        pytest.param(b'{"text": "a"}', "x.json", Format.JSON, id="one object on one line"),
        pytest.param(b'{\n  "text": "a"\n}\n', "x", Format.JSON, id="one object over lines"),
        pytest.param(b'[{"text": "a"},', "x", Format.JSON, id="array"),
        pytest.param(b'[\n  {\n    "te', "x.txt", Format.JSON, id="array over lines"),
        pytest.param(b'{"text": "' + b"x" * 70000, "x", Format.JSONL, id="first line longer than what is looked at"),
        pytest.param(b'{"a": NaN, "text": "x"}\n' * 3, "x", Format.JSONL, id="NaN, as Python writes it"),
        pytest.param(b"{curly} text", "x.txt", Format.TEXT, id="text in a brace"),
        pytest.param(b"[1] a footnote\nmore", "x.txt", Format.TEXT, id="footnote"),
        pytest.param(b'"Quoted," she said.', "x.txt", Format.TEXT, id="quotation mark"),
        pytest.param(b"[a]: http://example.net", "x.md", Format.MARKDOWN, id="Markdown link"),
        pytest.param(b"# Title\n", "x.md.zst", Format.MARKDOWN, id="Markdown is text with a name"),
        pytest.param(b"<div align=center>x</div>\n# T", "readme.md", Format.MARKDOWN, id="HTML inside Markdown"),
        pytest.param(b"<!DOCTYPE html><p>x", "x.txt", Format.HTML, id="HTML by its doctype"),
        pytest.param(b'<?xml version="1.0"?>\n<!-- c --><html>', "x", Format.HTML, id="XHTML behind a comment"),
        pytest.param(b"<div>x</div>", "x", Format.HTML, id="a fragment"),
        pytest.param(b"Hello<br>you", "x.html", Format.HTML, id="begins with text, named so"),
        pytest.param(b'<?xml version="1.0"?><feed>', "x.xml", Format.TEXT, id="other XML is text"),
        pytest.param(b"plain", "x", Format.TEXT, id="text"),
        pytest.param("这是中文的文字".encode("gb18030"), "x", Format.TEXT, id="GB18030"),
        pytest.param("中文".encode("utf-16"), "x", Format.TEXT, id="UTF-16 with byte order mark"),
        pytest.param("<!doctype html><p>中".encode("utf-16"), "x", Format.HTML, id="HTML in UTF-16"),
        pytest.param('{"text": "中"}\n'.encode("utf-16"), "x", Format.JSONL, id="JSON lines in UTF-16"),
        pytest.param(b"caf\xe9 au lait, forme \xe0 la main", "x", Format.TEXT, id="Latin-1"),
        pytest.param("<p>\ue8a5 icon font \ue909".encode(), "x.html", Format.HTML, id="private use characters"),
        pytest.param("broken before \ufffd\ufffd\ufffd".encode(), "x", Format.TEXT, id="replacement characters stored"),
        pytest.param(b"colour \x1b[31mred\x1b[0m", "x.log", Format.TEXT, id="terminal colours"),
        pytest.param(bytes(range(256)) * 4, "x.txt", Format.UNKNOWN, id="binary"),
        pytest.param(b"\x00" * 50, "x.jsonl", Format.UNKNOWN, id="zeros"),
        pytest.param(b"%PDF-1.7\nx", "x.txt", Format.UNKNOWN, id="PDF"),
        pytest.param(b"filedesc://x.arc 0.0.0.0 2008", "x", Format.UNKNOWN, id="ARC"),
    ],
)
def test_the_format_of_a_beginning(head: bytes, name: str, expected: Format) -> None:
    assert sniff(head, name).format is expected


def test_an_unknown_format_is_damage_that_says_what_it_looks_like() -> None:
    assert events_of(b"PK\x03\x04" + bytes(100), "x.zip")[:-1] == [
        Opened(Format.UNKNOWN, Compression.NONE),
        Damaged(FailReason.UNKNOWN_FORMAT, "a zip archive; unpack it"),
    ]
