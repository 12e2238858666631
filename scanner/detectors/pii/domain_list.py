"""Documents → findings of domain lists: a document's own host, and domains written in its text.

What counts in a text is defined by `reference_places`; the detector finds the same places by a database or an index.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType
from urllib.parse import urlsplit

from scanner.detectors.pii.database import HYPERSCAN
from scanner.detectors.pii.literals import Literals, Span, every_place, leftmost_longest
from scanner.detectors.pii.tag import tag_of
from scanner.detectors.pii.word_list import stands_apart
from scanner.types.document import Document
from scanner.types.finding import DOCUMENT_FIELD, Finding
from scanner.types.rule import DomainListMatch, Rule
from scanner.validators.domain import ascii_domain, canonical_domain
from scanner.validators.fold import fold_case

_MASK = "*"
"""Stands in `Document.host` for digits of labels that may be somebody's number."""
_LABEL = "-_"
_MAX_LABEL = 63
_GOES_ON = re.compile(r"[-_]+[0-9a-z]|\.[^\W_]")
"""What behind a domain makes it the beginning of another one: `example.org-shop.com`, `example.org.evil.com`."""


class DomainListDetector:
    """Looks for the domains of all rules of kind domain-list."""

    def __init__(self, rules: Sequence[Rule], key: bytes, engine: ModuleType | None = HYPERSCAN) -> None:
        """Compile the lists that the rules brought along."""
        self._key = key
        self._lists = tuple(
            (rule, domains, Literals(written_forms(domains), engine))
            for rule in rules
            if isinstance(rule.match, DomainListMatch)
            for domains in (listed_domains(rule),)
        )

    def detect(self, batch: Sequence[Document]) -> Iterator[Finding]:
        """Yield a finding on the document as a whole for its host, and one for every domain written in its text."""
        for document in batch:
            host = _host_of(document)
            for rule, domains, _ in self._lists:
                if host is not None and belongs(host, domains):
                    yield self._finding(rule, document, DOCUMENT_FIELD, (0, 0), host)
            for part in document.fields:
                text = fold_case(part.text)
                for rule, _, literals in self._lists:
                    for span in chosen(text, literals.places(text)):
                        yield self._finding(rule, document, part.name, span, text[slice(*span)])

    def _finding(self, rule: Rule, document: Document, part: str, span: Span, name: str) -> Finding:
        tag = tag_of(self._key, canonical_domain(name) or name, "lower")
        return Finding(rule.id, document.id, part, *span, rule.file.confidence, tag)


def listed_domains(rule: Rule) -> frozenset[str]:
    """Return a rule's domains in canonical form."""
    entries = rule.words.entries if rule.words is not None else ()
    return frozenset(domain for entry in entries if (domain := canonical_domain(entry)) is not None)


def written_forms(domains: frozenset[str]) -> frozenset[str]:
    """Return how the domains may be written in lower case: with Unicode labels and with `xn--` ones."""
    return domains | {ascii_domain(domain) for domain in domains}


def reference_places(rule: Rule, text: str) -> list[Span]:
    """Return the places of a rule's domains in a text: slow, and plainly right."""
    folded = fold_case(text)
    return list(chosen(folded, every_place(written_forms(listed_domains(rule)), folded)))


def belongs(host: str, domains: frozenset[str]) -> bool:
    """Tell whether a host is one of the domains or below one."""
    name = canonical_domain(host)
    if name is None:
        return False
    labels = name.split(".")
    return any(".".join(labels[first:]) in domains for first in range(len(labels) - 1))


def chosen(text: str, places: Iterable[Span]) -> Iterator[Span]:
    """Yield the domains to report, each with the sub-domain written in front of it, none twice."""
    behind = 0
    for start, end in leftmost_longest(places, lambda start, end: _is_domain(text, start, end)):
        yield max(behind, _start_of_host(text, start)), end
        behind = end


def _is_domain(text: str, start: int, end: int) -> bool:
    """Tell whether a domain begins where a label begins and ends where a host ends: it does not in `my-example.org`."""
    if not stands_apart(text, start, end) or _GOES_ON.match(text, end) is not None:
        return False
    signs = start
    while signs > max(0, start - _MAX_LABEL) and text[signs - 1] in _LABEL:
        signs -= 1
    return signs in {start, 0} or not (text[signs - 1].isascii() and text[signs - 1].isalnum())


def _start_of_host(text: str, start: int) -> int:
    """Return where the sub-domain in front of a domain begins; label by label, ASCII only."""
    while start > 1 and text[start - 1] == ".":
        label = start - 1
        while label > 0 and text[label - 1].isascii() and (text[label - 1].isalnum() or text[label - 1] in _LABEL):
            label -= 1
        if label == start - 1:
            break
        start = label
    return start


def _host_of(document: Document) -> str | None:
    """Return the document's host; from its URL where the host stands with masked digits (`*******.com`)."""
    if document.host is None or _MASK not in document.host or document.url is None:
        return document.host
    try:
        return urlsplit(document.url.strip()).hostname
    except ValueError:  # brackets that hold no address
        return None
