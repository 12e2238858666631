"""Documents → what their own headers and HTML say about mining, as findings and statements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scanner.detectors.rights.directives import HEADER, META, directives_in_headers, directives_in_metas
from scanner.detectors.rights.tdmrep import STATED, reservation_of
from scanner.types.document import Document
from scanner.types.finding import DOCUMENT_FIELD, Detection, Finding, NotLooked, Statement
from scanner.types.rule import Rule, SignalMatch

NO_HEADERS = "this format does not keep HTTP headers"
NO_MARKUP = "this format does not keep the page's HTML"
NOTHING = "none"
UNKNOWN = "unknown"
TDMREP = "tdmrep"


def whole_document(rule: Rule, document: str, confidence: float | None = None) -> Finding:
    """Return a finding that speaks of a whole document, with the rule's confidence unless another is given."""
    return Finding(rule.id, document, DOCUMENT_FIELD, 0, 0, rule.file.confidence if confidence is None else confidence)


@dataclass(frozen=True, slots=True)
class _DirectiveRule:
    rule: Rule
    values: frozenset[str]
    agents: frozenset[str]


@dataclass(frozen=True, slots=True)
class DirectiveDetector:
    """Meta robots elements, or X-Robots-Tag headers."""

    signal: str
    rules: tuple[_DirectiveRule, ...]

    def detect(self, batch: Sequence[Document]) -> Iterable[Detection]:
        """Yield a finding for each rule a document meets, and which directives were stated at all."""
        for document in batch:
            if self.signal == HEADER and document.headers is None:
                yield from self._not_looked(document, NO_HEADERS)
            elif self.signal == META and document.markup is None:
                yield from self._not_looked(document, NO_MARKUP)
            else:
                yield from self._look(document)

    def _not_looked(self, document: Document, reason: str) -> Iterator[Detection]:
        yield Statement(document.id, self.signal, UNKNOWN)
        for watched in self.rules:
            yield NotLooked(watched.rule.id, document.id, reason)

    def _look(self, document: Document) -> Iterator[Detection]:
        read = directives_in_headers if self.signal == HEADER else directives_in_metas
        stated: set[str] = set()
        for watched in self.rules:
            found = read(document, watched.agents) & watched.values
            stated |= found
            if found:
                yield whole_document(watched.rule, document.id)
        # Only words that rules ask for are stated: nothing a page makes up gets into a report.
        for value in sorted(stated) or (NOTHING,):
            yield Statement(document.id, self.signal, value)


@dataclass(frozen=True, slots=True)
class ReservationDetector:
    """TDMRep as far as the page itself says it; where it is silent the site's file decides later."""

    rules: tuple[Rule, ...]

    def detect(self, batch: Sequence[Document]) -> Iterable[Detection]:
        """Yield findings and one statement for documents that speak; HTML overrides the header.

        Nothing comes of a silent one: its site's file answers for it, or the site's judge tells what was missing.
        """
        for document in batch:
            reservation = reservation_of(document)
            if reservation is not None:
                yield Statement(document.id, TDMREP, STATED[reservation])
            for rule in self.rules:
                if reservation is not None and counts(rule, reservation):
                    yield whole_document(rule, document.id)


def counts(rule: Rule, reservation: int) -> bool:
    """Tell whether a rule asks for this reservation value."""
    return isinstance(rule.match, SignalMatch) and str(reservation) in rule.match.values


def build_signals(rules: Sequence[Rule]) -> Iterator[DirectiveDetector | ReservationDetector]:
    """Yield the detectors that the rules of kind `signal` need, robots.txt apart."""
    for signal in (META, HEADER):
        watched = tuple(_directive_rules(rules, signal))
        if watched:
            yield DirectiveDetector(signal, watched)
    reservations = tuple(rule for rule in rules if signal_of(rule) == TDMREP)
    if reservations:
        yield ReservationDetector(reservations)


def _directive_rules(rules: Sequence[Rule], signal: str) -> Iterator[_DirectiveRule]:
    for rule in rules:
        if isinstance(rule.match, SignalMatch) and rule.match.signal == signal:
            values = frozenset(value.lower() for value in rule.match.values)
            yield _DirectiveRule(rule, values, frozenset(agent.lower() for agent in rule.match.agents))


def signal_of(rule: Rule) -> str | None:
    """Return the signal a rule speaks of, or None for a rule of another kind."""
    return rule.match.signal if isinstance(rule.match, SignalMatch) else None
