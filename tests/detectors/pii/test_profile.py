"""Names near something that tells of the person, and names alone."""

import pytest

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
