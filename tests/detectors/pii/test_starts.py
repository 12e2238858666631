import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.pii.starts import starts_of

PATTERNS = [
    r"(?<![0-9])[0-9]{3}(?:-[0-9]{2})?(?![0-9])",
    r"(?x)(?<!a)  (?:k|ſt|[+＋]) 1?  # what a number begins with",
    r"(?i)(?<![a-z])(?:kil|ist)[0-9]?",
    r"(?<![0-9])(?i:k|i)[0-9]",
    r"(?=[@ab])(?:(?<!x)@|a|b)c?",
    r"(?<!1)([23])\1",
    r"(?m)^[+@]{2}$",
    r"x*@",
    r"(?:1|2)?3(?=@|$)",
    r"\d\d",
    r"(?s)(?<!a)@.",
    r"(?P<value>k)?1(?(value)@|2)",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text("0123@+＋-abkKſsSiIıİtTlx\nK１", max_size=30), start=st.integers(0, 30), length=st.integers(0, 30))
def test_a_quick_search_finds_what_the_expression_finds(pattern: str, text: str, start: int, length: int) -> None:
    expression = re.compile(pattern)
    end = min(len(text), start + length)
    wanted = expression.search(text, start, end)
    found = starts_of(expression).search(text, start, end)
    assert (found and (found.span(), found.groups())) == (wanted and (wanted.span(), wanted.groups()))


def test_what_a_match_begins_with_is_told_behind_a_look_behind() -> None:
    assert starts_of(re.compile("(?<![0-9])[0-9]{4}")).quick is not None


def test_a_match_that_may_begin_with_any_letter_is_searched_for_as_ever() -> None:
    assert starts_of(re.compile("(?<![a-z])[a-z]{4}@")).quick is None


def test_the_rarest_of_the_characters_of_every_match_is_the_needle() -> None:
    assert starts_of(re.compile("[a-z]+://(?:x|y)?[a-z]@(?:#|~)")).needle == "@"
