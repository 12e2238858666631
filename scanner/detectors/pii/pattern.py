"""A pattern rule → a look: its expression, and the check of a match by validator and words nearby."""

import re
import string
from collections.abc import Callable

from scanner.detectors.pii.sighting import Look, Rank, Sighting
from scanner.detectors.pii.tag import tag_of
from scanner.errors import RuleError
from scanner.types.document import Document
from scanner.types.rule import PatternMatch, Rule
from scanner.validators.registry import VALIDATORS

_VALUE = "value"
_ASCII_WORD = string.ascii_letters + string.digits


def pattern_look(rule: Rule, match: PatternMatch, key: bytes) -> Look:
    """Return the look of a pattern rule; raises `RuleError` for an expression or validator that does not exist."""
    try:
        expression = re.compile(match.pattern)
    except re.error as error:
        raise RuleError(f"{rule.id}: match.pattern: {error}") from None
    validator = None
    if match.validator is not None:
        validator = VALIDATORS.get(match.validator)
        if validator is None:
            known = ", ".join(sorted(VALIDATORS))
            raise RuleError(f"{rule.id}: match.validator: no validator {match.validator!r}; known are {known}")
    return Look(expression, _confirmation(rule, match, validator, key))


def _confirmation(
    rule: Rule, pattern: PatternMatch, validator: Callable[[str], bool] | None, key: bytes
) -> Callable[[re.Match[str], Document], Sighting | None]:
    words = words_expression(pattern.context) if pattern.context else None

    def confirm(match: re.Match[str], _document: Document) -> Sighting | None:
        start, end = match.span(_VALUE) if _VALUE in match.re.groupindex else match.span()
        if start < 0:
            start, end = match.span()
        value = match.string[start:end]
        if validator is not None and not validator(value):
            return None
        if words is not None and not _is_near(words, match, pattern.context_chars):
            return None
        return Sighting(rule.id, start, end, rule.file.confidence, Rank.PATTERN, tag_of(key, value, pattern.normalise))

    return confirm


def words_expression(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return an expression that finds any of the words in case-folded text.

    A word's ASCII letter or digit at either end must not be glued to another, so `tel` is not in `hotel`; a Chinese
    word is found wherever it stands.
    """
    folded = sorted({word.casefold() for word in words}, key=len, reverse=True)
    return re.compile("|".join(_bounded(word) for word in folded))


def _bounded(word: str) -> str:
    before = "(?<![a-z0-9])" if re.match("[a-z0-9]", word) else ""
    after = "(?![a-z0-9])" if re.search("[a-z0-9]$", word) else ""
    return before + re.escape(word) + after


def _is_near(words: re.Pattern[str], match: re.Match[str], context_chars: int) -> bool:
    """Look on either side of the match; an ASCII word that the edge of the context cuts in two does not count."""
    text = match.string
    start, end = match.span()
    first, last = max(0, start - context_chars), min(len(text), end + context_chars)
    before, after = text[first:start], text[end:last]
    if first > 0 and text[first - 1] in _ASCII_WORD:
        before = before.lstrip(_ASCII_WORD)
    if last < len(text) and text[last] in _ASCII_WORD:
        after = after.rstrip(_ASCII_WORD)
    return words.search(before.casefold()) is not None or words.search(after.casefold()) is not None
