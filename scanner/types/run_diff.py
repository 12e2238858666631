"""What changed from one finished run to another; its JSON Schema under `docs/formats/` comes from here."""

from dataclasses import dataclass
from typing import Final, Literal

from scanner.types.policy import Outcome, Reason

DIFF_SCHEMA: Final = "corpus-scanner/diff/v1"


@dataclass(frozen=True, slots=True)
class DrawnSide:
    """Which shards a run looked at that drew a sample of them: two with the same values looked at the same."""

    shards: int
    of_shards: int
    seed: str
    frame: str
    """Digest of the list that was drawn from."""


@dataclass(frozen=True, slots=True)
class DiffSide:
    """One of the two runs."""

    manifest: str
    """Digest that its manifest states."""
    outcome: Outcome
    policy: str
    """Title of the policy it was judged by."""
    policy_digest: str
    ruleset: str
    shards: int
    documents: int
    sample: DrawnSide | None = None
    """Set where the run looked at a sample of shards: all that is said of it speaks of these alone."""


@dataclass(frozen=True, slots=True)
class ShardsMoved:
    """Shards by id and content."""

    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    """Of the same id and another content."""
    renamed: dict[str, str]
    """Old id → new id of the same content."""
    same: int
    only_old: tuple[str, ...] = ()
    """Not in the new run, which looked at a sample: outside of it, or gone."""
    only_new: tuple[str, ...] = ()
    """Not in the old run, which looked at a sample: outside of it, or added since."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A count before and now."""

    before: int
    now: int


@dataclass(frozen=True, slots=True)
class GroupsMoved:
    """Hosts or sources by their documents."""

    added: int
    gone: int
    changed: int
    """With another number of documents."""
    largest: dict[str, Moved]
    """Those that changed most, documents before and now."""


@dataclass(frozen=True, slots=True)
class Found:
    """Findings of a rule in one run."""

    findings: float
    documents: float
    share: float
    """Of documents that have one."""
    low: float | None = None
    """95 % interval of the findings, where they are estimated from a sample; else None."""
    high: float | None = None
    is_estimate: bool = False
    is_looked_for: bool = True
    """False: the run did not have the rule, or could apply it to no document."""


@dataclass(frozen=True, slots=True)
class RuleMoved:
    """One rule before and now."""

    before: Found
    now: Found


@dataclass(frozen=True, slots=True)
class VerdictMoved:
    """Reasons, notes apart, by what they are about and where."""

    is_worse: bool
    """From pass to incomplete or fail, from incomplete to fail, or with a failure that was not there before."""
    new: tuple[Reason, ...]
    gone: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RunDiff:
    """What changed; rules, hosts and verdicts on uses that did not change are left out."""

    schema: Literal["corpus-scanner/diff/v1"]
    old: DiffSide
    new: DiffSide
    shards: ShardsMoved
    hosts: GroupsMoved
    sources: GroupsMoved
    """Of the source register; where a run had none, it has none here."""
    rules: dict[str, RuleMoved]
    rights: dict[str, dict[str, Moved]]
    """Use → verdict → documents."""
    verdict: VerdictMoved
