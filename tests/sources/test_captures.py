"""Files with captures of sites' files: which forms are read, and what is said of the others."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scanner.sources.captures import CaptureEvent, read_captures
from scanner.types.document import Closed, Damaged, Failed, FailReason, Shard, SiteFile, SiteFileKind
from shard_bytes import http, warc_record

BODY = b"User-agent: GPTBot\nDisallow: /\n"


def events(path: Path) -> list[CaptureEvent]:
    found = list(read_captures(Shard(path.name, str(path), 0)))
    assert isinstance(found[-1], Closed)
    return found[:-1]


def written(path: Path, body: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def captures(path: Path) -> list[SiteFile]:
    found = events(path)
    assert all(isinstance(event, SiteFile) for event in found), found
    return [event for event in found if isinstance(event, SiteFile)]


@pytest.mark.parametrize(
    ("name", "authorities", "kind"),
    [
        ("press.example.txt", ["http://press.example", "https://press.example"], SiteFileKind.ROBOTS),
        ("press.example.robots.txt", ["http://press.example", "https://press.example"], SiteFileKind.ROBOTS),
        ("Press.Example/robots.txt", ["http://press.example", "https://press.example"], SiteFileKind.ROBOTS),
        ("https/press.example/trust.txt", ["https://press.example"], SiteFileKind.TRUST),
        ("http/press.example:8080/tdmrep.json", ["http://press.example:8080"], SiteFileKind.TDMREP),
        ("press.example/ai.txt", ["http://press.example", "https://press.example"], SiteFileKind.AI),
    ],
)
def test_a_plain_file_is_of_the_site_it_is_named_after(
    tmp_path: Path, name: str, authorities: list[str], kind: SiteFileKind
) -> None:
    found = captures(written(tmp_path / name, BODY))
    assert [capture.authority for capture in found] == authorities
    assert all(
        capture == SiteFile(kind, "part:0", capture.authority, 200, capture.content_type, BODY, None)
        for capture in found
    )


@pytest.mark.parametrize(
    "name",
    [
        "robots.txt",
        "notes.txt",
        "10.0.0.1.txt",
        "v1/robots.txt",
        "v1.2/robots.txt",
        "notes.v2.txt",
        "press.example.bin",
    ],
)
def test_a_plain_file_that_names_no_site_is_not_taken_for_one(tmp_path: Path, name: str) -> None:
    (fault,) = events(written(tmp_path / "files" / name, BODY))
    assert isinstance(fault, Damaged)
    assert fault.reason is FailReason.UNKNOWN_FORMAT
    assert "expected" in fault.detail


@pytest.mark.parametrize("name", ["press.test", "press.co.uk", "bücher.example", "press.example:8080", "a.localhost"])
def test_a_name_under_a_suffix_that_there_is_names_a_site(tmp_path: Path, name: str) -> None:
    assert len(captures(written(tmp_path / f"{name}.txt", BODY))) == 2


def test_a_file_named_after_a_site_is_that_sites_whatever_its_text_looks_like(tmp_path: Path) -> None:
    body = b'{"User-agent": "*"}\n{"Disallow": "/"}\n'
    assert [capture.body for capture in captures(written(tmp_path / "press.example.txt", body))] == [body, body]


@pytest.mark.parametrize("name", ["snapshot.jsonl", "notes.txt", "robots.bin"])
def test_of_an_empty_file_it_is_told_that_it_is_empty(tmp_path: Path, name: str) -> None:
    (fault,) = events(written(tmp_path / name, b""))
    assert isinstance(fault, Damaged)
    assert fault.detail == "the file is empty"


def test_an_empty_plain_file_allows_everything_and_is_a_capture(tmp_path: Path) -> None:
    assert [capture.body for capture in captures(written(tmp_path / "press.example.txt", b""))] == [b"", b""]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_lines_hold_files_of_sites(tmp_path: Path, pack: object) -> None:
    rows = [
        {"url": "https://press.example/a?b=1", "robots_txt": "User-agent: *", "fetched_at": "2026-05-01T10:00:00Z"},
        {"host": "other.example", "trust_txt": "datatrainingallowed=no", "ai_txt": "x"},
        {"url": "http://gone.example", "status": 404},
        {"url": "https://failing.example", "robots_txt": None, "status": 503, "fetched_at": 1_767_225_600},
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    found = captures(written(tmp_path / "snapshot.jsonl", pack(lines)))  # type: ignore[operator]  # a function
    first, *others = found
    moment = datetime(2026, 5, 1, 10, tzinfo=UTC)
    assert first == SiteFile(
        SiteFileKind.ROBOTS, "line:0", "https://press.example", 200, "text/plain", b"User-agent: *", moment
    )
    assert [(each.record, each.authority, each.kind.value, each.status) for each in others] == [
        ("line:1", "http://other.example", "trust", 200),
        ("line:1", "http://other.example", "ai", 200),
        ("line:1", "https://other.example", "trust", 200),
        ("line:1", "https://other.example", "ai", 200),
        ("line:2", "http://gone.example", "robots", 404),
        ("line:3", "https://failing.example", "robots", 503),
    ]


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ('{"robots_txt": "x"}', "expected the site"),
        ('{"url": "press.example", "robots_txt": "x"}', "expected the site"),
        ('{"url": "ftp://press.example", "robots_txt": "x"}', "expected the site"),
        ('{"url": 1, "host": "a b", "robots_txt": "x"}', "expected the site"),
        ('{"host": "press.example"}', "expected a file in one of the fields robots_txt, tdmrep_json"),
        ('{"host": "press.example", "robots_txt": 7}', "field robots_txt: expected a text"),
        ('{"host": "press.example", "robots_txt": "x", "status": "200"}', "field status: expected an HTTP status code"),
        ('{"host": "press.example", "robots_txt": "x", "status": 20}', "field status: expected an HTTP status code"),
        ('{"host": "press.example", "robots_txt": "x", "fetched_at": "soon"}', "field fetched_at: expected a time"),
        ("[1]", "expected a JSON object"),
        ('{"host": ', "expected a JSON object"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_others_are_read(tmp_path: Path, line: str, detail: str) -> None:
    good = '{"host": "press.example", "robots_txt": "x"}\n'
    first, second, fault, *rest = events(written(tmp_path / "a.jsonl", f"{good}{line}\n{good}".encode()))
    assert isinstance(fault, Failed)
    assert detail in fault.detail
    assert fault.record == "line:1"
    assert all(isinstance(event, SiteFile) for event in (first, second, *rest))
    assert len(rest) == 2


def test_a_crawl_gives_its_captures_and_no_pages(tmp_path: Path) -> None:
    block = http(BODY)
    crawl = warc_record(block, url="https://press.example/robots.txt") + warc_record(http(b"A page."))
    (capture,) = captures(written(tmp_path / "a.warc", crawl))
    assert (capture.authority, capture.body) == ("https://press.example", BODY)


def test_a_crawl_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    crawl = gzip.compress(warc_record(http(BODY), url="https://press.example/robots.txt") * 40)[:-20]
    assert isinstance(events(written(tmp_path / "a.warc.gz", crawl))[-1], Damaged)
