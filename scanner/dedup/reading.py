"""Texts → one 32-bit value a code point, after composition, with what is passed over taken out."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.folding import ALONE, CHECK, SEPARATOR, TRANSPARENT, reading_table

MAX_PIECE: Final = 1 << 16
"""Most text, in code points, that is read at once; a longer one is cut at white space.

So few that the arrays of a piece stay in the cache of one core.
"""
MAX_GROWTH: Final = 3
"""Most code points that composition makes of one (UAX #15, table of maximum expansion factors)."""
_LOOK_BACK: Final = 1 << 12
_FEW: Final = 1 << 9
"""Where at most one of so many values goes, there are few."""
_SPARSE: Final = 1 << 5
"""Where at most one of so many code points may need normalizing, each is normalized by itself."""
_VOICED: Final = re.compile("[\uff66-\uff9f]+")
_VOICING_MARKS: Final = ("\uff9e", "\uff9f")

Words = npt.NDArray[np.uint64]
"""Hashes of tokens or n-grams."""
Readings = npt.NDArray[np.uint32]
"""Values of `reading_table`."""
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Values:
    """Values of the code points of several texts, one text after the other, one `SEPARATOR` between texts."""

    values: Readings
    ends: Counts
    """Where each text ends."""


Units = npt.NDArray[np.uint32]
"""Code points."""


class Reader:
    """The table that says how code points are read, made once a worker."""

    def __init__(self) -> None:
        self._table = reading_table()
        self._values = np.empty(MAX_GROWTH * MAX_PIECE, dtype=np.uint32)

    def read(self, pieces: Sequence[str]) -> Values:
        """Return the values of texts that together hold at most `MAX_PIECE` code points, one added between texts.

        What is returned is overwritten by the next call.
        """
        read = self._read(pieces)
        return self._look_again(pieces, read) if read.values.max(initial=0) >= CHECK else read

    def _read(self, pieces: Sequence[str]) -> Values:
        units, ends = units_of(pieces)
        values = self._values[: len(units)]
        # Every code point lies in the table; `clip` spares the check. An index of that type spares a slow conversion.
        np.take(self._table, units.astype(np.intp), mode="clip", out=values)
        return Values(values, ends)

    def _look_again(self, pieces: Sequence[str], read: Values) -> Values:
        """Compose the texts that may need it, and take out what is passed over."""
        marked, is_gone = _marked(read.values)
        composed = compose(pieces, np.unique(np.searchsorted(read.ends, marked[~is_gone])))
        if composed is not None:
            read = self._read(composed)
            marked, is_gone = _marked(read.values)
        read.values[marked[~is_gone]] &= np.uint32(CHECK - 1)
        gone = marked[is_gone]
        if not len(gone):
            return read
        return Values(_without(read.values, gone), read.ends - np.searchsorted(gone, read.ends))


def _without(values: Readings, gone: Counts) -> Readings:
    if len(gone) * _FEW > len(values):
        return np.delete(values, gone)
    # What lies between few places is copied faster than each value is asked whether it stays.
    begins, ends = [0, *(gone + 1).tolist()], [*gone.tolist(), len(values)]
    return np.concatenate([values[begin:end] for begin, end in zip(begins, ends, strict=True)])


def _marked(values: Readings) -> tuple[Counts, npt.NDArray[np.bool_]]:
    """Return where `CHECK` is set, and which of those places are `TRANSPARENT`."""
    marked = np.flatnonzero(values >= np.uint32(CHECK))
    return marked, values[marked] == np.uint32(TRANSPARENT)


def pieces_of(text: str) -> Iterator[str]:
    """Yield the text in pieces of at most `MAX_PIECE` code points, cut where no token goes on.

    That is in front of what separates tokens, else of what is one by itself; in a run of thousands of letters without
    either it is anywhere.
    """
    start = 0
    while len(text) - start > MAX_PIECE:
        cut = _cut_before(text, start + MAX_PIECE)
        yield text[start:cut]
        start = cut
    yield text[start:]


def _cut_before(text: str, end: int) -> int:
    units = _units(text[end - _LOOK_BACK : end])
    values = reading_table()[units]
    for places in (values == SEPARATOR, (values >= ALONE) & (values < CHECK)):
        found = np.flatnonzero(places)
        if len(found):
            return end - _LOOK_BACK + int(found[-1])
    return end


def units_of(texts: Sequence[str]) -> tuple[Units, Counts]:
    """Return the code points of texts, one separating text from text, and where each text ends."""
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    return _units("\n".join(texts)), np.cumsum(lengths + 1) - 1


def compose(texts: Sequence[str], which: Counts) -> list[str] | None:
    """Return the texts with some of them composed; None where that changes none."""
    composed = list(texts)
    for text in which.tolist():
        composed[text] = _composed(texts[text])
    return composed if any(new is not old for new, old in zip(composed, texts, strict=True)) else None


def _units(text: str) -> Units:
    # NumPy copies a string as it is, several times as fast as any codec writes it; it makes of no characters one.
    return np.array([text]).view(np.uint32)[: len(text)]


def _composed(text: str) -> str:
    """Return the very object that was given where nothing changes: then it need not be read again."""
    read = text
    if any(mark in text for mark in _VOICING_MARKS):
        # Half-width Katakana write the voicing mark apart; full-width ones do not.
        text = _VOICED.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    composed = _in_form_c(text)
    return composed if composed != read else read


def _in_form_c(text: str) -> str:
    """Normalize what may need it with the one code point before: the others neither change nor join those before them.

    Normalizing costs some 50 ns a code point of a text in which anything may change (UAX #15 §9), needed or not.
    """
    marked = np.flatnonzero(reading_table()[_units(text)] >= np.uint32(CHECK))
    if len(marked) * _SPARSE > len(text):
        return unicodedata.normalize("NFC", text)
    is_first = np.diff(marked, prepend=-2) > 1
    firsts = np.maximum(marked[is_first] - 1, 0).tolist()
    ends = (marked[np.roll(is_first, -1)] + 1).tolist()
    parts: list[str] = []
    done = 0
    for first, end in zip(firsts, ends, strict=True):
        parts += (text[done:first], unicodedata.normalize("NFC", text[first:end]))
        done = end
    return "".join((*parts, text[done:]))
