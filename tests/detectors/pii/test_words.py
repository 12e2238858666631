"""Words of rules as expressions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.pii.words import any_case, any_of, nearby
from scanner.ruleset.load import load_rules, shipped_rules
from scanner.types.rule import ProfileMatch

SIGNS = "aAbB1sSſKK \u0131İ电話号-+"


def one_after_the_other(words: list[str]) -> re.Pattern[str]:
    """Return the slow way: each word with its bounds, in the order given."""
    bounded = (
        ("(?<![0-9A-Za-z])" if re.match("[0-9A-Za-z]", word) else "")
        + any_case(word)
        + ("(?![0-9A-Za-z])" if re.search("[0-9A-Za-z]$", word) else "")
        for word in words
    )
    return re.compile("|".join(bounded))


def spans(expression: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in expression.finditer(text)]


@given(
    st.lists(st.text(SIGNS, min_size=1, max_size=4), min_size=1, max_size=8, unique=True), st.text(SIGNS, max_size=40)
)
def test_words_that_begin_alike_are_met_where_each_by_itself_is(words: list[str], text: str) -> None:
    assert spans(re.compile(any_of(words)), text) == spans(one_after_the_other(words), text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("tel 1", [(0, 3)], id="a word"),
        pytest.param("hotel 1", [], id="within another"),
        pytest.param("Telephone: 1", [(0, 9)], id="the longer of two, in any case"),
        pytest.param("tel_no", [(0, 3)], id="not glued by a sign"),
        pytest.param("我的电话号码", [(2, 4)], id="Chinese wherever it stands"),
        pytest.param("id-number", [(0, 9)], id="a hyphen for a blank"),
    ],
)
def test_a_word_is_met_in_any_case_and_not_within_another(text: str, expected: list[tuple[int, int]]) -> None:
    assert spans(nearby(["tel", "telephone", "电话", "id number"], 10).expression, text) == expected


def test_words_of_the_shipped_rules_begin_apart_or_alike() -> None:
    for rule in load_rules((shipped_rules(),)).rules:
        if isinstance(rule.match, ProfileMatch) and rule.match.words:
            words = nearby(rule.match.words, 1).words
            assert len(any_of(words)) < len(one_after_the_other(list(words)).pattern)
