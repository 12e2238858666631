"""What is kept of a document to judge it by its site's files."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scanner.detectors.rights.page import page_of
from scanner.detectors.rights.statements.page import Audience
from scanner.types.document import Document, Markup, TextField
from scanner.types.page import Page

AUDIENCE = Audience(("*",), frozenset())
WHEN = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "metas", "reservation"),
    [
        pytest.param((("tdm-reservation", "1"),), (), 1, id="header"),
        pytest.param((("TDM-Reservation", " 0 "),), (), 0, id="header names have no case"),
        pytest.param((("tdm-reservation", "1"),), (("tdm-reservation", "0"),), 0, id="HTML overrides the header"),
        pytest.param(
            (("tdm-reservation", "1"),), (("tdm-reservation", "no"),), 1, id="another value overrides nothing"
        ),
        pytest.param((("tdm-reservation", "1"),), (), 1, id="absence in HTML resets nothing"),
        pytest.param(
            (), (("tdm-reservation", "0"), ("tdm-reservation", "1")), 1, id="the reservation wins in one place"
        ),
        pytest.param((("tdm-policy", "1"),), (), None, id="a policy alone"),
        pytest.param((), (), None, id="silence"),
    ],
)
def test_page_of_keeps_what_the_page_says_of_itself(
    headers: tuple[tuple[str, str], ...], metas: tuple[tuple[str, str], ...], reservation: int | None
) -> None:
    document = Document(
        "record:5",
        (TextField("text", "t"),),
        url="https://a.example/x",
        headers=headers,
        markup=Markup(metas),
        fetched_at=WHEN,
    )
    page = page_of(document, AUDIENCE.tokens)
    assert replace(page, said=()) == Page("record:5", "https://a.example/x", WHEN, reservation)
    assert bool(page.said) is (reservation is not None)


def test_page_of_a_format_without_headers_and_html_says_nothing() -> None:
    page = page_of(Document("line:0", (TextField("text", "t"),)), AUDIENCE.tokens)
    unseen = ("x-robots-tag", "content-usage", "content-signal", "meta-robots", "markup")
    assert page == Page("line:0", None, None, None, (), unseen)
