"""Text → hashes of its longer paragraphs; hashes of a corpus → how much of it is there more than once."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from scanner.dedup.parts import read_parts
from scanner.dedup.tokens import batches_of

MIN_TOKENS: Final = 20
"""Shorter lines are headings, menus and greetings, which are alike everywhere."""
_PIECE_CHARS: Final = 1 << 18
_MOST_CHARS_COUNTED: Final = 1 << 20
_LINE_BREAK: Final = 0x0A
_UNSPACED: Final = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF)),
    *((0x3400, 0x9FFF), (0xAC00, 0xD7AF)),
)
"""Scripts of which each character counts as a token, as far as it matters for twenty of them: first and last."""
_BLANK, _IN_WORD, _ALONE, _BREAK = range(4)
_LAST_BLANK: Final = 0x3000
_CODE_POINTS: Final = 0x110000
COLUMNS: Final = 3
"""Of the entries: hash, characters, number of the host."""
_SCRIPTS: Final = "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSPACED)
_LONG: Final = re.compile(rf"(?:\s*+(?:[{_SCRIPTS}]|[^\s{_SCRIPTS}]++)){{{MIN_TOKENS}}}")
"""So many tokens from the beginning: the rest of a line need not be looked at."""


Places = npt.NDArray[np.int64]


class Repeated(NamedTuple):
    """What occurs more than once."""

    paragraphs: int
    """Different ones."""
    occurrences: int
    redundant_characters: int
    """Of all occurrences but one of each."""
    hosts: Counter[int]
    """Number of a host → occurrences."""


def paragraphs_of(texts: Sequence[str]) -> Iterator[list[tuple[int, int]]]:
    """Yield for each text the hash, 64 bits, and the code points of each line of `MIN_TOKENS` tokens or more.

    A line of a page's text is what its HTML sets apart as a block. Blanks at its ends do not count, all else does.
    """
    for first, last in batches_of(texts):
        if last - first == 1:
            pieces = _pieces(texts[first])
            yield [
                _hashed(piece[begin:end]) for piece in pieces for begin, end in zip(*_long_lines(piece), strict=True)
            ]
        else:
            yield from _in_short(texts[first:last])


def _in_short(texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Look at texts together, as one of which each begins a line: that takes half the time."""
    starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
    begins, ends = _long_lines("\n".join(texts))
    owners = np.searchsorted(starts, begins, "right") - 1
    found: list[list[tuple[int, int]]] = [[] for _ in texts]
    places = np.stack((owners, begins - starts[owners], ends - starts[owners]), axis=1)
    for owner, begin, end in places.tolist():
        found[owner].append(_hashed(texts[owner][begin:end]))
    return found


def _hashed(line: str) -> tuple[int, int]:
    paragraph = line.strip(" \t\r")
    digest = hashlib.sha256(paragraph.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "little"), len(paragraph)


def _pieces(text: str) -> Iterator[str]:
    """Yield a text cut at line breaks, so that memory does not grow with it but for its longest line."""
    start = 0
    while len(text) - start > _PIECE_CHARS:
        cut = text.rfind("\n", start, start + _PIECE_CHARS)
        if cut < 0:
            cut = text.find("\n", start + _PIECE_CHARS)
        if cut < 0:
            break
        yield text[start:cut]
        start = cut + 1
    yield text[start:]


def _long_lines(text: str) -> tuple[Places, Places]:
    """Return where the lines of `MIN_TOKENS` tokens or more begin and end: most lines of most pages are shorter."""
    if len(text) > _MOST_CHARS_COUNTED:  # so large is only a piece of one line
        is_long = _LONG.match(text) is not None
        return np.zeros(int(is_long), dtype=np.int64), np.full(int(is_long), len(text))
    units = np.array([text]).view(np.uint32)[: len(text)]
    kinds = np.take(_kinds(), units.astype(np.intp), mode="clip")
    in_word = kinds == _IN_WORD
    begins_token = in_word | (kinds == _ALONE)
    begins_token[1:] &= ~(in_word[1:] & in_word[:-1])
    begins = np.concatenate(([0], np.flatnonzero(kinds == _BREAK) + 1, [len(text) + 1]))
    tokens = np.diff(np.searchsorted(np.flatnonzero(begins_token), begins))
    chosen = np.flatnonzero(tokens >= MIN_TOKENS)
    return begins[chosen], begins[chosen + 1] - 1


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """Return what each code point is for the counting of tokens."""
    kinds = np.full(_CODE_POINTS, _IN_WORD, dtype=np.uint8)
    kinds[[code for code in range(_LAST_BLANK + 1) if chr(code).isspace()]] = _BLANK
    for first, last in _UNSPACED:
        kinds[first : last + 1] = _ALONE
    kinds[_LINE_BREAK] = _BREAK
    return kinds


def count_repeated(folder: Path) -> Repeated:
    """Return what the files of a `PartWriter` with (hash, characters, host) come to, in any order of adding."""
    paragraphs = occurrences = redundant = 0
    hosts: Counter[int] = Counter()
    for entries in read_parts(folder, COLUMNS):
        starts = np.flatnonzero(np.concatenate(([True], entries[1:, 0] != entries[:-1, 0]))[: len(entries)])
        counts = np.diff(starts, append=len(entries))
        again = np.repeat(counts > 1, counts)
        paragraphs += int((counts > 1).sum())
        occurrences += int(again.sum())
        redundant += int(entries[:, 1].sum()) - int(entries[starts, 1].sum())
        numbers, found = np.unique(entries[again, 2], return_counts=True)
        hosts.update(dict(zip(numbers.tolist(), found.tolist(), strict=True)))
    return Repeated(paragraphs, occurrences, redundant, hosts)
