import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.pii.prefilter import Prefilter
from scanner.detectors.pii.superset import UntranslatableError, superset_of

TRICKY = [
    r"(?i)straße|kelvin|ıxi",
    r"\d{3}-\d{2}",
    r"\bcat\b",
    r"(a|b)\1c",
    r"(?<=x)y(?!z)",
    r"(?<![0-9])[0-9]{3}(?![0-9])",
    r"a{,3}b",
    r"[^\W\d]+1",
    r"[^\s中]x",
    r"x$",
    r"(?m)^y",
    r".+?z",
    r"(?s)a.b",
    r"(?>ab|a)c",
    r"a++b",
    r"(['\"])x\1",
    r"(x)?(?(1)y|z)",
    r"(?x) a [ ] b  # a comment",
    r"\x61\u4e2d|\N{FULLWIDTH DIGIT ONE}",
    r"(?i:TEL)[^0-9]{0,3}(?P<value>[0-9])",
    r"(?:[ -]{0,2}[0-9]){9,12}",
    r"[0-9]{40}",
    r"\S@\S",
    r"(?=ab)a|(?!b)c",
]
texts = st.text("abcxyzABkKſıİßtTeElLvn0123459 -@中１'\"\n\u0661é🙂", max_size=80) | st.text(max_size=30)


@pytest.mark.parametrize("pattern", TRICKY)
@settings(deadline=None)  # the first call builds and loads
@given(text=texts)
def test_every_match_of_the_expression_lies_in_a_stretch(pattern: str, text: str) -> None:
    expression = re.compile(pattern)
    stretches = PREFILTERS[pattern].stretches(text).get(0, ())
    for match in expression.finditer(text):
        around = [each for each in stretches if each.start <= match.start() < each.end]
        assert around
        again = expression.match(text, match.start(), around[0].limit)
        assert again is not None
        assert again.span() == match.span()


PREFILTERS = {pattern: Prefilter([re.compile(pattern)]) for pattern in TRICKY}


@pytest.mark.parametrize("pattern", ["a*", "(?:)", "x?", "(?=a)"])
def test_an_expression_that_matches_nothing_at_all_is_not_translated(pattern: str) -> None:
    with pytest.raises(UntranslatableError):
        superset_of(re.compile(pattern))


def test_the_width_of_an_endless_match_is_unknown() -> None:
    assert superset_of(re.compile("a+b")).max_width is None
    assert superset_of(re.compile("a{1,9}b")).max_width == 10


def test_the_reach_of_look_aheads_is_counted() -> None:
    assert superset_of(re.compile("a(?=b{1,30})")).reach >= 30
