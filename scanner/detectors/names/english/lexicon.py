"""Words → what is known of them before any text is read: as a name, as a word, as a place, and their vector."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Marks = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.uint32]
KINDS = ("first", "last", "word", "place")
"""Columns of the marks: how common as a first name, as a family name, as an ordinary word, as a place."""


def crc(text: str) -> int:
    """Return the CRC-32 of a text, also of one with lone surrogates."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def written(words: Sequence[str]) -> list[bytes]:
    """Return the UTF-8 bytes of words without tabs, all at once."""
    return "\t".join(words).encode("utf-8", "surrogatepass").split(b"\t") if words else []


def codes_of(words: Sequence[bytes]) -> Codes:
    """Return the CRC-32 of each word [words]."""
    return np.fromiter(map(zlib.crc32, words), np.uint32, len(words))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words known by the CRC-32 of their lower-case form; one strange word in ten thousand passes for a known one."""

    keys: npt.NDArray[np.uint32]
    """[words], rising"""
    marks: Marks
    """[words, 4]: columns of `KINDS`, 0 for unknown"""
    vectors: npt.NDArray[np.uint16]
    """[words]: row of the word's vector, 0 for none"""

    def look_up(self, words: Sequence[str]) -> tuple[Marks, npt.NDArray[np.uint16]]:
        """Return the marks [words, 4] and the vectors' rows [words] of lower-case words; zeros for unknown ones."""
        return self.find(codes_of(written(words)))

    def find(self, wanted: Codes) -> tuple[Marks, npt.NDArray[np.uint16]]:
        """Return the same for words by their CRC-32 [words]."""
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = self.keys[places] == wanted
        return np.where(known[:, None], self.marks[places], 0), np.where(known, self.vectors[places], 0)
