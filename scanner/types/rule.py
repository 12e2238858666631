"""Rules as data: what to look for, why it matters, and the examples that prove it.

The dataclasses here are also the schema of the rule files: `ruleset.load` validates YAML straight into them.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, ConfigDict, Field

from scanner.types.match import (
    DomainListMatch,
    DuplicateMatch,
    EntityMatch,
    KeywordListMatch,
    LicenceMatch,
    Match,
    PatternMatch,
    PhoneMatch,
    PresidioMatch,
    ProfileMatch,
    Share,
    SignalMatch,
    WordList,
)
from scanner.types.sensitivity import SensitiveAs

__all__ = (
    "DomainListMatch",
    "DuplicateMatch",
    "EntityMatch",
    "Example",
    "KeywordListMatch",
    "LicenceMatch",
    "Match",
    "PatternMatch",
    "PhoneMatch",
    "PresidioMatch",
    "ProfileMatch",
    "Rule",
    "RuleFile",
    "Ruleset",
    "Severity",
    "SeverityWord",
    "Share",
    "SignalMatch",
    "WordList",
)

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
    trust_txt: str | None = None
    """Body of the site's trust.txt."""
    ai_txt: str | None = None
    """Body of the site's ai.txt."""
    sources: str | None = None
    """A source register (docs/sources.md)."""
    fetched_at: AwareDatetime | None = None
    """When the page was captured (ISO 8601)."""
    other: str | None = None
    """Text of a second document, for duplicate rules."""
    other_license: str | None = None
    """What a licence column says of that document."""
    copies: int | None = None
    """How many documents have the first text; one, where it is not said."""
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
    match: Annotated[Match, Field(discriminator="kind")]
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
    words: WordList | None = field(default=None, repr=False)
    """What the file of a keyword or domain list holds; None for rules of other kinds."""

    @property
    def severity(self) -> Severity:
        """Ordered severity."""
        return Severity[self.file.severity.upper()]

    @property
    def match(self) -> Match:
        """What the rule looks for."""
        return self.file.match


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Every rule of a run, sorted by id, and the digest of what they say."""

    rules: tuple[Rule, ...]
    digest: str
    """SHA-256 over ids and canonical content, lower-case hex."""
