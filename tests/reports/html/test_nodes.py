"""What is a text stays a text, and nothing that runs or loads can be written."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from scanner.reports.html.nodes import Around, el, form, gap, raw_element, visible
from scanner.reports.html.shards import to_script_json
from scanner.reports.html.show import name, shorten
from scanner.reports.html.slim import slim_name
from scanner.reports.html.speak import say
from scanner.reports.words.languages import Words


@given(st.text())
def test_a_text_comes_back_as_one_text_whatever_it_holds(text: str) -> None:
    tree = LexborHTMLParser(el("p", {"title": text, "id": "x"}, text).html)
    (shown,) = tree.css("p")
    assert shown.text().replace("\N{NO-BREAK SPACE}", " ") == visible(text)
    assert shown.attributes == {"title": visible(text) or None, "id": "x"}
    assert not list(shown.iter())


@given(st.text())
def test_what_is_shown_hides_nothing_and_turns_nothing(text: str) -> None:
    assert visible(text).isprintable()


@pytest.mark.parametrize("attribute", ["onclick", "onerror", "style", "src", "srcdoc", "action", "formaction"])
def test_an_attribute_that_runs_or_loads_is_refused(attribute: str) -> None:
    with pytest.raises(ValueError, match=attribute):
        el("a", {attribute: "x"})


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "https://a.net", "//a.net", "data:,x", " javascript:1", "file:///etc", "a:b"]
)
def test_a_link_out_of_the_run_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match="href"):
        el("a", {"href": target})


@pytest.mark.parametrize(
    "target", ["#top", "../index.html", "./a%3Ab.json#/x", "corpus.json#/a:b", "shards/a%3Ab.html"]
)
def test_a_link_within_the_run_is_written(target: str) -> None:
    assert f'href="{target}"' in el("a", {"href": target}).html


@pytest.mark.parametrize("content", ["a</script>b", "a</SCRIPT >", "<!--"])
def test_a_script_that_would_end_itself_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match="script"):
        raw_element("script", "", content)


@given(st.text())
def test_json_for_the_script_comes_back_and_ends_no_element(text: str) -> None:
    told = to_script_json([text])
    assert not set("<>&") & set(told)
    assert told.isprintable()
    assert json.loads(told) == [text]
    tree = LexborHTMLParser(raw_element("script", ' type="application/json"', told).html)
    (script,) = tree.css("script")
    assert script.text() == told


def test_a_long_name_is_shortened_in_its_middle_and_whole_in_its_tooltip() -> None:
    text = "a" * 50 + "b" * 50
    assert shorten(text, 21) == "a" * 10 + "…" + "b" * 10
    assert name(text).html.startswith(f'<bdi class="name" title="{text}">')


ROW = form(
    el(
        "p",
        {"title": Around("a ", "tip", " 5 %")},
        gap("text"),
        " 100 %",
        el("a", {"href": Around("./", "file")}, gap("text")),
    )
)


@given(st.text(), st.text())
def test_a_text_that_fills_a_form_comes_back_as_one_text(text: str, tip: str) -> None:
    tree = LexborHTMLParser(ROW.fill(text=text, tip=tip, file="f").html)
    (shown,) = tree.css("p")
    assert shown.text().replace("\N{NO-BREAK SPACE}", " ") == f"{visible(text)} 100 %{visible(text)}"
    assert shown.attributes == {"title": f"a {visible(tip)} 5 %"}


def test_a_form_takes_nodes_and_numbers_and_is_as_if_made_anew() -> None:
    link = el("a", {"href": "./f"}, el("b"))
    assert ROW.fill(text=el("b"), tip="x", file="f") == el("p", {"title": "a x 5 %"}, el("b"), " 100 %", link)
    assert form(el("p", None, gap("n"))).fill(n=12345).html == "<p>12,345</p>"


def test_markup_in_an_attribute_of_a_form_is_refused() -> None:
    with pytest.raises(ValueError, match="attribute"):
        ROW.fill(text="", tip=el("b"), file="f")


def test_a_form_whose_gap_is_left_open_is_refused() -> None:
    with pytest.raises(KeyError):
        ROW.fill(text="")


@pytest.mark.parametrize("before", ["", "javascript:", "https://a.net/", "//"])
def test_a_gap_does_not_decide_where_a_link_leads_out_to(before: str) -> None:
    with pytest.raises(ValueError, match="href"):
        el("a", {"href": Around(before, "rest")})


@pytest.mark.parametrize("told", ["2.0 %", "< 0.1 %", "≈ 12", "stays below 2 MB", "1 % to 3 %", "≤ 5 %"])
def test_no_line_ends_between_a_figure_and_its_unit_or_sign(told: str) -> None:
    for html in (
        el("b", None, told).html,
        form(el("b", None, gap("n"))).fill(n=told).html,
        say(Words(told, told)).html,
    ):
        shown = LexborHTMLParser(html).css("b, .en, .zh")[0].text()
        assert shown != told
        assert shown.replace("\N{NO-BREAK SPACE}", " ") == told
        assert not re.search(r"[0-9] (?:%|MB)|[≈<≤] [0-9]", shown)


def test_names_and_attributes_keep_their_blanks() -> None:
    assert name("cut 5 % off.jsonl").html == '<bdi class="name">cut 5 % off.jsonl</bdi>'
    assert slim_name("cut 5 % off.jsonl") == name("cut 5 % off.jsonl")
    assert el("a", {"title": "5 % of 2 MB"}).html == '<a title="5 % of 2 MB"></a>'
