"""What a gate names, and the ids of a ruleset → the rules it speaks of."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_SHAPE: Final = re.compile(r"\*|[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:\.\*)?")


def is_selector(text: str) -> bool:
    """Return whether a text can name rules: an id, a group that ends in `.*`, or `*` alone."""
    return _SHAPE.fullmatch(text) is not None


def select_but(selector: str, but_not: Iterable[str], rule_ids: Sequence[str]) -> tuple[str, ...]:
    """Return the ids a selector names, less those that others name."""
    left_out = {rule for other in but_not for rule in select_rules(other, rule_ids)}
    return tuple(rule for rule in select_rules(selector, rule_ids) if rule not in left_out)


def select_rules(selector: str, rule_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids a selector names, in the order given: `pii.cn.*` is every id below `pii.cn`, `*` every id."""
    if selector == "*":
        return tuple(rule_ids)
    if selector.endswith(".*"):
        return tuple(rule_id for rule_id in rule_ids if rule_id.startswith(selector[:-1]))
    return tuple(rule_id for rule_id in rule_ids if rule_id == selector)
