"""HTML text → what it says about rights: meta elements, link elements, anchors to licences."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scanner.types.document import Link, Markup

_META_NAMES = ("name", "property", "itemprop")
LICENCE_HOSTS = (
    "creativecommons.org/",
    "licensebuttons.net/",
    "opendatacommons.org/",
    "rightsstatements.org/",
    "opensource.org/licen",
    "choosealicense.com/",
    "unlicense.org",
    "spdx.org/licenses",
    "gnu.org/",
    "apache.org/licenses",
    "mozilla.org/mpl",
    "mozilla.org/en-us/mpl",
    "rslstandard.org/",
    "nationalarchives.gov.uk/doc/open-government",
)
"""Beginnings of licence addresses, in lower case; a plain link to one is evidence."""
_ANCHORS = ",".join(('a[rel~="license" i]', *(f'a[href*="{host}" i]' for host in LICENCE_HOSTS)))
_MANY_TAGS = 50_000
_DEEPEST = 4_000
_BLOCKS = re.compile(
    r"<(/?)(?:address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figure|footer|form|header|li"
    r"|main|menu|nav|ol|p|section|summary|table|ul)\b",
    re.IGNORECASE,
)


def markup_of(html: str) -> Markup:
    """Return the rights markup of a page; a page without any gives an empty `Markup`."""
    tree = LexborHTMLParser(_shallow(html))
    metas = tuple(pair for node in tree.tags("meta") for pair in _metas(node))
    links = [_link(node, "link") for node in tree.tags("link")]
    anchors = [_link(node, "a") for node in tree.css(_ANCHORS)]
    return Markup(metas, tuple(link for link in links if link.rel) + tuple(anchors))


def _metas(node: LexborNode) -> Iterator[tuple[str, str]]:
    attributes = node.attributes
    content = attributes.get("content")
    if content is None:
        return
    for key in _META_NAMES:
        if name := attributes.get(key):
            yield name.strip().lower(), content


def _link(node: LexborNode, element: str) -> Link:
    attributes = node.attributes
    rel = tuple((attributes.get("rel") or "").lower().split())
    return Link(rel, attributes.get("href") or "", attributes.get("type") or "", element)


def _shallow(html: str) -> str:
    """Return the page up to where it nests deeper than any real one: the parser's time grows with depth squared."""
    if html.count("<") < _MANY_TAGS:
        return html
    depth = 0
    for tag in _BLOCKS.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEEPEST:
            return html[: tag.start()]
    return html
