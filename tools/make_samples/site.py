"""A site's description → captures of its pages, with what each page says about rights noted in the account."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .page import Page, render, render_old
from .prose import Prose
from .warc import Archive, Capture, Headers

CC = "https://creativecommons.org"


@dataclass(frozen=True, slots=True)
class Extra:
    """What is special about one page, or about all pages of a site."""

    path: str = ""
    head: Sequence[str] = ()
    headers: Headers = ()
    notes: Sequence[str] = ()
    footer: Sequence[str] = ()
    signals: Sequence[str] = ()
    """Ids of rules that must be met by what the page itself says."""
    no_signals: Sequence[str] = ()
    """Ids of rules that must not be met although the page says something alike."""
    licences: Sequence[str] = ()
    """SPDX ids of the licences that the page links to."""
    as_sent: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """Several pages on one topic."""

    origin: str
    name: str
    topic: str
    pages: Sequence[Extra]
    language: str = "en"
    footer: Callable[[int], Sequence[str]] = lambda _: ()
    everywhere: Extra = field(default_factory=Extra)
    charset: str = "utf-8"
    declared: str | None = "utf-8"
    """Charset of the Content-Type header; None leaves it to the page's meta element."""
    old: bool = False
    nav: Sequence[str] = ("Home", "About", "Archive", "Contact")


_LANGUAGE_TAGS = {"zh": "zh-CN", "tw": "zh-Hant-TW"}


def page_of(site: Site, number: int, prose: Prose, sentences: int = 11) -> Page:
    """Return what page `number` of a site shows, marks kept."""
    extra = site.pages[number]
    article = prose.article(site.language, site.topic, f"{site.origin}{extra.path}#{number}", sentences)
    return Page(
        article=article,
        site=site.name,
        language=_LANGUAGE_TAGS.get(site.language, site.language),
        charset=site.charset,
        head=(*site.everywhere.head, *extra.head),
        notes=extra.notes,
        footer=(*site.footer(number), *site.everywhere.footer, *extra.footer),
        nav=site.nav,
    )


def capture_of(site: Site, number: int, page: Page, date: str) -> Capture:
    """Return the answer in which a server sent the page."""
    extra = site.pages[number]
    charset = f"; charset={site.declared}" if site.declared else ""
    return Capture(
        url=site.origin + (extra.path or f"/notes/{number + 1}.html"),
        date=date,
        body=render_old(page) if site.old else render(page),
        content_type=f"text/html{charset}",
        headers=(*site.everywhere.headers, *extra.headers),
        encoding={"gb2312": "gb18030", "windows-1252": "cp1252"}.get(site.charset, site.charset),
        as_sent=extra.as_sent,
    )


def add_site(archive: Archive, site: Site, prose: Prose, date: str, *, requests: bool = True) -> list[str]:
    """Capture every page of a site, a minute apart; return the ids of the responses.

    With requests, as crawlers write them, there is a metadata record behind the first page too.
    """
    documents = []
    for number in range(len(site.pages)):
        moment = f"{date[:14]}{(int(date[14:16]) + number) % 60:02d}{date[16:]}"
        capture = capture_of(site, number, page_of(site, number, prose), moment)
        document = archive.exchange(capture, request=requests, metadata=requests and number == 0)
        note_rights(archive, site, number, document)
        documents.append(document)
    return documents


def note_rights(archive: Archive, site: Site, number: int, document: str) -> None:
    """Note what the page says about rights and which rules that must, or must not, meet."""
    extra = site.pages[number]
    place = {"shard": archive.shard, "document": document}
    for kind in ("signals", "no_signals"):
        for rule in (*getattr(site.everywhere, kind), *getattr(extra, kind)):
            archive.register.note(kind, {"rule": rule, **place})
    for licence in (*site.everywhere.licences, *extra.licences):
        archive.register.note("licences", {"licence": licence, **place})


def licence_link(path: str) -> str:
    """Return a head element that names a Creative Commons licence or tool for the page."""
    return f'<link rel="license" href="{CC}{path}">'


def licence_anchor(path: str, words: str) -> str:
    """Return a footer link that names one."""
    return f'This page is under a <a rel="license" href="{CC}{path}">{words}</a>.'
