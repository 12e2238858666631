"""A document → what it, its page or its shard claims about its licence, and how far the claim can be trusted."""

import re
from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import NamedTuple

from scanner.detectors.rights.known_sites import site_licence
from scanner.detectors.rights.licence import UNREADABLE
from scanner.detectors.rights.licence_address import is_other_page
from scanner.detectors.rights.licence_aliases import OWN
from scanner.detectors.rights.licence_cc import Licence, cc_of_url
from scanner.detectors.rights.licence_data import JSON_LD, licences_in_data
from scanner.detectors.rights.licence_limits import is_denied, limited, proprietary_notice
from scanner.detectors.rights.licence_reuse import snippets
from scanner.detectors.rights.licence_text import written_licences
from scanner.detectors.rights.licence_wording import Wording, is_own, wordings
from scanner.types.document import Document, Link, TextField
from scanner.types.finding import DOCUMENT_FIELD

Read = Callable[[str], tuple[Licence, ...] | None]
"""`licence.read_licences`, or a cache of it."""

RSL_TYPE = "application/rsl+xml"
RSL = Licence("LicenseRef-RSL", ("conditional",))
"""A pointer to a document in Really Simple Licensing, which says on what terms."""
_RESERVED = OWN["all rights reserved"]
_PROPRIETARY = OWN["proprietary"]
_NOTICE = re.compile(
    r"(?:copyright|©|\(c\)).{0,200}(?<!not )\ball rights reserved\W*"
    r"|.{0,200}(?:版权所有|版權所有|保留所有权利|保留所有權利)\W*",
    re.IGNORECASE | re.DOTALL,
)
"""A notice in place of a licence: whose work it is, and that all rights are reserved."""
LICENCE_RELS = frozenset(("license", "cc:license", "dc:license", "dct:license", "dcterms:license"))
_COPYRIGHT_REL = "copyright"
"""A synonym of `license` to browsers (HTML, Link types); often it leads to a notice, so only a known licence counts."""
_TELLING_RELS = LICENCE_RELS | {_COPYRIGHT_REL}
_LICENCE_METAS = frozenset(
    ("license", "licence", "og:license", "dc.license", "dc:license", "dc.rights.license", "dcterms.license")
)
_RIGHTS_METAS = frozenset(("dc.rights", "dc:rights", "dcterms.rights", "dcterms:rights", "rights", "copyright"))
"""Prose as a rule: a known licence in them counts, anything else is no licence at all."""
_LINK_VALUE = re.compile(r"<([^<>]*)>([^<]*)")
_PARAMETER = re.compile(r";\s*([A-Za-z*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))")
_MAX_MATCH = 400
"""No address or expression that means something is longer."""


class Trust(IntEnum):
    """Where a claim stands, the least trusted first."""

    TEXT = 0
    """An address in the text, or an anchor that does not say it is the page's licence."""
    PART = 1
    """The licence of a part: the tag of a snippet; a licence in its own words within a page or far down a file."""
    SITE = 2
    """Terms of a known site, from a dated list."""
    META = 3
    ANCHOR = 4
    DATA = 5
    """Microdata, RDFa or JSON-LD."""
    LINK = 6
    HEADER = 7
    WHOLE = 8
    """The text of the licence itself, in the file."""
    NOTICE = 9
    """Words at the top of a file that put it under a licence."""
    TAG = 10
    """An SPDX tag."""
    COLUMN = 11
    """The shard's licence column."""


EVIDENCE = frozenset((Trust.TEXT, Trust.PART))
"""Says that something in the document has a licence, not that the document has it."""


_TRUST_OF_ELEMENT = {"a": Trust.ANCHOR, "property": Trust.DATA}


class Claim(NamedTuple):
    """One claim."""

    trust: Trust
    licences: tuple[Licence, ...]
    """All of them count together."""
    field: str = DOCUMENT_FIELD
    start: int = 0
    """In code points of the field."""
    end: int = 0
    share: float = 1.0
    """How much of what tells the licence was found."""


def claims_of(document: Document, read: Read) -> Iterator[Claim]:
    """Yield every claim about a document's licence; its site's terms only where it says nothing itself."""
    silent = True
    for claim in _own_claims(document, read):
        silent = silent and claim.trust < Trust.SITE
        yield claim
    site = site_licence(document.url, document.host, document.fetched_at) if silent else None
    if site is not None:
        yield from _claim(Trust.SITE, _known(site, read))


def _own_claims(document: Document, read: Read) -> Iterator[Claim]:
    if document.declared_license is not None:
        yield from _claim(Trust.COLUMN, _declared(document.declared_license, read))
    for name, value in document.headers or ():
        if name.lower() == "link":
            yield from _link_header(value, read)
    if document.markup is not None:
        for link in document.markup.links:
            yield from _link(link, read)
        for name, content in document.markup.metas:
            yield from _meta(name, content, read)
        for kind, text in document.markup.scripts:
            for target, of_page in licences_in_data(text) if kind == JSON_LD else ():
                yield from _claim(Trust.DATA if of_page else Trust.TEXT, _known(target, read))
    for field in document.fields:
        yield from _words_of(field, document, read)


def _words_of(field: TextField, document: Document, read: Read) -> Iterator[Claim]:
    silent = True
    for claim in (*_text_claims(field, read), *_wording_claims(field, document, read)):
        silent = silent and claim.trust in EVIDENCE
        yield claim
    place = proprietary_notice(field.text) if silent and document.markup is None else None
    if place is not None and is_own(field.text, Wording(*place, "", 1.0, is_whole=False), is_page=True):
        yield Claim(Trust.NOTICE, (_PROPRIETARY,), field.name, *place)


def _text_claims(field: TextField, read: Read) -> Iterator[Claim]:
    parts: list[tuple[int, int]] | None = None
    for place in written_licences(field.text):
        licences = _declared(place.expression, read) if place.tool is None else (place.tool,)
        trust = Trust.TAG if place.tool is None else Trust.TEXT
        if trust is Trust.TAG:
            parts = snippets(field.text) if parts is None else parts
            trust = Trust.PART if any(start <= place.start < end for start, end in parts) else trust
        if licences:
            yield Claim(trust, licences, field.name, place.start, place.end)


def _wording_claims(field: TextField, document: Document, read: Read) -> Iterator[Claim]:
    for place in wordings(field.text) if document.markup is None else ():  # a page's own licence is in its markup
        if not place.is_whole and is_denied(field.text, place.start):
            continue
        trust = Trust.WHOLE if place.is_whole else Trust.NOTICE
        if not is_own(field.text, place, is_page=document.url is not None):
            trust = Trust.PART
        licences = limited(field.text, place.start, place.end, _declared(place.expression, read))
        yield Claim(trust, licences, field.name, place.start, place.end, place.share)


def _declared(text: str, read: Read) -> tuple[Licence, ...]:
    licences = read(text)
    if licences is None:
        return (_RESERVED if len(text) <= _MAX_MATCH and _NOTICE.fullmatch(text.strip()) else UNREADABLE,)
    return licences


def _claim(trust: Trust, licences: tuple[Licence, ...]) -> Iterator[Claim]:
    if licences:
        yield Claim(trust, licences)


class LinkTarget(NamedTuple):
    """One link of a Link header."""

    target: str
    rel: tuple[str, ...]
    """In lower case."""
    type: str


def link_targets(value: str) -> Iterator[LinkTarget]:
    """Yield the links of a Link header about this page: with `anchor` one speaks of another (RFC 8288 §3.2)."""
    for target, parameters in _LINK_VALUE.findall(value):
        named = {name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(parameters)}
        if "anchor" not in named:
            yield LinkTarget(target, tuple(named.get("rel", "").lower().split()), named.get("type", ""))


def _link_header(value: str, read: Read) -> Iterator[Claim]:
    for link in link_targets(value):
        yield from _license_link(Trust.HEADER, link.rel, link.target, link.type, read)


def _link(link: Link, read: Read) -> Iterator[Claim]:
    if link.element == "a" and _TELLING_RELS.isdisjoint(link.rel):
        tool = cc_of_url(link.href)
        if tool is not None:
            yield Claim(Trust.TEXT, (tool,))
        return
    trust = _TRUST_OF_ELEMENT.get(link.element, Trust.LINK)
    if trust is Trust.DATA:  # a text as often as an address
        yield from _claim(trust, _known(link.href, read))
        return
    yield from _license_link(trust, link.rel, link.href, link.type, read)


def _license_link(trust: Trust, rel: tuple[str, ...], target: str, media_type: str, read: Read) -> Iterator[Claim]:
    if LICENCE_RELS.intersection(rel):
        if media_type.lower().startswith(RSL_TYPE):
            yield Claim(trust, (RSL,))
        else:
            yield from _claim(trust, _known(target, read) or (() if is_other_page(target) else (UNREADABLE,)))
    elif _COPYRIGHT_REL in rel:
        yield from _claim(trust, _known(target, read))


def _meta(name: str, content: str, read: Read) -> Iterator[Claim]:
    if name in _LICENCE_METAS:
        yield from _claim(Trust.META, _declared(content, read))
    elif name in _RIGHTS_METAS:
        yield from _claim(Trust.META, _known(content, read))


def _known(text: str, read: Read) -> tuple[Licence, ...]:
    """Return the licences of a text that need not be about one: what only says `unknown` says nothing here."""
    return tuple(licence for licence in read(text) or () if licence.classes != ("unknown",))
