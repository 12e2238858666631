"""Phone rules → looks: candidates by shape, confirmed by words nearby and by libphonenumber's numbering plans.

All phone rules of a ruleset share the looks: a candidate is looked at once, and what number it turns out to be decides
which rule reports it.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scanner.detectors.pii.phone_national import Reading, read_national
from scanner.detectors.pii.phone_plan import Number, has_country_code, is_possible, number_in
from scanner.detectors.pii.phone_shapes import (
    DIGITS,
    PLUS,
    SHORT,
    VANITY,
    ZEROS,
    is_in_row,
    is_short_named,
    is_written_apart,
    stops,
)
from scanner.detectors.pii.phone_words import Said, said_before
from scanner.detectors.pii.regions import regions_of
from scanner.detectors.pii.sighting import Look, Rank, Sighting
from scanner.detectors.pii.tag import tag_of
from scanner.types.document import Document
from scanner.types.rule import PhoneMatch, Rule
from scanner.validators.written import digits_of, fold_width

Class = Literal["international", "national", "hotline", "example"]

_UNPLACED = 0.9
"""Factor where no numbering plan knows the number and the word right in front of it is all the evidence."""


@dataclass(frozen=True, slots=True)
class _Reporter:
    """The rule of each class, and the key of the tags; a class without a rule is dropped."""

    rules: Mapping[Class, Rule]
    key: bytes

    def sighting(self, kind: Class, span: tuple[int, int], number: str, share: float = 1.0) -> Sighting | None:
        """One tag a number, however it was written; `share` of the rule's confidence."""
        rule = self.rules.get(kind)
        if rule is None:
            return None
        confidence = round(rule.file.confidence * share, 4)
        return Sighting(rule.id, *span, confidence, Rank.PHONE, tag_of(self.key, number, "digits"))

    def of_number(self, kind: Class, span: tuple[int, int], number: Number, share: float = 1.0) -> Sighting | None:
        """Report a number under its own class, which is `kind` for a line of somebody."""
        return self.sighting(kind if number.kind == "line" else number.kind, span, number.international, share)


def phone_looks(rules: Sequence[Rule], key: bytes) -> tuple[Look, ...]:
    """Return the looks of all phone rules together; rules of other kinds are passed over.

    Where two rules ask for the same class, the looks are made once more for the second.
    """
    looks: tuple[Look, ...] = ()
    left = [(rule, rule.match.numbers) for rule in rules if isinstance(rule.match, PhoneMatch)]
    while left:
        first: dict[Class, Rule] = {}
        for rule, kind in left:
            first.setdefault(kind, rule)
        left = [(rule, kind) for rule, kind in left if first[kind] is not rule]
        looks += _looks(_Reporter(first, key))
    return looks


def _looks(reporter: _Reporter) -> tuple[Look, ...]:
    """Return the looks that can give one of the classes asked for."""
    looks: tuple[Look, ...] = ()
    if reporter.rules.keys() - {"national"}:
        confirm = functools.partial(_international, reporter)
        looks += (Look(PLUS, confirm), Look(ZEROS, confirm))
    if reporter.rules.keys() - {"international"}:
        looks += (Look(DIGITS, functools.partial(_national, reporter)),)
    if "hotline" in reporter.rules:
        looks += (Look(VANITY, functools.partial(_spelled, reporter)), Look(SHORT, functools.partial(_short, reporter)))
    return looks


def _international(reporter: _Reporter, match: re.Match[str], _document: Document) -> Sighting | None:
    text = match.string
    start, end = match.span("value")
    zeros = text[start] in "0０"
    if zeros and is_in_row(text, start):
        return None
    said = said_before(text, start, end) if zeros else None
    for stop, written in _ways(text, start, end):
        if said is Said.NOTHING and not is_written_apart(written):
            continue
        number = number_in(written, None) if has_country_code(digits_of(written)) else None
        if number is not None:
            return reporter.of_number("international", (start, stop), number)
    if (said_before(text, start, end) if said is None else said) is not Said.RIGHT:
        return None
    # Old numbers and slips: the word in front says what it is, the length is right, only the plan has moved on.
    written = _with_plus(fold_width(text[start:end]))
    if not has_country_code(digits_of(written)) or not is_possible(written):
        return None
    return reporter.sighting("international", (start, end), digits_of(written), _UNPLACED)


def _ways(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for stop in stops(text, start, end):
        yield stop, _with_plus(fold_width(text[start:stop]))


def _with_plus(written: str) -> str:
    return "+" + written[2:] if written.startswith("00") else written


def _national(reporter: _Reporter, match: re.Match[str], document: Document) -> Sighting | None:
    text = match.string
    start, end = match.span("value")
    if is_in_row(text, start):
        return None
    reading: Reading | None = read_national(text, start, end, functools.partial(regions_of, document, text))
    if reading is None:
        return None
    span = (reading.start, reading.end)
    if reading.number is None:
        return reporter.sighting("national", span, reading.digits, reading.share)
    return reporter.of_number("national", span, reading.number, reading.share)


def _spelled(reporter: _Reporter, match: re.Match[str], _document: Document) -> Sighting | None:
    number = number_in(match["value"], "US")
    return None if number is None else reporter.of_number("hotline", match.span("value"), number)


def _short(reporter: _Reporter, match: re.Match[str], _document: Document) -> Sighting | None:
    start, end = match.span("value")
    if not is_short_named(match.string, start, end):
        return None
    return reporter.sighting("hotline", (start, end), match["value"])
