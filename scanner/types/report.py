"""What was measured: per shard, and merged over a corpus. JSON Schemas under `docs/formats/` come from here."""

from dataclasses import dataclass, field
from typing import Final, Literal

from scanner.types.document import Compression, Format
from scanner.types.duplicates import DuplicateClusters
from scanner.types.estimate import Agreement, Estimate, Measured, OpinionTally, StratumTally
from scanner.types.rights import RightsSummary
from scanner.types.sample import ShardSample

SHARD_SCHEMA: Final = "corpus-scanner/shard-report/v1"
CORPUS_SCHEMA: Final = "corpus-scanner/corpus-report/v1"
NO_URL: Final = "(no url)"
"""Stands in `Totals.hosts` for documents without a URL."""
IP_ADDRESS: Final = "(ip address)"
"""Stands there for every host that is an IP address."""
UNREGISTERED: Final = "(unregistered)"
"""Stands in `Totals.sources` for documents that no source of the register covers."""

ShardStatus = Literal["read", "empty", "damaged", "failed"]
"""`damaged`: read up to a fault; `failed`: nothing of it can be relied on."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that could not be read, and where."""

    reason: str
    record: str | None
    """None: the shard as a whole."""
    detail: str


@dataclass(frozen=True, slots=True)
class ShardFacts:
    """Which file was read, and how that went."""

    id: str
    format: Format
    compression: Compression
    bytes: int
    sha256: str
    status: ShardStatus
    faults: tuple[Fault, ...]
    """The first `MAX_FAULTS`, those that workers died over before others; `Coverage.failed` counts all."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at. Every record is counted once: documents + site_files + skipped + failed = records."""

    bytes_total: int
    """Of the stored files."""
    bytes_read: int
    records: int
    documents: int
    site_files: int
    """robots.txt and similar, kept apart for rights."""
    skipped: dict[str, int]
    """Reason → records set aside on purpose."""
    failed: dict[str, int]
    """Reason → records that could not be read."""
    clipped: int
    """Documents of which only the beginning was scanned."""
    lost_records: int
    """Failed records, clipped documents, and skipped records whose text should have been scanned."""
    characters: int
    """Unicode code points of text scanned."""


@dataclass(frozen=True, slots=True)
class RuleTally:
    """How often one rule was met."""

    findings: int
    documents: int
    """Documents with at least one finding."""
    not_looked: dict[str, int]
    """Reason → documents to which the rule could not be applied."""


@dataclass(frozen=True, slots=True)
class GroupTally:
    """Documents of one language or host, and per rule those with at least one finding."""

    documents: int
    rules: dict[str, int]
    """Rule id → documents."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a finding lies; `key` is its digest and the order in which samples are drawn."""

    key: str
    shard: str
    document: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts that add up over shards."""

    coverage: Coverage
    rules: dict[str, RuleTally]
    """Every rule of the ruleset, met or not."""
    languages: dict[str, GroupTally]
    hosts: dict[str, GroupTally]
    """`(no url)` for documents without one."""
    signals: dict[str, dict[str, int]]
    """Signal → value → documents."""
    samples: dict[str, tuple[Place, ...]]
    """Rule → the `SAMPLE_SIZE` places with the smallest keys: a uniform sample that merges in any order."""
    strata: dict[str, dict[str, StratumTally]] = field(default_factory=dict)
    """Rule → stratum → documents, for rules that looked at a sample of documents only."""
    opinions: dict[str, OpinionTally] = field(default_factory=dict)
    """Rule → what a second pipeline said, where one was asked."""
    names_read_in: dict[str, int] = field(default_factory=dict)
    """Language → documents in which names were looked for in it; a page of passages in two languages counts in both."""
    sources: dict[str, GroupTally] = field(default_factory=dict)
    """Source of the register → its documents; empty where no register was given."""


@dataclass(frozen=True, slots=True)
class ShardReport:
    """The risk report of one shard."""

    schema: Literal["corpus-scanner/shard-report/v1"]
    ruleset: str
    shard: ShardFacts
    totals: Totals
    estimates: dict[str, Estimate] = field(default_factory=dict)
    """Rule → what its sample says of the whole shard, for rules that looked at a sample of documents only."""
    agreements: dict[str, Agreement] = field(default_factory=dict)
    """Rule → a second pipeline's opinion, where one was asked."""


@dataclass(frozen=True, slots=True)
class ShardSummary:
    """A shard's line in the corpus report."""

    status: ShardStatus
    format: Format
    bytes: int
    sha256: str
    documents: int
    lost_records: int
    findings: dict[str, int]
    """Severity word → findings; of rules that looked at a sample, as many as are estimated."""
    faults: tuple[Fault, ...]
    estimated: tuple[str, ...] = ()
    """Severity words of rules that looked at a sample."""


@dataclass(frozen=True, slots=True)
class ListPin:
    """Which list of words or domains a rule looked for."""

    entries: int
    """Words or domains that are different."""
    sha256: str
    """Of the file's bytes, lower-case hex."""
    updated: str | None
    """Date that the file's head says; None: undated."""


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """Shard reports merged; `shards` names each exactly once."""

    schema: Literal["corpus-scanner/corpus-report/v1"]
    ruleset: str
    shards: dict[str, ShardSummary]
    totals: Totals
    duplicates: DuplicateClusters | None
    """None while shards are merged; set once the whole corpus was compared."""
    lists: dict[str, ListPin] = field(default_factory=dict)
    """Rule id → its list, for rules that have one."""
    estimates: dict[str, Estimate] = field(default_factory=dict)
    """Rule → what its sample says of the whole corpus, for rules that looked at a sample of documents only."""
    agreements: dict[str, Agreement] = field(default_factory=dict)
    """Rule → a second pipeline's opinion, where one was asked."""
    measured: dict[str, dict[str, Measured]] = field(default_factory=dict)
    """Rule → language → how right its finder of names was on labelled text."""
    rights: RightsSummary | None = None
    """None while shards are merged; set once pages were judged with their sites' files."""
    sample: ShardSample | None = None
    """Which shards were drawn where time was short; None: all shards are named here."""
