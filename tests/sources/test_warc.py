"""WARC records with content become documents or site files; the others are accounted for by kind."""

import gzip
from datetime import UTC, datetime

import pytest

from scanner.sources.options import ReadOptions
from scanner.types.document import Compression, Document, Format, Opened, SiteFile, SiteFileKind, Skipped
from shard_bytes import PACKINGS, URL, account, documents_of, events_of, http, warc_record

MOMENT = datetime(2026, 3, 1, 8, 9, 10, tzinfo=UTC)
PAGE = b'<html><head><meta name="robots" content="noai"></head><body>Page text</body></html>'
HTML = http(PAGE, "Content-Type: text/html", "X-Robots-Tag: noai", "x-robots-tag: noindex")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
METADATA_TYPE = "Content-Type: application/warc-fields"


def test_a_response_with_a_page_is_a_document_with_all_that_is_known_of_it() -> None:
    info = warc_record(b"software: x", METADATA_TYPE, kind="warcinfo")
    data = gzip.compress(info) + gzip.compress(warc_record(HTML, url=f"<{URL}>"))
    (document,) = documents_of(data)
    assert document.text == "Page text"
    assert (document.id, document.url, document.host) == ("record:1", URL, "www.example.net")
    assert document.headers == (
        ("content-type", "text/html"),
        ("x-robots-tag", "noai"),
        ("x-robots-tag", "noindex"),
    )
    assert document.markup is not None
    assert document.markup.metas == (("robots", "noai"),)
    assert document.fetched_at == MOMENT
    assert document.offset == len(gzip.compress(info))
    assert not document.clipped


@pytest.mark.parametrize("kind", sorted(set(PACKINGS) - {"none"}))
def test_offsets_are_those_of_the_members_that_hold_a_record(kind: str) -> None:
    pack = PACKINGS[kind]
    records = [warc_record(http(b"text %d " % number * 50)) for number in range(5)]
    starts = [sum(len(pack(record)) for record in records[:number]) for number in range(5)]
    assert [document.offset for document in documents_of(b"".join(map(pack, records)))] == starts
    assert [document.offset for document in documents_of(pack(b"".join(records)))] == [0, None, None, None, None]


def test_offsets_of_an_uncompressed_file_are_those_of_the_records() -> None:
    records = [warc_record(), warc_record(HTML)]
    assert [document.offset for document in documents_of(b"".join(records))] == [0, len(records[0])]


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        pytest.param(warc_record(b"software: x", METADATA_TYPE, kind="warcinfo"), "not_content", id="warcinfo"),
        pytest.param(warc_record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), "not_content", id="request"),
        pytest.param(warc_record(b"more", "X: y", kind="continuation"), "not_content", id="continuation"),
        pytest.param(warc_record(b"x", "X: y", kind="invented"), "not_content", id="a type nobody knows"),
        pytest.param(warc_record(b"1 2", "Content-Type: text/dns", url="dns:example.net"), "not_content", id="DNS"),
        pytest.param(warc_record(http(), kind="revisit"), "revisit", id="revisit"),
        pytest.param(warc_record(b"via: x", METADATA_TYPE, kind="metadata"), "metadata", id="metadata"),
        pytest.param(warc_record(b"{}", "Content-Type: application/json", kind="metadata"), "metadata", id="JSON"),
        pytest.param(
            warc_record(b"log", "Content-Type: text/plain", kind="resource", url="metadata://x/log"),
            "metadata",
            id="a crawler's own log",
        ),
        pytest.param(warc_record(http(b"")), "no_text", id="empty body"),
        pytest.param(warc_record(http(b"<p> </p>", "Content-Type: text/html")), "no_text", id="page without text"),
        pytest.param(warc_record(http(PNG, "Content-Type: text/html")), "image", id="image declared as page"),
        pytest.param(warc_record(http(b"x", "Content-Type: image/svg+xml")), "image", id="image by type"),
        pytest.param(warc_record(http(b"x" + bytes(9), "Content-Type: audio/mpeg")), "audio", id="audio"),
        pytest.param(warc_record(http(b"\0\0\0\x18ftypmp42", "Content-Type: x/y")), "video", id="video by bytes"),
        pytest.param(warc_record(http(b"wOF2" + bytes(9), "Content-Type: font/woff2")), "font", id="font"),
        pytest.param(warc_record(http(b"%PDF-1.7 x", "Content-Type: text/plain")), "pdf", id="PDF by bytes"),
        pytest.param(warc_record(http(b"PK\x03\x04zip", "Content-Type: application/zip")), "archive", id="archive"),
        pytest.param(warc_record(http(bytes(range(256)), "Content-Type: text/html")), "binary", id="binary"),
        pytest.param(warc_record(http(b'{"a": 1}', "Content-Type: application/json")), "document", id="JSON body"),
        pytest.param(warc_record(http(b"<?xml?><a>b</a>", "Content-Type: text/xml")), "document", id="XML"),
        pytest.param(warc_record(http(b"words", "Server: x")), "document", id="no content type"),
        pytest.param(warc_record(http(b"words", status="HTTP/1.1 404 Not Found")), "document", id="error page"),
        pytest.param(warc_record(b"words", "Content-Type: text/plain", kind="resource"), "document", id="resource"),
        pytest.param(warc_record(b"words", "Content-Type: text/plain", kind="conversion"), "document", id="conversion"),
    ],
)  # fmt: skip
def test_what_a_record_comes_to(record: bytes, outcome: str) -> None:
    assert account(events_of(record + warc_record())) == [f"record:0 {outcome}", "record:1 document"]


def test_a_resource_that_is_a_page_has_markup_and_no_headers() -> None:
    (document,) = documents_of(warc_record(PAGE, "Content-Type: text/html", kind="resource"))
    assert (document.text, document.headers) == ("Page text", None)
    assert document.markup is not None


def test_a_conversion_is_text_in_the_encoding_it_declares() -> None:
    block = "中文的文字".encode("gb18030")
    record = warc_record(block, "Content-Type: text/plain; charset=gbk", kind="conversion")
    events = events_of(record)
    assert events[0] == Opened(Format.WET, Compression.NONE)
    assert [event.text for event in events if isinstance(event, Document)] == ["中文的文字"]


def test_xml_is_decoded_as_its_declaration_says() -> None:
    body = '<?xml version="1.0" encoding="gbk"?><a>中文的文字</a>'.encode("gb18030")
    assert "中文的文字" in documents_of(warc_record(http(body, "Content-Type: application/rss+xml")))[0].text


def test_encoded_bodies_are_decoded() -> None:
    body = http(gzip.compress(PAGE), "Content-Type: text/html", "Content-Encoding: gzip")
    assert documents_of(warc_record(body))[0].text == "Page text"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param("/robots.txt", SiteFileKind.ROBOTS, id="robots.txt"),
        pytest.param("/.well-known/tdmrep.json", SiteFileKind.TDMREP, id="TDMRep"),
    ],
)
@pytest.mark.parametrize("status", [200, 301, 404, 503])
def test_files_that_speak_for_a_site_are_kept_apart_whatever_their_status(
    path: str, kind: SiteFileKind, status: int
) -> None:
    block = http(b"body", "Content-Type: text/plain", status=f"HTTP/1.1 {status} X")
    event = events_of(warc_record(block, url="HTTPS://WWW.Example.net:443" + path))[1]
    assert event == SiteFile(kind, "record:0", "https://www.example.net", status, "text/plain", b"body", MOMENT)


@pytest.mark.parametrize("path", ["/blog/robots.txt", "/robots.txt/", "/robots.txt.bak", "/ROBOTS.TXT"])
def test_rfc_9309_2_3_only_the_exact_path_speaks_for_a_site(path: str) -> None:
    assert documents_of(warc_record(url="https://example.net" + path))


def test_a_site_file_without_status_is_malformed() -> None:
    record = warc_record(http(status="HTTP/1.1 huh"), url="https://example.net/robots.txt")
    assert account(events_of(record)) == ["record:0 malformed_record"]


def test_a_response_without_http_head_is_read_as_it_is() -> None:
    assert [document.headers for document in documents_of(warc_record(PAGE))] == [None]
    assert account(events_of(warc_record(PNG))) == ["record:0 malformed_record"]


@pytest.mark.parametrize("extra", [0, 5000])
def test_a_record_above_the_bound_is_clipped_and_the_next_is_read(extra: int) -> None:
    large = warc_record(http(b"x" * (2000 + extra)))
    events = events_of(large + warc_record(), options=ReadOptions(max_record_bytes=1000))
    assert account(events) == ["record:0 document clipped", "record:1 document"]


def test_json_metadata_above_the_bound_is_refused() -> None:
    large = warc_record(b'{"a": "' + b"x" * 2000 + b'"}', "Content-Type: application/json", kind="metadata")
    events = events_of(large + warc_record(), options=ReadOptions(max_record_bytes=1000))
    assert isinstance(events[1], Skipped)
    assert account(events) == ["record:0 too_large", "record:1 document"]
