"""The UTF-8 bytes of a text → where digits stand close together, by whole arrays.

It may tell of places where they are not quite as close as a chain asks, never pass over one.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scanner.detectors.pii.digit_chain import Chain

Places = npt.NDArray[np.int64]
_FULL_WIDTH = b"\xef\xbc"
"""RFC 3629: what U+FF10 to U+FF19, full-width digits, begin with."""
_FULL_WIDTH_BYTES = 3
_FIRST_OF_TWO, _FIRST_OF_THREE, _FIRST_OF_FOUR = 0x80, 0xE0, 0xF0
_ONE_FULL_WIDTH = len(_FULL_WIDTH)


class Crowds(NamedTuple):
    """Chains of one kind, ascending; offsets of the last byte of their first and last sign."""

    first: Places
    last: Places

    def around(self, reach: int) -> tuple[Places, Places]:
        """Return where stretches begin and end that go so many bytes beyond each chain."""
        return self.first - reach, self.last + reach

    def is_near(self, places: Places, reaches: Places) -> npt.NDArray[np.bool_]:
        """Tell for each place whether a chain ends within its reach, in bytes."""
        after = np.searchsorted(self.last, places - reaches)
        return np.append(self.last, np.iinfo(np.int64).max)[after] <= places + reaches


class DigitReader:
    """The signs of one text, found when they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of a text."""
        self._bytes = np.frombuffer(data, np.uint8)
        self._is_wide = _FULL_WIDTH in data
        highest = int(self._bytes.max()) if data else 0
        self.most_bytes = 1 + sum(highest >= least for least in (_FIRST_OF_TWO, _FIRST_OF_THREE, _FIRST_OF_FOUR))
        """Of any one character of the text."""

    def crowds(self, chains: Iterable[Chain]) -> dict[Chain, Crowds]:
        """Return for each kind of chain where the text has one."""
        digits = np.flatnonzero(self._is_digit())
        steps = np.diff(digits)
        close: dict[int, Places] = {}
        found: dict[Chain, Crowds] = {}
        for wanted, gap in chains:
            if gap not in close:
                widest = gap * self.most_bytes + (_FULL_WIDTH_BYTES if self._is_wide else 1)
                close[gap] = np.append([0], np.cumsum(steps <= widest))
            more = min(wanted - 1, len(digits))
            begins = np.flatnonzero(close[gap][more:] - close[gap][: len(close[gap]) - more] == wanted - 1)
            found[Chain(wanted, gap)] = Crowds(digits[begins], digits[begins + more])
        return found

    def _is_digit(self) -> npt.NDArray[np.bool_]:
        digit = _in_range(self._bytes, b"0", b"9")
        if self._is_wide:
            wide = _in_range(self._bytes[_ONE_FULL_WIDTH:], b"\x90", b"\x99")  # U+FF10 to U+FF19
            wide &= self._bytes[1:-1] == _FULL_WIDTH[1]
            wide &= self._bytes[:-_ONE_FULL_WIDTH] == _FULL_WIDTH[0]
            digit[_ONE_FULL_WIDTH:] |= wide
        return digit


def _in_range(data: npt.NDArray[np.uint8], low: bytes, high: bytes) -> npt.NDArray[np.bool_]:
    return (data - low[0]) <= high[0] - low[0]  # below `low` it wraps around


def joined(stretches: Iterable[tuple[Places, Places]], data: bytes) -> tuple[Places, Places]:
    """Return where stretches of all kinds together begin and end within the data, those that touch as one."""
    kinds = list(stretches)
    begins = np.concatenate([begin for begin, _ in kinds])
    order = np.argsort(begins, kind="stable")
    begins = np.maximum(begins[order], 0)
    ends = np.minimum(np.maximum.accumulate(np.concatenate([end for _, end in kinds])[order]), len(data))
    if not len(begins):
        return begins, ends
    apart = begins[1:] > ends[:-1]
    return begins[np.append([True], apart)], ends[np.append(apart, [True])]
