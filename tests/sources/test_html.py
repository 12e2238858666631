"""A page gives all its visible text once, and what its markup says about rights."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.html import page_of, parse_page
from scanner.sources.options import ReadOptions
from scanner.types.document import Document, Format, Link, Markup, Opened
from shard_bytes import PLAIN, documents_of, events_of

PAGE = """<!doctype html><html><head><title>Title &amp; more</title>
<meta name="Robots" content="noAI, noindex"><meta property="og:license" content="x">
<link rel="License alternate" href="/terms" type="application/rsl+xml"><link href="/no-rel">
<style>p { color: red }</style></head><body><nav>Start</nav><main><p>First <b>para</b>graph</p>
<p>Second</p><img alt="A bridge" src="b.png"></main>
<a rel="license" href="/own">Terms</a> <a href="//CreativeCommons.org/licenses/by/4.0/">CC</a> <a href="/x">other</a>
<script>var hidden = 1;</script><footer>Write to the office</footer></body></html>"""


def test_all_visible_text_is_there_and_scripts_and_styles_are_not() -> None:
    text, _markup = page_of(PAGE)
    assert text.startswith("Title & more\n")
    for part in ("Start", "First paragraph\n", "Second", "A bridge", "Write to the office"):
        assert part in text
    assert "hidden" not in text
    assert "color" not in text


def test_main_content_leaves_navigation_and_footer_out() -> None:
    long = PAGE.replace("Second", "Second sentence that goes on. " * 20)
    text, _markup = parse_page(long.encode(), None, True)  # noqa: FBT003  # positional in the contract
    assert "Second sentence" in text
    assert "Write to the office" not in text


def test_the_rights_markup_is_lifted_out() -> None:
    assert page_of(PAGE)[1] == Markup(
        (("robots", "noAI, noindex"), ("og:license", "x")),
        (
            Link(("license", "alternate"), "/terms", "application/rsl+xml"),
            Link(("license",), "/own", element="a"),
            Link((), "//CreativeCommons.org/licenses/by/4.0/", element="a"),
        ),
        hints=("terms-of-service",),
    )


def test_what_stands_in_comments_scripts_and_templates_is_no_markup() -> None:
    html = '<!-- <meta name=robots content=noai> --><script>"<meta name=robots content=noai>"</script>'
    assert page_of(html + "<template><meta name=robots content=noai></template><p>x")[1] == Markup()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param("<p>中文的文字".encode("gb18030"), "text/html; charset=GB2312", id="header, old name"),
        pytest.param('<meta charset="gbk"><p>中文的文字'.encode("gb18030"), "text/html", id="meta charset"),
        pytest.param(
            '<meta http-equiv=Content-Type content="text/html; charset=gb2312"><p>中文的文字'.encode("gb18030"),
            None,
            id="meta http-equiv",
        ),
        pytest.param('<?xml version="1.0" encoding="gbk"?><p>中文的文字'.encode("gb18030"), None, id="XML declaration"),
        pytest.param(
            '<meta charset="utf-8"><p>中文的文字'.encode("gb18030"), "text/html;charset=utf-8", id="both wrong"
        ),
        pytest.param('<meta charset="gb2312"><p>中文的文字'.encode(), "text/html; charset=utf-8", id="header first"),
        pytest.param("\ufeff<p>中文的文字".encode("utf-16-le"), "text/html; charset=gbk", id="byte order mark first"),
    ],
)
def test_html_13_2_3_the_encoding_of_a_page(body: bytes, content_type: str | None) -> None:
    assert parse_page(body, content_type, False)[0].strip() == "中文的文字"  # noqa: FBT003  # positional in the contract


def test_lone_surrogates_do_no_harm() -> None:
    assert page_of("<p>a\ud800b</p>")[0] == "a\ufffdb"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 60_000, id="nested beyond reason"),
        pytest.param("<p " + " ".join(f"a{number}=1" for number in range(60_000)) + ">x", id="attributes without end"),
        pytest.param("<title>" + "&amp;" * 100_000, id="a title that never ends"),
    ],
)
def test_ours_pages_made_to_stall_parsers_take_little_time(html: str) -> None:
    start = time.process_time()
    page_of(html)
    assert time.process_time() - start < 3


@given(st.text(alphabet=st.sampled_from("<>/=\"'&;-! abpmetilnkcs\x00\ud800中"), max_size=120))
def test_any_markup_gives_text_that_can_be_encoded(html: str) -> None:
    page_of(html)[0].encode()


def test_a_file_is_one_document_with_its_markup() -> None:
    opened, document, _closed = events_of(PAGE.encode(), "a.html")
    assert isinstance(opened, Opened)
    assert opened.format is Format.HTML
    assert isinstance(document, Document)
    assert (document.id, document.fields[0].name, document.clipped) == ("part:0", "text", False)
    assert document.markup == page_of(PAGE)[1]


def test_a_file_above_the_bound_is_clipped() -> None:
    (document,) = documents_of(PAGE.encode(), "a.html", ReadOptions(max_record_bytes=400))
    assert document.clipped
    assert "Title" in document.text
    assert "office" not in document.text


def test_the_option_reaches_the_reader() -> None:
    long = PAGE.replace("Second", "Second sentence that goes on. " * 20).encode()
    assert "office" in documents_of(long, "a.html", PLAIN)[0].text
    assert "office" not in documents_of(long, "a.html", ReadOptions(main_content=True))[0].text
