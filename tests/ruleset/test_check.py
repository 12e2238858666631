"""Rules that would be wrong or slow are refused before they are run."""

from pathlib import Path

import pytest

from scanner.ruleset.check import check_rules
from scanner.ruleset.load import load_rules, parse_rule
from scanner.types.rule import Ruleset

RULE = """
title: Something
severity: low
sensitivity: personal
legal_basis: ['GDPR Art. 4(1)']
confidence: 0.5
status: experimental
match: {{kind: pattern, pattern: '{pattern}'{more}}}
must_match: ['aaaa']
must_not_match: ['b']
remedy: Mask it.
"""


def faults(pattern: str, more: str = "") -> str:
    rule, found = parse_rule("a", RULE.format(pattern=pattern, more=more))
    assert rule is not None, found
    return "\n".join(check_rules(Ruleset((rule,), "")))


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        pytest.param("(a", "not a regular expression", id="does-not-compile"),
        pytest.param(r"\ba", "sees no edge", id="unicode-boundary-misses-digits-beside-chinese"),
        pytest.param("a*", "matches nothing at all", id="met-everywhere"),
        pytest.param("(?P<other>a)", "only named group is `value`", id="unknown-group"),
        pytest.param("(a+)+$", "takes over", id="exponential"),
        pytest.param("a.*a.*a.*b", "takes over", id="polynomial"),
    ],
)
def test_a_bad_pattern_is_refused_and_the_reason_named(pattern: str, message: str) -> None:
    assert message in faults(pattern)


def test_an_escaped_backslash_before_b_is_no_boundary() -> None:
    assert faults(r"a\\b") == ""


def test_an_unknown_validator_is_refused() -> None:
    assert "'nonsense' is not one of" in faults("a", ", validator: nonsense")


def test_a_good_pattern_has_no_fault() -> None:
    assert faults("(?<![a-z])a{4}(?![a-z])") == ""


def test_the_shipped_rules_have_no_fault() -> None:
    folder = Path(__file__).parents[2] / "rules"
    assert check_rules(load_rules([folder])) == ()
