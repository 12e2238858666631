"""What a source says about uses of its pages: statements, and what they come to for each use."""

from dataclasses import dataclass, field
from typing import Final, Literal

from scanner.types.licence_profile import NEUTRAL, LicenceProfile

Use = Literal["train", "tdm", "ai-input", "search", "access"]
USES: Final[tuple[Use, ...]] = ("train", "tdm", "ai-input", "search", "access")
"""Training a model; text and data mining; input of a model that answers; a search index; fetching at all."""
USE: Final = "use."
"""Begins the signals under which verdicts are counted: `use.train`, …"""
NOT_OBSERVED: Final = "not-observed"
CONTRADICTION: Final = "contradiction"
TODAY: Final = "today."
"""Begins the signals under which verdicts by the newest captures of a snapshot are counted: `today.train`, …"""
CHANGED: Final = "changed."
"""Begins the signals under which documents are counted whose verdict is another today: `changed.train`, …"""
NOT_CAPTURED: Final = "not-captured"
PUBLISHED: Final = "published."
"""Begins the signals of verdicts by what sources published, for uses on which the source register overrides it."""
Value = Literal["allow", "deny", "conditional", "unknown"]
Speaker = Literal["site", "page", "file", "register"]
Verdict = Literal["allow", "reserved", "conditional", "unknown"]
Standing = Literal["standard", "draft", "convention", "agreement"]
"""Of the protocol: an RFC or a published specification; a draft; a custom without a text of its own; a contract or
licence that the source register names."""


@dataclass(frozen=True, slots=True)
class RightsStatement:
    """One thing that one source says about one use."""

    signal: str
    """The protocol: `robots`, `content-signal`, `content-usage`, `rsl`, `tdmrep`, `meta-robots`, `x-robots-tag`,
    `trust.txt`, `ai.txt`, `licence`, `register`; `terms-of-service` and `paywall` are hints."""
    use: Use
    value: Value
    """`unknown`: it speaks of the use and says nothing that has effect (malformed, superseded, evidence only)."""
    said_by: Speaker
    place: str
    """Where it stands: file and line, header name, element."""
    quote: str
    """What it says, in normal form."""
    standing: Standing
    scope: str = "page"
    """`page`, a path pattern, or a kind of content (`images`)."""
    agents: tuple[str, ...] = ()
    """Product tokens it is addressed to; empty for everyone."""
    version: str = ""
    """Of a draft or specification."""
    notes: tuple[str, ...] = ()
    """From a closed vocabulary: `ambiguous`, `malformed`, `superseded`, `near-miss`, `conflict`, `policy`, `hint`, and
    the leniencies of a robots.txt."""
    licence: str = ""
    """SPDX id or `LicenseRef-…`, where the statement is a licence."""
    target: str = ""
    """Canonical address of a licence or policy that it points to."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements about one use that cannot all be meant."""

    use: Use
    allowing: tuple[str, ...]
    denying: tuple[str, ...]
    """Places, as in `RightsStatement.place`."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What all statements about a page come to."""

    statements: tuple[RightsStatement, ...]
    verdicts: dict[Use, Verdict]
    contradictions: tuple[Contradiction, ...]
    not_observed: tuple[str, ...]
    """Signals that could not be seen; their absence allows nothing."""
    published: dict[Use, Verdict] = field(default_factory=dict)
    """Verdicts by published statements alone, for uses on which the source register overrides them."""


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """What was found of one source of the register."""

    party: str
    rights: tuple[str, ...]
    """Claimed: `hold`, `process`, `operate`."""
    basis: str
    reference: str
    grants: dict[str, str]
    """Use → what the register says of it; it overrides what was published."""
    unstated: tuple[str, ...]
    """Fields of the register that nobody filled in."""
    documents: int
    """0: registered and never met."""
    published: dict[str, int]
    """Verdict on training by what the source published → documents."""
    period: dict[str, int]
    """`inside`, `outside`, `time-unknown`, `not-stated` → documents, by capture time and collection period."""
    contradictions: dict[str, int]
    """Use that the register grants and the source reserves, or `licence` where another is found → documents."""


@dataclass(frozen=True, slots=True)
class UnregisteredSummary:
    """What no source of the register covers."""

    documents: int
    domains: int
    largest: dict[str, int]
    """Registrable domain → documents, for those with most; `rights/sources.parquet` has all."""


@dataclass(frozen=True, slots=True)
class SnapshotFacts:
    """Captures of sites' files that were given beside the corpus."""

    captures: int
    undated: int
    """Captures without a time; they count as today's."""
    failed: int
    """Files, lines and records that could not be read."""
    first: str | None
    """Earliest and latest capture, ISO 8601 in UTC; None where none has a time."""
    last: str | None
    sha256: str
    """Over names and contents of the files."""


@dataclass(frozen=True, slots=True)
class RightsSummary:
    """Verdicts on all documents of a corpus."""

    uses: dict[str, dict[str, int]]
    """Use → verdict → documents."""
    not_observed: dict[str, int]
    """Signal → documents for which it could not be seen."""
    contradictions: dict[str, int]
    """Use → documents about which statements contradict each other."""
    domains: dict[str, dict[str, int]]
    """Registrable domain → verdict on training → documents, for the domains with most reserved documents;
    `rights/domains.parquet` has all, for every use."""
    licences: LicenceProfile = NEUTRAL
    """What classes of licences came to."""
    snapshot: SnapshotFacts | None = None
    """Captures given with `--robots`, where there are any."""
    today: dict[str, dict[str, int]] = field(default_factory=dict)
    """Use → verdict by the snapshot's newest captures → documents; `not-captured` where it has none of the site."""
    changed: dict[str, dict[str, int]] = field(default_factory=dict)
    """Use → `verdict at crawl time > verdict today` → documents, where the two differ."""
    sources: dict[str, SourceSummary] | None = None
    """Source of the register → what was found of it; None: no register was given."""
    unregistered: UnregisteredSummary | None = None
