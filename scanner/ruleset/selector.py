"""What a gate names, and the ids of a ruleset → the rules it speaks of."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from scanner.types.policy import Gate

_SHAPE: Final = re.compile(r"\*|[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:\.\*)?")


def is_selector(text: str) -> bool:
    """Return whether a text can name rules: an id, a group that ends in `.*`, or `*` alone."""
    return _SHAPE.fullmatch(text) is not None


def select_rules(selector: str, rule_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids a selector names, in the order given: `pii.cn.*` is every id below `pii.cn`, `*` every id."""
    if selector == "*":
        return tuple(rule_ids)
    if selector.endswith(".*"):
        return tuple(rule_id for rule_id in rule_ids if rule_id.startswith(selector[:-1]))
    return tuple(rule_id for rule_id in rule_ids if rule_id == selector)


def rules_of(gate: Gate, rule_ids: Sequence[str]) -> tuple[str, ...]:
    """Return the ids that a gate names, less those it leaves out."""
    left_out = {rule for selector in gate.but_not for rule in select_rules(selector, rule_ids)}
    return tuple(rule for rule in select_rules(gate.rule, rule_ids) if rule not in left_out)
