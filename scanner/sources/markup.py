"""HTML text → what it says about rights: meta elements, link elements, anchors to licences."""

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scanner.marks import Marks
from scanner.sources.hints import EXPRESSIONS, hints_in, hints_of
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
    "open.canada.ca/en/open-government-licence",
    "open.canada.ca/fr/licence-du-gouvernement",
    "etalab.gouv.fr/licence-ouverte",
    "govdata.de/dl-de/",
    "data.norge.no/nlod/",
    "data.gov.tw/license",
    "license.coscl.org.cn/",
)
"""Beginnings of licence addresses, in lower case; a plain link to one is evidence."""
TELLING_REL = re.compile("license|copyright", re.IGNORECASE)
"""In every relation that speaks of rights."""
_RELS = ("license", "cc:license", "dc:license", "dct:license", "dcterms:license")
_PROPERTIES = (*_RELS, "dcterms:rights", "schema:license")
_SELECTORS: tuple[tuple[str, str, str], ...] = (
    # What an attribute must hold, anchors, other elements (microdata and RDFa).
    *((re.escape(rel), f'a[rel~="{rel}" i]', "") for rel in _RELS),
    *((re.escape(host), f'a[href*="{host}" i]', "") for host in LICENCE_HOSTS),
    ("license", 'a[itemprop~="license" i]', '[itemprop~="license" i]'),
    *((re.escape(name), "", f'[property="{name}" i]') for name in _PROPERTIES),
)
ESCAPED = (
    r"&(?:#0*(?:4[3-7]|58|6[5-9]|[789][0-9]|1[01][0-9]|12[0-2]|[0-9]{6,})(?:[^0-9]|$)"
    r"|#x0*(?:2[b-f]|3a|[4-7][0-9a-f]|[0-9a-f]{6,})(?:[^0-9a-f]|$)|colon;|fjlig;|period;|plus;|sol;)"
)
"""Character references for what selectors and media types are made of: letters and `+-./:`."""
_IN_PAGE = Marks((*(mark for mark, _, _ in _SELECTORS), ESCAPED, *EXPRESSIONS))
_FIRST_HINT = len(_SELECTORS) + 1
_IN_BODY = Marks(("<meta", "<link", r"ld\+json", r"rsl\+xml"))
"""What else must stand behind the head for anything there to be rights markup."""
_BODY_STARTS = ("<body", "<BODY")
_LAST_IN_HEAD = "last-in-head-of-a-page-cut-by-corpus-scanner"
_DATA_BLOCKS = ("application/rsl+xml", "application/ld+json")
_RIGHTS_KEYS = ("license", "usageInfo", "acquireLicensePage")
"""Keys of schema.org that a JSON-LD block must name to be kept."""
_MOST_BLOCK_CHARS = 1 << 22
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
    shallow = _shallow(html)
    found = _IN_PAGE.present(shallow)
    present = frozenset(number for number in found if number < _FIRST_HINT)
    hints = (number - _FIRST_HINT for number in found - present)
    # Whoever cannot tell which are there says that all are.
    told = hints_in(shallow) if len(found) == _FIRST_HINT + len(EXPRESSIONS) else hints_of(hints)
    tree = None if present else _head_alone(shallow)
    return _markup(LexborHTMLParser(shallow) if tree is None else tree, present, told)


def markup_of_all(html: str) -> Markup:
    """Return the same the slow way, every selector over all of the page: what `markup_of` is held to."""
    shallow = _shallow(html)
    return _markup(LexborHTMLParser(shallow), frozenset(range(_FIRST_HINT)), hints_in(shallow))


def _head_alone(html: str) -> LexborHTMLParser | None:
    """Return the head of a page that has nothing behind it but text and the like; None where that is not sure.

    Most pages are such, and their heads are parsed in a quarter of the time. An element put where the head is cut off
    shows whether the head really ended there: inside a comment, script, value or body it would not come out whole.
    """
    cut = max(map(html.find, _BODY_STARTS))
    if cut < 0 or _IN_BODY.present(html[cut:]):
        return None
    head = html[:cut]
    if _LAST_IN_HEAD in head:
        return None
    tree = LexborHTMLParser(f'{head}<meta name="{_LAST_IN_HEAD}">')  # without content it says nothing
    last = tree.tags("meta")[-1:]
    if not last or last[0].attributes != {"name": _LAST_IN_HEAD}:
        return None
    parent = last[0].parent
    return tree if parent is not None and parent.tag == "head" else None


def _markup(tree: LexborHTMLParser, present: frozenset[int], hints: tuple[str, ...]) -> Markup:
    metas = tuple(_metas(tree))
    links = [_link(node, "link") for node in tree.tags("link") if _speaks(node)]
    anchors, others = _selectors(present)
    if anchors:
        links += [_anchor(node) for node in tree.css(anchors)]
    if others:
        links += [_property(node) for node in tree.css(others) if node.tag not in {"a", "link", "meta"}]
    kept = (link for link in links if link.rel or link.element == "a")
    return Markup(metas, tuple(kept), tuple(_data_blocks(tree)), hints)


@lru_cache(maxsize=256)
def _selectors(present: frozenset[int]) -> tuple[str, str]:
    """Return the selectors that can match where some marks are there: of anchors, and of other elements."""
    wanted = range(len(_SELECTORS)) if len(_SELECTORS) in present else sorted(present)
    anchors, others = ([_SELECTORS[number][side] for number in wanted] for side in (1, 2))
    return ",".join(filter(None, anchors)), ",".join(filter(None, others))


def _data_blocks(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.tags("script"):
        kind = (node.attributes.get("type") or "").partition(";")[0].strip().lower()
        if kind in _DATA_BLOCKS:
            text = node.text()
            telling = kind == _DATA_BLOCKS[0] or any(key in text for key in _RIGHTS_KEYS)
            if telling:  # what is cut cannot be parsed: an RSL document still governs, unread
                yield kind, text[:_MOST_BLOCK_CHARS]


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


def _metas(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.tags("meta"):
        attributes = node.attributes
        content = attributes.get("content")
        if content is not None:
            for key in _META_NAMES:
                if name := attributes.get(key):
                    yield name.strip().lower(), content


def _speaks(node: LexborNode) -> bool:
    """Tell whether a link element may speak of rights; nearly all are style sheets, icons and translations."""
    rel = node.attributes.get("rel")
    return "itemprop" in node.attributes or (rel is not None and TELLING_REL.search(rel) is not None)


def _link(node: LexborNode, element: str) -> Link:
    attributes = node.attributes
    rel = tuple((attributes.get("rel") or "").lower().split())
    about = attributes.get("itemprop")
    if about and "license" in about.lower().split():
        rel = (*rel, "license")
    return Link(rel, attributes.get("href") or "", attributes.get("type") or "", element)


def _shallow(html: str) -> str:
    """Return the page up to where it nests deeper than any real one: the parser's time grows with depth squared."""
    if len(html) < _MANY_TAGS or html.count("<") < _MANY_TAGS:
        return html
    depth = 0
    for tag in _BLOCKS.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEEPEST:
            return html[: tag.start()]
    return html
