"""What a corpus held at an earlier time, shard by shard, and what a later run holds beyond it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

BASELINE_SCHEMA: Final = "corpus-scanner/baseline/v1"
NEW: Final = "new since the baseline"
BEYOND: Final = "beyond the baseline, where it knows the shards"
ALL_NEW: Final = "beyond the baseline"
"""Begin the message of a reason on a gate that is `new_only`, before a colon: which part of the place is meant."""
BaselineState = Literal["new", "updated", "unchanged"]
Counted = tuple[int, int]
"""Findings, and documents with findings."""


@dataclass(frozen=True, slots=True)
class KnownShard:
    """What rules found in a shard of a certain content; a rule that is not named found nothing."""

    shard: str
    sha256: str
    findings: Mapping[str, Counted]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Shards sorted by id and digest, and the digest of all that is said of them."""

    shards: tuple[KnownShard, ...]
    digest: str
    """SHA-256 over the canonical content, lower-case hex."""


@dataclass(frozen=True, slots=True)
class RuleAgainst:
    """Findings of one rule against a baseline."""

    before: int
    """In the baseline."""
    now: int
    over: int
    """In shards that the baseline does not know, and beyond its counts in those it knows."""
    fewer: int
    """Less than its counts in shards that it knows, and in shards that are gone."""


@dataclass(frozen=True, slots=True)
class ShardsAgainst:
    """Where a run differs from a baseline: what is not named here is as it was."""

    unknown: tuple[str, ...]
    """Shards whose content the baseline does not know, sorted: all that they hold is new."""
    differing: dict[str, dict[str, int]] = field(default_factory=dict)
    """Known shard → rule → findings in the baseline, of rules that count otherwise now, findings or documents."""


@dataclass(frozen=True, slots=True)
class BaselineComparison:
    """A run against a baseline, whatever the gates make of it; suppressions are not taken into account."""

    digest: str
    shards_known: int
    """Of the same content, under whatever name."""
    shards_changed: int
    """Of a known name and another content: counted as new."""
    shards_new: int
    shards_gone: int
    rules: dict[str, RuleAgainst] = field(default_factory=dict)
    """Rules with findings before or now."""
    shards: ShardsAgainst | None = None
    """None: the run was judged by a version that did not keep it."""
