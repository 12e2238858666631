"""Texts → 32-bit hashes of their token n-grams, in arrays; no token and no shingle ever becomes a Python string."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.folding import ALONE, SEPARATOR, TRANSPARENT, mix64, reading_table

MAX_PIECE: Final = 1 << 17
"""Most text, in code points, that is read at once; a longer one is cut at white space."""
_MAX_GROWTH: Final = 3
"""Most code points that composition makes of one (UAX #15, table of maximum expansion factors)."""
_LOOK_BACK: Final = 256
_VOICED: Final = re.compile("[\uff66-\uff9f]+")
_VOICING_MARKS: Final = ("\uff9e", "\uff9f")
_PLACE_FACTOR: Final = 0x9E3779B97F4A7C15
"""Odd, so that it has an inverse modulo 2**64."""

Words = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Hashes of the tokens of several texts, one text after the other."""

    hashes: Words
    counts: Counts
    """How many of them each text has."""


class Shingler:
    """Tables for reading texts, made once a worker.

    A token is a run of letters, digits and marks in scripts written with spaces, and one code point in Han, Kana,
    Hangul, Thai and other scripts written without. Case, character width and canonical composition do not count;
    punctuation, symbols and emoji are not read; soft hyphens, joiners and variation selectors are passed over.
    """

    def __init__(self, ngram: int) -> None:
        limit = _MAX_GROWTH * MAX_PIECE
        self._table = reading_table()
        self._powers = _powers_of(_PLACE_FACTOR, limit)
        self._inverses = _powers_of(pow(_PLACE_FACTOR, -1, 1 << 64), limit)
        self._places = mix64(np.arange(1, ngram + 1, dtype=np.uint64)) | np.uint64(1)

    def tokens(self, pieces: Sequence[str]) -> Tokens:
        """Return the tokens of texts that together hold at most `MAX_PIECE` code points, one added between texts."""
        folded = [_composed(piece) for piece in pieces]
        lengths = np.fromiter(map(len, folded), dtype=np.int64, count=len(folded))
        joined = "\n".join(folded).encode("utf-32-le", "surrogatepass")
        # Every code point lies in the table; `clip` spares the check.
        values = np.take(self._table, np.frombuffer(joined, dtype="<u4"), mode="clip")
        ends = np.cumsum(lengths + 1) - 1
        if (values == TRANSPARENT).any():
            kept = values != TRANSPARENT
            ends = np.concatenate(([0], np.cumsum(kept)))[ends]
            values = values[kept]
        starts = _token_starts(values)
        upto = np.searchsorted(starts, ends)
        return Tokens(self._hashes(values, starts), np.diff(upto, prepend=0))

    def _hashes(self, values: Words, starts: Counts) -> Words:
        """Hash each token as the sum of its letters times powers of their place, counted from the token's start."""
        sums = np.zeros(len(values) + 1, dtype=np.uint64)
        np.cumsum(values * self._powers[: len(values)], out=sums[1:])
        bounds = np.append(sums[starts], sums[-1])
        return mix64(np.diff(bounds) * self._inverses[starts])

    def shingles(self, tokens: Tokens) -> tuple[npt.NDArray[np.uint32], Counts]:
        """Return the hashes of all n-grams of each text, in reading order, and how many each text has.

        A text of fewer tokens than that has one shingle, of all it has; a text without tokens has none.
        """
        size = len(self._places)
        padded = np.concatenate((tokens.hashes, np.zeros(size, dtype=np.uint64)))
        total = len(tokens.hashes)
        sums = padded[:total] * self._places[0]
        for place in range(1, size):
            sums += padded[place : place + total] * self._places[place]
        counts = np.where(tokens.counts > 0, np.maximum(tokens.counts - size + 1, 1), 0)
        begins = np.cumsum(tokens.counts) - tokens.counts
        for text in np.flatnonzero((tokens.counts > 0) & (tokens.counts < size)):
            own = slice(begins[text], begins[text] + tokens.counts[text])
            sums[begins[text]] = (tokens.hashes[own] * self._places[: tokens.counts[text]]).sum(dtype=np.uint64)
        # A shingle that would reach into the next text is left out.
        within = np.arange(total) - np.repeat(begins, tokens.counts)
        kept = within < np.repeat(counts, tokens.counts)
        return (mix64(sums[kept]) >> np.uint64(32)).astype(np.uint32), counts


def pieces_of(text: str) -> Iterator[str]:
    """Yield the text in pieces of at most `MAX_PIECE` code points, cut at white space where some is near."""
    start = 0
    while len(text) - start > MAX_PIECE:
        end = start + MAX_PIECE
        space = max(text.rfind(" ", end - _LOOK_BACK, end), text.rfind("\n", end - _LOOK_BACK, end))
        cut = end if space < 0 else space
        yield text[start:cut]
        start = cut
    yield text[start:]


def _composed(text: str) -> str:
    if any(mark in text for mark in _VOICING_MARKS):
        # Half-width Katakana write the voicing mark apart; full-width ones do not.
        text = _VOICED.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return unicodedata.normalize("NFC", text)


def _token_starts(values: Words) -> Counts:
    is_read = values != SEPARATOR
    is_alone = values >= np.uint64(ALONE)
    starts = is_read.copy()
    # Inside a run of letters a token goes on, unless this code point or the one before stands alone.
    starts[1:] &= ~is_read[:-1] | is_alone[1:] | is_alone[:-1]
    return np.flatnonzero(starts)


def _powers_of(factor: int, count: int) -> Words:
    powers = np.full(count, factor, dtype=np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)
