"""The parts of a page → a whole page: offline, of one inline style and one inline script, both named by digest."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from scanner.reports.html.charts import pattern_defs
from scanner.reports.html.nodes import Child, Node, el, join, raw_element
from scanner.reports.html.speak import label, say
from scanner.reports.words import frame
from scanner.reports.words.languages import Words


@dataclass(frozen=True, slots=True)
class Looks:
    """Which files of this folder are the style and the script of a page."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]

    def style(self) -> str:
        """Return the style of a page."""
        return "\n".join(map(_asset, self.styles))

    def script(self) -> str:
        """Return the script of a page: what the files say, one after the other, and then the language is set."""
        return "\n".join(['"use strict";(() => {', *map(_asset, self.scripts), "speak();})();"])


INDEX: Final = Looks(("base.css", "index.css"), ("base.js", "index.js"))
SHARD: Final = Looks(("base.css",), ("base.js",))


def page(title: Words, head: Sequence[Node], sections: Sequence[tuple[str, Words]], body: Sequence[Node]) -> bytes:
    """Return a page; `head` stands in its header, `sections` (id and words) are its contents."""
    return to_bytes(whole_page(INDEX, label("title", "text", title, {}), head, contents(sections), body))


def whole_page(looks: Looks, title: Node, head: Sequence[Node], nav: Node, body: Sequence[Node]) -> Node:
    """Return the root element of a page."""
    return el(
        "html",
        {"lang": "en"},
        _head(looks, title),
        el(
            "body",
            None,
            el("a", {"class": "skip", "href": "#report"}, say(frame.SKIP)),
            pattern_defs(),
            el("header", None, *head, _switch()),
            nav,
            el("main", {"id": "report", "tabindex": -1}, *body),
            el("footer", None, el("p", None, say(frame.FOOTER, places=el("code", None, "findings/")))),
            raw_element("script", "", looks.script()),
        ),
    )


def to_bytes(whole: Node) -> bytes:
    """Return the file of a page."""
    return b"<!doctype html>\n" + whole.html.encode(errors="replace") + b"\n"


def section(name: str, title: Words, *children: Child, style: str | None = None) -> Node:
    """Return a part of the page with its heading, which names it for a screen reader."""
    heading = el("h2", {"id": f"{name}-title"}, say(title))
    return el("section", {"id": name, "class": style, "aria-labelledby": f"{name}-title"}, heading, *children)


def _head(looks: Looks, title: Node) -> Node:
    return el(
        "head",
        None,
        el("meta", {"charset": "utf-8"}),
        el("meta", {"http-equiv": "Content-Security-Policy", "content": _policy(looks)}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", {"name": "referrer", "content": "no-referrer"}),
        el("meta", {"name": "robots", "content": "noindex"}),
        title,
        raw_element("style", "", looks.style()),
    )


def _switch() -> Node:
    """Return the choice of language: works by style alone, and forgets itself with the page."""

    def choice(name: str, words: str, language: str, *, chosen: bool) -> Node:
        attributes = {"type": "radio", "name": "lang", "id": name, "autocomplete": "off"}
        return el("label", {"lang": language}, el("input", {**attributes, "checked": "" if chosen else None}), words)

    return el(
        "fieldset",
        "switch",
        el("legend", "sr", say(frame.LANGUAGE)),
        choice("to-en", "English", "en", chosen=True),
        choice("to-zh", "中文", "zh-Hans", chosen=False),
    )


def contents(sections: Sequence[tuple[str, Words]]) -> Node:
    """Return links to the parts of a page."""
    links = (el("a", {"href": f"#{name}"}, say(words)) for name, words in sections)
    return label("nav", "aria-label", frame.CONTENTS, {}, *links)


@cache
def _asset(name: str) -> str:
    """Return a file of this folder without what only its authors need: indents, and lines of comments in scripts."""
    lines = map(str.strip, files("scanner.reports.html").joinpath(name).read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def _policy(looks: Looks) -> str:
    """Return the content-security policy: nothing but the style and the script of the page itself."""
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(looks.style())}'; "
        f"script-src 'sha256-{_digest(looks.script())}'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def definitions(rows: Sequence[tuple[Child, Child]], style: str = "facts") -> Node:
    """Return names and what they come to."""
    return el("dl", style, join(join([el("dt", None, name), el("dd", None, told)]) for name, told in rows))
