"""A rule's page answers what a reader of a finding asks, in one shape for all rules."""

import re

import pytest

from corpora import shipped_ruleset
from scanner.pipeline.measured import built_in_figures
from scanner.policy.suppressions import parse_suppressions
from scanner.ruleset.explain import explain

RULES = {rule.id: rule for rule in shipped_ruleset().rules}
ALWAYS = (
    "## What it looks for",
    "## Why it matters",
    "## What to do",
    "## Setting findings aside",
    "## Known misses and look-alikes",
    "## How right it is",
    "## Met by",
    "## Not met by",
)


@pytest.mark.parametrize("rule", ["pii.email", "pii.person-name", "rights.robots.ai-training", "duplicate.near"])
def test_a_page_answers_the_same_questions_in_the_same_order(rule: str) -> None:
    page = explain(RULES[rule], built_in_figures(RULES[rule]))
    places = [page.find(f"\n{title}\n") for title in ALWAYS]
    assert -1 not in places
    assert places == sorted(places)


def test_every_shipped_rule_tells_its_known_misses() -> None:
    assert [rule.id for rule in RULES.values() if not rule.file.notes.strip()] == []


@pytest.mark.parametrize("rule", ["pii.email", "duplicate.near"])
def test_the_suppression_on_a_page_loads_as_it_stands(rule: str) -> None:
    (body,) = re.findall(r"^```yaml\n(.*?)^```", explain(RULES[rule]), re.MULTILINE | re.DOTALL)
    suppressions, faults = parse_suppressions(body)
    assert suppressions is not None, faults
    assert suppressions.suppressions[0].rule == rule


def test_measured_figures_stand_on_the_page_by_language_and_what_was_not_measured_is_said() -> None:
    names = RULES["pii.person-name"]
    page = explain(names, built_in_figures(names))
    assert re.search(r"^\| en \| \d+% \| \d+% \|", page, re.MULTILINE)
    assert re.search(r"^\| zh \| \d+% \| \d+% \|", page, re.MULTILINE)
    assert "No precision or recall was measured" in explain(RULES["pii.iban"])
    assert "counted on labelled pages" in explain(RULES["pii.phone.national"])


def test_the_odds_of_a_random_match_are_told() -> None:
    assert "| 1 in 6,667 |" in explain(RULES["pii.cn.resident-id"])
