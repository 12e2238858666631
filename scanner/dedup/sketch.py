"""Hashes of shingles → values of a signature: the least of many permutations, or the least in each of many slots."""

from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from scanner.dedup.folding import mix64
from scanner.dedup.reading import Counts, Words
from scanner.dedup.shingles import Hashes

EMPTY: Final = 0xFFFFFFFF
"""Every value of the signature of a text without tokens."""
ROUNDS: Final = 8
"""How often shingles are thrown into slots before slots that are still empty ask all of them."""
_PAIRS_AT_ONCE: Final = 1 << 15
_SHINGLES_AT_ONCE: Final = 1 << 16
_HIGH: Final = np.uint64(32)
_LOW: Final = np.uint64(0xFFFFFFFF)

Signatures = npt.NDArray[np.uint32]


class Sketch(Protocol):
    """A scheme of signatures."""

    def lower(self, rows: Signatures, shingles: Hashes) -> None:
        """Lower the values of each text's row to what its shingles give; may be called again with further shingles."""

    def fill(self, rows: Signatures, shingles: Hashes) -> None:
        """Give a value to what `lower` left `EMPTY`; `shingles` are all that the text has, repeats may be left out."""


def round_factors() -> Words:
    """Return one odd factor a round; the first round takes hashes as they are."""
    factors = mix64(np.arange(1, ROUNDS + 1, dtype=np.uint64)) | np.uint64(1)
    factors[0] = 1
    return factors


def slot_factors(slots: int) -> Words:
    """Return one odd factor a slot."""
    return mix64(np.arange(1 << 20, (1 << 20) + slots, dtype=np.uint64)) | np.uint64(1)


class ArraySlots:
    """One-permutation hashing by whole arrays: a shingle lowers one slot only, so a text is read once, not 128 times.

    A shingle's hash says its slot and its value. Slots of short texts would stay empty: they are filled by throwing
    all shingles of the text again, with other hashes, up to `ROUNDS` times, and what is empty then takes the least of
    all. Each value is so the least over the whole text in an order that is the same for every text, which makes the
    share of equal values an unbiased estimate (Dahlgaard, Knudsen, Thorup: Fast Similarity Sketching, FOCS 2017).
    """

    def __init__(self, slots: int) -> None:
        self._slots = slots
        self._rounds = round_factors()
        self._factors = slot_factors(slots)

    def lower(self, rows: Signatures, shingles: Hashes) -> None:
        """See `Sketch`."""
        self._throw(rows, shingles.hashes, shingles.counts)

    def fill(self, rows: Signatures, shingles: Hashes) -> None:
        """See `Sketch`."""
        begins = np.cumsum(shingles.counts) - shingles.counts
        texts = np.flatnonzero((shingles.counts > 0) & (rows == EMPTY).any(axis=1))
        gathered, hashes, counts = texts[:0], shingles.hashes[:0], texts[:0]
        for factor in self._rounds[1:]:
            if not len(texts):
                return
            if len(texts) != len(gathered):
                gathered, counts = texts, shingles.counts[texts]
                hashes = _gathered(shingles.hashes, begins[texts], counts)
            thrown = np.full((len(texts), self._slots), EMPTY, dtype=np.uint32)
            self._throw(thrown, hashes * factor, counts)
            filled = rows[texts]
            np.copyto(filled, thrown, where=filled == EMPTY)
            rows[texts] = filled
            texts = texts[(filled == EMPTY).any(axis=1)]
        self._ask_all(rows, texts, begins, shingles)

    def _throw(self, rows: Signatures, hashes: Words, counts: Counts) -> None:
        cells = hashes & _LOW
        cells *= np.uint64(self._slots)
        cells >>= _HIGH
        at = cells.view(np.int64)
        at += np.repeat(np.arange(len(rows)) * self._slots, counts)
        np.minimum.at(rows.reshape(-1), at, (hashes >> _HIGH).astype(np.uint32))

    def _ask_all(self, rows: Signatures, texts: Counts, begins: Counts, shingles: Hashes) -> None:
        places, slots = np.nonzero(rows[texts] == EMPTY)
        owners = texts[places]
        ends = np.cumsum(shingles.counts[owners])
        first = 0
        while first < len(owners):
            done = ends[first - 1] if first else 0
            last = max(first + 1, int(np.searchsorted(ends, done + _PAIRS_AT_ONCE, "right")))
            own, slot = owners[first:last], slots[first:last]
            counts = shingles.counts[own]
            hashes = _gathered(shingles.hashes, begins[own], counts)
            hashes *= np.repeat(self._factors[slot], counts)
            least = np.minimum.reduceat(hashes, ends[first:last] - counts - done)
            rows[own, slot] = (least >> _HIGH).astype(np.uint32)
            first = last


def lacking(rows: Signatures, shingles: Hashes) -> tuple[Counts, Hashes]:
    """Return which texts have shingles and `EMPTY` values all the same, and their shingles."""
    texts = np.flatnonzero((rows.max(axis=1) == EMPTY) & (shingles.counts > 0))
    if not len(texts):
        return texts, Hashes(shingles.hashes[:0], texts)
    begins = np.cumsum(shingles.counts) - shingles.counts
    counts = shingles.counts[texts]
    own = [shingles.hashes[begin : begin + count] for begin, count in zip(begins[texts], counts, strict=True)]
    return texts, Hashes(np.concatenate(own), counts)


def _gathered(hashes: Words, begins: Counts, counts: Counts) -> Words:
    ends = np.cumsum(counts)
    gathered: Words = hashes[np.arange(ends[-1]) + np.repeat(begins - ends + counts, counts)]
    return gathered


class ArrayPermutations:
    """The scheme of `datasketch.MinHash(scheme="affine32")`, value by value."""

    def __init__(self, factors: Signatures, offsets: Signatures) -> None:
        self._factors = factors
        self._offsets = offsets

    def lower(self, rows: Signatures, shingles: Hashes) -> None:
        """See `Sketch`."""
        texts = np.flatnonzero(shingles.counts)
        begins = (np.cumsum(shingles.counts) - shingles.counts)[texts]
        mixed = fmix32((shingles.hashes >> _HIGH).astype(np.uint32))
        for first in range(0, len(mixed), _SHINGLES_AT_ONCE):
            last = min(first + _SHINGLES_AT_ONCE, len(mixed))
            # Texts with shingles in this part: the one it begins in, and those that begin in it.
            within = slice(int(np.searchsorted(begins, first, "right")) - 1, int(np.searchsorted(begins, last)))
            edges = np.maximum(begins[within] - first, 0)
            touched = texts[within]
            rows[touched] = np.minimum(rows[touched], self._least(mixed[first:last], edges))

    def fill(self, rows: Signatures, shingles: Hashes) -> None:
        """See `Sketch`: nothing is ever left empty."""

    def _least(self, hashes: npt.NDArray[np.uint32], edges: Counts) -> Signatures:
        """Return the least value of every permutation over each stretch of hashes, shape (len(edges), permutations)."""
        least = np.empty((len(self._factors), len(edges)), dtype=np.uint32)
        values = np.empty_like(hashes)
        for index, (factor, offset) in enumerate(zip(self._factors, self._offsets, strict=True)):
            np.multiply(hashes, factor, out=values)
            np.add(values, offset, out=values)
            np.minimum.reduceat(values, edges, out=least[index])
        return least.T


def fmix32(hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Apply the 32-bit finalizer of MurmurHash3, which datasketch's affine32 scheme puts before its permutations."""
    mixed = hashes ^ (hashes >> np.uint32(16))
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed
