"""Rules as data: what to look for, why it matters, and the examples that prove it.

The dataclasses here are also the schema of the rule files: `ruleset.load` validates YAML straight into them.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from scanner.types.sensitivity import SensitiveAs

_STRICT = ConfigDict(extra="forbid", strict=True)


class Severity(IntEnum):
    """How much a finding matters; ordered."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def word(self) -> str:
        """The name used in YAML, JSON and on the command line."""
        return self.name.lower()


SeverityWord = Literal["info", "low", "medium", "high", "critical"]
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
    numbers: Literal["international", "national"]
    """`international`: written with + or 00; `national`: read in the region the document suggests."""


@dataclass(frozen=True, slots=True)
class EntityMatch:
    """A kind of name that a statistical model finds, through presidio-analyzer on spaCy."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["entity"]
    entity: Literal["PERSON", "LOCATION"]


@dataclass(frozen=True, slots=True)
class SignalMatch:
    """A reservation in robots.txt, a page or a response header."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["signal"]
    signal: Literal["robots", "meta-robots", "x-robots-tag", "tdmrep"]
    values: tuple[str, ...] = ()
    """Directives that count (`noai`); for tdmrep the reservation values (`1`)."""
    agents: tuple[str, ...] = ()
    """Product tokens (RFC 9309 §2.2.1) for which a ban counts; `*` is the group for everyone else."""


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
    """Documents whose text is nearly the same as another's, anywhere in the corpus."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: Literal["duplicate"]
    min_similarity: Share
    """Jaccard similarity of token 5-grams from which two documents count as duplicates.

    It is estimated, and the comparison allows for the estimate's error (`dedup.clusters.least_agreement`).
    """


Match = Annotated[
    PatternMatch | PhoneMatch | EntityMatch | SignalMatch | LicenceMatch | DuplicateMatch,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class Example:
    """A document that a rule must or must not meet; a plain string in YAML is its `text`."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    text: str = ""
    html: str | None = None
    url: str | None = None
    headers: tuple[tuple[str, str], ...] | None = None
    language: str | None = None
    license: str | None = None
    robots_txt: str | None = None
    """Body of the site's robots.txt, captured before the page."""
    tdmrep_json: str | None = None
    """Body of the site's /.well-known/tdmrep.json."""
    other: str | None = None
    """Text of a second document, for duplicate rules."""
    value: str | None = None
    """The exact text the finding must cover, in `must_match` of rules that cover text."""


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One YAML file below `rules/`; its path gives the id."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    title: Annotated[str, Field(min_length=1)]
    severity: SeverityWord
    sensitivity: Literal["personal", "sensitive", "organisation", "secret", "example", "rights", "quality"]
    legal_basis: Annotated[tuple[str, ...], Field(min_length=1)]
    confidence: Share
    """Of a finding of this rule, as far as the rule alone can tell."""
    status: Literal["experimental", "stable", "deprecated"]
    match: Match
    must_match: Annotated[tuple[str | Example, ...], Field(min_length=1)]
    must_not_match: Annotated[tuple[str | Example, ...], Field(min_length=1)]
    remedy: Annotated[str, Field(min_length=1)]
    sensitive_as: SensitiveAs | None = None
    """Compulsory for rules whose sensitivity is personal or sensitive."""
    odds: Share | None = None
    """Share of random characters of the right shape that pass all checks but the context."""
    confidence_from: Literal["labelled", "odds", "judgement"] = "judgement"
    """Where `confidence` comes from: labelled pages, `odds`, or a judgement (docs/confidence.md)."""
    notes: str = ""
    """Known misses and look-alikes, odds of a random match; shown by `rules explain`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A loaded rule; `id` is written into reports, never reused, never renamed."""

    id: str
    file: RuleFile

    @property
    def severity(self) -> Severity:
        """Ordered severity."""
        return Severity[self.file.severity.upper()]

    @property
    def match(self) -> PatternMatch | PhoneMatch | EntityMatch | SignalMatch | LicenceMatch | DuplicateMatch:
        """What the rule looks for."""
        return self.file.match


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Every rule of a run, sorted by id, and the digest of what they say."""

    rules: tuple[Rule, ...]
    digest: str
    """SHA-256 over ids and canonical content, lower-case hex."""
