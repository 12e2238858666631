"""Findings of reservations on a document and the grants of its source → those that the grants do not answer.

What the party signed governs in place of what its site tells everybody. Each finding that is set aside leaves a
statement, so that a report tells how many there were and of which rule.
"""

from collections.abc import Iterable, Iterator, Mapping

from scanner.types.finding import Detection, Finding, Statement
from scanner.types.register import Source
from scanner.types.rule import LicenceMatch, Rule, SignalMatch

ANSWERED = "register.answers"
"""Signal of what was set aside; its value is the id of the rule."""
_PERMISSIVE = frozenset(("public-domain", "permissive", "attribution"))
"""Classes of licences that let anyone learn from a copy: their findings reserve nothing."""
_PURPOSES = {"train": "train", "search": "search", "fetch": "ai-input", "": "access"}
_OF_TRAINING = frozenset(("noai", "noml"))
_OF_IMAGES = frozenset(("noimageai", "noimageml"))


def settled(source: Source | None, detections: Iterable[Detection], rules: Mapping[str, Rule]) -> Iterator[Detection]:
    """Yield the detections of a document, with a statement in place of each finding that a grant answers."""
    granted = frozenset(use for use, grant in (source.grants or {}).items() if grant == "allow") if source else None
    if not granted:
        yield from detections
        return
    for found in detections:
        if isinstance(found, Finding) and found.rule in rules and uses_reserved(rules[found.rule]) & granted:
            yield Statement(found.document, ANSWERED, found.rule)
        else:
            yield found


def uses_reserved(rule: Rule) -> frozenset[str]:
    """Return the uses of which one, when granted, answers a finding of the rule; empty for rules of other kinds."""
    match rule.match:
        case LicenceMatch(classes=classes) if not _PERMISSIVE.issuperset(classes):
            return frozenset(("train",))
        case SignalMatch() if rule.match.signal != "register":
            return frozenset(_uses_of(rule.match))
    return frozenset()


def _uses_of(match: SignalMatch) -> Iterator[str]:
    match match:
        case SignalMatch(signal="robots", purpose=purpose):
            yield _PURPOSES[purpose]
        case SignalMatch(signal="tdmrep"):
            yield from ("train", "tdm")
        case SignalMatch(signal="meta-robots" | "x-robots-tag", values=values):
            # Of images nothing is yielded: the register speaks of a source's documents, which are texts.
            if _OF_TRAINING.intersection(values):
                yield "train"
            elif _OF_IMAGES.isdisjoint(values):
                yield "search"
        case SignalMatch(values=values):
            yield from (value.partition("=")[0] for value in values)
