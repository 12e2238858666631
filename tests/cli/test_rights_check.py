"""`robots check` and `signals check`: one address explained, and lines of JSON answered."""

import io
import json
import sys
from pathlib import Path

import pytest

from scanner.cli.robots import check as robots_check
from scanner.cli.signals import check as signals_check
from scanner.errors import UsageError
from shard_bytes import http, warc_record

SITE = "https://press.example"
ROBOTS = (
    b"User-agent: GPTBot\nDisallow: /private/ # not yours\n\nUser-agent: *\nContent-Signal: ai-train=no\nAllow: /\n"
)


@pytest.fixture
def robots_txt(tmp_path: Path) -> Path:
    path = tmp_path / "robots.txt"
    path.write_bytes(ROBOTS)
    return path


@pytest.mark.parametrize(
    ("agent", "path", "lines"),
    [
        ("GPTBot", "/private/a", ["disallowed: GPTBot, ", "line 2: Disallow: /private/", "group: gptbot"]),
        ("GPTBot", "/a", ["allowed: GPTBot, ", "no rule matches"]),
        ("CCBot", "/private/a", ["allowed: CCBot, ", "line 6: Allow: /", "group: *"]),
    ],
)
def test_an_address_is_explained_with_its_line(
    robots_txt: Path, capsys: pytest.CaptureFixture[str], agent: str, path: str, lines: list[str]
) -> None:
    robots_check(url=SITE + path, agent=agent, robots=robots_txt)
    shown = capsys.readouterr().out
    assert all(line in shown for line in lines), shown


def capture(date: str, body: bytes, status: str = "HTTP/1.1 200 OK", site: str = SITE) -> bytes:
    return warc_record(http(body, status=status), url=f"{site}/robots.txt").replace(b"2026-03-01", date.encode())


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2020-01-01", "unknown: no robots.txt of this site was captured up to then"),
        ("2025-06-30", "allowed: GPTBot"),
        ("2025-07-01T08:09:10Z", "disallowed: GPTBot"),
        ("2025-08-02", "the server failed: everyone is kept out"),
        ("2025-09-02", "there was no robots.txt: everyone may fetch"),
        (None, "unknown: robots.txt redirects elsewhere; the target was not kept"),
    ],
)
def test_the_capture_nearest_before_a_moment_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], at: str | None, shown: str
) -> None:
    captures = [
        capture("2025-07-01", b"User-agent: GPTBot\nDisallow: /\n"),
        capture("2025-06-01", b"User-agent: *\nAllow: /\n"),
        capture("2025-08-01", b"oops", "HTTP/1.1 503 Service Unavailable"),
        capture("2025-09-01", b"none", "HTTP/1.1 404 Not Found"),
        capture("2025-10-01", b"", "HTTP/1.1 301 Moved Permanently"),
        capture("2025-11-01", b"User-agent: *\nDisallow: /\n", site="https://other.example"),
    ]
    (tmp_path / "robots.warc").write_bytes(b"".join(captures))
    robots_check(url=f"{SITE}/a", agent="GPTBot", robots=tmp_path, at=at)
    assert shown in capsys.readouterr().out


def test_a_crawl_without_any_robots_txt_leaves_it_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pages.warc").write_bytes(warc_record(http(b"A page.")))
    robots_check(url=f"{SITE}/a", agent="GPTBot", robots=tmp_path)
    assert capsys.readouterr().out.startswith("unknown: no robots.txt of this site")


@pytest.mark.parametrize(
    ("words", "error", "message"),
    [
        ({}, UsageError, "name URL, --agent and --robots, or a --batch"),
        ({"url": "x", "batch": "-"}, UsageError, "leave the others out"),
        ({"url": "press.example", "agent": "a", "robots": Path()}, UsageError, "expected an address with scheme"),
        ({"url": SITE, "agent": "a", "robots": Path(), "at": "yesterday"}, UsageError, "--at: expected a time"),
        ({"url": SITE, "agent": "a", "robots": Path("/nowhere/at/all")}, UsageError, "does not exist"),
    ],
)
def test_words_that_make_no_sense_are_named(words: dict[str, object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        robots_check(**words)  # type: ignore[arg-type]  # each case gives other words


def answered(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_batch_of_robots_questions_is_answered_line_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"robots_txt": ROBOTS.decode(), "agent": "gptbot", "url": f"{SITE}/private/a", "id": 7},
        {"robots_txt": "User-agent: GPTBot, CCBot\nDisallow: /", "agent": "CCBot", "url": "/"},
        {"robots_txt": "", "agent": "*", "url": "/"},
    ]
    path = tmp_path / "batch.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\n")
    robots_check(batch=str(path))
    found = answered(capsys)
    assert [(row["allowed"], row["line"], row["ambiguous"]) for row in found] == [
        (False, 2, False),
        (False, 2, True),
        (True, None, False),
    ]
    assert found[0]["id"] == 7


def test_a_batch_of_pages_gets_statements_and_verdicts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"url": f"{SITE}/a", "headers": [["X-Robots-Tag", "noai"]], "html": "<p>a</p>", "robots_txt": ROBOTS.decode()},
        {"url": f"{SITE}/private/a", "robots_txt": ROBOTS.decode(), "agent": "GPTBot"},
        {"url": f"{SITE}/a", "tdmrep_json": '[{"location": "/", "tdm-reservation": 0}]', "headers": {"A": "b"}},
        {},
    ]
    given = io.TextIOWrapper(io.BytesIO("\n".join(map(json.dumps, rows)).encode()))
    monkeypatch.setattr(sys, "stdin", given)
    signals_check("-")
    found = answered(capsys)
    verdicts = [row["verdicts"] for row in found]
    assert [(each["train"], each["access"]) for each in verdicts if isinstance(each, dict)] == [
        ("reserved", "allow"),
        ("reserved", "reserved"),
        ("allow", "unknown"),
        ("unknown", "unknown"),
    ]
    assert found[3]["statements"] == []


def test_bad_lines_are_named_kept_and_end_in_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "batch.jsonl"
    path.write_text('{"url": 1, "id": "a"}\nno json\n[]\n{"headers": [["a"]]}\n{"headers": 5}\n{"url": "/"}\n')
    with pytest.raises(UsageError) as raised:
        signals_check(str(path))
    assert [line.partition(":")[2] for line in str(raised.value).splitlines()] == [
        "1: field url: expected a text",
        "2: invalid JSON",
        "3: expected a JSON object",
        "4: field headers: expected [name, value] pairs of texts",
        "5: field headers: expected a list of [name, value] pairs",
    ]
    found = answered(capsys)
    assert [row.get("error") is None for row in found] == [False] * 5 + [True]
    assert found[0]["id"] == "a"
    assert str(tmp_path) in str(raised.value)


def test_the_terms_of_a_known_site_count_where_its_page_says_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"url": "https://en.wikipedia.org/wiki/A"}, {"url": f"{SITE}/wiki/A"}]
    given = io.TextIOWrapper(io.BytesIO("\n".join(map(json.dumps, rows)).encode()))
    monkeypatch.setattr(sys, "stdin", given)
    signals_check("-")
    licences = [[said["licence"] for said in row["statements"]] for row in answered(capsys)]  # type: ignore[attr-defined]  # JSON
    assert licences == [["LicenseRef-CC-BY-SA"], []]
