"""Texts of any length → runs of texts that are read at once, and pieces of a long one that share their borders."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from scanner.dedup.reading import MAX_PIECE, pieces_of
from scanner.dedup.shingles import Hashes


def batches_of(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (first, last + 1) of runs of texts that `Reader.read` takes at once; a longer text is its own run."""
    first = characters = 0
    for index, text in enumerate(texts):
        if index > first and characters + len(text) > MAX_PIECE:
            yield first, index
            first, characters = index, 0
        characters += len(text) + 1
    if first < len(texts):
        yield first, len(texts)


def overlapping_tokens(text: str, tokens_of: Callable[[Sequence[str]], Hashes], ngram: int) -> Iterator[Hashes]:
    """Yield the tokens of a text piece by piece, each piece led by the last `ngram` - 1 of the one before.

    Pieces are held back until a whole shingle is there, so only a short text yields less than one.
    """
    tail = np.empty(0, dtype=np.uint64)
    new = 0
    for piece in pieces_of(text):
        tokens = tokens_of([piece])
        new += len(tokens.hashes)
        tail = np.concatenate((tail, tokens.hashes))
        if new and len(tail) >= ngram:
            yield Hashes(tail, np.array([len(tail)]))
            tail = tail[len(tail) - ngram + 1 :]
            new = 0
    if new:
        yield Hashes(tail, np.array([len(tail)]))
