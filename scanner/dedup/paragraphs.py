"""Text → hashes of its longer paragraphs; hashes of a corpus → how much of it is there more than once."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from scanner.dedup.parts import read_parts

MIN_TOKENS: Final = 20
"""Shorter lines are headings, menus and greetings, which are alike everywhere."""
_PIECE_CHARS: Final = 1 << 18
_MOST_BYTES_COUNTED: Final = 1 << 22
_LINE_BREAK: Final = 0x0A
_BLANK: Final = 0x20
_TWO_BYTE_BLANKS: Final = 0xC2
_THREE_BYTES: Final = 0xE0
COLUMNS: Final = 3
"""Of the entries: hash, characters, number of the host."""
_SCRIPTS: Final = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Scripts of which each character counts as a token, as far as it matters for twenty of them."""
_LONG: Final = re.compile(rf"(?:\s*+(?:[{_SCRIPTS}]|[^\s{_SCRIPTS}]++)){{{MIN_TOKENS}}}")
"""So many tokens from the beginning: the rest of a line need not be looked at."""


class Repeated(NamedTuple):
    """What occurs more than once."""

    paragraphs: int
    """Different ones."""
    occurrences: int
    redundant_characters: int
    """Of all occurrences but one of each."""
    hosts: Counter[int]
    """Number of a host → occurrences."""


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield the hash, 64 bits, and the code points of each line of `MIN_TOKENS` tokens or more.

    A line of a page's text is what its HTML sets apart as a block. Blanks at its ends do not count, all else does.
    """
    # In bytes, since hashing needs them: to encode line by line costs as much as all the rest.
    for piece in _pieces(text):
        for begin, end in _perhaps_long(piece):
            paragraph = piece[begin:end].strip(b" \t\r")
            characters = _length_if_long(paragraph)
            if characters:
                yield int.from_bytes(hashlib.sha256(paragraph).digest()[:8], "little"), characters


def _pieces(text: str) -> Iterator[bytes]:
    """Yield a text in UTF-8, cut at line breaks, so that memory does not grow with it but for its longest line."""
    start = 0
    while len(text) - start > _PIECE_CHARS:
        cut = text.rfind("\n", start, start + _PIECE_CHARS)
        if cut < 0:
            cut = text.find("\n", start + _PIECE_CHARS)
        if cut < 0:
            break
        yield text[start:cut].encode("utf-8", "surrogatepass")
        start = cut + 1
    yield text[start:].encode("utf-8", "surrogatepass")


def _perhaps_long(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the lines lie that may have `MIN_TOKENS` tokens: most lines of most pages have not.

    A token ends at a blank, or is a character of a script without them; blanks beyond ASCII begin with 0xC2 or 0xE0 and
    up, and so do all characters of those scripts.
    """
    if len(content) > _MOST_BYTES_COUNTED:  # so large is only a piece of one line
        yield 0, len(content)
        return
    data = np.frombuffer(content, dtype=np.uint8)
    begins = np.concatenate(([0], np.flatnonzero(data == _LINE_BREAK) + 1))
    may_end = (data <= _BLANK) | (data == _TWO_BYTE_BLANKS) | (data >= _THREE_BYTES)
    before = np.concatenate(([0], np.cumsum(may_end)))
    ends = np.append(begins[1:] - 1, len(data))
    chosen = before[ends] - before[begins] >= MIN_TOKENS - 1
    yield from zip(begins[chosen].tolist(), ends[chosen].tolist(), strict=True)


def _length_if_long(paragraph: bytes) -> int:
    """Return the code points of a paragraph of `MIN_TOKENS` tokens or more, else 0."""
    text = paragraph.decode("utf-8", "surrogatepass")
    return len(text) if _LONG.match(text) else 0


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
