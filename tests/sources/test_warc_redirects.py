"""Where the capture of a site's file leads."""

import pytest

from scanner.types.document import SiteFile
from shard_bytes import events_of, http, warc_record


def location_of(status: int, *headers: str, url: str = "http://example.net/robots.txt") -> str | None:
    block = http(b"", *headers, status=f"HTTP/1.1 {status} X")
    event = events_of(warc_record(block, url=url))[1]
    assert isinstance(event, SiteFile)
    return event.location


@pytest.mark.parametrize(
    ("written", "location"),
    [
        pytest.param("https://www.example.net/robots.txt", "https://www.example.net/robots.txt", id="absolute"),
        pytest.param("HTTPS://WWW.Example.net:443/robots.txt", "https://www.example.net/robots.txt", id="spelling"),
        pytest.param("https://bücher.example/robots.txt", "https://xn--bcher-kva.example/robots.txt", id="in Unicode"),
        pytest.param("https://b.net:443/robots.txt?x=1", "https://b.net/robots.txt?x=1", id="a query is another file"),
        pytest.param("//cdn.example.net:8080/robots.txt", "http://cdn.example.net:8080/robots.txt", id="no scheme"),
        pytest.param("/en/robots.txt", "http://example.net/en/robots.txt", id="path"),
        pytest.param("https://b.net", "https://b.net/", id="no path"),
        pytest.param("https://b.net/a?b=c#d", "https://b.net/a?b=c", id="query kept, fragment dropped"),
        pytest.param("https://user:word@b.net/a", "https://b.net/a", id="user dropped"),
        pytest.param("http://[::1/", None, id="no URL"),
        pytest.param("mailto:x", None, id="no site"),
        pytest.param("https://b.net/" + "x" * 3000, None, id="without end"),
    ],
)
def test_rfc9110_10_2_2_location_is_absolute_and_clean(written: str, location: str | None) -> None:
    assert location_of(301, f"Location: {written}") == location


def test_only_redirects_have_a_location() -> None:
    header = "Location: https://b.net/robots.txt"
    assert location_of(308, header) == "https://b.net/robots.txt"
    assert [location_of(status, header) for status in (200, 201, 304, 404)] == [None] * 4
    assert location_of(302) is None
