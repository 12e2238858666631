"""A gate lets everything through that may be there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.marks import Marks

EXPRESSIONS = ("cc by", r"spdx\.org", "署名")
everything = frozenset(range(len(EXPRESSIONS)))


@pytest.mark.parametrize(
    ("text", "present"),
    [("", set()), ("CC By", {0}), ("a spdx.ORG b", {1}), ("spdx-org", set()), ("İ署名", {2}), ("cc by 署名", {0, 2})],
)
def test_marks_are_seen_without_case(text: str, present: set[int]) -> None:
    assert Marks(EXPRESSIONS).present(text) == present


def test_without_an_engine_every_mark_may_be_there() -> None:
    assert Marks(EXPRESSIONS, engine=None).present("") == everything


def test_in_a_text_without_bytes_every_mark_may_be_there() -> None:
    assert Marks(EXPRESSIONS).present("\ud800") == everything


@given(
    st.lists(st.sampled_from(("CC", " by", "spdx", ".", "oRg", "署", "名", "İ", "\n", "K")), max_size=20).map("".join)
)
def test_what_an_expression_finds_is_never_missed(text: str) -> None:
    found = {number for number, mark in enumerate(EXPRESSIONS) if re.search(mark, text, re.IGNORECASE | re.ASCII)}
    assert found <= Marks(EXPRESSIONS).present(text)
