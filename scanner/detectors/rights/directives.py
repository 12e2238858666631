"""Robots meta elements and X-Robots-Tag headers → the directives that are addressed to given crawlers."""

import re
from collections.abc import Iterator

from scanner.types.document import Document

META = "meta-robots"
HEADER = "x-robots-tag"
_WITH_VALUE = frozenset(("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"))
"""Directives that have a colon of their own, which is not the one after a crawler's name."""
_DIRECTIVES = _WITH_VALUE | frozenset(
    (
        *("all", "index", "follow", "noindex", "nofollow", "none", "noarchive", "nocache", "nosnippet", "noimageindex"),
        *("notranslate", "indexifembedded", "noodp", "noydir", "noai", "noimageai", "noml"),
    )
)
"""Words before a colon that are no crawlers' names."""
_COMMAS = re.compile("[,，、]")
"""Full-width ones too: Chinese keyboards write them."""
_VALUED = re.compile(
    r"(unavailable_after)\s*:.*|\b(max-snippet|max-image-preview|max-video-preview)\s*:\s*\S*", re.IGNORECASE
)
_CRAWLER = re.compile(r"\*|[A-Za-z_][A-Za-z0-9_./-]*(?: [A-Za-z][A-Za-z0-9_./-]*)?")
_EVERYONE = frozenset(("robots", "*"))
_BOTH = {"none": ("noindex", "nofollow")}


def directives_in_metas(document: Document, agents: frozenset[str]) -> set[str]:
    """Return the directives of `robots` elements and of those named after one of the agents, in lower case.

    Several elements add up; neither names nor directives have a case.
    """
    found: set[str] = set()
    for name, content in document.markup.metas if document.markup else ():
        if name.strip() == "robots" or name.strip() in agents:
            for part in _COMMAS.split(content):
                found.update(_directives(part))
    return found


def directives_in_headers(document: Document, agents: frozenset[str]) -> set[str]:
    """Return the directives of X-Robots-Tag headers for everyone and for one of the agents, in lower case.

    Repeated headers add up. Directives after a crawler's name are addressed to it alone, up to the next name or the
    end of that header.
    """
    found: set[str] = set()
    for name, value in document.headers or ():
        if name.lower() != HEADER:
            continue
        addressee = "*"
        for written in _COMMAS.split(value):
            part = written
            before, colon, after = written.partition(":")
            crawler = before.strip().lower()
            if colon and crawler not in _DIRECTIVES and _CRAWLER.fullmatch(crawler):
                addressee, part = crawler.partition("/")[0], after
            if addressee in _EVERYONE or addressee in agents:
                found.update(_directives(part))
    return found


def _directives(part: str) -> Iterator[str]:
    # Some sites write blanks for commas; a directive with a value is one even so.
    for word in _VALUED.sub(_name_alone, part).replace(":", " ").split():
        yield from _BOTH.get(word.lower(), (word.lower(),))


def _name_alone(found: re.Match[str]) -> str:
    return f"{found[1] or found[2]} "
