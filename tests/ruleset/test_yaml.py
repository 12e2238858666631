"""YAML without its traps."""

import pytest

from scanner.ruleset.yaml import parse_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("no", "no", id="no-stays-a-word"),
        pytest.param("on", "on", id="on-stays-a-word"),
        pytest.param("Yes", "Yes", id="yes-stays-a-word"),
        pytest.param("true", True, id="true-is-a-boolean"),
        pytest.param("2026-01-01", "2026-01-01", id="a-date-stays-text"),
        pytest.param("10", 10, id="ten-is-ten"),
        pytest.param("010", "010", id="an-octal-number-stays-text"),
        pytest.param("0x1f", "0x1f", id="a-hexadecimal-number-stays-text"),
        pytest.param("1_000", "1_000", id="a-number-in-groups-stays-text"),
        pytest.param("1:30", "1:30", id="a-number-to-base-60-stays-text"),
        pytest.param("0.5", 0.5, id="a-number-is-a-number"),
        pytest.param(r"'\b1'", r"\b1", id="single-quotes-keep-the-backslash"),
    ],
)
def test_only_true_false_null_and_numbers_are_not_text(text: str, value: object) -> None:
    assert parse_yaml(f"key: {text}") == {"key": value}


def test_a_double_quoted_boundary_is_refused_as_the_backspace_it_is() -> None:
    with pytest.raises(ValueError, match=r"match\.pattern: control character U\+0008"):
        parse_yaml('match: {pattern: "\\bword"}')


def test_a_doubled_key_is_refused_with_its_line() -> None:
    with pytest.raises(ValueError, match="line 2, column 1: key 'a' stands twice"):
        parse_yaml("a: 1\na: 2\n")


def test_a_syntax_error_names_line_and_column() -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse_yaml("a: [1,\n  }")


def test_python_objects_are_not_built() -> None:
    with pytest.raises(ValueError, match="line 1, column 1: tags"):
        parse_yaml("!!python/object/apply:os.getcwd []")


def test_an_alias_is_refused_before_it_can_refer_to_itself() -> None:
    with pytest.raises(ValueError, match=r"line 1, column 8: aliases"):
        parse_yaml("a: &a [*a]")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("a: !!timestamp x", "line 1, column 4: tags", id="a-tag-the-text-does-not-fit"),
        pytest.param("a: !!float ''", "tags", id="a-tag-on-nothing"),
        pytest.param("!!map [a]", "tags", id="a-list-called-a-mapping"),
        pytest.param("? [a]\n: b", "line 1, column 3: a key is a list or a mapping", id="a-list-as-a-key"),
        pytest.param("{a: b}: c", "a key is a list or a mapping", id="a-mapping-as-a-key"),
        pytest.param('a: "\\ud800"', r"a: surrogate U\+D800", id="half-a-character"),
        pytest.param('"\\ud800": a', r"surrogate U\+D800", id="half-a-character-in-a-key"),
        pytest.param("a: \ud800", "unacceptable character", id="half-a-character-unescaped"),
        pytest.param("[" * 3000 + "]" * 3000, "nested too deep", id="nested-deep-as-lists"),
        pytest.param("\n".join(" " * n + "a:" for n in range(1500)), "nested too deep", id="nested-deep-as-mappings"),
        pytest.param("a: " + "9" * 5000, "digits", id="a-number-too-long-to-read"),
    ],
)
def test_what_no_rule_needs_is_an_error_of_the_text_and_no_crash(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_yaml(text)
