"""What decides the values of a signature."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

READING: Final = 2
"""Raised whenever text is read into other tokens or hashes; that of n-gram indexes (sidecars) is raised with it."""


class Scheme(StrEnum):
    """How shingles become the values of a signature."""

    OPH = "oph"
    """One-permutation hashing: each shingle lowers one of the values."""
    AFFINE32 = "affine32"
    """`datasketch.MinHash(scheme="affine32")`: each shingle lowers all values, each by a permutation of its own."""


@dataclass(frozen=True, slots=True)
class SignatureOptions:
    """What decides the values of a signature; signatures of different options must not be compared."""

    permutations: int = 128
    """Values a signature; the error of an estimated similarity s is sqrt(s (1 - s) / permutations)."""
    ngram: int = 5
    """Tokens a shingle."""
    seed: int = 1
    """Of datasketch's permutations, or of the hashes of `Scheme.OPH`."""
    scheme: Scheme = Scheme.OPH

    def __post_init__(self) -> None:
        if self.permutations < 1 or self.ngram < 1:
            raise ValueError("a signature needs at least one permutation, and shingles of at least one token")

    def as_text(self) -> str:
        """Return all options on a line, the same line for the same values; files of signatures carry it."""
        return ", ".join(f"{name} {value}" for name, value in ({"reading": READING} | asdict(self)).items())


@dataclass(frozen=True, slots=True)
class NgramOptions:
    """What decides the n-grams of an index; a corpus is read by the index's own."""

    ngram: int = 13
    """Tokens an n-gram."""
    min_tokens: int = 8
    """Shorter items are not looked for: a few words stand everywhere."""

    def __post_init__(self) -> None:
        if not 1 <= self.min_tokens <= self.ngram:
            raise ValueError("an index needs 1 <= min_tokens <= ngram")
