"""Names, numbers and places → how they are shown: short, escaped, and linked to where they come from."""

from functools import lru_cache
from typing import Final
from urllib.parse import quote

from scanner.reports.html.nodes import Child, Node, el, exact, join
from scanner.types.file_name import file_of_shard

NAME_CHARS: Final = 72
_TIP_CHARS: Final = 400
_LONGEST_PATH: Final = 4096
"""Bytes; no file system knows a longer path, so a link to it leads nowhere."""
_LONGEST_POINTER: Final = 1000


def shorten(text: str, most: int = NAME_CHARS) -> str:
    """Return a name shortened in its middle: beginnings and ends are where names differ."""
    if len(text) <= most:
        return text
    head = (most - 1) // 2
    return f"{text[:head]}…{text[-(most - 1 - head) :]}"


def name(text: str, most: int = NAME_CHARS) -> Node:
    """Return a name that others chose: of its own writing direction, whole in its tooltip."""
    tip = None if len(text) <= most else shorten(text, _TIP_CHARS)
    return el("bdi", {"class": "name", "title": tip}, Node(exact(shorten(text, most))))


def code(text: str) -> Node:
    """Return an id of ours, which is the same in every language."""
    return el("code", None, shorten(text, 120))


def english(text: str, most: int = 600) -> Node:
    """Return a text that exists in English only, and says so."""
    return el("span", {"lang": "en", "class": "text"}, shorten(text, most))


def page_of(shard_id: str) -> str:
    """Return the name of a shard's page, below the output folder."""
    return file_of_shard("shards", shard_id, ".html")


def address(path: str) -> str | None:
    """Return the address of a file below the folder of this page; None where no file can have that name."""
    if len(path.encode(errors="replace")) > _LONGEST_PATH:
        return None
    return quote(path, errors="replace")


def up_from(path: str) -> str:
    """Return the way from a file below the output folder up to that folder."""
    return "../" * (len([part for part in path.split("/") if part]) - 1)


@lru_cache(maxsize=4096)
def pointer(*keys: str | int) -> str:
    """Return a JSON pointer as the fragment of an address (RFC 6901 §6)."""
    parts = (quote(str(key).replace("~", "~0").replace("/", "~1"), safe="~", errors="replace") for key in keys)
    return "#" + "".join(f"/{part}" for part in parts)


def sourced(shown: Child, file: str, *keys: str | int) -> Node:
    """Return something measured, linked to its place in a JSON file of the run."""
    target = pointer(*keys)
    if len(target) > _LONGEST_POINTER:
        return join([shown])
    return el("a", {"class": "n", "href": file + target}, shown)


def count(number: float, file: str, *keys: str | int) -> Node:
    """Return a count linked to its place."""
    return sourced(f"{number:,.0f}", file, *keys)


def percent(share: float) -> str:
    """Return a share in percent: one decimal, and never 0 % for what is there."""
    if share == 0:
        return "0"
    if 0 < share < 0.0005:  # noqa: PLR2004  # half of the last digit shown
        return "< 0.1 %"
    return f"{100 * share:.1f} %"
