"""`robots check` takes the capture that a scan takes, and says where it could not read all of it."""

import gzip
import json
from pathlib import Path

import pytest

from scanner.cli.robots import check
from scanner.errors import UsageError
from shard_bytes import http, warc_record

SITE = "https://press.example"
BAN, OPEN = "User-agent: GPTBot\nDisallow: /\n", "User-agent: *\nAllow: /\n"


def capture(date: str, body: str, *headers: str, site: str = SITE, status: str = "200 OK") -> bytes:
    block = http(body.encode(), *headers, status=f"HTTP/1.1 {status}")
    return warc_record(block, url=f"{site}/robots.txt").replace(b"2026-03-01", date.encode())


def answer(path: Path, capsys: pytest.CaptureFixture[str], at: str | None = None, url: str = f"{SITE}/a") -> str:
    check(url=url, agent="GPTBot", robots=path, at=at)
    return capsys.readouterr().out


def rows(path: Path, *given: tuple[str, str | None]) -> Path:
    found = [{"url": SITE, "robots_txt": text, "fetched_at": moment} for text, moment in given]
    path.write_text("".join(json.dumps(row) + "\n" for row in found))
    return path


def test_a_damaged_file_is_refused_though_an_older_capture_could_be_read(tmp_path: Path) -> None:
    whole = capture("2025-01-01", OPEN) + capture("2025-06-01", BAN)
    (tmp_path / "a.warc").write_bytes(whole[:-20])
    for path in (tmp_path, tmp_path / "a.warc"):
        with pytest.raises(UsageError, match=r"--robots a\.warc: "):
            check(url=f"{SITE}/a", agent="GPTBot", robots=path)


def test_a_capture_without_time_is_todays_and_of_no_moment_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = rows(tmp_path / "s.jsonl", (OPEN, "2025-01-01"), (BAN, None))
    assert answer(path, capsys).startswith("disallowed")
    assert answer(path, capsys, "2025-02-01").startswith("allowed")
    assert answer(path, capsys, "2024-02-01").startswith("unknown: no robots.txt of this site was captured up to then")


def test_a_plain_file_is_of_no_moment_before_as_in_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "press.example" / "robots.txt"
    path.parent.mkdir()
    path.write_text(OPEN)
    for given in (path, tmp_path):
        assert answer(given, capsys).startswith("allowed")
        assert answer(given, capsys, "2025-02-01").startswith("unknown: ")


@pytest.mark.parametrize("at", [None, "2025-02-01"])
def test_redirects_between_captures_are_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], at: str | None
) -> None:
    moved = capture("2025-01-01", "", f"Location: {SITE}/robots.txt", site="http://press.example", status="301 Moved")
    (tmp_path / "a.warc").write_bytes(moved + capture("2025-01-01", BAN))
    shown = answer(tmp_path / "a.warc", capsys, at, url="http://press.example/a")
    assert shown.startswith("disallowed")
    assert "a.warc record:1 of https://press.example" in shown


def test_one_site_in_two_spellings_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.warc").write_bytes(capture("2025-01-01", BAN, site="https://xn--bcher-kva.example"))
    assert answer(tmp_path, capsys, url="https://Bücher.example/a").startswith("disallowed")


def test_of_a_capture_that_was_cut_nothing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    block = http(gzip.compress(OPEN.encode())[:-6], "Content-Encoding: gzip")
    (tmp_path / "a.warc").write_bytes(warc_record(block, url=f"{SITE}/robots.txt"))
    assert answer(tmp_path, capsys).startswith("unknown: the capture cannot be decoded or was cut off")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_a_line_is_shown_as_it_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str) -> None:
    (tmp_path / "robots.txt").write_bytes(BAN.encode(encoding))
    assert "line 2: Disallow: /\n" in answer(tmp_path / "robots.txt", capsys)


def test_a_packed_plain_file_is_unpacked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "robots.txt.gz").write_bytes(gzip.compress(BAN.encode()))
    assert answer(tmp_path / "robots.txt.gz", capsys).startswith("disallowed")
    (tmp_path / "robots.txt.gz").write_bytes(gzip.compress(BAN.encode())[:-4])
    with pytest.raises(UsageError, match=r"--robots robots\.txt\.gz: "):
        check(url=f"{SITE}/a", agent="GPTBot", robots=tmp_path / "robots.txt.gz")


@pytest.mark.parametrize(
    ("body", "hint"), [(b" \n", "hint: the file is empty"), (bytes(range(256)) * 9, "hint: the file is no text")]
)
def test_a_file_that_may_not_be_the_one_meant_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: bytes, hint: str
) -> None:
    (tmp_path / "robots.txt").write_bytes(body)
    shown = answer(tmp_path / "robots.txt", capsys)
    assert shown.startswith("allowed")
    assert hint in shown


def test_lines_that_could_not_be_read_are_told_beside_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = rows(tmp_path / "s.jsonl", (BAN, None))
    path.write_text(path.read_text() + "[1]\n")
    check(url=f"{SITE}/a", agent="GPTBot", robots=path)
    shown = capsys.readouterr()
    assert shown.out.startswith("disallowed")
    assert shown.err == "--robots s.jsonl line:1: expected a JSON object\n"


def test_a_batch_may_begin_with_a_mark_and_hold_answers_of_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"robots_txt": BAN, "agent": "GPTBot", "url": "/", "error": "of an earlier answer"}
    (tmp_path / "b.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8-sig")
    check(batch=str(tmp_path / "b.jsonl"))
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["allowed"] is False
    assert "error" not in json.loads(line)


@pytest.mark.parametrize("name", ["agent", "url"])
def test_an_empty_agent_or_address_is_a_fault_of_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    row = {"robots_txt": BAN, "agent": "GPTBot", "url": "/"} | {name: " "}
    (tmp_path / "b.jsonl").write_text(json.dumps(row) + "\n")
    with pytest.raises(UsageError, match=f":1: field {name}: expected a text, it is empty"):
        check(batch=str(tmp_path / "b.jsonl"))
    assert "allowed" not in json.loads(capsys.readouterr().out)
