"""Markdown of the documents → pages: title, HTML with links to pages of the site, and what they link to."""

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a page points within the repository: a path from its root (empty: out of it), and a heading or nothing."""

    path: str
    anchor: str
    written: str


@dataclass(frozen=True, slots=True)
class Page:
    """One document, ready for its frame."""

    path: str
    title: str
    body: str
    anchors: frozenset[str]
    links: tuple[Link, ...]


def read_page(root: Path, path: str) -> Page:
    """Return the page of a Markdown file, as GitHub would show it."""
    tokens = _PARSER.parse((root / path).read_text(encoding="utf-8"))
    title, anchors = _mark_headings(tokens)
    links = tuple(_point_to_pages(root, path, tokens))
    body = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return Page(path, title or path, body, frozenset(anchors), links)


def target_of(path: str) -> str:
    """Return the file of the site for a file or folder of the repository."""
    if path.endswith("/") or path in {"", "."}:
        return posixpath.join(path, "folder.html")
    if path == "README.md":
        return "index.html"
    return path.removesuffix(".md") + ".html" if path.endswith(".md") else path


def slug_of(heading: str) -> str:
    """Return the anchor that GitHub gives to a heading: letters of any script, digits, `-` and `_`."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _mark_headings(tokens: Sequence[Token]) -> tuple[str, list[str]]:
    title, anchors = "", list[str]()
    for opened, inner in pairwise(tokens):
        if opened.type != "heading_open":
            continue
        text = "".join(child.content for child in inner.children or () if child.type in {"text", "code_inline"})
        title = title or (text if opened.tag == "h1" else "")
        slug = slug_of(text)
        same = sum(1 for anchor in anchors if re.fullmatch(re.escape(slug) + r"(-\d+)?", anchor))
        anchors.append(f"{slug}-{same}" if same else slug)
        opened.attrSet("id", anchors[-1])
    return title, anchors


def _point_to_pages(root: Path, path: str, tokens: Sequence[Token]) -> list[Link]:
    found = []
    for token in (child for outer in tokens for child in outer.children or ()):
        kind = "src" if token.type == "image" else "href"
        href = token.attrGet(kind)
        if not isinstance(href, str) or _ELSEWHERE.match(href):
            continue
        link = _link(root, path, href)
        found.append(link)
        away = posixpath.relpath(target_of(link.path), posixpath.dirname(target_of(path)) or ".")
        token.attrSet(kind, away + (f"#{link.anchor}" if link.anchor else ""))
    return found


def _link(root: Path, path: str, href: str) -> Link:
    target, _, anchor = href.partition("#")
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
    if whole.startswith(("../", "/")):
        return Link("", anchor, href)
    return Link(f"{whole}/" if (root / whole).is_dir() else whole, anchor, href)
