"""Claims about a document's licence → statements: what a licence lets be done is not what a protocol says of use."""

from collections.abc import Iterable, Iterator

from scanner.detectors.rights.licence_cc import Licence, address_of
from scanner.detectors.rights.licence_claims import EVIDENCE, RSL, Claim, Read, Trust, claims_of
from scanner.types.document import Document
from scanner.types.licence_profile import NEUTRAL, LicenceProfile
from scanner.types.rights import RightsStatement, Speaker, Value

SIGNAL = "licence"
_PLACES = {
    Trust.TEXT: "text",
    Trust.PART: "part",
    Trust.SITE: "terms of the site",
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
_SPEAKERS: dict[Trust, Speaker] = {
    Trust.COLUMN: "file",
    Trust.TAG: "file",
    Trust.NOTICE: "file",
    Trust.WHOLE: "file",
    Trust.SITE: "site",
}


def licence_statements(document: Document, read: Read) -> Iterator[RightsStatement]:
    """Yield a statement for each licence claimed; an address that does not say it is the page's licence is evidence."""
    return statements_of_claims(claims_of(document, read), NEUTRAL)


def statements_of_claims(claims: Iterable[Claim], profile: LicenceProfile) -> Iterator[RightsStatement]:
    """Yield the same for claims."""
    seen = set()
    for claim in claims:
        for licence in claim.licences:
            if licence != RSL and (claim.trust, licence) not in seen:
                seen.add((claim.trust, licence))
                yield _statement(claim, licence, profile)


def _statement(claim: Claim, licence: Licence, profile: LicenceProfile) -> RightsStatement:
    evidence = claim.trust in EVIDENCE
    value: Value = "unknown" if evidence else profile.effect_of(licence.id, licence.classes)
    speaker = _SPEAKERS.get(claim.trust, "page")
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
