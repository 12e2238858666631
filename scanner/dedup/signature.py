"""Texts → MinHash signatures, equal bit for bit to datasketch's over the same shingle hashes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.shingles import MAX_PIECE, Shingler, Tokens, pieces_of

if TYPE_CHECKING:
    from datasketch import MinHash

EMPTY: Final = 0xFFFFFFFF
"""Every value of the signature of a text without tokens."""
_SHINGLES_AT_ONCE: Final = 1 << 16

Signatures = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class SignatureOptions:
    """What decides the values of a signature; signatures of different options must not be compared."""

    permutations: int = 128
    """Values a signature; the error of an estimated similarity s is sqrt(s (1 - s) / permutations)."""
    ngram: int = 5
    """Tokens a shingle."""
    seed: int = 1
    """Of datasketch's permutations."""

    def __post_init__(self) -> None:
        if self.permutations < 1 or self.ngram < 1:
            raise ValueError("a signature needs at least one permutation, and shingles of at least one token")


class Signer:
    """Makes signatures; holds tables of some 20 MB, so it is built once a worker."""

    def __init__(self, options: SignatureOptions) -> None:
        from datasketch import MinHash  # noqa: PLC0415  # takes half a second, which only workers should pay

        minhash = MinHash(num_perm=options.permutations, seed=options.seed, scheme="affine32")
        self._options = options
        self._factors, self._offsets = (part.astype(np.uint32) for part in minhash.permutations)
        self._shingler = Shingler(options.ngram)

    def sign(self, texts: Sequence[str]) -> tuple[Signatures, npt.NDArray[np.uint32]]:
        """Return one row of `permutations` values a text, shape (n, permutations), and its number of tokens, (n,).

        A text of fewer tokens than a shingle has one shingle, of all its tokens; one without tokens has a row of
        `EMPTY` and counts 0. Any text is taken, lone surrogates too. A text's row does not depend on its neighbours.
        """
        signatures = np.full((len(texts), self._options.permutations), EMPTY, dtype=np.uint32)
        counts = np.zeros(len(texts), dtype=np.uint32)
        for first, last in _batches(texts):
            if last - first == 1 and len(texts[first]) > MAX_PIECE:
                counts[first] = self._sign_long(texts[first], signatures[first])
            else:
                tokens = self._shingler.tokens(texts[first:last])
                self._lower(signatures[first:last], tokens)
                counts[first:last] = tokens.counts
        return signatures, counts

    def shingle_hashes(self, text: str) -> npt.NDArray[np.uint32]:
        """Return the 32-bit hashes a signature is made of, in reading order, repeats included.

        Fed to `datasketch.MinHash(scheme="affine32", hashfunc=int)` they give the same signature.
        """
        hashes = [self._shingler.shingles(tokens)[0] for tokens in self._overlapping(text)]
        return np.concatenate(hashes) if hashes else np.empty(0, dtype=np.uint32)

    def _sign_long(self, text: str, row: Signatures) -> int:
        """Sign a text piece by piece, so that memory does not grow with it; return its number of tokens."""
        total = 0
        for tokens in self._overlapping(text):
            self._lower(row[np.newaxis], tokens)
            total += int(tokens.counts[0]) - (self._options.ngram - 1 if total else 0)
        return total

    def _overlapping(self, text: str) -> Iterator[Tokens]:
        """Yield the tokens of a text piece by piece, each piece led by the last of the one before.

        Pieces are held back until a whole shingle is there, so only a short text yields less than one.
        """
        tail = np.empty(0, dtype=np.uint64)
        new = 0
        for piece in pieces_of(text):
            tokens = self._shingler.tokens([piece])
            new += len(tokens.hashes)
            tail = np.concatenate((tail, tokens.hashes))
            if new and len(tail) >= self._options.ngram:
                yield Tokens(tail, np.array([len(tail)]))
                tail = tail[len(tail) - self._options.ngram + 1 :]
                new = 0
        if new:
            yield Tokens(tail, np.array([len(tail)]))

    def _lower(self, rows: Signatures, tokens: Tokens) -> None:
        """Lower each text's row to the least value each permutation gives its shingles."""
        hashes, counts = self._shingler.shingles(tokens)
        texts = np.flatnonzero(counts)
        begins = (np.cumsum(counts) - counts)[texts]
        mixed = _fmix32(hashes)
        for first in range(0, len(mixed), _SHINGLES_AT_ONCE):
            last = min(first + _SHINGLES_AT_ONCE, len(mixed))
            # Texts with shingles in this part: the one it begins in, and those that begin in it.
            within = slice(int(np.searchsorted(begins, first, "right")) - 1, int(np.searchsorted(begins, last)))
            edges = np.maximum(begins[within] - first, 0)
            least = self._least(mixed[first:last], edges)
            touched = texts[within]
            rows[touched] = np.minimum(rows[touched], least)

    def _least(self, hashes: npt.NDArray[np.uint32], edges: npt.NDArray[np.int64]) -> Signatures:
        """Return the least value of every permutation over each stretch of hashes, shape (len(edges), permutations)."""
        least = np.empty((len(self._factors), len(edges)), dtype=np.uint32)
        values = np.empty_like(hashes)
        for index, (factor, offset) in enumerate(zip(self._factors, self._offsets, strict=True)):
            np.multiply(hashes, factor, out=values)
            np.add(values, offset, out=values)
            np.minimum.reduceat(values, edges, out=least[index])
        return least.T


def as_minhash(row: Signatures, options: SignatureOptions) -> "MinHash":
    """Return a signature as the datasketch object it equals; its `update` takes 32-bit shingle hashes."""
    from datasketch import MinHash  # noqa: PLC0415  # see Signer

    return MinHash(seed=options.seed, hashvalues=row, scheme="affine32", hashfunc=int)


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (first, last + 1) of runs of texts that `Shingler.tokens` takes at once; a longer text is its own run."""
    first = characters = 0
    for index, text in enumerate(texts):
        if index > first and characters + len(text) > MAX_PIECE:
            yield first, index
            first, characters = index, 0
        characters += len(text) + 1
    if first < len(texts):
        yield first, len(texts)


def _fmix32(hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Apply the 32-bit finalizer of MurmurHash3, which datasketch's affine32 scheme puts before its permutations."""
    mixed = hashes ^ (hashes >> np.uint32(16))
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed
