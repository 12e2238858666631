"""What detectors hand over: findings without text, statements about rights, and what they could not look for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from scanner.types.document import Document
from scanner.types.rights import RightsStatement

DOCUMENT_FIELD = "(document)"
"""`Finding.field` of a finding that speaks of the whole document; its span is 0, 0."""

NOT_DRAWN = "outside the sample"
"""`NotLooked.reason` of documents that a sample stands for."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A rule met a place. Holds no text, so nothing found can be logged or printed."""

    rule: str
    document: str
    field: str
    start: int
    """In Unicode code points of the field, inclusive."""
    end: int
    """Exclusive."""
    confidence: float
    """0 to 1."""
    value_tag: str = ""
    """Keyed HMAC-SHA-256 of the normalised value, 128 bits in hex; empty where there is no value."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A machine-readable statement about rights that a document's source made; counted, never quoted."""

    document: str
    signal: str
    """For example `robots.ai-training`, `tdmrep`, `licence`."""
    value: str
    """From a closed vocabulary: `allow`, `deny`, `unknown`, an SPDX id, `LicenseRef-…`."""


@dataclass(frozen=True, slots=True)
class NotLooked:
    """A rule could not be applied to a document; it is not evidence of absence."""

    rule: str
    document: str
    reason: str
    """A short fixed phrase, the same for every document with the same cause."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rule looks at a sample of documents only: of which stratum a document is, and whether it was drawn."""

    rule: str
    document: str
    stratum: str
    looked: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a second pipeline says of the names that a rule's first one found in a document."""

    rule: str
    document: str
    language: str
    """Of the document."""
    bands: tuple[tuple[str, int, int], ...]
    """(`LANGUAGE LOW-HIGH`, names of the first, those of them that the second confirms): by the language a name was
    read in, which may be another than the document's, and by confidence."""
    second: int | None
    """Names the second found; None: the document was not drawn for it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a document's source says of one use, for the ledger of rights; counted as `Statement`."""

    document: str
    statement: RightsStatement


@dataclass(frozen=True, slots=True)
class ReadIn:
    """A language in which names were looked for in a document, or in passages of it."""

    document: str
    language: str


@dataclass(frozen=True, slots=True)
class Attributed:
    """Which source of the register covers a document, and how the two agree; counted by source and domain."""

    document: str
    source: str
    """Id; `NO_SOURCE` where none covers it."""
    facts: tuple[tuple[str, str], ...]
    """(measure, value), for example (`period`, `outside`)."""


Detection = Finding | Statement | NotLooked | Drawn | Opinion | Said | ReadIn | Attributed


class Detector(Protocol):
    """Turns documents into detections; pure, nothing kept between batches."""

    def detect(self, batch: Sequence[Document]) -> Iterable[Detection]:
        """Yield what each document holds; the order does not matter."""
        ...
