"""A text → what of the REUSE specification it follows: copyright tags, and snippets under a licence of their own."""

from typing import Literal

_COPYRIGHT_TAG = "SPDX-FileCopyrightText:"
_LICENCE_TAG = "SPDX-License-Identifier:"
_SNIPPET_BEGINS, _SNIPPET_ENDS = "SPDX-SnippetBegin", "SPDX-SnippetEnd"
_HEAD = 6_000
"""Where the copyright tag of a file stands, in code points."""

Reuse = Literal["copyright and licence", "copyright only"]


def reuse_of(text: str) -> Reuse | None:
    """Return which tags of REUSE 3.3 a file has; None without a copyright tag. Whose copyright it is, is never told."""
    if text.find(_COPYRIGHT_TAG, 0, _HEAD) < 0:
        return None
    return "copyright and licence" if text.find(_LICENCE_TAG, 0, _HEAD) >= 0 else "copyright only"


def snippets(text: str) -> list[tuple[int, int]]:
    """Return the snippets of a file (SPDX 2.3 Annex H), a nested one as part of the outermost."""
    found: list[tuple[int, int]] = []
    begin = text.find(_SNIPPET_BEGINS)
    while begin >= 0:
        end, depth = _end_of(text, begin)
        found.append((begin, end if depth == 0 else len(text)))
        begin = text.find(_SNIPPET_BEGINS, end) if depth == 0 else -1
    return found


def _end_of(text: str, begin: int) -> tuple[int, int]:
    """Return where the snippet ends that begins here, and how many are still open there: none unless the text ended."""
    place, depth = begin + len(_SNIPPET_BEGINS), 1
    while depth:
        opens, closes = text.find(_SNIPPET_BEGINS, place), text.find(_SNIPPET_ENDS, place)
        if closes < 0:
            break
        is_opening = 0 <= opens < closes
        depth += 1 if is_opening else -1
        place = opens + len(_SNIPPET_BEGINS) if is_opening else closes + len(_SNIPPET_ENDS)
    return place, depth
