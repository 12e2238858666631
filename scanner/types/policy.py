"""What is tolerated, and the verdict that follows. The policy dataclasses are also the schema of policy files."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Final, Literal

from pydantic import ConfigDict, Field

from scanner.types.rule import SeverityWord, Share

_STRICT = ConfigDict(extra="forbid", strict=True)
VERDICT_SCHEMA: Final = "corpus-scanner/verdict/v1"


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
    per: Literal["corpus", "shard", "source"] = "corpus"
    """Where the bound holds; a source is the host of a document's URL."""
    max_documents_share: Share | None = None
    max_rate_per_million: Annotated[float, Field(ge=0)] | None = None
    """Findings per million documents."""
    max_count: Annotated[int, Field(ge=0)] | None = None
    """Findings (documents where `per` is source)."""
    min_documents: Annotated[int, Field(ge=0)] = 0
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


@dataclass(frozen=True, slots=True)
class Policy:
    """What a corpus may hold."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    schema: Literal["corpus-scanner/policy/v1"]
    title: str
    coverage: CoverageFloor
    gates: Annotated[tuple[Gate, ...], Field(min_length=1)]


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
    """Rule or group, or `coverage`."""
    where: str
    """`corpus`, or `shard …`, or `source …`."""
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
