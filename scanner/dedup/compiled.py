"""The steps of a kernel as loops that numba compiles: the same values as by whole arrays, several times as fast.

Imported only where numba is installed (extra `fast`). Compiled code is cached where numba can write: beside this file,
else in the user's cache folder, or in NUMBA_CACHE_DIR.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.compiled_tokens import compiled, tokens_of
from scanner.dedup.folding import reading_table
from scanner.dedup.reading import Counts, Words, compose, units_of
from scanner.dedup.shingles import FACTOR, FOLD, HALF, INVERSE, MIXER, Hashes
from scanner.dedup.sketch import EMPTY, Signatures, fmix32, round_factors, slot_factors

_FACTOR: Final = np.uint64(FACTOR)
_INVERSE: Final = np.uint64(INVERSE)
_MIXER: Final = np.uint64(MIXER)
_ONE: Final = np.uint64(1)
_NONE: Final = np.uint64(0)
_HALF: Final = np.uint64(HALF)
_FOLD: Final = np.uint64(FOLD)
_LOW: Final = np.uint64(0xFFFFFFFF)
_EMPTY: Final = np.uint32(EMPTY)


class LoopShingler:
    """See `ArrayShingler`."""

    def __init__(self, ngram: int, seed_mask: int) -> None:
        self._ngram = np.uint64(ngram)
        self._mask = np.uint64(seed_mask)
        self._table = reading_table()

    def tokens(self, texts: Sequence[str]) -> Hashes:
        """See `Kernel.tokens`."""
        tokens, doubtful = self._tokens(texts)
        composed = compose(texts, np.flatnonzero(doubtful)) if doubtful.any() else None
        return tokens if composed is None else self._tokens(composed)[0]

    def _tokens(self, texts: Sequence[str]) -> tuple[Hashes, npt.NDArray[np.bool_]]:
        """Return tokens, and which texts may have others once they are composed."""
        units, ends = units_of(texts)
        hashes = np.empty(len(units), dtype=np.uint64)
        counts, doubtful = np.empty(len(texts), dtype=np.int64), np.empty(len(texts), dtype=np.bool_)
        total = tokens_of(self._table, units, ends, hashes, counts, doubtful)
        return Hashes(hashes[:total], counts), doubtful

    def shingles(self, tokens: Hashes) -> Hashes:
        """See `ArrayShingler.shingles`."""
        hashes = np.empty(len(tokens.hashes), dtype=np.uint64)
        _shingles(tokens.hashes, tokens.counts, self._ngram, self._mask, hashes)
        return Hashes(hashes, tokens.counts)


class LoopSlots:
    """See `ArraySlots`."""

    def __init__(self, slots: int) -> None:
        self._rounds = round_factors()
        self._factors = slot_factors(slots)

    def lower(self, rows: Signatures, shingles: Hashes) -> None:
        """See `Sketch`."""
        _throw(rows, shingles.hashes, shingles.counts)

    def fill(self, rows: Signatures, shingles: Hashes) -> None:
        """See `Sketch`."""
        _fill(rows, shingles.hashes, shingles.counts, self._rounds, self._factors)


class LoopPermutations:
    """See `ArrayPermutations`."""

    def __init__(self, factors: Signatures, offsets: Signatures) -> None:
        self._factors = factors
        self._offsets = offsets

    def lower(self, rows: Signatures, shingles: Hashes) -> None:
        """See `Sketch`."""
        mixed = fmix32((shingles.hashes >> _HALF).astype(np.uint32))
        _permute(rows, mixed, shingles.counts, self._factors, self._offsets)

    def fill(self, rows: Signatures, shingles: Hashes) -> None:
        """See `Sketch`: nothing is ever left empty."""


@compiled
def _mixed(value: np.uint64) -> np.uint64:
    return (value ^ (value >> _HALF)) * _MIXER


@compiled
def _shingles(tokens: Words, counts: Counts, ngram: np.uint64, mask: np.uint64, hashes: Words) -> None:
    highest = _ONE
    for _ in range(ngram - _ONE):
        highest *= _FACTOR
    begin = _NONE
    for text in range(len(counts)):
        end = begin + np.uint64(counts[text])
        total, power, place = _NONE, _ONE, begin
        while place < min(begin + ngram, end):
            total += tokens[place] * power
            power *= _FACTOR
            place += _ONE
        place = begin
        while place < end:
            if place > begin and place + ngram <= end:
                total = (total - tokens[place - _ONE]) * _INVERSE + tokens[place + ngram - _ONE] * highest
            mixed = _mixed(total ^ mask)
            hashes[place] = mixed ^ (mixed >> _FOLD)
            place += _ONE
        begin = end


@compiled
def _throw(rows: Signatures, hashes: Words, counts: Counts) -> None:
    slots = np.uint64(rows.shape[1])
    place = 0
    for text in range(len(counts)):
        row = rows[text]
        for _ in range(counts[text]):
            value = hashes[place]
            place += 1
            slot = ((value & _LOW) * slots) >> _HALF
            row[slot] = min(row[slot], np.uint32(value >> _HALF))


@compiled
def _fill(rows: Signatures, hashes: Words, counts: Counts, rounds: Words, factors: Words) -> None:
    size = rows.shape[1]
    slots = np.uint64(size)
    thrown = np.empty(size, dtype=np.uint32)
    begin = 0
    for text in range(len(counts)):
        row = rows[text]
        own = hashes[begin : begin + counts[text]]
        begin += counts[text]
        if not len(own):
            continue
        for index in range(1, len(rounds)):
            if not (row == _EMPTY).any():
                break
            thrown[:] = _EMPTY
            for value in own:
                product = value * rounds[index]
                slot = ((product & _LOW) * slots) >> _HALF
                thrown[slot] = min(thrown[slot], np.uint32(product >> _HALF))
            row[:] = np.where(row == _EMPTY, thrown, row)
        for slot in np.flatnonzero(row == _EMPTY):
            for value in own:
                row[slot] = min(row[slot], np.uint32((value * factors[slot]) >> _HALF))


@compiled
def _permute(rows: Signatures, mixed: Signatures, counts: Counts, factors: Signatures, offsets: Signatures) -> None:
    place = 0
    for text in range(len(counts)):
        row = rows[text]
        for _ in range(counts[text]):
            value = mixed[place]
            place += 1
            for index in range(len(factors)):
                row[index] = min(row[index], np.uint32(value * factors[index] + offsets[index]))
