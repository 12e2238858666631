"""A phone rule → looks: candidates by shape, confirmed by libphonenumber's numbering plans."""

import functools
import re
from collections.abc import Iterator
from typing import Any

import phonenumbers
from phonenumbers import PhoneNumber

from scanner.detectors.pii.phone_shapes import (
    INTERNATIONAL,
    NATIONAL,
    PHONE_WORDS,
    SEPARATORS,
    Plan,
    is_fictional,
    is_in_row,
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
_UNNAMED = 0.9
"""Factor on the rule's confidence where no word nearby says that it is a phone number."""
_GUESSED = 0.95
"""Factor where the region was guessed from the language; a guess is never scored as certain."""
_CLOSING = re.compile("[)）]")
_NORTH_AMERICA = frozenset(phonenumbers.region_codes_for_country_code(1))
_OPEN_PLANS = frozenset({"DE", "AT"})
"""Plans without fixed lengths accept nearly any digits; there a national number must begin with 0."""


def phone_looks(rule: Rule, match: PhoneMatch, key: bytes) -> tuple[Look, ...]:
    """Return the looks of a phone rule; one number gives one sighting, the longest that is valid."""
    if match.numbers == "international":
        return tuple(Look(expression, functools.partial(_international, rule, key)) for expression in INTERNATIONAL)
    return tuple(Look(expression, functools.partial(_national, rule, key, plan)) for plan, expression in NATIONAL)


def _regions(plan: Plan, document: Document) -> tuple[Region, ...]:
    """Regions of the document whose numbers may have the shape."""
    regions = regions_of(document)
    match plan:
        case Plan.TRUNK:
            return tuple(region for region in regions if region.code not in _NORTH_AMERICA)
        case Plan.NORTH_AMERICAN:
            return tuple(region for region in regions if region.code in _NORTH_AMERICA)
        case Plan.CHINESE:
            return tuple(region for region in regions if region.code == "CN")
        case Plan.ANY:
            return regions


def _international(rule: Rule, key: bytes, match: re.Match[str], _document: Document) -> Sighting | None:
    start, end = match.span("value")
    if match.string[start] in "0０" and is_in_row(match.string, start):
        return None
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


def _national(rule: Rule, key: bytes, plan: Plan, match: re.Match[str], document: Document) -> Sighting | None:
    start, end = match.span("value")
    if match.string[start] in "(（" and not _CLOSING.search(match.string, start, end):
        start += 1
    if is_in_row(match.string, start) or is_look_alike(match.string, start, end):
        return None
    regions = _regions(plan, document)
    named = _is_named(match.string, start)
    for stop in _stops(match.string, start, end):
        written = fold_width(match.string[start:stop])
        if not named and not is_written_apart(written):
            continue
        for region in regions:
            number = _parse(written, region.code) if _fits(written, region) else None
            if number is not None:
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
    """Tell from the number of digits alone whether it is worth asking the numbering plan, which is slow."""
    if region.code in _OPEN_PLANS and not written.lstrip("( ").startswith("0"):
        return False
    digits = digits_of(written)
    plan: Any = phonenumbers.PhoneMetadata.metadata_for_region(region.code)
    lengths = plan.general_desc.possible_length
    trunk = plan.national_prefix or ""
    return len(digits) in lengths or (digits.startswith(trunk) and len(digits) - len(trunk) in lengths)


def _is_named(text: str, start: int) -> bool:
    return PHONE_WORDS.search(text, max(0, start - _WORD_CHARS), start) is not None


def _sighting(rule: Rule, key: bytes, span: tuple[int, int], number: PhoneNumber, confidence: float) -> Sighting | None:
    """One tag a number, however it was written: its E.164 form without extension."""
    international = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if is_fictional(international):
        return None
    tag = tag_of(key, international, "digits")
    return Sighting(rule.id, *span, round(confidence, 4), Rank.PHONE, tag)
