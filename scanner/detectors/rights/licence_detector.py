"""Documents → findings of licence rules, and the licences that were stated."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from scanner.detectors.rights.licence_cc import Licence
from scanner.detectors.rights.licence_claims import EVIDENCE, Claim, Trust, claims_of
from scanner.detectors.rights.licence_reuse import reuse_of
from scanner.detectors.rights.signals import whole_document
from scanner.detectors.rights.statements.licences import statements_of_claims
from scanner.types.document import Document
from scanner.types.finding import DOCUMENT_FIELD, Detection, Finding, Said, Statement
from scanner.types.licence_profile import NEUTRAL, LicenceProfile
from scanner.types.rule import LicenceMatch, Rule

SIGNAL = "licence"
NONE_FOUND = "none found"
CONFLICT = "conflict"
WEAK = 0.5
"""What an address in the text is worth beside a claim that says it is the page's licence: of the thousand domains with
the most Creative Commons links, a check by hand kept 537 (Common Pile)."""

_ONE_CLAIM = (frozenset((Trust.TAG,)), frozenset((Trust.WHOLE, Trust.NOTICE)))
_TOGETHER = frozenset().union(*_ONE_CLAIM)
REUSE = "reuse"
_OURS = "LicenseRef-"


@dataclass(frozen=True, slots=True)
class LicenceDetector:
    """All licence rules at once."""

    rules: tuple[tuple[Rule, frozenset[str]], ...]
    """Rule and the classes it asks for."""
    read: Callable[[str], tuple[Licence, ...] | None]
    """`licence.read_licences` behind a bounded cache: a shard repeats few declarations many times."""
    profile: LicenceProfile = NEUTRAL

    def detect(self, batch: Sequence[Document]) -> Iterable[Detection]:
        """Yield findings: with a place for addresses and tags in the text, else for the whole document."""
        for document in batch:
            claims = list(claims_of(document, self.read))
            yield from _statements(document.id, claims)
            reuse = reuse_of(document.fields[0].text)
            if reuse is not None:
                yield Statement(document.id, REUSE, reuse)
            yield from (Said(document.id, statement) for statement in statements_of_claims(claims, self.profile))
            conflict = in_conflict(claims)
            stated = frozenset(each for claim in claims for licence in claim.licences for each in licence.classes)
            for rule, classes in self.rules:
                if not stated.isdisjoint(classes):
                    yield from _findings(rule, classes, document.id, claims)
                if conflict and CONFLICT in classes:
                    yield whole_document(rule, document.id)


def _statements(document: str, claims: Sequence[Claim]) -> Iterator[Statement]:
    ids = sorted({licence.id for claim in claims for licence in claim.licences})
    for value in ids or (NONE_FOUND,):
        yield Statement(document, SIGNAL, value)


def _findings(rule: Rule, classes: frozenset[str], document: str, claims: Sequence[Claim]) -> Iterator[Finding]:
    """Yield one finding for the whole document at the most, and one for each place in its text."""
    met = [claim for claim in claims if any(classes.intersection(licence.classes) for licence in claim.licences)]
    whole = [claim for claim in met if claim.field == DOCUMENT_FIELD]
    if whole:
        yield whole_document(rule, document, max(_confidence(rule, claim) for claim in whole))
    for claim in met:
        if claim.field != DOCUMENT_FIELD:
            yield Finding(rule.id, document, claim.field, claim.start, claim.end, _confidence(rule, claim))


def _confidence(rule: Rule, claim: Claim) -> float:
    return round(rule.file.confidence * claim.share * (WEAK if claim.trust in EVIDENCE else 1.0), 4)


def in_conflict(claims: Iterable[Claim]) -> bool:
    """Tell whether claims name different licences.

    Claims in the text count only where nothing more trusted is there: a page under one licence may speak of others.
    A claim that holds all licences of another adds to it; unread ones contradict nothing.
    """
    kept = [claim for claim in claims if any(licence.classes != ("unknown",) for licence in claim.licences)]
    trusted = [claim for claim in kept if claim.trust not in EVIDENCE] or kept
    named = {frozenset(licence.id for licence in claim.licences) for claim in trusted if claim.trust not in _TOGETHER}
    # Several SPDX tags in one file all hold (REUSE specification 3.3), and so do several texts and notices: together
    # they are one claim.
    for trusts in _ONE_CLAIM:
        ids = frozenset(licence.id for claim in trusted if claim.trust in trusts for licence in claim.licences)
        named |= {ids} if ids else set()
    return any(not (holds_licences(one, other) or holds_licences(other, one)) for one in named for other in named)


def holds_licences(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether every licence of `other` is in `one`, a family without version standing for each version."""
    return all(any(_same(first, second) for first in one) for second in other)


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other) or _is_family_of(one, other) or _is_family_of(other, one)


def _is_family_of(family: str, licence: str) -> bool:
    """Tell whether a licence is a version of a family, which only ids of our own name: MIT-0 is none of MIT."""
    stem = family.removeprefix(_OURS)
    return family != stem and re.match(rf"{re.escape(stem)}-[0-9]", _plain(licence)) is not None


def _plain(licence: str) -> str:
    """Return an id without what says who made it, its exceptions and later versions: columns seldom know of those."""
    return licence.partition(" WITH ")[0].removeprefix(_OURS).removesuffix("-only").removesuffix("-or-later")


def watched_classes(rules: Iterable[Rule]) -> tuple[tuple[Rule, frozenset[str]], ...]:
    """Return the licence rules with the classes they ask for."""
    return tuple((rule, frozenset(rule.match.classes)) for rule in rules if isinstance(rule.match, LicenceMatch))
