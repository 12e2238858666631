"""Values of code points → 64-bit hashes of token n-grams, in arrays; no token ever becomes a Python string."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from scanner.dedup.folding import ALONE, SEPARATOR
from scanner.dedup.reading import MAX_GROWTH, MAX_PIECE, Counts, Values, Words

FACTOR: Final = 0x9E3779B97F4A7C15
"""Odd, so that it has an inverse modulo 2**64."""
INVERSE: Final = pow(FACTOR, -1, 1 << 64)
MIXER: Final = 0xFF51AFD7ED558CCD
_HALF: Final = np.uint64(32)
_FOLD: Final = np.uint64(29)
_LIMIT: Final = MAX_GROWTH * MAX_PIECE


@dataclass(frozen=True, slots=True)
class Hashes:
    """Hashes of tokens or of shingles of several texts, one text after the other."""

    hashes: Words
    counts: Counts
    """How many of them each text has."""


class ArrayShingler:
    """Tokens and shingles by whole arrays.

    A token is a run of letters, digits and marks in scripts written with spaces, and one code point in Han, Kana,
    Hangul, Thai and other scripts written without. Case, character width and canonical composition do not count;
    punctuation, symbols and emoji are not read; soft hyphens, joiners and variation selectors are passed over.

    A run of values is hashed as the sum of its values times powers of `FACTOR` by their place in the run. Such sums
    are differences of running totals, divided by the power of the place where the run begins.
    """

    def __init__(self, ngram: int, seed_mask: int) -> None:
        self._ngram = ngram
        self._mask = np.uint64(seed_mask)
        self._powers = _powers_of(FACTOR)
        self._inverses = _powers_of(INVERSE)
        self._products = np.empty(_LIMIT, dtype=np.uint64)
        self._totals = np.empty(_LIMIT + ngram + 1, dtype=np.uint64)

    def tokens(self, read: Values) -> Hashes:
        """Return the hashes of all tokens, in reading order."""
        values = read.values
        starts = _token_starts(values)
        upto = np.searchsorted(starts, read.ends)
        totals = self._add_up(values)
        bounds = np.take(totals, np.append(starts, len(values)), mode="clip")
        hashes = np.subtract(bounds[1:], bounds[:-1])
        hashes *= np.take(self._inverses, starts, mode="clip")
        self._mix(hashes)
        return Hashes(hashes, np.diff(upto, prepend=0))

    def shingles(self, tokens: Hashes) -> Hashes:
        """Return one hash a token: of the n-gram that begins there or, where too few follow, of another of the text.

        So every n-gram of a text is there, and nothing else; some of them twice. A text of fewer tokens than that has
        one shingle, of all it has; a text without tokens has none.
        """
        size, total = self._ngram, len(tokens.hashes)
        totals = self._add_up(tokens.hashes)
        sums = np.subtract(totals[size : total + size], totals[:total])
        sums *= self._inverses[:total]
        ends = np.cumsum(tokens.counts)
        begins = ends - tokens.counts
        short = np.flatnonzero((tokens.counts > 0) & (tokens.counts < size))
        sums[begins[short]] = (totals[ends[short]] - totals[begins[short]]) * self._inverses[begins[short]]
        # A shingle that would reach into the next text gives way to the last one that does not.
        last = np.maximum(ends - size, begins)
        reaching = last[:, np.newaxis] + np.arange(1, size)
        texts, steps = np.nonzero(reaching < ends[:, np.newaxis])
        sums[reaching[texts, steps]] = sums[last[texts]]
        sums ^= self._mask
        self._mix(sums)
        sums ^= np.right_shift(sums, _FOLD, out=self._products[:total])
        return Hashes(sums, tokens.counts)

    def _mix(self, hashes: Words) -> None:
        """Break the sums up, in place: without it, sums of sums would not tell which letters stood in which token."""
        hashes ^= np.right_shift(hashes, _HALF, out=self._products[: len(hashes)])
        hashes *= np.uint64(MIXER)

    def _add_up(self, values: Words) -> Words:
        """Return running totals of values times powers of their place: before each value, and after the last."""
        total = len(values)
        totals = self._totals
        totals[0] = 0
        products = np.multiply(values, self._powers[:total], out=self._products[:total])
        np.add.accumulate(products, out=totals[1 : total + 1])
        totals[total + 1 : total + self._ngram] = totals[total]
        return totals


def _token_starts(values: Words) -> Counts:
    is_read = values != np.uint64(SEPARATOR)
    # Inside a run of letters a token goes on, unless this code point or the one before stands alone.
    is_letter = is_read & (values < np.uint64(ALONE))
    is_read[1:] &= ~(is_letter[1:] & is_letter[:-1])
    return np.flatnonzero(is_read)


def _powers_of(factor: int) -> Words:
    powers = np.full(_LIMIT, factor, dtype=np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)
