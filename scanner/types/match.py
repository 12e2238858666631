"""The kinds of match that a rule can ask for, and the list of words that one may name."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

_STRICT = ConfigDict(extra="forbid", strict=True)
Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """A regular expression (Python syntax, `re`), confirmed by a validator and by words nearby."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["pattern"]
    pattern: str
    """The named group `value` is the span of the finding; without it the whole match is."""
    validator: str | None = None
    """Name of a check in `scanner.validators`."""
    normalise: Literal["digits", "alphanumeric", "lower", "exact"] = "lower"
    """What of the value counts for its tag: the same number written two ways has one tag."""
    context: tuple[str, ...] = ()
    """Words of which one must stand within `context_chars` of the match, in any case; none: always."""
    context_chars: Annotated[int, Field(ge=1, le=500)] = 60
    bare_confidence: Share | None = None
    """Given: the words are no condition, but a match without one of them has only this confidence."""
    unless_labelled: tuple[str, ...] = ()
    """Words that say, right in front of the match, that it is something else: `order no.`, `订单号`; in any case."""


@dataclass(frozen=True, slots=True)
class PhoneMatch:
    """Telephone numbers: candidates by shape, confirmed by libphonenumber's numbering plans."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["phone"]
    numbers: Literal["international", "national", "hotline", "example"]
    """`international`: written with + or 00; `national`: read in the region the document suggests.

    `hotline`: either, of an organisation's service; `example`: either, from a range kept for films and manuals.
    """


@dataclass(frozen=True, slots=True)
class EntityMatch:
    """A kind of name that a statistical model finds, through presidio-analyzer on spaCy."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["entity"]
    entity: Literal["PERSON", "LOCATION"]


@dataclass(frozen=True, slots=True)
class ProfileMatch:
    """A person's name near something else that tells of the person: what other rules find, or words."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["profile"]
    near: tuple[str, ...] = ()
    """Rules (`pii.email`) and groups of rules (`pii.cn.*`) of which one must be met within `window_chars`."""
    leave_out: tuple[str, ...] = ()
    """Rules and groups of `near` that do not count."""
    words: tuple[str, ...] = ()
    """Words of which one may stand there instead, in any case."""
    window_chars: Annotated[int, Field(ge=1, le=500)] = 100
    """Code points between the name and the nearest edge of what it stands near, in front or behind alike."""


@dataclass(frozen=True, slots=True)
class SignalMatch:
    """A reservation in robots.txt, a page or a response header."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["signal"]
    signal: Literal[
        "robots",
        "meta-robots",
        "x-robots-tag",
        "tdmrep",
        "content-usage",
        "content-signal",
        "rsl",
        "trust.txt",
        "ai.txt",
        "register",
    ]
    values: tuple[str, ...] = ()
    """Directives that count (`noai`); for tdmrep the reservation values (`1`); for robots none; for the others uses and
    what is said of them (`train=deny`, docs/rights.md); for register also `unregistered`, `contradiction`,
    `licence-differs`, `out-of-period`."""
    agents: tuple[str, ...] = ()
    """Product tokens (RFC 9309 §2.2.1) for which a ban counts; `*` is the group for everyone else."""
    purpose: Literal["", "train", "search", "fetch"] = ""
    """What the agents of a robots rule fetch for; those that fetch for training are whom a page's verdicts are for."""


@dataclass(frozen=True, slots=True)
class LicenceMatch:
    """A licence statement of a page, a file or a shard's licence column."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["licence"]
    classes: tuple[
        Literal[
            "public-domain",
            "attribution",
            "share-alike",
            "non-commercial",
            "no-derivatives",
            "permissive",
            "copyleft",
            "conditional",
            "no-permission",
            "conflict",
            "unknown",
        ],
        ...,
    ]
    """A document with a licence of one of these classes is a finding."""


@dataclass(frozen=True, slots=True)
class DuplicateMatch:
    """Documents whose text is the same or nearly the same as another's, anywhere in the corpus."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["duplicate"]
    min_similarity: Share
    """Jaccard similarity of token 5-grams from which two documents count as duplicates.

    It is estimated, and the comparison allows for the estimate's error (`dedup.clusters.least_agreement`).
    """
    finds: Literal["near", "exact", "personal", "licence-conflict"] = "near"
    """`near`, `exact`: documents that are not the one kept of their cluster; `exact` asks for the same characters, told
    by a digest, and `min_similarity` is then 1. The other two speak of a whole cluster, on the document kept of it:
    `personal`: one rule on personal information or secrets of severity high or more was met in `min_copies` of its
    documents; `licence-conflict`: its documents differ in their licence or in whether they are reserved."""
    min_copies: Annotated[int, Field(ge=2)] = 3
    """For `personal`."""


@dataclass(frozen=True, slots=True)
class PresidioMatch:
    """What a recognizer of presidio-analyzer finds, with its own score as the finding's confidence."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["presidio"]
    recognizer: str
    """Name of a class in `presidio_analyzer.predefined_recognizers` that needs no service and no model."""
    min_score: Annotated[float, Field(gt=0, le=1)] = 0.4
    """Below it a match is no finding; words nearby raise a score, as presidio-analyzer does it."""
    language: str = "en"
    """Code of the spaCy tokenizer that finds the words nearby; documents of every language are looked at."""


@dataclass(frozen=True, slots=True)
class KeywordListMatch:
    """Words and phrases of a file, one a line."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["keyword-list"]
    file: Annotated[str, Field(min_length=1)]
    """Path from the folder of the rule file (docs/formats/word-list.md)."""
    whole_words: bool = True
    """A letter or digit at a word's edge must not be glued to another; Chinese words are met anywhere all the same."""
    case: Literal["ignore", "exact"] = "ignore"


@dataclass(frozen=True, slots=True)
class DomainListMatch:
    """Domains of a file, one a line: met by the document's own host, and where they are written in its text."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["domain-list"]
    file: Annotated[str, Field(min_length=1)]
    """Path from the folder of the rule file (docs/formats/word-list.md). Sub-domains are met with their domain."""


@dataclass(frozen=True, slots=True)
class WordList:
    """A file that a rule names, as it was read; it travels with the rule, so that a worker needs no file."""

    updated: str | None
    """Date (`2026-01-31`) that the file's head says; None: it says none."""
    sha256: str
    """Of the file's bytes, lower-case hex."""
    entries: tuple[str, ...]
    """As written, one for each that is different; blanks inside are single."""


Match = (
    PatternMatch
    | PhoneMatch
    | EntityMatch
    | PresidioMatch
    | KeywordListMatch
    | DomainListMatch
    | SignalMatch
    | LicenceMatch
    | DuplicateMatch
    | ProfileMatch
)
"""Closed; told apart in rule files by `kind`."""
