"""Records that hold a file of a site: which they are, and whether all of it can be read."""

import gzip

import brotli
import pytest
import zstandard

from scanner.sources.options import ReadOptions
from scanner.types.document import SiteFile, SiteFileKind
from shard_bytes import documents_of, events_of, http, warc_record

RULES = b"User-agent: GPTBot\nDisallow: /\n" * 40
SITE = "https://press.example"


def captured(record: bytes, options: ReadOptions | None = None) -> SiteFile:
    event = events_of(record, options=options or ReadOptions())[1]
    assert isinstance(event, SiteFile)
    return event


def robots(body: bytes, *headers: str) -> bytes:
    return warc_record(http(body, "Content-Type: text/plain", *headers), url=f"{SITE}/robots.txt")


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        pytest.param(RULES, "identity", id="plain"),
        pytest.param(b"", "gzip", id="empty"),
        pytest.param(gzip.compress(RULES), "gzip", id="gzip"),
        pytest.param(brotli.compress(RULES), "br", id="Brotli"),
        pytest.param(zstandard.compress(RULES), "zstd", id="zstd"),
        pytest.param(RULES, "gzip", id="decoded before"),
        pytest.param("User-agent: café\n".encode("latin-1"), "identity", id="Latin-1"),
        pytest.param("User-agent: *\n".encode("utf-16"), "identity", id="UTF-16"),
    ],
)
def test_a_body_that_can_be_read_to_its_end_is_whole(body: bytes, coding: str) -> None:
    assert captured(robots(body, f"Content-Encoding: {coding}")).whole


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        pytest.param(gzip.compress(RULES)[:-12], "gzip", id="gzip, cut"),
        pytest.param(gzip.compress(RULES)[:12], "gzip", id="gzip, hardly begun"),
        pytest.param(bytes(range(1, 256)), "br", id="no Brotli"),
        pytest.param(b"\x28\xb5\x2f\xfd" + bytes(range(256)), "zstd", id="no zstd"),
        pytest.param(gzip.compress(RULES), "identity", id="packed and not said so"),
    ],
)
def test_a_body_that_cannot_be_decoded_is_not_whole(body: bytes, coding: str) -> None:
    assert not captured(robots(body, f"Content-Encoding: {coding}")).whole


def test_what_was_cut_by_crawler_or_bound_is_not_whole() -> None:
    cut = robots(RULES).replace(b"WARC-Type", b"WARC-Truncated: length\r\nWARC-Type")
    assert not captured(cut).whole
    assert not captured(robots(RULES), ReadOptions(max_record_bytes=1024)).whole


@pytest.mark.parametrize("path", ["/%72obots.txt", "/robots%2Etxt", "/robots.txt#x", "/robots.txt"])
def test_rfc3986_6_2_2_spellings_of_one_address_are_one_file(path: str) -> None:
    event = captured(warc_record(http(RULES), url=SITE + path))
    assert (event.kind, event.authority) == (SiteFileKind.ROBOTS, SITE)


@pytest.mark.parametrize("path", ["/robots.txt?x=1", "/%2Frobots.txt", "/.well-known%2Ftdmrep.json", "/a#/robots.txt"])
def test_other_addresses_are_no_files_of_a_site(path: str) -> None:
    assert documents_of(warc_record(http(RULES), url=SITE + path))


def test_a_resource_record_can_hold_a_file_of_a_site() -> None:
    found = captured(warc_record(RULES, "Content-Type: text/plain", kind="resource", url=f"{SITE}/robots.txt"))
    assert (found.kind, found.status, found.body, found.whole) == (SiteFileKind.ROBOTS, 200, RULES, True)
    assert documents_of(warc_record(RULES, "Content-Type: text/plain", kind="resource", url="file:///robots.txt"))


def test_internationalised_names_are_one_site_however_written() -> None:
    names = ("bücher.example", "xn--bcher-kva.example", "BÜCHER.example", "XN--BCHER-KVA.example")
    authorities = {captured(warc_record(http(RULES), url=f"https://{name}/robots.txt")).authority for name in names}
    assert authorities == {"https://xn--bcher-kva.example"}
