"""A text → the stretches of it that the network reads one by one."""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

LONGEST = 120
"""Code points; LAC was trained on sentences."""
_SENTENCE = re.compile("[^。！？!?；;…\n\r\u2028\u2029\x0b\x0c\x85]+[。！？!?；;…]*")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_PAUSE = re.compile("[，,、：:　 \t]")
_BMP_LAST = 0xFFFF


def segments_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places (start, end) of the sentences that hold Chinese characters, none longer than `LONGEST`.

    A longer sentence is cut behind its last pause that fits, or anywhere. Segments never cross a line break.
    """
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while start < end:
            stop = end if end - start <= LONGEST else _cut(text, start)
            if _HAN.search(text, start, stop):
                yield start, stop
            start = stop


def _cut(text: str, start: int) -> int:
    pauses = [match.end() for match in _PAUSE.finditer(text, start + LONGEST // 2, start + LONGEST)]
    return pauses[-1] if pauses else start + LONGEST


def character_ids(text: str, table: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """Return LAC's id of each code point; those beyond the basic plane are unknown, as U+FFFF is."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    ids: npt.NDArray[np.uint16] = table[np.minimum(codes, _BMP_LAST)]
    return ids
