import pytest

from pii_values import OPTIONS, found, made_rule, values
from scanner.detectors.pii.build import build_pii
from scanner.detectors.pii.pattern import words_expression
from scanner.errors import RuleError
from scanner.types.rule import DuplicateMatch, PatternMatch

CODE = "(?<![0-9])(?P<value>[0-9]{6})(?![0-9])"


def has(text: str, *words: str, chars: int = 20) -> bool:
    return bool(found([made_rule(PatternMatch("pattern", CODE, context=words, context_chars=chars))], text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("PIN: 123456", True, id="before, other case"),
        pytest.param("123456 is my pin", True, id="behind"),
        pytest.param("邮编123456", True, id="chinese word, no blank"),
        pytest.param("123456，邮编", True, id="chinese word behind"),
        pytest.param("nothing 123456", False, id="no word"),
        pytest.param("spinning 123456", False, id="inside another word"),
        pytest.param("pin" + "." * 21 + "123456", False, id="too far away"),
        pytest.param("123456 12345 54321 1234 pins", False, id="a word cut in two by the edge"),
    ],
)
def test_one_of_the_context_words_must_stand_nearby(text: str, expected: bool) -> None:  # noqa: FBT001  # a case's answer
    assert has(text, "pin", "邮编") is expected


def test_without_context_words_none_is_needed() -> None:
    assert has("123456")


def test_words_of_several_parts_are_found() -> None:
    assert words_expression(("soc. sec.", "ss#")).search("my soc. sec. no")


def test_the_value_group_is_the_span() -> None:
    text = "code 123456 end"
    rule = made_rule(PatternMatch("pattern", "code (?P<value>[0-9]+)"))
    assert values(found([rule], text), text) == ["123456"]


def test_without_the_group_or_where_it_took_no_part_the_whole_match_is_the_span() -> None:
    text = "id x7"
    assert values(found([made_rule(PatternMatch("pattern", "x[0-9]"))], text), text) == ["x7"]
    assert values(found([made_rule(PatternMatch("pattern", "x[0-9]|(?P<value>y)"))], text), text) == ["x7"]


def test_an_unknown_validator_is_a_rule_error_that_names_the_rule() -> None:
    with pytest.raises(RuleError, match=r"own\.rule: match\.validator: no validator 'nonsense'"):
        found([made_rule(PatternMatch("pattern", "x", validator="nonsense"))], "x")


def test_a_broken_expression_is_a_rule_error_that_names_the_rule() -> None:
    with pytest.raises(RuleError, match=r"own\.rule: match\.pattern: "):
        found([made_rule(PatternMatch("pattern", "("))], "x")


def test_rules_of_other_kinds_build_no_detector() -> None:
    assert build_pii([made_rule(DuplicateMatch("duplicate", 0.8))], OPTIONS) == ()
