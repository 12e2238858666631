"""The parts of a page → a whole page: offline, of one inline style and one inline script, both named by digest."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from scanner.reports.html.charts import pattern_defs
from scanner.reports.html.nodes import Child, Node, el, join, raw_element
from scanner.reports.html.words import frame
from scanner.reports.html.words.speak import Words, label, say


def page(title: Words, head: Sequence[Node], sections: Sequence[tuple[str, Words]], body: Sequence[Node]) -> bytes:
    """Return a page; `head` stands in its header, `sections` (id and words) are its contents."""
    whole = el(
        "html",
        {"lang": "en"},
        _head(title),
        el(
            "body",
            None,
            el("a", {"class": "skip", "href": "#report"}, say(frame.SKIP)),
            pattern_defs(),
            el("header", None, *head, _switch()),
            _contents(sections),
            el("main", {"id": "report", "tabindex": -1}, *body),
            el("footer", None, el("p", None, say(frame.FOOTER, places=el("code", None, "findings/")))),
            raw_element("script", "", _asset("report.js")),
        ),
    )
    return b"<!doctype html>\n" + whole.html.encode(errors="replace") + b"\n"


def section(name: str, title: Words, *children: Child, style: str | None = None) -> Node:
    """Return a part of the page with its heading, which names it for a screen reader."""
    heading = el("h2", {"id": f"{name}-title"}, say(title))
    return el("section", {"id": name, "class": style, "aria-labelledby": f"{name}-title"}, heading, *children)


def _head(title: Words) -> Node:
    return el(
        "head",
        None,
        el("meta", {"charset": "utf-8"}),
        el("meta", {"http-equiv": "Content-Security-Policy", "content": _policy()}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", {"name": "referrer", "content": "no-referrer"}),
        el("meta", {"name": "robots", "content": "noindex"}),
        label("title", "text", title, {}),
        raw_element("style", "", _asset("report.css")),
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


def _contents(sections: Sequence[tuple[str, Words]]) -> Node:
    links = (el("a", {"href": f"#{name}"}, say(words)) for name, words in sections)
    return label("nav", "aria-label", frame.CONTENTS, {}, *links)


@cache
def _asset(name: str) -> str:
    return files("scanner.reports.html").joinpath(name).read_text(encoding="utf-8").strip()


@cache
def _policy() -> str:
    """Return the content-security policy: nothing but the style and the script of the page itself."""
    style, script = (_digest(_asset(name)) for name in ("report.css", "report.js"))
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; "
        "form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def definitions(rows: Sequence[tuple[Child, Child]], style: str = "facts") -> Node:
    """Return names and what they come to."""
    return el("dl", style, join(join([el("dt", None, name), el("dd", None, told)]) for name, told in rows))
