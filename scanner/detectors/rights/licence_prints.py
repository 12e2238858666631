"""The file of fingerprints → which shingles belong to which licence text, in arrays."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scanner.detectors.rights.licence_words import Numbers

FILE = Path(__file__).parent / "licence_fingerprints.npz"
_TABLE_BITS = 20
SHARE = 0.75
"""Of its fingerprints that a common licence must show: another holder's name costs a short text up to a fifth."""
RARE_SHARE = 0.93
"""The same of any other licence: most are a common one with a clause more, and such a clause must be there."""


class Prints(NamedTuple):
    """The fingerprints of every known licence text; a shingle is spoken of by its place in `shingles`."""

    ids: tuple[str, ...]
    """Of each text, its SPDX id; a licence that is written in two languages has two texts."""
    needed: npt.NDArray[np.float64]
    """Of each text, the share of its shingles that must be found."""
    words: npt.NDArray[np.uint32]
    """Of each text, how many of its words are compared."""
    shingles: Numbers
    """Sorted."""
    texts_from: npt.NDArray[np.uint32]
    """Of each shingle, where its texts begin in `texts`; one more than shingles."""
    texts: npt.NDArray[np.uint16]
    sizes: npt.NDArray[np.intp]
    """Of each text, how many shingles are kept."""
    kept_from: npt.NDArray[np.uint32]
    """Of each text, where its shingles begin in `kept`; one more than texts."""
    kept: npt.NDArray[np.uint32]
    table: npt.NDArray[np.bool_]
    """Whether any shingle begins with these bits: most words of a document are sorted out by it."""

    def shingles_of(self, text: int) -> npt.NDArray[np.uint32]:
        """Return the shingles of a text, sorted."""
        return self.kept[self.kept_from[text] : self.kept_from[text + 1]]

    def places_of(self, numbers: Numbers) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Return which of these numbers are known shingles, and which shingles those are."""
        maybe = np.flatnonzero(self.table[numbers >> np.uint32(32 - _TABLE_BITS)])
        found = np.searchsorted(self.shingles, numbers[maybe])
        known = self.shingles[np.minimum(found, len(self.shingles) - 1)] == numbers[maybe]
        return maybe[known], found[known]


@cache
def read_prints() -> Prints:
    """Return the fingerprints of the package; 20 ms, so only when a document may hold a licence for the first time."""
    with np.load(FILE, allow_pickle=False) as stored:
        ids = tuple(stored["ids"].tobytes().decode("ascii").split("\n"))
        needed = np.where(stored["common"], SHARE, RARE_SHARE)
        return prints_of(ids, needed, stored["words"], stored["shingles"], stored["counts"], stored["texts"])


def prints_of(
    ids: tuple[str, ...],
    needed: npt.NDArray[np.float64],
    words: npt.NDArray[np.uint32],
    known: Numbers,
    counts: npt.NDArray[np.uint16],
    texts: npt.NDArray[np.uint16],
) -> Prints:
    """Return fingerprints from what the file keeps: `counts` says how many of `texts` each shingle has, in order."""
    table = np.zeros(1 << _TABLE_BITS, np.bool_)
    table[known >> np.uint32(32 - _TABLE_BITS)] = True
    kept = np.repeat(np.arange(len(known), dtype=np.uint32), counts)[np.argsort(texts, kind="stable")]
    sizes = np.bincount(texts, minlength=len(ids))
    return Prints(ids, needed, words, known, _from(counts), texts, sizes, _from(sizes), kept, table)


def _from(counts: npt.NDArray[np.integer]) -> npt.NDArray[np.uint32]:
    return np.concatenate(([0], np.cumsum(counts))).astype(np.uint32)
