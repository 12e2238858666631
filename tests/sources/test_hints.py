"""Hints at terms that no machine can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.hints import PAYWALL, TERMS, hints_in
from scanner.sources.markup import markup_of, markup_of_all

BOTH = '<script type="application/ld+json">{"isAccessibleForFree": false}</script><a href="/terms">x</a>'


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/terms">x</a>',
        "<A HREF='https://press.example/legal/terms-of-use?x=1'>x</A>",
        "<a href=/tos>x</a>",
        "<a href=/a>Terms</a>",
        '<a href="/terms_and_conditions.html">x</a>',
        '<a href="/user-agreement">x</a>',
        '<link rel="terms-of-service" href="/a">',
        '<a href="/a"> Terms of Service </a>',
        '<a href="/a">Terms &amp; Conditions</a>',
        '<a href="/a"><span>用户协议</span></a>',
        '<a href="/a">服務條款</a>',
        '<a href="/a">利用規約</a>',
        '<a href="/a">Nutzungsbedingungen</a>',
    ],
)
def test_a_link_to_terms_is_a_hint(html: str) -> None:
    assert hints_in(f"<p>News</p>{html}") == markup_of(f"<p>News</p>{html}").hints == (TERMS,)


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>',
        '<script type="application/ld+json">{"isAccessibleForFree":"False"}</script>',
        '<script type="application/ld+json">{"isAccessibleForFree": "http://schema.org/False"}</script>',
        '<meta itemprop="isAccessibleForFree" content="false">',
        '<meta property="article:content_tier" content="locked">',
        '<meta property="article:content_tier" content="metered">',
    ],
)
def test_a_mark_of_a_paywall_is_a_hint(html: str) -> None:
    assert hints_in(f"<p>News</p>{html}") == markup_of(f"<p>News</p>{html}").hints == (PAYWALL,)


@pytest.mark.parametrize(
    "html",
    [
        "<p>In terms of use, the terms of the treaty and terms-of-trade differ.</p>",
        '<a href="/midterms/2026">Midterms</a>',
        '<a href="/photos">Photos</a><a href="/tosca">Tosca</a>',
        '<script type="application/ld+json">{"isAccessibleForFree": true}</script>',
        '<meta itemprop="isAccessibleForFree" content="true">',
        '<meta property="article:content_tier" content="free">',
        "<p>双方签署了协议。</p>",
    ],
)
def test_ordinary_pages_give_none(html: str) -> None:
    assert hints_in(html) == markup_of(html).hints == ()


def test_both_ways_through_a_page_give_the_same() -> None:
    assert markup_of(BOTH).hints == markup_of_all(BOTH).hints == (PAYWALL, TERMS)


PARTS = ["href=", "'", '"', "/terms", "/tos", "terms-of", "-use", " ", "<", "</a>", ">", "Terms", "条款", "使用"]
PARTS += ["false", "itemprop=", "content=", "article:content_tier", "locked", "user_agreement", "\ud800", "x" * 150]
PARTS += ["isAccessibleForFree", ":"]


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_one_run_over_all_expressions_finds_what_each_of_them_finds(html: str) -> None:
    assert markup_of(html).hints == hints_in(html)
