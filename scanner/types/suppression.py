"""Findings that a person has set aside, with a reason and an end; the dataclasses are also the schema of the file."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final, Literal

from pydantic import ConfigDict, Field

_STRICT = ConfigDict(extra="forbid", strict=True)
SUPPRESSIONS_SCHEMA: Final = "corpus-scanner/suppressions/v1"
Said = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]
State = Literal["used", "unused", "expired"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where findings are set aside; exactly one is given."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    shard: Said | None = None
    """`news/*.jsonl.gz`: shard ids, with `*` and `?`."""
    host: Said | None = None
    """Host of a document's URL, as reports write it."""
    source: Said | None = None
    """Source of the register, or the host where a run had none."""

    def __str__(self) -> str:
        """Return the place as reasons of verdicts write it."""
        kind, name = self.named
        return f"{kind} {name}"

    @property
    def named(self) -> tuple[Literal["shard", "host", "source"], str]:
        """Return kind and name."""
        if self.shard is not None:
            return "shard", self.shard
        return ("host", self.host) if self.host is not None else ("source", self.source or "")


@dataclass(frozen=True, slots=True)
class Suppression:
    """Findings of a rule or group at a place that gates do not count until a day."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    rule: Annotated[str, Field(min_length=1)]
    """A rule id, or a group such as `pii.cn.*`."""
    where: Spot
    reason: Said
    """Why this is tolerated, for whoever reads the report."""
    owner: Said
    """Who answers for it."""
    expires: date
    """The last day on which it holds."""


@dataclass(frozen=True, slots=True)
class Suppressions:
    """A file of suppressions."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    schema: Literal["corpus-scanner/suppressions/v1"]
    suppressions: Annotated[tuple[Suppression, ...], Field(min_length=1)]
    unused: Literal["note", "fail"] = "note"
    """What it means when a suppression sets nothing aside."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What became of a suppression, as the verdict lists it."""

    rule: str
    where: str
    """`shard …`, `host …` or `source …`."""
    reason: str
    owner: str
    expires: str
    """ISO 8601 date."""
    state: State
    findings: int
    """Set aside for gates, never in reports; of a host or source at the least, since only its documents are counted."""
    documents: int
    shards: int
    """Shards in which something was set aside."""
