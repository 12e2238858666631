"""Texts → MinHash signatures; of the scheme affine32 equal bit for bit to datasketch's over the same shingle hashes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from scanner.dedup.kernels import Kernel, array_kernel, fastest_kernel
from scanner.dedup.options import Scheme, SignatureOptions
from scanner.dedup.reading import MAX_PIECE, Counts, Words
from scanner.dedup.shingles import Hashes
from scanner.dedup.sketch import EMPTY, Signatures, lacking
from scanner.dedup.tokens import batches_of, overlapping_tokens

if TYPE_CHECKING:
    from datasketch import MinHash


WORTH_COMPILING = 1 << 25
"""Characters after which a signer takes the fastest kernel: loading it takes a second or two, which few texts repay."""


class Signer:
    """Makes signatures; holds tables of some 20 MB, so it is built once a worker. Not for several threads at once.

    The kernel changes how long it takes, never a value.
    """

    def __init__(self, options: SignatureOptions, kernel: Kernel | None = None) -> None:
        self._options = options
        self._kernel = kernel or array_kernel(options)
        self._before_compiled = 0 if kernel else WORTH_COMPILING

    def sign(self, texts: Sequence[str]) -> tuple[Signatures, npt.NDArray[np.uint32]]:
        """Return one row of `permutations` values a text, shape (n, permutations), and its number of tokens, (n,).

        A text of fewer tokens than a shingle has one shingle, of all its tokens; one without tokens has a row of
        `EMPTY` and counts 0. Any text is taken, lone surrogates too. A text's row does not depend on its neighbours.
        """
        self._count_down(texts)
        signatures = np.full((len(texts), self._options.permutations), EMPTY, dtype=np.uint32)
        counts = np.zeros(len(texts), dtype=np.uint32)
        left: list[tuple[Counts, Hashes]] = []
        for first, last in batches_of(texts):
            if last - first == 1 and len(texts[first]) > MAX_PIECE:
                counts[first] = self._sign_long(texts[first], signatures[first:last])
            else:
                tokens = self._tokens(texts[first:last])
                shingles = self._kernel.shingles(tokens)
                self._kernel.lower(signatures[first:last], shingles)
                counts[first:last] = tokens.counts
                texts_left, shingles_left = lacking(signatures[first:last], shingles)
                left.append((texts_left + first, shingles_left))
                if sum(len(some.hashes) for _, some in left) >= MAX_PIECE:
                    self._fill(signatures, left)
                    left = []
        self._fill(signatures, left)
        return signatures, counts

    def _count_down(self, texts: Sequence[str]) -> None:
        if self._before_compiled > 0:
            self._before_compiled -= sum(map(len, texts))
            if self._before_compiled <= 0:
                self._kernel = fastest_kernel(self._options)

    def _fill(self, signatures: Signatures, left: Sequence[tuple[Counts, Hashes]]) -> None:
        """Fill rows of several batches at once: few texts of a batch need it."""
        if not any(len(texts) for texts, _ in left):
            return
        texts = np.concatenate([texts for texts, _ in left])
        hashes = np.concatenate([shingles.hashes for _, shingles in left])
        rows = signatures[texts]
        self._kernel.fill(rows, Hashes(hashes, np.concatenate([shingles.counts for _, shingles in left])))
        signatures[texts] = rows

    def shingle_hashes(self, text: str) -> npt.NDArray[np.uint32]:
        """Return the 32-bit hashes a signature of the scheme affine32 is made of, repeats included.

        Fed to `datasketch.MinHash(scheme="affine32", hashfunc=int)` they give the same signature.
        """
        hashes = [self._kernel.shingles(tokens).hashes for tokens in self._overlapping(text)]
        return (np.concatenate(hashes or [np.empty(0, dtype=np.uint64)]) >> np.uint64(32)).astype(np.uint32)

    def _sign_long(self, text: str, row: Signatures) -> int:
        """Sign a text piece by piece, so that memory does not grow with it; return its number of tokens."""
        total = 0
        seen: Words | None = np.empty(0, dtype=np.uint64)
        for tokens in self._overlapping(text):
            shingles = self._kernel.shingles(tokens)
            self._kernel.lower(row, shingles)
            total += int(tokens.counts[0]) - (self._options.ngram - 1 if total else 0)
            # While some value is empty there cannot be many different shingles.
            if seen is not None:
                seen = np.unique(np.concatenate((seen, shingles.hashes))) if (row == EMPTY).any() else None
        if seen is not None:
            self._kernel.fill(row, Hashes(seen, np.array([len(seen)])))
        return total

    def _overlapping(self, text: str) -> Iterator[Hashes]:
        return overlapping_tokens(text, self._tokens, self._options.ngram)

    def _tokens(self, texts: Sequence[str]) -> Hashes:
        return self._kernel.tokens(texts)


def as_minhash(row: Signatures, options: SignatureOptions) -> "MinHash":
    """Return a signature of the scheme affine32 as the datasketch object it equals; `update` takes shingle hashes.

    Raises `ValueError` for another scheme: datasketch would go on with permutations that the row was not made by.
    """
    from datasketch import MinHash  # noqa: PLC0415  # takes half a second, which only those who ask should pay

    if options.scheme is not Scheme.AFFINE32:
        raise ValueError(f"signature of the scheme {options.scheme}; datasketch knows affine32 (--signature minhash)")
    return MinHash(seed=options.seed, hashvalues=row, scheme="affine32", hashfunc=int)
