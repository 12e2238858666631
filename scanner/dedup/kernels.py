"""Options of signatures → the functions that make them: compiled where numba is installed, else whole arrays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from scanner.dedup.folding import mix64
from scanner.dedup.options import Scheme, SignatureOptions
from scanner.dedup.reading import Reader
from scanner.dedup.shingles import ArrayShingler, Hashes
from scanner.dedup.sketch import ArrayPermutations, ArraySlots, Signatures, Sketch


@dataclass(frozen=True, slots=True)
class Kernel:
    """The steps from code points to a row; kernels of the same options give the same values."""

    name: str
    tokens: Callable[[Sequence[str]], Hashes]
    """Takes texts of at most `MAX_PIECE` code points together, one added between texts."""
    shingles: Callable[[Hashes], Hashes]
    lower: Callable[[Signatures, Hashes], None]
    fill: Callable[[Signatures, Hashes], None]


def fastest_kernel(options: SignatureOptions) -> Kernel:
    """Return the fastest kernel that this installation has."""
    try:
        return compiled_kernel(options)
    except ImportError:
        return array_kernel(options)


def compiled_kernel(options: SignatureOptions) -> Kernel:
    """Return the kernel that numba compiles, on first use or from its cache; `ImportError` where there is no numba."""
    from scanner.dedup.compiled import (  # noqa: PLC0415  # an extra
        LoopPermutations,
        LoopShingler,
        LoopSlots,
    )

    shingler = LoopShingler(options.ngram, seed_mask(options))
    sketch: Sketch = LoopSlots(options.permutations)
    if options.scheme is Scheme.AFFINE32:
        sketch = LoopPermutations(*permutations_of(options))
    return Kernel("numba", shingler.tokens, shingler.shingles, sketch.lower, sketch.fill)


def array_kernel(options: SignatureOptions) -> Kernel:
    """Return the kernel that needs nothing but numpy."""
    reader, shingler = Reader(), ArrayShingler(options.ngram, seed_mask(options))

    def tokens(texts: Sequence[str]) -> Hashes:
        return shingler.tokens(reader.read(texts))

    sketch: Sketch = ArraySlots(options.permutations)
    if options.scheme is Scheme.AFFINE32:
        sketch = ArrayPermutations(*permutations_of(options))
    return Kernel("numpy", tokens, shingler.shingles, sketch.lower, sketch.fill)


def seed_mask(options: SignatureOptions) -> int:
    """Return what sums of shingles are mixed with; the seed of affine32 chooses permutations instead."""
    if options.scheme is Scheme.AFFINE32:
        return 0
    return int(mix64(np.array([options.seed], dtype=np.uint64))[0])


def permutations_of(options: SignatureOptions) -> tuple[Signatures, Signatures]:
    """Return factors and offsets of datasketch's permutations."""
    from datasketch import MinHash  # noqa: PLC0415  # takes half a second, which only workers should pay

    minhash = MinHash(num_perm=options.permutations, seed=options.seed, scheme="affine32")
    factors, offsets = (part.astype(np.uint32) for part in minhash.permutations)
    return factors, offsets
