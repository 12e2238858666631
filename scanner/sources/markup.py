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
_RELS = ("license", "cc:license", "dc:license", "dct:license", "dcterms:license")
_ANCHORS = ",".join(
    (
        *(f'a[rel~="{rel}" i]' for rel in _RELS),
        *(f'a[href*="{host}" i]' for host in LICENCE_HOSTS),
        'a[itemprop~="license" i]',
    )
)
_PROPERTIES = ",".join(
    ('[itemprop~="license" i]', *(f'[property="{name}" i]' for name in (*_RELS, "dcterms:rights", "schema:license")))
)
"""Microdata and RDFa on elements other than anchors, links and metas."""
_DATA_BLOCKS = ("application/rsl+xml", "application/ld+json")
_RIGHTS_KEYS = ("license", "usageInfo", "acquireLicensePage")
"""Keys of schema.org that a JSON-LD block must name to be kept."""
_MOST_BLOCK_CHARS = 1 << 18
_PARTS = frozenset(("figure", "figcaption", "picture", "blockquote", "gallery", "iframe", "object"))
"""Elements whose licence is that of what they hold."""
_PART_CLASSES = frozenset(("caption", "gallery", "thumb", "thumbnail", "comment", "embed"))
"""Words of a class or id that say the same."""
_WORD = re.compile("[a-z]+")
_MOST_ANCESTORS = 12
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
    anchors = [_anchor(node) for node in tree.css(_ANCHORS)]
    marked = [_property(node) for node in tree.css(_PROPERTIES) if node.tag not in {"a", "link", "meta"}]
    kept = (link for link in (*links, *anchors, *marked) if link.rel or link.element == "a")
    return Markup(metas, tuple(kept), tuple(_data_blocks(tree)))


def _data_blocks(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.tags("script"):
        kind = (node.attributes.get("type") or "").partition(";")[0].strip().lower()
        if kind in _DATA_BLOCKS:
            text = node.text()
            telling = kind == _DATA_BLOCKS[0] or any(key in text for key in _RIGHTS_KEYS)
            if telling and len(text) <= _MOST_BLOCK_CHARS:
                yield kind, text


def _anchor(node: LexborNode) -> Link:
    link = _link(node, "a")
    if link.rel and _is_of_a_part(node):
        return Link((), link.href, link.type, "a")  # evidence, no claim about the page
    return link


def _is_of_a_part(node: LexborNode) -> bool:
    """Tell whether an anchor stands in a figure, caption, comment or embedded work, or speaks of another subject."""
    above = node
    for _ in range(_MOST_ANCESTORS):
        attributes = above.attributes
        if above.tag in _PARTS or attributes.get("about") or attributes.get("resource"):
            return True
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        if above is not node and not _PART_CLASSES.isdisjoint(_WORD.findall(names)):
            return True
        if above.parent is None or above.tag in {"body", "footer", "main", "article"}:
            return False
        above = above.parent
    return False


def _property(node: LexborNode) -> Link:
    attributes = node.attributes
    target = attributes.get("content") or attributes.get("href") or attributes.get("resource") or node.text()
    return Link(("license",), (target or "").strip(), "", "property")


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
    if "license" in (attributes.get("itemprop") or "").lower().split():
        rel = (*rel, "license")
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
