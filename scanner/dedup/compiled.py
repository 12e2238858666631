"""The steps of a kernel as loops that numba compiles: the same values as by whole arrays, several times as fast.

Imported only where numba is installed (extra `fast`). Compiled code is cached where numba can write: beside this file,
else in the user's cache folder, or in NUMBA_CACHE_DIR.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from numba import njit

from scanner.dedup.folding import ALONE, CHECK, SEPARATOR, TRANSPARENT, reading_table
from scanner.dedup.reading import Counts, Units, Words, compose, units_of
from scanner.dedup.shingles import FACTOR, INVERSE, MIXER, Hashes
from scanner.dedup.sketch import EMPTY, Signatures, fmix32, round_factors, slot_factors

_FACTOR: Final = np.uint64(FACTOR)
_INVERSE: Final = np.uint64(INVERSE)
_MIXER: Final = np.uint64(MIXER)
_ONE: Final = np.uint64(1)
_NONE: Final = np.uint64(0)
_HALF: Final = np.uint64(32)
_FOLD: Final = np.uint64(29)
_LOW: Final = np.uint64(0xFFFFFFFF)
_SEPARATOR: Final = np.uint64(SEPARATOR)
_CHECK: Final = np.uint64(CHECK)
_ALONE: Final = np.uint64(ALONE)
_TRANSPARENT: Final = np.uint64(TRANSPARENT)
_READ: Final = np.uint64(CHECK - 1)
_EMPTY: Final = np.uint32(EMPTY)


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function on first use; where no folder for its cache can be written, for this process only."""
    try:
        compiled: Callable[..., Any] = njit(function, cache=True, nogil=True)
    except RuntimeError:
        compiled = njit(function, nogil=True)
    return compiled


class LoopShingler:
    """See `ArrayShingler`."""

    def __init__(self, ngram: int, seed_mask: int) -> None:
        self._ngram = ngram
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
        total = _tokens(self._table, units, ends, hashes, counts, doubtful)
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


@_compiled
def _mixed(value: np.uint64) -> np.uint64:
    return (value ^ (value >> _HALF)) * _MIXER


@_compiled
def _tokens(
    table: Words, units: Units, ends: Counts, hashes: Words, counts: Counts, doubtful: npt.NDArray[np.bool_]
) -> int:
    total = begin = 0
    for text in range(len(ends)):
        before, token, power = total, _NONE, _ONE
        doubtful[text] = False
        for place in range(begin, ends[text]):
            value = table[units[place]]
            if value >= _CHECK:
                if value == _TRANSPARENT:
                    continue
                doubtful[text] = True
                value &= _READ
            if _SEPARATOR < value < _ALONE:
                token += value * power
                power *= _FACTOR
                continue
            if power != _ONE:  # a run of letters ends here
                hashes[total] = _mixed(token)
                total += 1
                token, power = _NONE, _ONE
            if value != _SEPARATOR:
                hashes[total] = _mixed(value)
                total += 1
        if power != _ONE:
            hashes[total] = _mixed(token)
            total += 1
        counts[text] = total - before
        begin = ends[text] + 1
    return total


@_compiled
def _shingles(tokens: Words, counts: Counts, ngram: int, mask: np.uint64, hashes: Words) -> None:
    highest = _ONE
    for _ in range(ngram - 1):
        highest *= _FACTOR
    begin = 0
    for text in range(len(counts)):
        end = begin + counts[text]
        total, power = _NONE, _ONE
        for place in range(begin, min(begin + ngram, end)):
            total += tokens[place] * power
            power *= _FACTOR
        for place in range(begin, end):
            if place > begin and place + ngram <= end:
                total = (total - tokens[place - 1]) * _INVERSE + tokens[place + ngram - 1] * highest
            mixed = _mixed(total ^ mask)
            hashes[place] = mixed ^ (mixed >> _FOLD)
        begin = end


@_compiled
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


@_compiled
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


@_compiled
def _permute(rows: Signatures, mixed: Signatures, counts: Counts, factors: Signatures, offsets: Signatures) -> None:
    place = 0
    for text in range(len(counts)):
        row = rows[text]
        for _ in range(counts[text]):
            value = mixed[place]
            place += 1
            for index in range(len(factors)):
                row[index] = min(row[index], np.uint32(value * factors[index] + offsets[index]))
