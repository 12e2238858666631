"""Heads and rows → tables that a screen reader can follow: caption, scope, and headings that sort."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from scanner.reports.html.nodes import NOTHING, Child, Node, el, join
from scanner.reports.html.speak import label, say
from scanner.reports.words import frame
from scanner.reports.words.languages import Words

Kind = Literal["text", "number", "picture"]
ROWS = 15
"""Rows of tables whose whole is in a file."""


@dataclass(frozen=True, slots=True)
class Head:
    """One column."""

    words: Words
    kind: Kind = "text"
    sorts: bool = False
    is_sorted: bool = False
    """Whether rows come sorted by this column, largest first (texts: as in the alphabet)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that sorts by a number, whatever it shows."""

    shown: Child
    value: float | None = None


def head_cell(head: Head) -> Node:
    """Return the heading of a column."""
    first = "descending" if head.kind == "number" else "ascending"
    return el(
        "th",
        {
            "scope": "col",
            "class": {"number": "num", "picture": "pic", "text": None}[head.kind],
            "data-sort": first if head.sorts else None,
            "aria-sort": first if head.is_sorted else None,
        },
        el("span", "sr", say(head.words)) if head.kind == "picture" else say(head.words),
    )


def row(heads: Sequence[Head], cells: Sequence[Child | Cell], style: str | None = None) -> Node:
    """Return a row; its first cell names it."""
    return el("tr", {"class": style}, *(_cell(heads[at], cell, at) for at, cell in enumerate(cells)))


def _cell(head: Head, cell: Child | Cell, at: int) -> Node:
    told = cell if isinstance(cell, Cell) else Cell(cell)
    style = {"number": "num", "picture": "pic", "text": None}[head.kind]
    if head.kind == "number" and (told.value == 0 or told.shown in {"0", "–"}):
        style = "num zero"
    value = None if told.value is None else str(told.value)
    if at == 0:
        return el("th", {"scope": "row", "data-v": value}, told.shown)
    return el("td", {"class": style, "data-v": value}, told.shown)


def table(caption: Words | Node, heads: Sequence[Head], rows: Iterable[Node], *, hide_caption: bool = False) -> Node:
    """Return a table; nothing where it has no row. One that is wider than the page scrolls by itself."""
    body = list(rows)
    if not body:
        return NOTHING
    told = caption if isinstance(caption, Node) else say(caption)
    sorts = "sorts" if any(head.sorts for head in heads) else None
    whole = el(
        "table",
        {"class": sorts},
        el("caption", None, el("span", "sr", told) if hide_caption else told),
        el("thead", None, el("tr", None, *map(head_cell, heads))),
        el("tbody", None, *body),
    )
    return scroller(whole, frame.TABLE if isinstance(caption, Node) else caption)


def scroller(content: Node, words: Words) -> Node:
    """Return content that scrolls sideways by itself, by keyboard, too."""
    return label("div", "aria-label", words, {"class": "scroll", "tabindex": 0, "role": "group"}, content)


@dataclass(frozen=True, slots=True)
class Many:
    """Rows that may be very many: only those shown are made."""

    total: int
    rows: Iterable[Node]


def capped_table(
    caption: Words | Node,
    heads: Sequence[Head],
    rows: Sequence[Node] | Many,
    most: int = ROWS,
    where: str = "corpus.json",
    *,
    hide_caption: bool = False,
) -> Node:
    """Return the first rows as a table, and how many more there are, and in which file."""
    many = rows if isinstance(rows, Many) else Many(len(rows), rows)
    shown = table(caption, heads, islice(many.rows, most), hide_caption=hide_caption)
    left = say(frame.AND_MORE, n=many.total - most, where=el("code", None, where))
    return join([shown, el("p", "more", left) if many.total > most else NOTHING])
