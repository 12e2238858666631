"""Unicode code points → 32-bit values that say how each one is read when texts are compared."""

import unicodedata
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

SEPARATOR: Final = 0
"""White space, punctuation, symbols, emoji, controls, surrogates: ends a token, is none."""
CHECK: Final = 1 << 31
"""Set in values that need a second look: of code points that composition may change, and of `TRANSPARENT` ones.

The highest bit, so that the greatest value of a text says whether anything in it needs one.
"""
TRANSPARENT: Final = CHECK | 1
"""Soft hyphens, joiners, variation selectors: as if it were not there. No letter has this value."""
ALONE: Final = 1 << 30
"""Set in values of code points that are a token of their own; values of letters in words lack it."""

_WORD_BIT: Final = 1 << 29
_CODE_POINTS: Final = 0x110000
_LISTED: Final = 0x20000
"""Beyond the first two planes lie only Han, tags, variation selectors and private use."""
_ZERO_WIDTH_SPACE: Final = 0x200B

# Scripts written without spaces between words (UAX #14 classes ID, CJ, SA, H2, H3, JL, JV, JT and kin), and Hangul,
# whose spacing differs from writer to writer. First and last code point of the blocks of the Unicode standard.
_ALONE_BLOCKS: Final = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x0F00, 0x109F),  # Tibetan, Myanmar
    (0x1100, 0x11FF),  # Hangul Jamo
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19DF),  # Tai Le, New Tai Lue
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x1B00, 0x1B7F),  # Balinese
    (0x2E80, 0x2FDF),  # CJK and Kangxi radicals
    (0x3005, 0x3007),  # ideographic iteration mark, closing mark, zero
    (0x3021, 0x303C),  # Hangzhou numerals, vertical kana repeat marks, masu mark
    (0x3040, 0x31FF),  # Hiragana, Katakana, Bopomofo, Hangul compatibility Jamo, Kanbun, strokes, phonetic Katakana
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xA000, 0xA4CF),  # Yi
    (0xA960, 0xA97F),  # Hangul Jamo, extended A
    (0xA980, 0xA9FF),  # Javanese, Myanmar extended B
    (0xAA60, 0xAADF),  # Myanmar extended A, Tai Viet
    (0xAC00, 0xD7FF),  # Hangul syllables, Jamo extended B
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x11700, 0x1174F),  # Ahom
    (0x16FE0, 0x18DFF),  # ideographic marks, Tangut, Khitan, Tangut supplement
    (0x1AFF0, 0x1B2FF),  # Kana extensions, Nushu
)
_HAN_PLANES: Final = (0x20000, 0x3FFFD)  # the two ideographic planes, assigned or not yet
_HAN_COMPATIBLE: Final = (0x2F800, 0x2FA20)
_WIDTH_VARIANTS: Final = (0xFF00, 0xFFEF)  # Halfwidth and Fullwidth Forms
_VOWELS_AND_FINALS: Final = ((0x1161, 0x1175), (0x11A8, 0x11C2))  # Jamo that compose by rule, not by table
_VOICING_MARKS: Final = (0xFF9E, 0xFF9F)
_SELECTORS: Final = ((0x034F, 0x034F), (0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0001, 0xE01EF))


@cache
def reading_table() -> npt.NDArray[np.uint32]:
    """Return 0x110000 values, one a code point: `SEPARATOR`, `TRANSPARENT`, or a well-mixed value.

    A text none of whose values has `CHECK` set is in normal form C and holds no half-width voicing mark. Code points
    that differ only in case or width share a value. Which ones are letters is what this Python's `unicodedata` says;
    letters of later Unicode versions are separators, but for Han, which is listed by plane.
    Takes about 0.1 s: make it once a worker.
    """
    folded = np.zeros(_CODE_POINTS, dtype=np.uint32)
    formats: list[int] = []
    for code in range(_LISTED):
        category = unicodedata.category(chr(code))
        if category[0] in "LMN":
            folded[code] = _fold(code)
        elif category == "Cf" and code != _ZERO_WIDTH_SPACE:
            formats.append(code)
    first, last = _HAN_PLANES
    folded[first : last + 1] = np.arange(first, last + 1, dtype=np.uint32)
    table = _mixed_values(folded)
    table[_composing()] |= np.uint32(CHECK)
    table[formats] = TRANSPARENT
    for first, last in _SELECTORS:
        table[first : last + 1] = TRANSPARENT
    table.flags.writeable = False
    return table


def _composing() -> list[int]:
    """Return the code points that may make a text differ from its normal form C, or that voice a half-width Kana."""
    found = set(_VOICING_MARKS)
    for first, last in _VOWELS_AND_FINALS:
        found.update(range(first, last + 1))
    for code in (*range(0x80, _LISTED), *range(*_HAN_COMPATIBLE)):
        character = chr(code)
        if unicodedata.combining(character):
            found.add(code)
        parts = unicodedata.decomposition(character)
        if parts and parts[0] != "<":
            # The last of a canonical pair composes with what stands before it.
            found.update(int(part, 16) for part in parts.split()[1:])
            if not unicodedata.is_normalized("NFC", character):
                found.add(code)
    return sorted(found)


def _fold(code: int) -> int:
    character = chr(code)
    if _WIDTH_VARIANTS[0] <= code <= _WIDTH_VARIANTS[1]:
        character = unicodedata.normalize("NFKC", character)[0]
    folded = character.casefold()
    # What grows when folded (sharp s, dotted capital I) keeps its place as one code point.
    return ord(folded if len(folded) == 1 else character.lower()[0])


def _mixed_values(folded: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    is_letter = folded > SEPARATOR
    alone = np.zeros(_CODE_POINTS, dtype=bool)
    for first, last in (*_ALONE_BLOCKS, _HAN_PLANES):
        alone[first : last + 1] = True
    letters = folded[is_letter]
    values = _scattered(letters) | np.uint32(_WORD_BIT)
    values[alone[letters.astype(np.int64)]] |= np.uint32(ALONE)
    table = folded
    table[is_letter] = values
    return table


def _scattered(letters: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Return well-mixed values below `_WORD_BIT`, another one for each letter: every step can be undone."""
    below = np.uint32(_WORD_BIT - 1)
    mixed = letters ^ (letters >> np.uint32(15))
    mixed = (mixed * np.uint32(0x85EBCA6B)) & below
    mixed ^= mixed >> np.uint32(13)
    mixed = (mixed * np.uint32(0xC2B2AE35)) & below
    return mixed ^ (mixed >> np.uint32(16))


def mix64(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return the values passed through the 64-bit finalizer of MurmurHash3, a bijection in which every bit counts."""
    mixed = values ^ (values >> np.uint64(33))
    mixed *= np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xC4CEB9FE1A85EC53)
    mixed ^= mixed >> np.uint64(33)
    return mixed
