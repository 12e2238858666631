"""A text → its words as licences are compared by, and a number for every five words in a row.

Follows the SPDX matching guidelines (SPDX 2.3 Annex B): case, white space, punctuation, quotes, bullets, comment
leaders, copyright notices and the two spellings of a word make no difference.
"""

import re
from collections.abc import Iterable
from zlib import crc32

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint32]

SHINGLE_WORDS = 5
_WORD = re.compile(r"[a-z0-9]+|[一-鿿]")
_TO_ITS_END = (
    r"[^\n]{0,120}?(?=\n|$|permission is|permission to|redistribution|licensed under|all rights reserved"
    r"|everyone is|this )"
)
_NOTICES = (
    # What each begins with, so that a text without it is not searched.
    (
        "copyright",
        re.compile(
            r"copyright(?:[ \t]+holders?\b|[ \t]+notices?\b)?[ \t:]*(?:\(c\)|©|[12][0-9]{3}|<|\[|\{|year\b|by\b)"
            + _TO_ITS_END
        ),
    ),
    ("(c)", re.compile(r"\(c\)[ \t]*[12][0-9]{3}" + _TO_ITS_END)),
    ("©", re.compile("©" + _TO_ITS_END)),
    ("all rights", re.compile(r"all rights[ \t]+reserved\b")),
)
_UNHEARD = re.compile(r"[a-z]|[0-9]{1,2}|dnl|rem|https?|[ivx]{1,4}")
"""Bullets, words that begin a comment line, what an apostrophe leaves behind."""
_LONGEST_UNHEARD = len("https")
_SPELLINGS = {
    "acknowledgement": "acknowledgment",
    "acknowledgements": "acknowledgments",
    "analogue": "analog",
    "analyse": "analyze",
    "artefact": "artifact",
    "artefacts": "artifacts",
    "authorisation": "authorization",
    "authorise": "authorize",
    "authorised": "authorized",
    "calibre": "caliber",
    "cancelled": "canceled",
    "catalogue": "catalog",
    "categorise": "categorize",
    "centre": "center",
    "emphasised": "emphasized",
    "favour": "favor",
    "favourite": "favorite",
    "fulfil": "fulfill",
    "fulfilment": "fulfillment",
    "honour": "honor",
    "initialise": "initialize",
    "judgement": "judgment",
    "labelling": "labeling",
    "labour": "labor",
    "licence": "license",
    "licenced": "licensed",
    "licences": "licenses",
    "maximise": "maximize",
    "modelled": "modeled",
    "modelling": "modeling",
    "offence": "offense",
    "optimise": "optimize",
    "organisation": "organization",
    "organisations": "organizations",
    "organise": "organize",
    "practise": "practice",
    "programme": "program",
    "realise": "realize",
    "recognise": "recognize",
    "signalling": "signaling",
    "sublicence": "sublicense",
    "utilisation": "utilization",
    "whilst": "while",
    "wilful": "wilfull",
    "willful": "wilfull",
}
"""Spelling → the one that is compared; the pairs of the SPDX list of equivalent words that occur in licences."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


def lower_in_place(text: str) -> str:
    """Return a text in lower case with every code point where it was."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)  # İ would become two


def licence_words(text: str) -> list[str]:
    """Return the words that are compared, of a text that `blanked` returned."""
    found = _WORD.findall(text)
    compared = _compared(found)
    return [compared[word] for word in found if word in compared]


def places_of_words(text: str, wanted: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return where those of the same words stand, counted from 0, that are wanted."""
    left = sorted(set(wanted), reverse=True)
    places: dict[int, tuple[int, int]] = {}
    words = (found for found in _WORD.finditer(text) if _is_compared(found[0]))
    for number, found in enumerate(words):
        if number == left[-1]:
            places[left.pop()] = found.span()
            if not left:
                break
    return places


def _compared(words: Iterable[str]) -> dict[str, str]:
    """Return the words that are compared, as written → as compared."""
    return {word: _SPELLINGS.get(word, word) for word in set(words) if _is_compared(word)}


def _is_compared(word: str) -> bool:
    return len(word) > _LONGEST_UNHEARD or not _UNHEARD.fullmatch(word)


def blanked(text: str) -> str:
    """Return a text in lower case with blanks in place of copyright notices, every other code point where it was."""
    lower = lower_in_place(text)
    for beginning, pattern in _NOTICES:
        if beginning in lower:
            lower = pattern.sub(lambda found: " " * len(found[0]), lower)
    return lower


def shingles(words: list[str]) -> Numbers:
    """Return a 32-bit number for every five words in a row, in order, the same in every process."""
    count = len(words) - SHINGLE_WORDS + 1
    if count <= 0:
        return np.empty(0, np.uint32)
    numbers = {word: crc32(word.encode()) for word in set(words)}
    coded = np.array([numbers[word] for word in words], np.uint64)
    mixed = np.zeros(count, np.uint64)
    for place in range(SHINGLE_WORDS):
        mixed = (mixed + coded[place : place + count]) * _FACTOR
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(32)).astype(np.uint32)
