"""Code points → hashes of tokens, as a loop that numba compiles; imported only where numba is installed."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from numba import njit

from scanner.dedup.folding import ALONE, CHECK, SEPARATOR, TRANSPARENT
from scanner.dedup.reading import Counts, Readings, Units, Words
from scanner.dedup.shingles import LETTER_FACTOR, LETTER_FOLD, LETTER_HALF, LETTER_MIXER

_NONE: Final = np.uint64(0)
_ONE: Final = np.uint64(1)
_LETTER_FACTOR: Final = np.uint32(LETTER_FACTOR)
_LETTER_HALF: Final = np.uint32(LETTER_HALF)
_LETTER_FOLD: Final = np.uint32(LETTER_FOLD)
_LETTER_MIXER: Final = np.uint32(LETTER_MIXER)
_FIRST: Final = np.uint32(1)
_CHECK: Final = np.uint32(CHECK)
_ALONE: Final = np.uint32(ALONE)
_TRANSPARENT: Final = np.uint32(TRANSPARENT)
_READ: Final = np.uint32(CHECK - 1)
_SEPARATOR: Final = np.uint32(SEPARATOR)


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function on first use; where no folder for its cache can be written, for this process only."""
    try:
        compiled: Callable[..., Any] = njit(function, cache=True, nogil=True)
    except RuntimeError:
        compiled = njit(function, nogil=True)
    return compiled


@compiled
def _token(total: np.uint32) -> np.uint32:
    mixed = np.uint32((total ^ (total >> _LETTER_HALF)) * _LETTER_MIXER)
    return np.uint32(mixed ^ (mixed >> _LETTER_FOLD))


@compiled
def _is_letter(value: np.uint32) -> bool:
    return bool(np.uint32(value - _FIRST) < np.uint32(_ALONE - _FIRST))


# Places are unsigned: of signed ones numba asks each time whether they are counted from the end. One loop in another
# and no function for the rest of a token: a call for each costs a third of the time.
@compiled
def tokens_of(
    table: Readings, units: Units, ends: Counts, hashes: Words, counts: Counts, doubtful: npt.NDArray[np.bool_]
) -> np.uint64:
    """Write hashes of tokens and, by text, their number and whether composition may change them; return how many."""
    total = place = _NONE
    for text in range(len(ends)):
        before, end = total, np.uint64(ends[text])
        doubtful[text] = False
        while place < end:
            value = table[units[place]]
            place += _ONE
            if value >= _CHECK:
                doubtful[text] |= value != _TRANSPARENT
                value = _SEPARATOR if value == _TRANSPARENT else value & _READ
            if value >= _ALONE:
                hashes[total] = _token(value)
                total += _ONE
            elif value != _SEPARATOR:
                token, power = value, _LETTER_FACTOR
                while place < end:
                    value = table[units[place]]
                    if value >= _CHECK:
                        if value == _TRANSPARENT:
                            place += _ONE
                            continue
                        doubtful[text] = True
                        value &= _READ
                    if not _is_letter(value):
                        break
                    token = np.uint32(token + value * power)
                    power = np.uint32(power * _LETTER_FACTOR)
                    place += _ONE
                hashes[total] = _token(token)
                total += _ONE
        counts[text] = total - before
        place = end + _ONE
    return total
