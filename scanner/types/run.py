"""How a run is driven and pinned: engines, outcomes of shards, the lock and the manifest."""

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from scanner.types.document import FailReason, Shard
from scanner.types.report import ListPin, ShardStatus
from scanner.types.spread import Spread

LOCK_SCHEMA: Final = "corpus-scanner/lock/v1"
MANIFEST_SCHEMA: Final = "corpus-scanner/manifest/v1"


@dataclass(frozen=True, slots=True)
class ShardOutcome:
    """What became of a shard in the first pass; enough to show progress."""

    shard: Shard
    status: ShardStatus
    documents: int
    findings: int
    failure: FailReason | None = None
    """Set when the shard could not be scanned at all, and so left nothing behind."""
    detail: str = ""
    """Its first fault, where it has one."""
    retried: str = ""
    """What became of the worker that had it first, where this is the outcome of a second try."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something went another way than planned, and no report says so: it changed no byte."""

    text: str


class Engine(Protocol):
    """A map over shards, and one over small tasks; nothing more."""

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        """Scan every shard and yield each outcome once, in any order; a fault costs its own shard only."""
        ...

    def spread(self, tell: Callable[[str], None]) -> AbstractContextManager[Spread]:
        """Give workers for tasks, for as long as they are needed.

        No task is lost: what workers cannot do, even in a second try, is done in this process, and `tell` is told.
        """
        ...


@dataclass(frozen=True, slots=True)
class Lock:
    """Everything that decides what a report says, beside the data: the same input and lock give the same bytes."""

    schema: Literal["corpus-scanner/lock/v1"]
    tool_version: str
    ruleset: str
    """Digest of the rules."""
    policy: str
    """Digest of the policy."""
    options: dict[str, str | int | float | bool | list[str]]
    """How shards were read and what was looked for."""
    libraries: dict[str, str]
    """Package → version, of those whose version can change a finding."""
    tag_key_id: str
    """Tells whether two runs used the same key for value tags; does not give the key away."""
    lists: dict[str, ListPin] = field(default_factory=dict)
    """Rule id → its list of words or domains, for rules that have one; its content counts for `ruleset`."""
    sources: str | None = None
    """Digest of the source register; None: none was given."""
    baseline: str | None = None
    """Digest of the baseline; None: none was given."""
    suppressions: str | None = None
    """Digest of the suppressions; None: none were given, or not applied."""
    as_of: str | None = None
    """The day for which suppressions were judged (ISO 8601); None: there were none."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Digest of every file of a run that does not hold times or machine facts."""

    schema: Literal["corpus-scanner/manifest/v1"]
    files: dict[str, str]
    """Path below the output folder → SHA-256."""
    digest: str
    """SHA-256 over the sorted `path NUL digest LF` lines of `files`."""
