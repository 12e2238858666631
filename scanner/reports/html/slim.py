"""Names and numbers of one shard → markup for pages of which there are very many: forms made once, filled for each.

Every link leads into the JSON beside the page, so forms leave its name open as `file`.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from scanner.reports.html.charts import PATTERNED
from scanner.reports.html.nodes import Around, Child, Form, Node, el, exact, form, gap, join
from scanner.reports.html.show import NAME_CHARS, name, pointer
from scanner.reports.html.speak import say
from scanner.reports.html.tables import Head, head_cell, scroller
from scanner.reports.words.languages import Words

_NAME: Final = form(el("bdi", "name", gap("name")))
_LINK: Final = form(el("a", {"class": "n", "href": Around("./", "place")}, gap("number")))
_FROM: Final = Around("", "at", "%")
_WIDTH: Final = Around("", "width", "%")
_PART: Final = form(el("rect", {"x": _FROM, "width": _WIDTH, "class": Around("c-", "kind")}))
_HATCH: Final = form(el("rect", {"x": _FROM, "width": _WIDTH, "fill": Around("url(#on-", "kind", ")")}))
_BAR: Final = form(el("svg", {"class": "bar", "aria-hidden": "true"}, gap("parts")))
_FILLED: Final = form(
    el("table", {"class": Around("", "style")}, gap("caption"), gap("heads"), el("tbody", None, gap("rows")))
)
_LONGEST_PLACE: Final = 1000


class Beside(NamedTuple):
    """The JSON beside a page."""

    file: str
    """Its name, percent-encoded."""

    def link(self, shown: Child | int, *keys: str | int) -> Node:
        """Return something measured, linked to its place."""
        place = pointer(*keys)
        if len(place) > _LONGEST_PLACE:
            return join([f"{shown:,}" if isinstance(shown, int) else shown])
        return _LINK.fill(place=self.file + place, number=shown)


def count_cell(*keys: str) -> Node:
    """Return the cell of a form for a number that stands in one place of the JSON: its gaps are `file` and `number`."""
    return el("td", "num", el("a", {"class": "n", "href": Around("./", "file", pointer(*keys))}, gap("number")))


NO_COUNT: Final = el("td", "num zero", "0")


def slim_name(text: str) -> Node:
    """Return a name that others chose, as `show.name` does."""
    return _NAME.fill(name=Node(exact(text))) if len(text) <= NAME_CHARS else name(text)


def slim_stack(values: Mapping[str, float], whole: float) -> Node:
    """Return parts of a whole side by side; their numbers stand beside them."""
    parts: list[str] = []
    start = 0.0
    for kind, value in values.items():
        if value > 0 and whole > 0:
            share = 100 * value / whole
            at, width = f"{start:.3g}", f"{max(share, 0.6):.3g}"
            parts.append(_PART.fill(at=at, width=width, kind=kind).html)
            if kind in PATTERNED:
                parts.append(_HATCH.fill(at=at, width=width, kind=kind).html)
            start += share
    return _BAR.fill(parts=Node("".join(parts)))


@cache
def _heads(heads: tuple[Head, ...]) -> Node:
    return el("thead", None, el("tr", None, *map(head_cell, heads)))


@cache
def _caption(words: Words, *, hide: bool) -> Node:
    told = say(words)
    return el("caption", None, el("span", "sr", told) if hide else told)


def slim_table(caption: Words, heads: tuple[Head, ...], rows: Iterable[Node], *, hide_caption: bool = False) -> Node:
    """Return a table that fits a narrow page."""
    body = Node("".join([each.html for each in rows]))
    style = "sorts" if any(head.sorts for head in heads) else "plain"
    return _FILLED.fill(style=style, caption=_caption(caption, hide=hide_caption), heads=_heads(heads), rows=body)


@cache
def _scroller(words: Words) -> Form:
    return form(scroller(gap("table"), words))


def wide_table(caption: Words, heads: tuple[Head, ...], rows: Iterable[Node], *, hide_caption: bool = False) -> Node:
    """Return a table that may be wider than the page, and then scrolls by itself."""
    return _scroller(caption).fill(table=slim_table(caption, heads, rows, hide_caption=hide_caption))


@lru_cache(maxsize=4096)
def codes(ids: Sequence[str]) -> Node:
    """Return ids of ours, one after the other."""
    return el("code", None, ", ".join(ids))
