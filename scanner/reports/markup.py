"""Texts and tables → Markdown that says just that: nothing in them can be taken for markup."""

import re
from collections.abc import Iterable, Sequence

_MARKUP = re.compile(r"[\\`*\[\]<>&|~]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])|(?<=:)/(?=/)")
"""What Markdown could take for more than text inside a line; `_` between letters and digits is text."""


def escape(text: str) -> str:
    """Return text as inline code that cannot end a table cell, a code span or a line."""
    return "`" + printable(text).replace("`", "'").replace("|", "\N{BROKEN BAR}") + "`"


def plain(text: str) -> str:
    """Return a sentence as one line of Markdown that says just that: its markup, links and HTML are text."""
    return _MARKUP.sub(r"\\\g<0>", printable(text))


def printable(text: str) -> str:
    """Return text with every control, formatting and unassigned character made visible."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def counted(number: int, noun: str) -> str:
    """Return `1 shard`, `2,000 shards`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are right-aligned."""
    lines = [f"| {' | '.join(head)} |", "|" + "|".join([" --- ", *[" ---: "] * (len(head) - 1)]) + "|"]
    lines.extend(f"| {' | '.join(row)} |" for row in rows)
    return "\n".join(lines) + "\n"
