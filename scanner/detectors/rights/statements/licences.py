"""Claims about a document's licence → statements: what a licence lets be done is not what a protocol says of use."""

from collections.abc import Iterable, Iterator

from scanner.detectors.rights.licence import RANKS
from scanner.detectors.rights.licence_cc import Licence, address_of
from scanner.detectors.rights.licence_claims import EVIDENCE, RSL, Claim, Read, Trust, claims_of
from scanner.types.document import Document
from scanner.types.rights import RightsStatement, Speaker, Value

SIGNAL = "licence"
_PLACES = {
    Trust.TEXT: "text",
    Trust.PART: "part",
    Trust.META: "meta",
    Trust.ANCHOR: "a rel=license",
    Trust.DATA: "structured data",
    Trust.LINK: "link rel=license",
    Trust.HEADER: "header link",
    Trust.WHOLE: "licence text",
    Trust.NOTICE: "licence notice",
    Trust.TAG: "SPDX tag",
    Trust.COLUMN: "licence column",
}
_OF_FILE = frozenset((Trust.COLUMN, Trust.TAG, Trust.NOTICE, Trust.WHOLE))
_SAYS: dict[str, Value] = {"public-domain": "allow", "permissive": "allow", "attribution": "allow"}
"""Class → whether its terms let a copy be learnt from, if only its author is named; every other class has terms that
a person must weigh."""
_NOTHING = "no-permission"
"""A notice that all rights are reserved grants nothing and reserves nothing that silence would not."""


def licence_statements(document: Document, read: Read) -> Iterator[RightsStatement]:
    """Yield a statement for each licence claimed; an address that does not say it is the page's licence is evidence."""
    return statements_of_claims(claims_of(document, read))


def statements_of_claims(claims: Iterable[Claim]) -> Iterator[RightsStatement]:
    """Yield the same for claims."""
    seen = set()
    for claim in claims:
        for licence in claim.licences:
            if licence != RSL and (claim.trust, licence) not in seen:
                seen.add((claim.trust, licence))
                yield _statement(claim, licence)


def _statement(claim: Claim, licence: Licence) -> RightsStatement:
    strictest = max(licence.classes, key=RANKS.index)
    evidence = claim.trust in EVIDENCE
    value: Value = "unknown" if evidence or strictest == _NOTHING else _SAYS.get(strictest, "conditional")
    speaker: Speaker = "file" if claim.trust in _OF_FILE else "page"
    return RightsStatement(
        SIGNAL,
        "train",
        value,
        speaker,
        _PLACES[claim.trust],
        licence.id,
        "standard",
        notes=("evidence",) if evidence else (),
        licence=licence.id,
        target=address_of(licence.id),
    )
