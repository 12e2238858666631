"""Normal forms of pieces → numbers of the embedding rows that are added up for each."""

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.english.lexicon import KINDS, Lexicon, Marks, codes_of, crc, written
from scanner.detectors.names.english.tokens import LINE_END

WORDS = 4096
_WORD = 1
_BEGINNING, _BEGINNING_BITS = _WORD + WORDS, 11
_ENDING, _ENDING_BITS = _BEGINNING + (1 << _BEGINNING_BITS), 11
_FRAGMENT, _FRAGMENT_BITS = _ENDING + (1 << _ENDING_BITS), 12
_SHAPE, _SHAPES = _FRAGMENT + (1 << _FRAGMENT_BITS), 512
_MARK, _MARK_LEVELS, _TOGETHER_LEVELS = _SHAPE + _SHAPES, 8, 16
_LINE_ROW = _MARK + len(KINDS) * _MARK_LEVELS + _TOGETHER_LEVELS
_APART_ROW, _GLUED_ROW = _LINE_ROW + 1, _LINE_ROW + 2
ROWS = _GLUED_ROW + 1
"""Rows of the embedding; row 0 is empty."""
HASHED_WORD = slice(0, 2)
"""Slots of the word itself; training leaves them out now and then, so that unknown words are learnt."""
SPACING = 2
"""Slot that tells a line end, a piece after a blank, and a piece that touches the one before it."""
_BEGINS, _ENDS, _SHAPED, _FRAGMENTS = 3, slice(4, 6), 6, slice(7, 19)
MARKS = slice(19, 24)
"""Slots of what the lexicon says."""
SLOTS = 24
"""Rows added up for a piece, those that are not needed being row 0."""
_COUNT = _FRAGMENTS.stop - _FRAGMENTS.start
_BYTES = 32
"""Of a word between `<` and `>` that its letters are taken from."""
_PRIME = np.uint32(2654435761)
_COMMON_WORD, _KNOWN_PLACE = 2, 2
_SHAPE_LENGTH = 12
_SHAPES_KEPT = 1 << 14
_RUN = re.compile(r"(.)\1{2,}", re.DOTALL)
Rows = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint32]


class _Kinds(dict[int, str]):
    """Code point → `X` capital, `x` small, `u` other letter, else the character itself; filled as they are met."""

    def __missing__(self, code: int) -> str:
        each = chr(code)
        self[code] = "X" if each.isupper() else "x" if each.islower() else "u" if each.isalpha() else each
        return self[code]


def base_form(form: str) -> str:
    """Return the lower-case word of a normal form with straight apostrophes; zeros for a number."""
    return base_forms([form])[0]


def base_forms(forms: Sequence[str]) -> list[str]:
    """Return the base form of each normal form: all at once, since most texts have words never met before."""
    if not forms:
        return []
    lower = _words(forms).lower().replace("’", "'")
    return ["0" * len(word) if word.isdigit() else word for word in lower.split("\t")]


def _words(forms: Sequence[str]) -> str:
    """Return normal forms without white space, with tabs between, which are in none."""
    return "\t".join(forms).replace(LINE_END, "").replace(" ", "")


def shape_rows(forms: Sequence[str], kinds: dict[int, str]) -> list[int]:
    """Return the rows of how words are written by their kinds of letters, two of a kind at most in a row."""
    words = _words(forms)
    shapes = words.translate(kinds).split("\t")
    return [
        _row_of_shape(f"d{min(len(word), 5)}", alone=False)
        if word.isdigit()
        else _row_of_shape(shape, alone=len(word) == 1)
        for word, shape in zip(words.split("\t"), shapes, strict=True)
    ]


@lru_cache(maxsize=_SHAPES_KEPT)
def _row_of_shape(kinds: str, *, alone: bool) -> int:
    """Return the row for the kinds of a word's letters; many words share one."""
    return _SHAPE + crc(_RUN.sub(r"\1\1", kinds)[:_SHAPE_LENGTH] + ("1" if alone else "")) % _SHAPES


def feature_rows(forms: Sequence[str], lexicon: Lexicon) -> tuple[Rows, npt.NDArray[np.uint16]]:
    """Return [forms, `SLOTS`] embedding rows and [forms] rows of the vectors table (0 for none)."""
    bases = base_forms(forms)
    raw = written(bases)
    all_codes = codes_of(raw)
    stems = all_codes.copy()
    for number, word in enumerate(raw):
        if word.endswith(b"'s"):
            stems[number] = zlib.crc32(word[:-2])
    marks, vectors = lexicon.find(stems)
    rows = np.zeros((len(forms), SLOTS), np.int32)
    rows[:, SPACING] = [
        (_APART_ROW if form[0] == " " else _GLUED_ROW) if base else _LINE_ROW if form == LINE_END else 0
        for form, base in zip(forms, bases, strict=True)
    ]
    words = np.flatnonzero([bool(base) for base in bases])
    codes = all_codes[words].astype(np.int64)
    rows[words, 0] = _WORD + codes % WORDS
    rows[words, 1] = _WORD + codes // WORDS % WORDS
    rows[words, MARKS] = _known(marks[words])
    if len(words):
        rows[words, _SHAPED] = shape_rows([forms[number] for number in words.tolist()], _Kinds())
        alphabetic = np.array([bases[number][0].isalpha() for number in words.tolist()])
        _write_letters(rows, words, [raw[number] for number in words.tolist()], alphabetic)
    return rows, vectors


def _write_letters(
    rows: Rows, words: npt.NDArray[np.intp], bases: Sequence[bytes], alphabetic: npt.NDArray[np.bool_]
) -> None:
    """Set the rows of beginnings and endings, and of fragments of four bytes for words that begin with a letter."""
    framed = [b"<%b>" % base[: _BYTES - 2] for base in bases]
    letters: Bytes = np.array(framed, f"S{_BYTES}").view(np.uint8).reshape(-1, _BYTES).astype(np.uint32)
    lengths = np.fromiter(map(len, framed), np.intp, len(framed))
    rows[words, _BEGINS] = _BEGINNING + _hashed(letters[:, 1:4], _BEGINNING_BITS)
    for slot, length in zip(range(_ENDS.start, _ENDS.stop), (3, 2), strict=True):
        places = np.maximum(lengths[:, None] - 1 - np.arange(length, 0, -1), 0)
        rows[words, slot] = _ENDING + _hashed(np.take_along_axis(letters, places, 1), _ENDING_BITS)
    for start in range(_COUNT):
        fragments = _FRAGMENT + _hashed(letters[:, start : start + 4], _FRAGMENT_BITS)
        rows[words, _FRAGMENTS.start + start] = np.where(alphabetic & (start + 4 <= lengths), fragments, 0)


def _hashed(letters: Bytes, bits: int) -> npt.NDArray[np.int32]:
    """Return `bits` bits for each row of up to four bytes and their number (multiplicative hashing, Knuth 6.4)."""
    code = np.full(len(letters), letters.shape[1], np.uint32)
    for column in letters.T:
        code = (code ^ column) * _PRIME
        code ^= code >> np.uint32(15)
    return ((code * _PRIME) >> np.uint32(32 - bits)).astype(np.int32)


def _known(marks: Marks) -> Rows:
    """Return [pieces, 5]: a row for each mark, and one for the marks together."""
    first, last, word, place = (marks[:, column].astype(np.int32) for column in range(len(KINDS)))
    together = (first > 0) + 2 * (last > 0) + 4 * (word == _COMMON_WORD) + 8 * (place >= _KNOWN_PLACE)
    columns = [_MARK + number * _MARK_LEVELS + mark for number, mark in enumerate((first, last, word, place))]
    return np.stack([*columns, _MARK + len(KINDS) * _MARK_LEVELS + together], axis=1).astype(np.int32)
