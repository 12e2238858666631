"""An article and what surrounds it → the HTML of a page."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .prose import Article


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows; `head` holds tags as written, `footer` lines of HTML, `notes` paragraphs of plain text."""

    article: Article
    site: str
    language: str = "en"
    charset: str = "utf-8"
    head: Sequence[str] = ()
    notes: Sequence[str] = ()
    footer: Sequence[str] = ()
    nav: Sequence[str] = ("Home", "About", "Archive", "Contact")
    related: Sequence[str] = field(default=())


def render(page: Page) -> str:
    """Return a page of today's kind, with article, aside and footer elements."""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{page.language}">',
        "<head>",
        f'<meta charset="{page.charset}">',
        f"<title>{html.escape(page.article.title)} - {html.escape(page.site)}</title>",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        *page.head,
        "<style>body{font-family:serif;max-width:46em;margin:auto}footer{font-size:.85em}</style>",
        "</head>",
        "<body>",
        _navigation(page.nav),
        "<main><article>",
        f"<h1>{html.escape(page.article.title)}</h1>",
        *_paragraphs((*page.article.paragraphs, *page.notes)),
        "</article></main>",
    ]
    if page.related:
        items = "".join(f'<li><a href="/p/{i}">{html.escape(text)}</a></li>' for i, text in enumerate(page.related))
        parts.append(f"<aside><ul>{items}</ul></aside>")
    parts += ["<footer>", *_paragraphs(page.footer, escape=False), "</footer>", _SCRIPT, "</body>", "</html>", ""]
    return "\n".join(parts)


def render_old(page: Page) -> str:
    """Return a page of the kind written by hand around 2003: upper-case tags, tables, no closing `</p>`."""
    rows = "".join(f"<P>{html.escape(text)}\n" for text in (*page.article.paragraphs, *page.notes))
    return "\n".join(
        (
            '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">',
            "<HTML><HEAD>",
            f'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={page.charset}">',
            f"<TITLE>{html.escape(page.article.title)} - {html.escape(page.site)}</TITLE>",
            *page.head,
            "</HEAD><BODY BGCOLOR=#ffffff>",
            "<TABLE WIDTH=100%><TR>",
            f"<TD VALIGN=top>{'<BR>'.join(page.nav)}</TD>",
            f"<TD><H2>{html.escape(page.article.title)}</H2>{rows}</TD>",
            "</TR></TABLE><HR>",
            f"<CENTER><SMALL>{'<BR>'.join(page.footer)}</SMALL></CENTER>",
            "</BODY></HTML>",
            "",
        )
    )


def mail_link(marked: str, address: str) -> str:
    """Return a link to an address; `marked` is the address as it shall stand in the text."""
    return f'<a href="mailto:{address}">{marked}</a>'


_TAG = re.compile(r"<[^<>]*>")
_SCRIPT = "<script>document.documentElement.classList.add('js');</script>"


def _navigation(names: Sequence[str]) -> str:
    links = "".join(f'<a href="/{i}/">{html.escape(name)}</a> ' for i, name in enumerate(names))
    return f"<header><nav>{links.strip()}</nav></header>"


def _paragraphs(texts: Sequence[str], *, escape: bool = True) -> list[str]:
    return [f"<p>{html.escape(text, quote=False) if escape else text}</p>" for text in texts]


def visible_text(page: Page) -> str:
    """Return what a reader sees of the page, a line each, marks kept: the text of a WET record."""
    title = f"{page.article.title} - {page.site}"
    footer = (html.unescape(_TAG.sub("", line)) for line in page.footer)
    lines = (title, " ".join(page.nav), page.article.title, *page.article.paragraphs, *page.notes, *page.related)
    return "\n".join((*lines, *footer)) + "\n"
