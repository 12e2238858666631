"""Rules that would be wrong or slow are refused before they are run."""

import re
import time
from pathlib import Path

import pytest

from scanner.ruleset.check import check_rules
from scanner.ruleset.load import load_rules, parse_rule
from scanner.types.rule import LicenceMatch, PatternMatch, Rule, RuleFile, Ruleset, SignalMatch

RULE = """
title: Something
severity: low
sensitivity: personal
sensitive_as: {{gdpr: none, pipl: none, ccpa: none}}
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
        pytest.param("a{99999999999999999999}", "not a regular expression", id="repeats-too-often"),
        pytest.param("(" * 3000 + "a" + ")" * 3000, "not a regular expression", id="nested-too-deep"),
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


def test_the_shipped_rules_are_proved_by_the_command_wherever_all_is_checked() -> None:
    """It takes a minute, which the whole check spends on it once, beside its other steps."""
    steps = (Path(__file__).parents[2] / "tools" / "check.sh").read_text(encoding="utf-8")
    assert re.search(r"^corpus-scanner rules check .*&\nrules=\$!$", steps, re.MULTILINE)
    assert re.search(r'^.*; wait "\$rules"$', steps, re.MULTILINE)


@pytest.mark.parametrize(
    ("match", "message"),
    [
        pytest.param(SignalMatch("signal", "robots", values=("a",)), "a: match.agents: names no agent", id="robots"),
        pytest.param(SignalMatch("signal", "meta-robots", agents=("a",)), "a: match.values", id="meta-robots"),
        pytest.param(SignalMatch("signal", "x-robots-tag"), "a: match.values: names no value", id="x-robots-tag"),
        pytest.param(SignalMatch("signal", "tdmrep"), "a: match.values: names no value", id="tdmrep"),
        pytest.param(LicenceMatch("licence", ()), "a: match.classes: names no class", id="licence"),
        pytest.param(PatternMatch("pattern", "(a"), "a: match.pattern: not a regular", id="pattern"),
    ],
)
def test_ours_a_rule_that_nothing_could_meet_is_refused_with_and_without_stress(
    match: SignalMatch | LicenceMatch | PatternMatch, message: str
) -> None:
    file = RuleFile("t", "high", "rights", ("x",), 1.0, "stable", match, ("x",), ("y",), "r")
    ruleset = Ruleset((Rule("a", file),), "")
    (fault,) = check_rules(ruleset)
    assert fault.startswith(message)
    assert check_rules(ruleset, stress=False) == (fault,)


def test_without_stress_nothing_is_timed() -> None:
    rule, _ = parse_rule("a", RULE.format(pattern="(a+)+$", more=""))
    assert rule is not None
    assert check_rules(Ruleset((rule,), ""), stress=False) == ()


def test_without_stress_the_shipped_rules_are_checked_at_once() -> None:
    ruleset = load_rules([Path(__file__).parents[2] / "rules"])
    started = time.perf_counter()
    assert check_rules(ruleset, stress=False) == ()
    assert time.perf_counter() - started < 1, "takes 6 ms; a second would be felt at the start of every scan"


def test_a_slow_pattern_is_named_beside_an_unknown_validator() -> None:
    found = faults("(a+)+$", ", validator: nonsense")
    assert "takes over" in found
    assert "'nonsense'" in found
