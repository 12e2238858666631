"""Offsets into UTF-8 bytes → offsets into the characters; and stretches of the bytes → one text to read, and back."""

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
_FIRST_NO_CONTINUATION = -64
"""RFC 3629 §3: bytes 10xxxxxx go on with a character; read as signed numbers they are the ones below."""
_MOST_CONTINUATIONS = 3
_BETWEEN = b"\n"


def in_code_points(places: Places, data: bytes) -> Places:
    """Turn byte offsets into code-point offsets.

    Large expressions are approximated and may end inside a character; that counts as its end.
    """
    goes_on = _goes_on(data)
    continuations = np.flatnonzero(goes_on)
    borders = _moved(places, goes_on, 1)
    in_front: Places = np.searchsorted(continuations, borders)
    return borders - in_front


class Stretches:
    """Stretches of a text's bytes, cut between characters and joined by line breaks."""

    def __init__(self, begins: Places, ends: Places, data: bytes) -> None:
        """Take where they begin and end, ascending and apart."""
        goes_on = _goes_on(data)
        self._data = data
        self._begins, self._ends = _moved(begins, goes_on, -1), _moved(ends, goes_on, 1)
        lengths = self._ends - self._begins + len(_BETWEEN)
        self._starts = np.cumsum(lengths) - lengths

    def text(self) -> bytes:
        """Return the bytes to read."""
        data, spans = self._data, zip(self._begins.tolist(), self._ends.tolist(), strict=True)
        return _BETWEEN.join([data[begin:end] for begin, end in spans])

    def places(self, within: Places) -> Places:
        """Return where ends that were found in it lie in the whole; one behind a line break belongs in front of it."""
        if not len(within):
            return within
        owners = np.searchsorted(self._starts, within) - 1
        places: Places = self._begins[owners] + within - self._starts[owners]
        return np.minimum(places, np.int64(len(self._data)))


def _goes_on(data: bytes) -> npt.NDArray[np.bool_]:
    """Tell of each byte, and of the end, whether it goes on with a character."""
    return np.append(np.frombuffer(data, np.int8) < _FIRST_NO_CONTINUATION, [False])


def _moved(places: Places, goes_on: npt.NDArray[np.bool_], step: int) -> Places:
    """Move places that lie inside a character to its edge."""
    for _ in range(_MOST_CONTINUATIONS):
        inside = np.flatnonzero(goes_on[places])
        if not len(inside):
            return places
        places = places.copy()
        places[inside] += step
    return places
