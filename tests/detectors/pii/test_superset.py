import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_values import stretches_of
from scanner.detectors.pii.prefilter import Prefilter, Stretches
from scanner.detectors.pii.superset import UntranslatableError, superset_of
from scanner.detectors.pii.words import nearby

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
    r"(?<![a-z])[a-z0-9]{1,9}@(?P<value>[a-z]{1,9}@)?[a-z]{2,5}(?![a-z])",
    r"(?:ab|xy)[0-9]{2}(?:[ -]?[0-9A-Za-z]){3}(?![0-9])|(?:cx|by)[0-9]{3}[A-Za-z]{0,8}",
    r"[a-zA-Z]{0,7}[013]{4}[a-zA-Z]{2,9}",
    r"(?:x|y[a-z]{3,9})@-[a-z]{1,9}",
    r"(?<![0-9])[a-c]{0,3}(?:1[ab]|2c?x{0,9}|3e|[yz]{2,9}|[a-z]{1,9}@)(?P<value>[ex]{0,2}@)(?!k)",
    r"(?<!z)(?:ab|cx|[0-9]{4}|y|中)[0-4]{2}[0-9 -]{1,9}5",
]
texts = st.text("abcxyzABkKſıİßtTeElLvn0123459 -@中１'\"\n\u0661é🙂", max_size=80) | st.text(max_size=30)


@pytest.mark.parametrize("pattern", TRICKY)
@settings(deadline=None)  # the first call builds and loads
@given(text=texts)
def test_every_match_of_the_expression_lies_in_a_stretch(pattern: str, text: str) -> None:
    expression = re.compile(pattern)
    alone, *_, among = PREFILTERS[pattern].stretches([text, *NEIGHBOURS, text])
    for stretches in (alone.get(0, ()), among.get(0, ())):
        _assert_all_matches_lie_in(stretches, expression, text)


NEIGHBOURS = ("", "x" * 60, "", "ab1", "中\n")


def _assert_all_matches_lie_in(stretches: Stretches, expression: re.Pattern[str], text: str) -> None:
    for match in expression.finditer(text):
        limits = [limit for start, end, limit in stretches if start <= match.start() < end]
        assert limits
        again = expression.match(text, match.start(), limits[0])
        assert again is not None
        assert again.span() == match.span()


GATED = re.compile(r"(?<![0-9])(?P<value>[0-9]{2,4})(?:-[a-z]{1,9})?(?![0-9])")
GATE = nearby(("tel", "etel", "tel no", "straße no", "中", "k"), 5)


@settings(deadline=None)  # the first call builds and loads
@given(text=texts)
def test_every_match_beside_a_word_of_its_gate_lies_in_a_stretch(text: str) -> None:
    stretches = stretches_of(GATED_PREFILTER, text).get(0, ())
    position = 0
    while match := GATED.search(text, position):
        position = match.start() + 1
        if GATE.is_met(match):
            limits = [limit for start, end, limit in stretches if start <= match.start() < end]
            again = GATED.match(text, match.start(), limits[0])
            assert again is not None
            assert again.span() == match.span()


def test_a_gated_expression_is_not_looked_for_without_its_words() -> None:
    assert stretches_of(GATED_PREFILTER, "number 123 and 456 of them") == {}
    assert stretches_of(GATED_PREFILTER, "x" * 90 + " his Tel 123")[0][0][0] > 60


GATED_PREFILTER = Prefilter([GATED], [GATE])
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


def test_with_many_alternatives_among_other_signs_each_is_looked_for_by_a_part_of_its_own() -> None:
    few, many = "a(?:1b|2c)[0-9]x", "a(?:1b|2c|3d|4e|5f)[0-9]x"
    assert [len(superset_of(re.compile(pattern)).parts) for pattern in (few, many)] == [1, 5]
