"""Blocks of the sign-off report → the JSON that `report.typ` typesets; no text of theirs is ever markup."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final, Literal

import orjson

from scanner.reports.html.nodes import visible

_BEYOND_THE_FONTS: Final = re.compile(
    "[^\u0020-\u017f\u0386-\u03ce\u0400-\u045f\u2010-\u2026\u2030\u2190-\u2193\u2248\u2260\u2264\u2265\u27e8\u27e9"
    "\u3001-\u3003\u3005-\u3007\u300a-\u3011\u3041-\u3093\u30a1-\u30f6\u30fb-\u30fe\u4e00-\u9fa5\uff01-\uff5e\ufffd]"
)
"""Letters that not every pair of a Latin and a Chinese font (of the extent of GBK) has: they are shown by number."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands at one place of a table: a text, and below it an id, a name or a digest, in letters of one width."""

    text: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its part of the width that is left; 0 is as wide as what it holds."""

    head: str
    part: float = 0
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `level` 1 begins a section."""

    text: str
    level: Literal[1, 2] = 1
    on_new_page: bool = False
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    is_note: bool = False
    """A caveat, which is set in small letters."""
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict in one word, and what it means."""

    outcome: Literal["pass", "fail", "incomplete"]
    word: str
    told: tuple[str, ...]
    kind: Literal["outcome"] = "outcome"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names of facts, and the facts."""

    rows: tuple[tuple[str, Cell], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and what is left out of it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Blanks:
    """Questions with room for the answer of a person: a question, what the scan says of it, and lines to write on."""

    rows: tuple[tuple[str, str, int], ...]
    kind: Literal["blanks"] = "blanks"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places where people sign: the labels of what each writes, the last of them the signature itself."""

    labels: tuple[str, ...]
    people: tuple[str, ...]
    choices: tuple[str, ...]
    """What they may decide, each with a box to tick."""
    kind: Literal["signatures"] = "signatures"


Block = Heading | Text | Outcome | Facts | Table | Blanks | Signatures


@dataclass(frozen=True, slots=True)
class Document:
    """All of a report."""

    language: Literal["en", "zh"]
    fonts: tuple[str, ...]
    """Of texts, and of ids, names and digests; then the Chinese one."""
    title: str
    subtitle: str
    running: str
    """At the head of every page."""
    foot: str
    page: str
    """`{n}` and `{total}` are gaps."""
    blocks: tuple[Block, ...]


def readable(text: str) -> str:
    """Return text in which everything can be seen: what hides, turns, or is in no font is shown as `⟨U+202E⟩`."""
    return _BEYOND_THE_FONTS.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", visible(text))


def to_json(document: Document) -> str:
    """Return the report for the template; every text of it is readable."""
    return orjson.dumps(_readable(asdict(document))).decode()


Plain = str | int | float | bool | Sequence["Plain"] | dict[str, "Plain"]


def _readable(value: Plain) -> Plain:
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, dict):
        return {key: _readable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(each) for each in value]
    return value
