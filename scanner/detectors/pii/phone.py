"""A phone rule → looks: candidates by shape, confirmed by libphonenumber's numbering plans."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumber

from scanner.detectors.pii.phone_shapes import (
    INTERNATIONAL,
    NATIONAL,
    PHONE_WORDS,
    SEPARATORS,
    is_fictional,
    is_look_alike,
    is_written_apart,
)
from scanner.detectors.pii.regions import Region, regions_of
from scanner.detectors.pii.sighting import Look, Rank, Sighting
from scanner.detectors.pii.tag import tag_of
from scanner.types.document import Document
from scanner.types.rule import PhoneMatch, Rule
from scanner.validators.written import digits_of, fold_width

_WORD_CHARS = 40
"""How far in front of a number a word like `phone` still speaks for it."""
_FEWEST_DIGITS = 7
_UNNAMED = 0.75
"""Factor on the rule's confidence where no word nearby says that it is a phone number."""
_GUESSED = 0.85
"""Factor where the region was guessed from the language; a guess is never scored as certain."""
_OPEN_PLANS = frozenset({"DE", "AT"})
"""Plans without fixed lengths accept nearly any digits; there a national number must begin with 0."""


def phone_looks(rule: Rule, match: PhoneMatch, key: bytes) -> tuple[Look, ...]:
    """Return the looks of a phone rule; one number gives one sighting, the longest that is valid."""
    if match.numbers == "international":
        return tuple(
            Look(expression, lambda found, document: _international(rule, key, found, document))
            for expression in INTERNATIONAL
        )
    return tuple(
        Look(expression, lambda found, document: _national(rule, key, found, document)) for expression in NATIONAL
    )


def _international(rule: Rule, key: bytes, match: re.Match[str], _document: Document) -> Sighting | None:
    start, end = match.span("value")
    named = _is_named(match.string, start)
    for stop in _stops(match.string, start, end):
        written = fold_width(match.string[start:stop])
        if written.startswith("00"):
            if not named and not is_written_apart(written):
                continue
            written = "+" + written[2:]
        number = _parse(written, None)
        if number is not None:
            return _sighting(rule, key, (start, stop), number, rule.file.confidence)
    return None


def _national(rule: Rule, key: bytes, match: re.Match[str], document: Document) -> Sighting | None:
    start, end = match.span("value")
    if is_look_alike(match.string, start, end):
        return None
    named = _is_named(match.string, start)
    for stop in _stops(match.string, start, end):
        written = fold_width(match.string[start:stop])
        if not named and not is_written_apart(written):
            continue
        for region in regions_of(document):
            number = _parse(written, region.code)
            if number is not None and _fits(written, region):
                factor = (1.0 if named else _UNNAMED) * (1.0 if region.told else _GUESSED)
                return _sighting(rule, key, (start, stop), number, rule.file.confidence * factor)
    return None


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the ends to try: the whole candidate, then without its last groups, as numbers may stand in a row."""
    yield end
    for separator in reversed(list(SEPARATORS.finditer(text, start + 1, end))):
        if len(digits_of(text[start : separator.start()])) < _FEWEST_DIGITS:
            return
        yield separator.start()


def _parse(written: str, region: str | None) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def _fits(written: str, region: Region) -> bool:
    return region.code not in _OPEN_PLANS or written.lstrip("( ").startswith("0")


def _is_named(text: str, start: int) -> bool:
    return PHONE_WORDS.search(text, max(0, start - _WORD_CHARS), start) is not None


def _sighting(rule: Rule, key: bytes, span: tuple[int, int], number: PhoneNumber, confidence: float) -> Sighting | None:
    """One tag a number, however it was written: its E.164 form without extension."""
    international = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if is_fictional(international):
        return None
    tag = tag_of(key, international, "digits")
    return Sighting(rule.id, *span, round(confidence, 4), Rank.PHONE, tag)
