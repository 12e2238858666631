"""Really Simple Licensing: documents and pointers to them → statements about use (RSL 1.0, 10 December 2025).

A pointer alone says that a licence governs. Within a document any `permits` of usage closes the list; what is both
permitted and prohibited is a conflict, read as prohibited; of several licences the most restrictive counts.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree as ET

from scanner.detectors.rights.paths import pattern_of, url_path
from scanner.types.rights import RightsStatement, Speaker, Use, Value

SIGNAL = "rsl"
VERSION = "1.0"
_MAX_CHARS = 1 << 20
_NAMESPACES = frozenset(("", "https://rslstandard.org/rsl", "http://rslstandard.org/rsl"))
"""Elements of another namespace are another vocabulary; many documents leave it out."""
_KNOWN_TOKENS = frozenset(("all", "ai-all", "ai-train", "ai-input", "ai-index", "search"))
_OLD_TOKENS = frozenset(("train-ai", "train-genai", "ai-use"))
_DOCUMENTS_KEPT = 64
_POINTER = "license"
"""Normal form of a pointer to a document."""
_COVER: dict[Use, frozenset[str]] = {
    "train": frozenset(("all", "ai-all", "ai-train", "train-ai", "train-genai")),
    "ai-input": frozenset(("all", "ai-all", "ai-input", "ai-use")),
    "search": frozenset(("all", "search")),
}
"""Use → tokens that cover it, those of 0.9 among them."""
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_DEFAULT_PORT = re.compile(r":(?:80|443)?$")
_FREE = frozenset(("", "free"))
_STRICTEST: tuple[Value, ...] = ("allow", "conditional", "deny")


class Terms(NamedTuple):
    """One licence of one part of a site."""

    location: str
    """Address or path pattern; empty for the page that holds the document."""
    permits: frozenset[str]
    prohibits: frozenset[str]
    closed: bool
    """Whether what is not permitted is prohibited."""
    conditional: bool
    """Whether it is paid for, or for some users or countries only."""


def parse_rsl(document: str) -> tuple[Terms, ...] | None:
    """Return the licences of an RSL document; None where it is none, or declares entities."""
    text = document.strip()
    if len(text) > _MAX_CHARS or "<!DOCTYPE" in text or "<!ENTITY" in text:
        return None
    try:
        root = ET.fromstring(text)  # noqa: S314  # no entity is left in it: see above
    except (ET.ParseError, ValueError):
        return None
    if _name(root) != "rsl" or root.tag.rpartition("}")[0].lstrip("{") not in _NAMESPACES:
        return None
    return tuple(terms for content in root.iter() if _name(content) == "content" for terms in _terms_of(content))


def _terms_of(content: ET.Element) -> Iterator[Terms]:
    location = (content.get("url") or "").strip()
    licences = [child for child in content if _name(child) == "license"]
    if not licences:  # a server that gives licences, or nothing at all: free of charge is not said
        yield Terms(location, frozenset(), frozenset(), closed=False, conditional=True)
    for licence in licences:
        permits, prohibits = _tokens(licence, "permits"), _tokens(licence, "prohibits")
        payments = [(child.get("type") or "").strip().lower() for child in licence if _name(child) == "payment"]
        limited = any(
            _name(child) in {"permits", "prohibits"} and (child.get("type") or "usage").strip().lower() != "usage"
            for child in licence
        )
        paid = bool(payments) and not all(payment in _FREE for payment in payments)
        unread = not (prohibits or frozenset()) <= _KNOWN_TOKENS | _OLD_TOKENS  # a ban on who knows what
        conditional = limited or paid or unread
        yield Terms(location, permits or frozenset(), prohibits or frozenset(), permits is not None, conditional)


def _tokens(licence: ET.Element, name: str) -> frozenset[str] | None:
    """Return the usage tokens of a kind; None where none are given."""
    given = [
        child for child in licence if _name(child) == name and (child.get("type") or "usage").strip().lower() == "usage"
    ]
    words = (child.text or "" for child in given)
    tokens = frozenset(word.lower() for text in words for word in text.replace(",", " ").split())
    return tokens if given else None


def _name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()  # a comment's tag is a function


def document_statements(
    terms: tuple[Terms, ...], url: str | None, said_by: Speaker, place: str
) -> Iterator[RightsStatement]:
    """Yield what a document's licences say of a page."""
    governing = [each for each in terms if _governs(each.location, url)]
    for use, cover in _COVER.items():
        answers = [_answer(each, cover) for each in governing]
        if answers:
            value, conflict = max(answers, key=lambda answer: _STRICTEST.index(answer[0]))
            notes = ("conflict",) if conflict else ()
            yield RightsStatement(
                SIGNAL, use, value, said_by, place, f"{use}: {value}", "standard", version=VERSION, notes=notes
            )


def followed(
    statement: RightsStatement, url: str | None, document: Callable[[str], bytes | None]
) -> Iterator[RightsStatement]:
    """Yield what the document says that a pointer leads to, or the statement itself where there is none to read.

    A document that says nothing about this page or use leaves the pointer as it is: a licence governs, unread.
    """
    body = document(statement.target) if statement.quote == _POINTER and statement.target else None
    terms = None if body is None else _parse_bytes(body)
    place = f"{statement.place}, RSL document"
    told = [
        replace(each, agents=statement.agents, scope=statement.scope, notes=(*statement.notes, *each.notes))
        for each in document_statements(terms or (), url, statement.said_by, place)
        if each.use == statement.use
    ]
    yield from told or (statement,)


@lru_cache(_DOCUMENTS_KEPT)
def _parse_bytes(body: bytes) -> tuple[Terms, ...] | None:
    try:
        return parse_rsl(body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None


def _answer(terms: Terms, cover: frozenset[str]) -> tuple[Value, bool]:
    permitted = not terms.closed or bool(terms.permits & cover)
    if terms.prohibits & cover:
        return "deny", terms.closed and permitted
    if not permitted:
        return "deny", False
    return ("conditional" if terms.conditional else "allow"), False


def _governs(location: str, url: str | None) -> bool:
    if not location or url is None:
        return True
    asked, given = _ADDRESS.match(url), _ADDRESS.match(location)
    if given and asked and _host(given[1]) != _host(asked[1]):
        return False
    path = (given[2] if given else location) or "/"
    if not path.startswith(("/", "*")):
        path = f"/{path}"
    return pattern_of(path.encode("utf-8", "surrogatepass")).matches(url_path(url))


def _host(authority: str) -> str:
    """Return a host as it is compared: no user, no default port, no final dot, in the letters of DNS."""
    host = _DEFAULT_PORT.sub("", authority.rpartition("@")[2]).rstrip(".").lower()
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def pointer_statements(
    target: str,
    said_by: Speaker,
    place: str,
    *,
    agents: tuple[str, ...] = (),
    scope: str = "page",
    notes: tuple[str, ...] = (),
) -> Iterator[RightsStatement]:
    """Yield that a licence document, which is not read here, governs each use."""
    for use in _COVER:
        yield RightsStatement(
            SIGNAL,
            use,
            "conditional",
            said_by,
            place,
            _POINTER,
            "standard",
            scope=scope,
            agents=agents,
            version=VERSION,
            notes=notes,
            target=target,
        )
