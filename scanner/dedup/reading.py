"""Texts → one 64-bit value a code point, after composition, with what is passed over taken out."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.folding import CHECK, TRANSPARENT, reading_table

MAX_PIECE: Final = 1 << 16
"""Most text, in code points, that is read at once; a longer one is cut at white space.

So few that the arrays of a piece stay in the cache of one core.
"""
MAX_GROWTH: Final = 3
"""Most code points that composition makes of one (UAX #15, table of maximum expansion factors)."""
_LOOK_BACK: Final = 256
_VOICED: Final = re.compile("[\uff66-\uff9f]+")
_VOICING_MARKS: Final = ("\uff9e", "\uff9f")

Words = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Values:
    """Values of the code points of several texts, one text after the other, one `SEPARATOR` between texts."""

    values: Words
    ends: Counts
    """Where each text ends."""


class Reader:
    """The table that says how code points are read, made once a worker."""

    def __init__(self) -> None:
        self._table = reading_table()
        self._places = np.empty(MAX_GROWTH * MAX_PIECE, dtype=np.intp)
        self._values = np.empty(MAX_GROWTH * MAX_PIECE, dtype=np.uint64)

    def read(self, pieces: Sequence[str]) -> Values:
        """Return the values of texts that together hold at most `MAX_PIECE` code points, one added between texts."""
        read = self._look_up(pieces)
        if read.values.max(initial=0) < CHECK:
            return read
        return self._look_again(pieces, read)

    def _look_up(self, pieces: Sequence[str]) -> Values:
        units = _units("\n".join(pieces))
        lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
        # Every code point lies in the table; `clip` spares the check. An index of that type spares a slow conversion.
        places = self._places[: len(units)]
        places[:] = units
        values = np.take(self._table, places, mode="clip", out=self._values[: len(units)])
        return Values(values, np.cumsum(lengths + 1) - 1)

    def _look_again(self, pieces: Sequence[str], read: Values) -> Values:
        """Compose the texts that may need it, and take out what is passed over."""
        texts = np.unique(np.searchsorted(read.ends, np.flatnonzero(read.values >= np.uint64(CHECK))))
        composed = list(pieces)
        for text in texts.tolist():
            composed[text] = _composed(pieces[text])
        if any(composed[text] is not pieces[text] for text in texts.tolist()):
            read = self._look_up(composed)
        values, ends = read.values, read.ends
        kept = values != np.uint64(TRANSPARENT)
        if not kept.all():
            ends = np.concatenate(([0], np.cumsum(kept)))[ends]
            values = values[kept]
        return Values(values & np.uint64(CHECK - 1), ends)


def pieces_of(text: str) -> Iterator[str]:
    """Yield the text in pieces of at most `MAX_PIECE` code points, cut at white space where some is near."""
    start = 0
    while len(text) - start > MAX_PIECE:
        end = start + MAX_PIECE
        space = max(text.rfind(" ", end - _LOOK_BACK, end), text.rfind("\n", end - _LOOK_BACK, end))
        cut = end if space < 0 else space
        yield text[start:cut]
        start = cut
    yield text[start:]


def _units(text: str) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint16] | npt.NDArray[np.uint32]:
    """Return the code points of a text in the narrowest form that a plain copy gives."""
    if text.isascii():
        return np.frombuffer(text.encode(), dtype=np.uint8)
    narrow = text.encode("utf-16-le", "surrogatepass")
    if len(narrow) == 2 * len(text):
        return np.frombuffer(narrow, dtype="<u2")
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _composed(text: str) -> str:
    if any(mark in text for mark in _VOICING_MARKS):
        # Half-width Katakana write the voicing mark apart; full-width ones do not.
        text = _VOICED.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return unicodedata.normalize("NFC", text)
