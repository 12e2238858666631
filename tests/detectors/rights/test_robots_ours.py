"""robots.txt beyond the standard: what real files hold, and how it is flagged."""

import time

import pytest

from scanner.detectors.rights.robots import parse_robots

URL = "https://foo.example/x/y"


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param(b"\xef\xbb\xbf", id="UTF-8"),
        pytest.param(b"\xef\xbb", id="two bytes of it"),
        pytest.param(b"\xef", id="one byte of it"),
    ],
)
def test_ours_a_byte_order_mark_does_not_hide_the_first_group(mark: bytes) -> None:
    assert not parse_robots(mark + b"User-agent: a\nDisallow: /x").decide("a", URL).allowed


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_ours_a_utf_16_file_is_read(encoding: str) -> None:
    body = "\ufeffUser-agent: a\nDisallow: /x".encode(encoding)
    assert not parse_robots(body).decide("a", URL).allowed


@pytest.mark.parametrize(
    "opening",
    [b"<!DOCTYPE html>", b"\r\n  <HTML>", b"<?xml version='1.0'?>", b"\xef\xbb\xbf<html lang='en'>", b"<head>"],
)
def test_ours_a_page_sent_as_robots_txt_holds_no_rules(opening: bytes) -> None:
    decision = parse_robots(opening + b"\nUser-agent: *\nDisallow: /\n").decide("a", URL)
    assert decision == (True, None, (), ("ambiguous", "html-body"))
    decision = parse_robots(opening + b"\n<p>Not found\n").decide("a", URL)
    assert decision == (True, None, (), ("html-body",))


def test_ours_a_comment_in_the_manner_of_html_is_no_page() -> None:
    assert not parse_robots(b"<!-- by hand -->\nUser-agent: *\nDisallow: /x\n").decide("a", URL).allowed


@pytest.mark.parametrize(
    ("line", "flag"),
    [
        pytest.param(f"{label}: /x", "typo", id=label)
        for label in ("Dissallow", "dissalow", "Disalow", "diasllow", "disallaw", "Disallows")
    ]
    + [pytest.param("Disallow /x", "missing-colon", id="no colon")],
)
def test_ours_misspelt_disallow_lines_are_applied_and_flagged(line: str, flag: str) -> None:
    decision = parse_robots(f"User-agent: a\nAllow: /z\n{line}".encode()).decide("a", URL)
    assert decision == (False, 3, ("a",), ("ambiguous", flag))


@pytest.mark.parametrize("line", ["Alow: /x/y", "Allow /x/y", "Allows: /x/y"])
def test_ours_misspelt_allow_lines_permit_nothing(line: str) -> None:
    assert not parse_robots(f"User-agent: a\nDisallow: /x\n{line}".encode()).decide("a", URL).allowed


def test_ours_three_words_without_a_colon_are_no_rule() -> None:
    assert parse_robots(b"User-agent: a\nDisallow /x or else").decide("a", URL).allowed


@pytest.mark.parametrize(
    ("value", "agent", "flags"),
    [
        pytest.param("AI2Bot", "ai2bot", ("agent-token",), id="a digit"),
        pytest.param("bigsur.ai", "bigsur.ai", ("agent-token",), id="a dot"),
        pytest.param("Kangaroo  Bot", "Kangaroo Bot", ("agent-token",), id="a blank"),
        pytest.param("CCBot/2.0", "CCBot", ("agent-version", "ambiguous"), id="a version"),
        pytest.param("CCBot/2.0", "CCBot/2.0", ("agent-token",), id="asked with the version"),
        pytest.param("GPTBot, CCBot", "CCBot", ("agent-list", "ambiguous"), id="a list"),
        pytest.param("GPTBot crawler", "GPTBot", ("agent-words", "ambiguous"), id="more words"),
        pytest.param("* everyone", "GPTBot", ("agent-words", "ambiguous"), id="a star and more"),
    ],
)
def test_ours_malformed_product_tokens_are_recognised_and_flagged(
    value: str, agent: str, flags: tuple[str, ...]
) -> None:
    decision = parse_robots(f"User-agent: {value}\nDisallow: /x".encode()).decide(agent, URL)
    assert (decision.allowed, decision.flags) == (False, flags)


@pytest.mark.parametrize("label", ["Useragent", "User agent", "User-agents"])
def test_ours_misspelt_user_agent_lines_begin_a_group(label: str) -> None:
    robots = parse_robots(f"User-agent: b\nDisallow: /b\n{label}: a\nDisallow: /x".encode())
    assert not robots.decide("a", URL).allowed


def test_ours_agent_and_rule_on_one_line_are_taken_apart() -> None:
    decision = parse_robots(b"User-agent: GPTBot Disallow: /x\n").decide("gptbot", URL)
    assert (decision.allowed, decision.line) == (False, 1)
    assert "same-line" in decision.flags


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"User-agent: x" + b" " * 400_000 + b"y disallow: /", id="blanks"),
        pytest.param(b"User-agent: " + b"a," * 200_000, id="a list without end"),
        pytest.param(b"Disallow" * 50_000, id="one word"),
        pytest.param(b"User-agent: *\nDisallow: /" + b"%" * 400_000, id="percent signs"),
        pytest.param(b"User-agent: *\nDisallow: /" + b"*" * 400_000, id="stars"),
        pytest.param(b"User-agent: *\n" + b"Disallow: /*a*b$\n" * 25_000, id="wildcards"),
        pytest.param(b"User-agent: b\n" * 30_000 + b"Disallow: /", id="user-agent lines"),
        pytest.param(b"<" * 500_000, id="no markup"),
    ],
)
def test_ours_a_hostile_file_takes_no_longer_than_a_large_one(body: bytes) -> None:
    start = time.process_time()
    parse_robots(body).decide("gptbot", "https://foo.example/" + "a" * 2_000)
    assert time.process_time() - start < 20  # quadratic time would take many minutes


def test_ours_a_ban_of_the_file_itself_does_not_hold_and_is_flagged_since_real_crawlers_apply_it() -> None:
    decision = parse_robots(b"User-agent: *\nDisallow: /\n").decide("a", "https://foo.example/robots.txt")
    assert (decision.allowed, decision.flags) == (True, ("ambiguous", "robots-txt-itself"))
    decision = parse_robots(b"User-agent: *\nDisallow: /x\n").decide("a", "https://foo.example/robots.txt")
    assert (decision.allowed, decision.flags) == (True, ())


def test_ours_a_lenient_reading_never_permits_what_the_standard_forbids() -> None:
    body = b"User-agent: *\nDisallow: /\n\nUser-agent: CCBot/2.0\nAllow: /\n"
    decision = parse_robots(body).decide("CCBot", URL)
    assert (decision.allowed, decision.line) == (False, 2)
    assert "ambiguous" in decision.flags


def test_ours_a_group_that_names_the_agent_is_reported_before_the_one_for_everyone() -> None:
    body = b"User-agent: *\nUser-agent: CCBot/2.0\nDisallow: /x\n"
    assert parse_robots(body).decide("CCBot", URL).group == ("ccbot",)


def test_ours_a_reserved_escape_that_decides_is_flagged() -> None:
    body = b"User-agent: *\nDisallow: /\nAllow: /r?u=https%3A%2F%2Fa\n"
    decision = parse_robots(body).decide("a", "https://foo.example/r?u=https://a")
    assert (decision.allowed, decision.flags) == (True, ("ambiguous", "encoding"))


def test_ours_an_empty_file_permits_everything() -> None:
    assert parse_robots(b"").decide("a", URL) == (True, None, (), ())


@pytest.mark.parametrize(
    ("url", "path"),
    [
        pytest.param("https://foo.example", "/", id="no path"),
        pytest.param("https://foo.example?q=1", "/?q=1", id="a query without a path"),
        pytest.param("https://foo.example#top", "/", id="a fragment"),
        pytest.param("https://user:pass@foo.example:8080/x#y", "/x", id="user, port and fragment"),
        pytest.param("//foo.example/x", "/x", id="no scheme"),
        pytest.param("/x?y", "/x?y", id="path and query alone"),
        pytest.param("https://foo.example/a//b/../c", "/a//b/../c", id="segments are left as they are"),
    ],
)
def test_ours_only_path_and_query_of_a_url_count(url: str, path: str) -> None:
    exact = parse_robots(f"User-agent: a\nDisallow: {path}$".encode())
    assert not exact.decide("a", url).allowed


def test_ours_the_same_file_and_question_give_the_same_answer_again() -> None:
    robots = parse_robots(b"User-agent: a\nDisallow: /x\n")
    assert robots.decide("a", URL) is robots.decide("A", URL)
