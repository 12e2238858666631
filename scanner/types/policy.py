"""What is tolerated, and the verdict that follows. The policy dataclasses are also the schema of policy files."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, ClassVar, Final, Literal

from pydantic import ConfigDict, Field

from scanner.types.baseline import BaselineComparison
from scanner.types.rule import SeverityWord, Share
from scanner.types.suppression import Suppressed

_STRICT = ConfigDict(extra="forbid", strict=True)
VERDICT_SCHEMA: Final = "corpus-scanner/verdict/v1"
Scope = Literal["corpus", "shard", "source", "host"]
Count = Annotated[int, Field(ge=0)]
Clause = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class CoverageFloor:
    """Least share of the corpus that must have been looked at for any verdict but incomplete."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    min_records_read: Share
    min_bytes_read: Share


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound on how often a rule, or a group of rules, may be met; exactly one `max_…` is given."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    rule: Annotated[str, Field(min_length=1)]
    """A rule id, or a group such as `pii.cn.*`; `*` alone is every rule."""
    per: Scope = "corpus"
    """Where the bound holds: a source is one of the source register (`--sources`), and without a register the host."""
    max_documents_share: Share | None = None
    max_rate_per_million: Annotated[float, Field(ge=0)] | None = None
    """Findings per million documents."""
    max_count: Count | None = None
    """Findings (documents where `per` is source or host)."""
    min_documents: Count = 0
    """With fewer (looked at, where a rule looks at a sample) the bound is not applied, and the verdict says so."""
    decide_on: Literal["point", "upper_bound_95"] = "point"
    """Compare the measured figure, or its one-sided 95 % upper bound.

    An estimate from a sample keeps a bound where its whole 95 % interval does, and crosses it where the whole interval
    does, or with `upper_bound_95` the estimate itself; else nothing is decided.
    """
    severity: SeverityWord = "high"
    """How the verdict's reason is marked."""
    not_looked: Literal["incomplete", "note"] = "incomplete"
    """What it means when a rule of the gate could not be applied everywhere; a gap of a sample is always incomplete."""
    but_not: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    """Rules and groups that are left out of the group that the gate names."""
    new_only: bool = False
    """Count only what a baseline (`--baseline`) does not have; without one everything is new."""
    legal_basis: tuple[Clause, ...] = ()
    """Clauses that speak for the bound; they decide nothing."""


@dataclass(frozen=True, slots=True)
class ExampleTally:
    """What a rule found in an example."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    findings: Count
    documents: Count


@dataclass(frozen=True, slots=True)
class ExampleEstimate:
    """What a sample says of an example; three numbers are lower end, estimate and upper end of a 95 % interval."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    looked: Count
    """Documents looked at."""
    share: tuple[Share, Share, Share]
    """Share of documents with findings."""
    findings: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class ExampleGroup:
    """Documents of a host or source, and those of them with findings by rule."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    documents: Count
    findings: dict[str, Count] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PolicyExample:
    """A corpus of one shard, and the verdict that the policy must give on it; `policy test` holds it to that."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    documents: Count
    verdict: Literal["pass", "fail", "incomplete"]
    title: str = ""
    findings: dict[str, Count | ExampleTally] = field(default_factory=dict)
    """Rule → findings; a number alone means as many documents."""
    not_looked: dict[str, Count] = field(default_factory=dict)
    """Rule or group → documents to which it could not be applied."""
    estimates: dict[str, ExampleEstimate] = field(default_factory=dict)
    hosts: dict[str, ExampleGroup] = field(default_factory=dict)
    sources: dict[str, ExampleGroup] = field(default_factory=dict)
    lost_records: Count = 0
    fails: tuple[str, ...] = ()
    """Gates (their `rule`) that must be among those that fail."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a corpus may hold."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    schema: Literal["corpus-scanner/policy/v1"]
    title: str
    coverage: CoverageFloor
    gates: Annotated[tuple[Gate, ...], Field(min_length=1)]
    left_to_people: tuple[Clause, ...] = ()
    """What no figure decides: questions that a person must answer, whatever the verdict."""
    examples: tuple[PolicyExample, ...] = ()
    """Proofs of what the policy says; they are no part of its digest."""


class Outcome(StrEnum):
    """What a verdict comes to."""

    PASS = "pass"  # noqa: S105  # an outcome, not a password
    FAIL = "fail"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that decided, or could not be decided."""

    outcome: Outcome
    """`fail`: a bound was crossed; `incomplete`: it could not be told; `pass`: a note."""
    subject: str
    """Rule or group, or `coverage`, or `suppressions`."""
    where: str
    """`corpus`, or `shard …`, `source …`, `host …`; the plural alone where several are meant."""
    message: str
    """Measured against allowed, in words."""
    severity: SeverityWord
    measured: float | None = None
    allowed: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Report against policy."""

    schema: Literal["corpus-scanner/verdict/v1"]
    outcome: Outcome
    policy: str
    """Title of the policy."""
    policy_digest: str
    report_digest: str
    """SHA-256 of corpus.json."""
    reasons: tuple[Reason, ...]
    """Failures first, then what is incomplete, then notes; within them by severity."""
    gates_decided: int
    gates_total: int
    suppressed: tuple[Suppressed, ...] = ()
    """Every suppression that was given, and what it set aside; counts in reports are never changed by it."""
    as_of: str | None = None
    """The day for which suppressions were judged (ISO 8601); None: none were given."""
    suppressions_digest: str | None = None
    baseline: BaselineComparison | None = None
    """None: no baseline was given."""
    left_to_people: tuple[str, ...] = ()
    """What the policy says no figure decides."""
