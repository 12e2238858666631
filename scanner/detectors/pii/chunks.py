"""A text of any length → pieces short enough for a statistical model, with their offsets."""

import re
from collections.abc import Iterator

CHUNK_CHARS = 20_000
"""Code points a piece; spaCy refuses a million, and its memory grows with the longest text of a batch."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def chunks_of(text: str, chunk_chars: int = CHUNK_CHARS) -> Iterator[tuple[int, str]]:
    """Yield (offset in code points, piece); pieces end at a line end if there is one, else at a blank, else anywhere.

    Put together they have the text's length: only lone surrogates, which no tokenizer takes, become U+FFFD. Pieces
    without any letter are left out.
    """
    start = 0
    while start < len(text):
        end = _end_of_chunk(text, start, chunk_chars)
        chunk = text[start:end]
        if not chunk.isspace():
            yield start, _SURROGATE.sub("\ufffd", chunk)
        start = end


def _end_of_chunk(text: str, start: int, chunk_chars: int) -> int:
    furthest = start + chunk_chars
    if furthest >= len(text):
        return len(text)
    # In the second half only, so that pieces never become tiny.
    middle = start + chunk_chars // 2
    for sign in ("\n", "。", " "):
        place = text.rfind(sign, middle, furthest)
        if place >= 0:
            return place + 1
    return furthest
