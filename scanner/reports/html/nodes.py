"""Tags, attributes and texts → HTML in which every text is text: only a `Node` is markup, and only made here.

Why no template language: docs/decisions/0020-html-from-typed-nodes.md.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_VOID: Final = frozenset({"br", "input", "meta", "rect", "line", "polyline", "circle", "path"})
_OPEN: Final = frozenset({"td", "th", "tr", "li", "dt", "dd"})
"""Need no end tag where they stand in their own kind of parent and nothing else does (HTML §13.1.2.4)."""
_REFUSED: Final = re.compile(r"on.*|style|src|srcdoc|action|formaction|xlink:href")
_LOCAL: Final = re.compile(r"#|\.{1,2}/|[A-Za-z0-9_-][A-Za-z0-9_.-]*(?:[/#]|$)")
"""How every link begins: a place of this page, or a file of this run; never a scheme."""

_UNIT: Final = re.compile("(?<=[0-9]) (?=%|[KMGT]?B\\b)|(?<=[≈≤≥]) (?=[0-9])|(?<=&lt;) (?=[0-9])")
"""Blanks at which a line may not end."""
_GAP: Final = "\0"
"""Around the name of a gap of a form. No text can hold it: `visible` shows it by its number."""


@dataclass(frozen=True, slots=True)
class Around:
    """The value of an attribute that a form leaves open, with what stands before and behind the gap."""

    before: str
    name: str
    behind: str = ""


Value = str | int | None | Around
"""Of an attribute; None leaves it out, an empty text is an attribute without a value."""


@dataclass(frozen=True, slots=True)
class Node:
    """Markup that was made here."""

    html: str


NOTHING: Final = Node("")
Child = Node | str
"""A text is escaped, a node is not."""


def gap(name: str) -> Node:
    """Return a child that a form leaves open."""
    return Node(f"{_GAP}{name}{_GAP}")


def visible(text: str) -> str:
    """Return text with controls, bidi controls, odd blanks and lone surrogates as `⟨U+202E⟩`: nothing hides in it."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else f"⟨U+{ord(each):04X}⟩" for each in text)


@lru_cache(maxsize=4096)
def escape(text: str) -> str:
    """Return text that is no markup; what hides or turns is shown, and no line ends between a figure and its unit."""
    return _UNIT.sub("&nbsp;", exact(text))


@lru_cache(maxsize=4096)
def exact(text: str) -> str:
    """Return text as it is, blanks and all, for quoted attributes and for names that others chose."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def join(children: Iterable[Child], between: str = "") -> Node:
    """Return children one after the other, with a text between them."""
    return Node(escape(between).join(child.html if isinstance(child, Node) else escape(child) for child in children))


def el(tag: str, attributes: Mapping[str, Value] | str | None = None, *children: Child) -> Node:
    """Return an element; in place of attributes, a text is its class.

    Raises `ValueError` for what could run or load something: handlers, inline style, sources, links with a scheme.
    """
    given = {"class": attributes} if isinstance(attributes, str) else attributes or {}
    told = "".join(_attribute(name, value) for name, value in given.items() if value is not None)
    if tag in _VOID:
        return Node(f"<{tag}{told}>" if tag in {"br", "input", "meta"} else f"<{tag}{told}/>")
    return Node(f"<{tag}{told}>{join(children).html}{'' if tag in _OPEN else f'</{tag}>'}")


def _attribute(name: str, value: str | int | Around) -> str:
    if _REFUSED.fullmatch(name):
        raise ValueError(f"attribute {name}: not written in reports")
    text = value.before if isinstance(value, Around) else str(value)
    if name == "href" and not _LOCAL.match(text):
        raise ValueError("href: leads out of the run")
    if isinstance(value, Around):
        return f' {name}="{exact(text)}{_GAP}{value.name}{_GAP}{exact(value.behind)}"'
    return f" {name}" if text == "" else f' {name}="{exact(text)}"'


@dataclass(frozen=True, slots=True)
class Form:
    """Markup that was made once, to be filled for many pages."""

    pattern: str
    """With `%s` in each gap."""
    names: tuple[str, ...]
    """Of the gaps, in their order; one name may stand several times."""
    quoted: frozenset[str]
    """Those that lie in attributes."""

    def fill(self, **told: Child | int) -> Node:
        """Return the markup with its gaps filled by name: texts escaped, whole numbers with commas.

        Raises `ValueError` for markup in an attribute, `KeyError` where a gap is left open.
        """
        filled = []
        for name in self.names:
            each = told[name]
            if isinstance(each, Node):
                if name in self.quoted:
                    raise ValueError("markup has no place in an attribute")
                filled.append(each.html)
            elif isinstance(each, int):
                filled.append(f"{each:,}")
            else:
                filled.append(each if each.isalnum() else exact(each) if name in self.quoted else escape(each))
        return Node(self.pattern % tuple(filled))


def form(whole: Node) -> Form:
    """Return a form of markup that was made with `gap` and `Around`."""
    pieces = whole.html.split(_GAP)
    names = tuple(pieces[1::2])
    before = ("".join(pieces[: 2 * at + 1]) for at in range(len(names)))
    quoted = (name for name, html in zip(names, before, strict=True) if html.rpartition("<")[2].count('"') % 2)
    return Form("%s".join(piece.replace("%", "%%") for piece in pieces[::2]), names, frozenset(quoted))


def raw_element(tag: str, attributes: str, content: str) -> Node:
    """Return a `style` or `script`, whose content is no text in HTML; raises `ValueError` where that would end it."""
    if f"</{tag}" in content.lower() or "<!--" in content:
        raise ValueError(f"{tag}: its content ends the element")
    return Node(f"<{tag}{attributes}>{content}</{tag}>")
