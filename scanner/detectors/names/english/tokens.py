"""Texts → pieces (words, numbers, signs, line ends) with their places, in one flat list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LINE_END = "\n"
"""Stands for any run of white space with a line break, and between texts."""
APART = 3
"""Line ends between two texts: as many as the network looks to a side, so that texts do not see each other."""
_BLANK = " "
_PIECE = re.compile(
    r" ?(?:"
    r"[^\W\d_]{1,40}(?:['’](?![sS]\b)[^\W\d_]{1,20})*"  # a word; O'Brien is one, the 's of a genitive is not in it
    r"|['’][sS]\b"
    r"|\d{1,40}"
    r"|[^\w\s]|_"
    r")|\s+"
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of several texts, `APART` line ends before each text and after the last one."""

    pieces: list[str]
    """A word with the one blank before it, if there is one; the concatenation of a text's pieces is the text."""
    starts: npt.NDArray[np.intp]
    """[texts]: the number of the first piece of each text."""


def pieces_of(texts: Sequence[str]) -> Pieces:
    """Cut texts into pieces. Nothing is lost: every code point lies in one piece."""
    pieces = [LINE_END] * APART
    starts = []
    for text in texts:
        starts.append(len(pieces))
        pieces += _PIECE.findall(text)
        pieces += [LINE_END] * APART
    return Pieces(pieces, np.array(starts, np.intp))


def normal_form(piece: str) -> str:
    """Return what the network calls a piece: its word, with one blank before it when it does not touch the last one.

    White space gives `LINE_END` where it breaks the line, else an empty text.
    """
    word = piece.strip()
    if word:
        return _BLANK + word if piece[0] == _BLANK else word
    return LINE_END if any(each in piece for each in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029") else ""
