"""What is skipped for speed changes nothing: gates and cut-off heads against a parse of the whole page."""

import html.entities
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.markup import ESCAPED, LICENCE_HOSTS, markup_of, markup_of_all
from scanner.types.document import Link

PIECES = (
    *("<link rel=icon href=/i>", '<script type="application/ld+json">{"usageInfo": "x"}</script>'),
    *("<script type=application/rsl+xml><rsl></rsl></script>", "<meta itemprop=a content=b>"),
    *(
        "<html>",
        '<html property="dcterms:rights" content=x>',
        "<head>",
        "</head>",
        "<body>",
        "<BODY class=a>",
        "</body>",
    ),
    *(
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<style>",
        "<template>",
        "<noscript>",
        "</noscript>",
    ),
    *('<script type="application/ld+json">', '{"license": "x"}', '<script type="application/RSL&plus;xml">', "<svg>"),
    *('<meta name="a" content="', '">', '<meta property=og:title content="b">', "<meta name=robots content=noai>"),
    *('<link rel="stylesheet" href="', "<link rel=license href=/x>", "<frameset>", "<table>", "<div>", "<p>", "text"),
    *('<a rel="LICENSE" href="/y">', '<a rel="&#108;icense" href=/z>', '<a rel="&#x6C;ICENSE" href=/z>', "</a>", "<b>"),
    *(
        '<a href="//CREATIVECOMMONS.org/">',
        '<a href="//creativecommons&period;org&sol;x">',
        '<a title=">" href=/gnu.org/>',
    ),
    *(
        '<a href="//creativecommons.org&#47;">',
        '<a href="//gnu&#0000046;org/">',
        '<span itemprop="x &#76;icense">',
        "</span>",
    ),
    *(
        '<span itemprop=license content="c">',
        '<b property="dc&colon;license">',
        '<p property="schema:license">',
        "<select>",
    ),
    *('<a href="//\u212a.org/licenses/" rel="dcterms:License">', "&#8217;", "&amp;", "\u0130", "<", '"', "\0", "<body"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_ours_any_page_says_what_a_parse_of_all_of_it_says(page: str) -> None:
    assert markup_of(page) == markup_of_all(page)


@given(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=5).map("".join),
)
def test_ours_a_page_with_a_head_of_its_own_does_too(head: str, body: str) -> None:
    page = f"<html><head><meta name=a content=b>{head}</head><body>{body}"
    assert markup_of(page) == markup_of_all(page)


@pytest.mark.parametrize("host", LICENCE_HOSTS)
@pytest.mark.parametrize("write", [str, str.upper, lambda host: "".join(f"&#{ord(letter)};" for letter in host)])
def test_anchors_to_every_licence_host_are_seen(host: str, write: type[str]) -> None:
    written = write(host)
    assert len(markup_of(f'<head></head><body><p>x<a href="https://{written}">y</a>').links) == 1


@pytest.mark.parametrize("letter", "aZlc+-./:09")
def test_every_reference_to_a_sign_of_a_mark_is_a_reason_to_look(letter: str) -> None:
    named = [f"&{name}" for name, value in html.entities.html5.items() if letter in value]
    code = ord(letter)
    numeric = [f"&#{code};", f"&#000{code}x", f"&#x{code:x};", f"&#X00{code:X} "]
    wanted = named if letter.isdigit() else named + numeric  # no mark has a digit
    assert [one for one in wanted if not re.search(ESCAPED, one, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    "innocent", ["&#8217;", "&#039;", "&#160;", "&#x27;", "&#x2019;", "&amp;", "&#1087;", "&nbsp;"]
)
def test_references_that_pages_are_full_of_are_none(innocent: str) -> None:
    assert not re.search(ESCAPED, innocent, re.IGNORECASE)


def test_a_head_that_was_not_over_is_not_cut_off() -> None:
    page = '<head><meta name=a content="<body>b"><link rel="license" title="<body>" href="/l"></head><body>text'
    assert markup_of(page).metas == (("a", "<body>b"),)
    assert markup_of(page).links == (Link(("license",), "/l"),)
