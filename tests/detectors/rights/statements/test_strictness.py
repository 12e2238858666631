"""Doubtful, misspelt and hidden statements: none of them turns into a permission, and no reservation is lost."""

import pytest

from rights_pages import head, standpoint
from scanner.types.rights import Use, Verdict

URL = "https://a.example/d/x"
RSL = '<rsl xmlns="{ns}"><content url="{url}"><license>{terms}</license></content></rsl>'
BAN = '<prohibits type="usage">{tokens}</prohibits>'
ALL = '<permits type="usage">all</permits>'
NAMESPACE = "https://rslstandard.org/rsl"


def inline(terms: str, ns: str = NAMESPACE, url: str = "/") -> str:
    return head(f'<script type="application/rsl+xml">{RSL.format(ns=ns, url=url, terms=terms)}</script>')


@pytest.mark.parametrize(
    ("robots", "verdict"),
    [
        (b"User-agent: *\nContent-Signal: ai-train=no\nDisallow: /\n", "reserved"),
        (b"License: https://a.example/l.xml\nUser-agent: *\nDisallow: /\n", "conditional"),
        (b"User-agent: *\nContent-Usage: train-ai=n\nDisallow: /\n", "unknown"),
    ],
    ids=["content signal", "licence", "aipref says nothing of what is not fetched"],
)
def test_what_robots_says_of_use_holds_for_a_page_that_may_not_be_fetched(robots: bytes, verdict: Verdict) -> None:
    assert standpoint(url=URL, robots=robots).verdicts["train"] == verdict


@pytest.mark.parametrize(
    ("html", "verdict"),
    [
        (inline(BAN.format(tokens="all") + "<!--" + "x" * 300_000 + "-->"), "reserved"),
        (inline(BAN.format(tokens="all") + "<!--" + "x" * 5_000_000 + "-->"), "conditional"),
        (inline(ALL, ns="https://other.example/rsl"), "conditional"),
        (inline(ALL), "allow"),
        (inline(BAN.format(tokens="training")), "conditional"),
        (inline(BAN.format(tokens="search")), "allow"),
        (inline(BAN.format(tokens="all"), url="https://a.example:443/"), "reserved"),
        (inline(BAN.format(tokens="all"), url="//A.example./d/"), "reserved"),
        (inline(BAN.format(tokens="all"), url="https://b.example/"), "unknown"),
    ],
    ids=[
        "large",
        "too large",
        "another vocabulary",
        "plain",
        "unknown token",
        "another use",
        "port",
        "dot",
        "elsewhere",
    ],
)
def test_a_licence_document_in_the_page_gives(html: str, verdict: Verdict) -> None:
    assert standpoint(url=URL, html=html).verdicts["train"] == verdict


def test_a_large_block_of_data_is_read() -> None:
    data = '{"license": "https://creativecommons.org/licenses/by-nc/4.0/", "about": "' + "x" * 300_000 + '"}'
    html = head(f'<script type="application/ld+json">{data}</script>')
    assert standpoint(html=html).verdicts["train"] == "conditional"


@pytest.mark.parametrize(
    ("headers", "use", "verdict"),
    [
        ([("Content-Usage", 'train-ai=n, x="中"')], "train", "unknown"),
        ([("X-Robots-Tag", "noarchive: noai")], "train", "reserved"),
        ([("X-Robots-Tag", "noindex, max-snippet: 0 noai")], "train", "reserved"),
        ([("X-Robots-Tag", "otherbot: noai")], "train", "unknown"),
        ([("X-Robots-Tag", "unavailable_after: 25 Jun 2010 15:00:00 PST")], "search", "conditional"),
        ([("TDM-Reservation", "1, 1")], "tdm", "reserved"),
        ([("TDM-Reservation", "01")], "tdm", "unknown"),
        ([("Content-Signal", "search=yes; ai-train=no")], "train", "reserved"),
        ([("Content-Signal", "search=yes ai-train=no")], "train", "reserved"),
    ],
)
def test_a_header_comes_to(headers: list[tuple[str, str]], use: Use, verdict: Verdict) -> None:
    assert standpoint(url=URL, headers=headers, html=head("")).verdicts[use] == verdict


@pytest.mark.parametrize("content", ["noindex，noai", "max-snippet:-1 noai", "noai、noindex"])
def test_a_meta_element_reserves_in_whatever_way_it_separates(content: str) -> None:
    html = head(f'<meta name="robots" content="{content}">')
    assert standpoint(html=html).verdicts["train"] == "reserved"


def test_a_malformed_rule_of_a_longer_path_cancels_none() -> None:
    robots = b"User-agent: *\nContent-Usage: / train-ai=n\nContent-Usage: /d train-ai = y\nAllow: /\n"
    point = standpoint(url=URL, robots=robots)
    assert point.verdicts["train"] == "reserved"
    assert any("malformed" in each.notes for each in point.statements)


def test_a_location_without_its_slash_reserves_and_never_permits() -> None:
    reserving = b'[{"location": "d/", "tdm-reservation": 1}]'
    permitting = b'[{"location": "d/", "tdm-reservation": 0}]'
    assert standpoint(url=URL, tdm=reserving).verdicts["tdm"] == "reserved"
    assert standpoint(url=URL, tdm=permitting).verdicts["tdm"] == "unknown"


def test_a_full_width_colon_is_read_and_flagged() -> None:
    point = standpoint(url=URL, robots="User-agent：*\nDisallow：/d\n".encode())
    assert point.verdicts["access"] == "reserved"
    assert any({"ambiguous", "wide-colon"} <= {*each.notes} for each in point.statements)
