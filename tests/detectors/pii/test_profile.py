"""Names near something that tells of the person, and names alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.pii.profile import NO_NAMES, ProfileJoiner
from scanner.types.document import Document, TextField
from scanner.types.finding import Detection, Drawn, Finding, NotLooked
from scanner.types.rule import EntityMatch, Match, PatternMatch, ProfileMatch, Rule, RuleFile

NAME = EntityMatch("entity", "PERSON")
PROFILE = ProfileMatch(
    "profile", near=("pii.*",), leave_out=("pii.name", "pii.hotline"), words=("ill", "患者"), window_chars=10
)


def rule_of(rule_id: str, match: Match) -> Rule:
    return Rule(rule_id, RuleFile("t", "high", "personal", ("x",), 0.5, "stable", match, ("x",), ("y",), "r"))


RULES = [
    rule_of("pii.name", NAME),
    rule_of("pii.mail", PatternMatch("pattern", "x")),
    rule_of("pii.hotline", PatternMatch("pattern", "x")),
    rule_of("pii.profile", PROFILE),
]


def document(text: str) -> Document:
    return Document("line:0", (TextField("text", text),), language="en")


def found(rule: str, start: int, end: int, part: str = "text") -> Finding:
    return Finding(rule, "line:0", part, start, end, 0.8, "tag" if rule == "pii.name" else "")


def joined(text: str, *findings: Finding) -> list[Finding]:
    detections = ProfileJoiner(RULES).join([document(text)], findings)
    assert all(isinstance(each, Finding) for each in detections)
    return [each for each in detections if isinstance(each, Finding)]


@pytest.mark.parametrize(
    ("other", "span"),
    [
        pytest.param(found("pii.mail", 60, 70), (50, 70), id="behind, with the window just reached"),
        pytest.param(found("pii.mail", 35, 45), (35, 55), id="in front"),
        pytest.param(found("pii.mail", 66, 70), None, id="one character too far behind"),
        pytest.param(found("pii.mail", 30, 39), None, id="one character too far in front"),
        pytest.param(found("pii.mail", 52, 60), None, id="over the name itself"),
        pytest.param(found("pii.hotline", 60, 70), None, id="of a rule that does not count"),
        pytest.param(found("pii.mail", 60, 70, "title"), None, id="in another field"),
    ],
)
def test_a_name_with_company_within_the_window_is_a_profile(other: Finding, span: tuple[int, int] | None) -> None:
    profiles = joined("." * 100, found("pii.name", 50, 55), other)
    assert [(each.start, each.end) for each in profiles] == ([span] if span else [])


def test_a_profile_is_as_sure_as_both_together_and_has_the_tag_of_the_name() -> None:
    (profile,) = joined("." * 100, found("pii.name", 50, 55), found("pii.mail", 57, 70))
    assert (profile.confidence, profile.value_tag, profile.rule) == (0.64, "tag", "pii.profile")


def test_the_nearest_companion_counts() -> None:
    (profile,) = joined("." * 100, found("pii.name", 50, 55), found("pii.mail", 57, 60), found("pii.mail", 41, 45))
    assert (profile.start, profile.end) == (50, 60)


@pytest.mark.parametrize(
    ("text", "name", "met"),
    [
        ("Anna is ill today", "Anna", True),
        ("ill was Anna", "Anna", True),
        ("Anna is still there", "Anna", False),
        ("患者李建国", "李建国", True),
        ("Anna was there, and he is ill", "Anna", False),
        ("ill.......Anna", "Anna", True),
        ("ill..........Anna", "Anna", True),
        ("ill...........Anna", "Anna", False),
        ("Anna..........ill", "Anna", True),
        ("Anna...........ill", "Anna", False),
        ("Anna..........illness", "Anna", False),
        ("stillill..........Anna", "Anna", False),
    ],
)
def test_words_beside_a_name_make_a_profile(text: str, name: str, met: bool) -> None:  # noqa: FBT001  # a column
    start = text.index(name)
    assert bool(joined(text, found("pii.name", start, start + len(name)))) is met


def test_what_was_not_looked_for_in_names_was_not_looked_for_in_profiles() -> None:
    said: list[Detection] = [NotLooked("pii.name", "line:0", "why"), Drawn("pii.name", "line:0", "en a", looked=False)]
    assert set(ProfileJoiner(RULES).join([document("x")], said)) == {
        NotLooked("pii.profile", "line:0", "why"),
        Drawn("pii.profile", "line:0", "en a", looked=False),
    }


def test_without_a_rule_for_names_profiles_are_told_as_not_looked_for() -> None:
    assert ProfileJoiner(RULES[1:]).join([document("x")], []) == [NotLooked("pii.profile", "line:0", NO_NAMES)]


SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda span: (span[0], span[0] + span[1]))


def nearest(name: tuple[int, int], others: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the span of the profile the plain way: each companion held against the name."""
    gaps = [(max(start - name[1], name[0] - end), start, end) for start, end in others]
    near = min((each for each in gaps if 0 <= each[0] <= PROFILE.window_chars), default=None)
    return near and (min(name[0], near[1]), max(name[1], near[2]))


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=12))
def test_profiles_are_those_that_a_plain_look_at_each_pair_gives(
    names: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    findings = [found("pii.name", *span) for span in names] + [found("pii.mail", *span) for span in others]
    expected = [nearest(name, others) for name in names]
    assert sorted((each.start, each.end) for each in joined("." * 100, *findings)) == sorted(filter(None, expected))


GROWTH, TOO_MUCH = 8, 24
"""Eight times the names take about eight times as long; 64 times would be quadratic."""


def seconds(names: int) -> float:
    """Return how long names with company take where one companion lies over all of them."""
    text = "." * (20 * names)
    findings = [found("pii.mail", 0, len(text))]
    for place in range(0, len(text), 20):
        findings += [found("pii.name", place, place + 5), found("pii.mail", place + 6, place + 9)]
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        assert len(joined(text, *findings)) == names
        best = min(best, time.process_time() - started)
    return best


def test_time_grows_with_the_findings_and_no_faster() -> None:
    short, names = 0.0, 200
    while short < 0.005:
        short, names = seconds(names), names * 2
    assert seconds(names // 2 * GROWTH) < short * TOO_MUCH
