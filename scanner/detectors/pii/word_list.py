"""Documents → findings of keyword lists: words and phrases of a file, wherever they stand in a text.

What counts is defined by `reference_places`, which tries every word at every place; the detector finds the same places
by a database or an index (`literals.py`).
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType

from scanner.detectors.pii.database import HYPERSCAN
from scanner.detectors.pii.literals import Literals, Span, every_place, leftmost_longest
from scanner.detectors.pii.tag import tag_of
from scanner.types.document import Document
from scanner.types.finding import Finding
from scanner.types.rule import KeywordListMatch, Rule
from scanner.validators.fold import fold_blanks, fold_case

_SPACED = (
    *((0x10A0, 0x10FF), (0x1200, 0x139F), (0x13A0, 0x167F), (0x1C80, 0x1CBF), (0x1D00, 0x1FFF), (0x2C00, 0x2DFF)),
    *((0xA640, 0xA7FF), (0xAB30, 0xABBF)),
)
"""Georgian, Ethiopic, Cherokee and Canadian syllabics, and the later blocks of Latin, Greek, Cyrillic and Georgian."""
_OF_WORDS = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"))
_FIRST_UNSPACED = 0x0E00
"""From Thai on, most scripts write no blank between words; below are those that do (Unicode block chart)."""


class KeywordListDetector:
    """Looks for the words of all rules of kind keyword-list."""

    def __init__(self, rules: Sequence[Rule], key: bytes, engine: ModuleType | None = HYPERSCAN) -> None:
        """Compile the lists that the rules brought along."""
        self._key = key
        self._lists = tuple(
            (rule, rule.match, Literals(folded_words(rule, rule.match), engine))
            for rule in rules
            if isinstance(rule.match, KeywordListMatch)
        )

    def detect(self, batch: Sequence[Document]) -> Iterator[Finding]:
        """Yield the findings of each document, from left to right and never two of one rule in one place."""
        for document in batch:
            for part in document.fields:
                plain = fold_blanks(part.text)
                lower = fold_case(plain) if any(match.case == "ignore" for _, match, _ in self._lists) else plain
                for rule, match, literals in self._lists:
                    text = lower if match.case == "ignore" else plain
                    for start, end in chosen(match, text, literals.places(text)):
                        value = plain[start:end]
                        tag = tag_of(self._key, value, "lower" if match.case == "ignore" else "exact")
                        yield Finding(rule.id, document.id, part.name, start, end, rule.file.confidence, tag)


def folded_words(rule: Rule, match: KeywordListMatch) -> frozenset[str]:
    """Return a rule's words in the form in which they are looked for in a folded text."""
    entries = rule.words.entries if rule.words is not None else ()
    return frozenset(map(fold_case, entries) if match.case == "ignore" else entries)


def reference_places(rule: Rule, match: KeywordListMatch, text: str) -> list[Span]:
    """Return the places of a rule's words in a text: slow, and plainly right."""
    plain = fold_blanks(text)
    folded = fold_case(plain) if match.case == "ignore" else plain
    return list(chosen(match, folded, every_place(folded_words(rule, match), folded)))


def chosen(match: KeywordListMatch, text: str, places: Iterable[Span]) -> Iterator[Span]:
    """Yield the places to report."""

    def is_apart(start: int, end: int) -> bool:
        return not match.whole_words or stands_apart(text, start, end)

    return leftmost_longest(places, is_apart)


def stands_apart(text: str, start: int, end: int) -> bool:
    """Tell whether a word ends at both its edges.

    It does not where two signs of which words are made touch: `cat` in `cats`, `Ann` in `Année`, `110` in `1101`.
    Chinese and other scripts without blanks between words have no such edges, so `找Ann谈` has the word `Ann`.
    """
    glued_before = start > 0 and _builds_words(text[start]) and _builds_words(text[start - 1])
    glued_after = end < len(text) and _builds_words(text[end - 1]) and _builds_words(text[end])
    return not glued_before and not glued_after


def _builds_words(sign: str) -> bool:
    """Tell whether a character is a letter, mark or digit of a script that writes blanks between words."""
    if sign.isascii():
        return sign.isalnum()
    code = ord(sign)
    spaced = code < _FIRST_UNSPACED or any(first <= code <= last for first, last in _SPACED)
    return spaced and unicodedata.category(sign) in _OF_WORDS
