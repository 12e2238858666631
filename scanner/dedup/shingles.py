"""Values of code points → 64-bit hashes of token n-grams, in arrays; no token ever becomes a Python string."""

from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from scanner.dedup.folding import ALONE, SEPARATOR
from scanner.dedup.reading import MAX_GROWTH, MAX_PIECE, Counts, Readings, Values, Words

FACTOR: Final = 0x9E3779B97F4A7C15
"""Odd, so that it has an inverse modulo 2**64."""
INVERSE: Final = pow(FACTOR, -1, 1 << 64)
MIXER: Final = 0xFF51AFD7ED558CCD
LETTER_FACTOR: Final = 0x9E3779B1
"""Odd as well; of code points in a token, modulo 2**32."""
LETTER_INVERSE: Final = pow(LETTER_FACTOR, -1, 1 << 32)
LETTER_MIXER: Final = 0x85EBCA6B
HALF, FOLD, LETTER_HALF, LETTER_FOLD = 32, 29, 16, 15
"""By how many bits hashes of shingles and of tokens are shifted as they are mixed."""
_LIMIT: Final = MAX_GROWTH * MAX_PIECE

N = TypeVar("N", np.uint32, np.uint64)


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

    A token is hashed as the sum of its code points' values times powers of `LETTER_FACTOR` by their place in it, modulo
    2**32; a shingle likewise from its tokens' hashes, modulo 2**64. Such sums are differences of running totals,
    divided by the power of the place where the token or shingle begins.
    """

    def __init__(self, ngram: int, seed_mask: int) -> None:
        self._ngram = ngram
        self._mask = np.uint64(seed_mask)
        self._powers, self._inverses = _powers_of(FACTOR, np.uint64), _powers_of(INVERSE, np.uint64)
        self._letter_powers = _powers_of(LETTER_FACTOR, np.uint32)
        self._letter_inverses = _powers_of(LETTER_INVERSE, np.uint32)
        self._products = np.empty(_LIMIT, dtype=np.uint64)
        self._totals = np.empty(_LIMIT + ngram + 1, dtype=np.uint64)
        self._letter_products = np.empty(_LIMIT, dtype=np.uint32)
        self._letter_totals = np.empty(_LIMIT + 1, dtype=np.uint32)

    def tokens(self, read: Values) -> Hashes:
        """Return the hashes of all tokens, in reading order."""
        values = read.values
        starts = _token_starts(values)
        upto = np.searchsorted(starts, read.ends)
        totals = self._letter_totals
        totals[0] = 0
        products = np.multiply(values, self._letter_powers[: len(values)], out=self._letter_products[: len(values)])
        np.add.accumulate(products, out=totals[1 : len(values) + 1])
        bounds = np.take(totals, np.append(starts, len(values)), mode="clip")
        hashes = np.subtract(bounds[1:], bounds[:-1])
        hashes *= np.take(self._letter_inverses, starts, mode="clip")
        # Without it, sums of sums would not tell which letters stood in which token.
        hashes ^= hashes >> np.uint32(LETTER_HALF)
        hashes *= np.uint32(LETTER_MIXER)
        hashes ^= hashes >> np.uint32(LETTER_FOLD)
        return Hashes(hashes.astype(np.uint64), np.diff(upto, prepend=0))

    def shingles(self, tokens: Hashes) -> Hashes:
        """Return one hash a token: of the n-gram that begins there or, where too few follow, of another of the text.

        So every n-gram of a text is there, and nothing else; some of them twice. A text of fewer tokens than that has
        one shingle, of all it has; a text without tokens has none.
        """
        size, total = self._ngram, len(tokens.hashes)
        totals = self._totals
        totals[0] = 0
        products = np.multiply(tokens.hashes, self._powers[:total], out=self._products[:total])
        np.add.accumulate(products, out=totals[1 : total + 1])
        totals[total + 1 : total + size] = totals[total]
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
        sums ^= np.right_shift(sums, np.uint64(HALF), out=products)
        sums *= np.uint64(MIXER)
        sums ^= np.right_shift(sums, np.uint64(FOLD), out=products)
        return Hashes(sums, tokens.counts)


def _token_starts(values: Readings) -> Counts:
    is_read = values != np.uint32(SEPARATOR)
    # Inside a run of letters a token goes on, unless this code point or the one before stands alone.
    is_letter = values - np.uint32(SEPARATOR + 1) < np.uint32(ALONE - 1)
    is_read[1:] &= ~(is_letter[1:] & is_letter[:-1])
    return np.flatnonzero(is_read)


def _powers_of(factor: int, kind: type[N]) -> npt.NDArray[N]:
    powers = np.full(_LIMIT, factor, dtype=kind)
    powers[0] = 1
    return np.multiply.accumulate(powers, dtype=kind)  # else smaller numbers become 64 bits wide
