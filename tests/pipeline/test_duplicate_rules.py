"""The rules about copies are proved by their examples, and refused where they could mean two things."""

from dataclasses import replace

import pytest

from corpora import shipped_ruleset
from scanner.pipeline.prove import prove
from scanner.ruleset.check import check_rules
from scanner.types.rule import DuplicateMatch, Rule, Ruleset

RULES = {rule.id: rule for rule in shipped_ruleset().rules if isinstance(rule.match, DuplicateMatch)}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_the_examples_of_a_rule_about_copies_behave(rule: Rule) -> None:
    assert prove(rule, (), shipped_ruleset().rules) == ()


def test_an_exact_copy_below_one_is_refused() -> None:
    rule = RULES["duplicate.exact"]
    odd = Rule(rule.id, replace(rule.file, match=DuplicateMatch("duplicate", 0.9, "exact")))
    assert check_rules(Ruleset((odd,), "")) == (
        "duplicate.exact: match.min_similarity: must be 1, since an exact copy is the same text",
    )
