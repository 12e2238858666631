"""What a run is asked for, beside its plan and its shards."""

from dataclasses import dataclass

from scanner.pipeline.pace import EVERYTHING, Draw
from scanner.pipeline.resume import NOTHING_KEPT, Work
from scanner.reports.formats import DEFAULT_FORMATS
from scanner.types.allowances import NOTHING_ALLOWED, Allowances
from scanner.types.policy import Policy
from scanner.types.run import Lock


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run is held against, in which formats it is told, and what it goes on from."""

    policy: Policy
    policy_digest: str
    lock: Lock
    formats: tuple[str, ...] = DEFAULT_FORMATS
    allowances: Allowances = NOTHING_ALLOWED
    work: Work = NOTHING_KEPT
    draw: Draw = EVERYTHING
