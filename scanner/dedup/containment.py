"""Texts → hashes of their token n-grams, and which items of an index those belong to."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.kernels import Kernel, array_kernel, fastest_kernel
from scanner.dedup.options import SignatureOptions
from scanner.dedup.reading import MAX_PIECE, Counts, Words
from scanner.dedup.shingles import Hashes
from scanner.dedup.signature import WORTH_COMPILING
from scanner.dedup.tokens import batches_of, overlapping_tokens

_SLOTS_A_HASH: Final = 32
_MOST_BITS: Final = 30
"""Of the filter: 2**30 slots of a bit each, 134 MB."""


class NgramReader:
    """Hashes n-grams of one or several lengths, read like shingles of signatures; not for several threads at once."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self._options = tuple(SignatureOptions(ngram=length) for length in sorted(set(lengths)))
        self._kernels: tuple[Kernel, ...] = tuple(map(array_kernel, self._options))
        self._before_compiled = WORTH_COMPILING

    def read(self, texts: Sequence[str]) -> Iterator[tuple[int, Hashes]]:
        """Yield (number of a text, n-grams of it and of those that follow); a long text comes in several pieces.

        Some n-grams come twice. A text of fewer tokens than a length has one n-gram of that length, of all its tokens.
        """
        self._count_down(texts)
        for first, tokens in self._tokens_of(texts):
            for kernel in self._kernels:
                yield first, kernel.shingles(tokens)

    def item(self, text: str) -> tuple[Words, int]:
        """Return the different n-grams of a text, of the longest length, ascending, and its number of tokens."""
        hashes, total = [np.empty(0, dtype=np.uint64)], 0
        for _, tokens in self._tokens_of([text]):
            hashes.append(self._kernels[-1].shingles(tokens).hashes)
            total += len(tokens.hashes) - (self._longest - 1 if total else 0)
        return np.unique(np.concatenate(hashes)), total

    @property
    def _longest(self) -> int:
        return self._options[-1].ngram

    def _count_down(self, texts: Sequence[str]) -> None:
        if self._before_compiled > 0:
            self._before_compiled -= sum(map(len, texts))
            if self._before_compiled <= 0:
                self._kernels = tuple(map(fastest_kernel, self._options))

    def _tokens_of(self, texts: Sequence[str]) -> Iterator[tuple[int, Hashes]]:
        for first, last in batches_of(texts):
            if last - first == 1 and len(texts[first]) > MAX_PIECE:
                for tokens in overlapping_tokens(texts[first], self._tokens, self._longest):
                    yield first, tokens
            else:
                yield first, self._tokens(texts[first:last])

    def _tokens(self, texts: Sequence[str]) -> Hashes:
        kernel = self._kernels[-1]
        return kernel.tokens(texts)


@dataclass(frozen=True, slots=True)
class Ngrams:
    """The different n-grams of all items, and whose each is."""

    hashes: Words
    """Ascending, each once."""
    _starts: Counts
    """Where the owners of each begin."""
    _owners: npt.NDArray[np.int32]
    _filter: npt.NDArray[np.uint8]
    """A bit for all that a hash can begin with: whether some hash does. Fits a cache where the hashes do not."""
    _shift: np.uint64
    sizes: Counts
    """N-grams of each item."""

    def places_of(self, hashes: Words) -> tuple[Counts, Counts]:
        """Return which of some hashes are there, and where each of these stands in `hashes`."""
        octets, bits = _slots_of(hashes, self._shift)
        likely = np.flatnonzero((np.take(self._filter, octets, mode="clip") >> bits) & np.uint8(1))
        places = np.minimum(np.searchsorted(self.hashes, hashes[likely]), len(self.hashes) - 1)
        is_there = self.hashes[places] == hashes[likely]
        return likely[is_there], places[is_there]

    def owners_of(self, places: Counts) -> Counts:
        """Return the items that n-grams belong to, an item once for each of its n-grams."""
        counts = self._starts[places + 1] - self._starts[places]
        ends = np.cumsum(counts)
        at = np.arange(int(counts.sum())) + np.repeat(self._starts[places] - ends + counts, counts)
        owners: Counts = self._owners[at].astype(np.int64)
        return owners


def ngrams_of(hashes: Words, sizes: Counts) -> Ngrams:
    """Return the table of items' n-grams: those of one item after those of another, `sizes` of each."""
    owners = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    order = np.argsort(hashes, kind="stable")
    different, starts = np.unique(hashes[order], return_index=True)
    width = min(_MOST_BITS, max(3, (len(different) * _SLOTS_A_HASH).bit_length()))
    shift = np.uint64(64 - width)
    filled = np.zeros(1 << width >> 3, dtype=np.uint8)
    octets, bits = _slots_of(different, shift)
    np.bitwise_or.at(filled, octets, np.uint8(1) << bits)
    return Ngrams(different, np.append(starts, len(hashes)), owners[order], filled, shift, sizes)


def _slots_of(hashes: Words, shift: np.uint64) -> tuple[Counts, npt.NDArray[np.uint8]]:
    """Return which byte of the filter belongs to each hash, and which bit of it."""
    slots = hashes >> shift
    bits = slots.astype(np.uint8) & np.uint8(7)
    slots >>= np.uint64(3)
    return slots.view(np.int64), bits


@dataclass(slots=True)
class Repeats:
    """Which items have the very n-grams of an earlier one; a few dozen bytes an item."""

    _seen: set[bytes] = field(default_factory=set)

    def take(self, hashes: Words, sizes: Counts) -> npt.NDArray[np.bool_]:
        """Return for each item whether it repeats one before it: n-grams of one item after those of another.

        Items without n-grams repeat nothing.
        """
        is_repeat = np.zeros(len(sizes), dtype=bool)
        ends = np.cumsum(sizes)
        for item, (end, size) in enumerate(zip(ends.tolist(), sizes.tolist(), strict=True)):
            if size:
                digest = hashlib.sha256(hashes[end - size : end].tobytes()).digest()[:16]
                is_repeat[item] = digest in self._seen
                self._seen.add(digest)
        return is_repeat


@dataclass(slots=True)
class Containment:
    """How much of each item was found so far."""

    ngrams: Ngrams
    reader: NgramReader
    _is_seen: npt.NDArray[np.bool_] = field(init=False)
    most: Counts = field(init=False)
    """N-grams of each item in the single document that holds most of them."""

    def __post_init__(self) -> None:
        self._is_seen = np.zeros(len(self.ngrams.hashes), dtype=bool)
        self.most = np.zeros(len(self.ngrams.sizes), dtype=np.int64)

    def take(self, texts: Sequence[str]) -> Iterator[tuple[int, Counts]]:
        """Look for items in texts; yield (text, items of which it holds more than every text before it)."""
        if not len(self.ngrams.hashes):
            return
        size = len(self.ngrams.hashes)
        found: list[Counts] = []
        for first, own in self.reader.read(texts):
            at, places = self.ngrams.places_of(own.hashes)
            if len(at):
                number = first + np.searchsorted(np.cumsum(own.counts), at, "right")
                found.append(np.unique(number * size + places))
        if not found:
            return
        numbers, places = np.divmod(np.unique(np.concatenate(found)), size)
        self._is_seen[places] = True
        starts = np.flatnonzero(np.diff(numbers, prepend=-1))
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(numbers)], strict=True):
            items, counts = np.unique(self.ngrams.owners_of(places[start:end]), return_counts=True)
            is_better = counts > self.most[items]
            if is_better.any():
                self.most[items[is_better]] = counts[is_better]
                yield int(numbers[start]), items[is_better]

    def anywhere(self) -> Counts:
        """Return how many n-grams of each item were found in all texts together."""
        counts = np.zeros(len(self.most), dtype=np.int64)
        if len(self._is_seen):
            seen = np.flatnonzero(self._is_seen)
            counts += np.bincount(self.ngrams.owners_of(seen), minlength=len(counts))
        return counts
