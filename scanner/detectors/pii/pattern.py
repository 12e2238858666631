"""A pattern rule → a look: its expression, and the check of a match by validator and words nearby."""

import re
from collections.abc import Callable

from scanner.detectors.pii.sighting import Look, Rank, Sighting
from scanner.detectors.pii.tag import tag_of
from scanner.detectors.pii.words import Nearby, label_before, label_start, nearby
from scanner.errors import RuleError
from scanner.types.document import Document
from scanner.types.rule import PatternMatch, Rule
from scanner.validators.registry import VALIDATORS, validator_named

_VALUE = "value"


def pattern_look(rule: Rule, match: PatternMatch, key: bytes) -> Look:
    """Return the look of a pattern rule; raises `RuleError` for an expression or validator that does not exist."""
    try:
        expression = re.compile(match.pattern)
    except re.error as error:
        raise RuleError(f"{rule.id}: match.pattern: {error}") from None
    validator = None
    if match.validator is not None:
        validator = validator_named(match.validator)
        if validator is None:
            known = ", ".join(sorted(VALIDATORS))
            raise RuleError(
                f"{rule.id}: match.validator: no validator {match.validator!r}; known are stdnum.* and {known}"
            )
    words = nearby(match.context, match.context_chars) if match.context else None
    gate = words if match.bare_confidence is None else None
    return Look(expression, _confirmation(rule, match, validator, words, key), gate)


def _confirmation(
    rule: Rule,
    pattern: PatternMatch,
    validator: Callable[[str], bool] | None,
    words: Nearby | None,
    key: bytes,
) -> Callable[[re.Match[str], Document], Sighting | None]:
    labels = tuple(pattern.unless_labelled)
    has_value = _VALUE in re.compile(pattern.pattern).groupindex

    def confirm(match: re.Match[str], _document: Document) -> Sighting | None:
        start, end = match.span(_VALUE) if has_value else match.span()
        if start < 0:
            start, end = match.span()
        value = match.string[start:end]
        if validator is not None and not validator(value):
            return None
        confidence = rule.file.confidence
        if words is not None and not words.is_met(match):
            if pattern.bare_confidence is None:
                return None
            confidence = pattern.bare_confidence
        if labels and label_before(labels).search(match.string, label_start(start), start):
            return None
        return Sighting(rule.id, start, end, confidence, Rank.PATTERN, tag_of(key, value, pattern.normalise))

    return confirm
