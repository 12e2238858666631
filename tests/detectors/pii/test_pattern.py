import pytest

from pii_values import OPTIONS, found, made_rule, values
from scanner.detectors.pii.build import build_pii
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


@pytest.mark.parametrize(
    "text", ["my Soc. Sec. 123456", "SS# 123456", "id_number=123456", "ID\nNUMBER 123456", "Ärzte 123456"]
)
def test_words_are_found_in_any_case_and_with_any_blank(text: str) -> None:
    assert has(text, "soc. sec.", "ss#", "id number", "ärzte")


def test_a_word_may_be_glued_to_the_match_itself() -> None:
    assert has("pin123456", "pin")


def test_with_a_bare_confidence_the_words_only_make_surer() -> None:
    rule = made_rule(PatternMatch("pattern", CODE, context=("pin",), bare_confidence=0.2), confidence=0.9)
    assert [finding.confidence for finding in found([rule], "pin 123456" + " " * 80 + "654321")] == [0.9, 0.2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Order No. 123456", False, id="counter between"),
        pytest.param("订单编号：123456", False, id="chinese"),
        pytest.param("order: 123456", False, id="sign between"),
        pytest.param("order of 123456", True, id="another word between"),
        pytest.param("border 123456", True, id="inside another word"),
        pytest.param("123456 order", True, id="behind"),
    ],
)
def test_a_label_right_in_front_says_that_it_is_something_else(text: str, expected: bool) -> None:  # noqa: FBT001  # a case's answer
    rule = made_rule(PatternMatch("pattern", CODE, unless_labelled=("order", "订单")))
    assert bool(found([rule], text)) is expected


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
