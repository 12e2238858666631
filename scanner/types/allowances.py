"""What is let pass beside the policy: what was there before, and what somebody answers for."""

from dataclasses import dataclass
from datetime import date

from scanner.types.baseline import Baseline
from scanner.types.suppression import Suppressions


@dataclass(frozen=True, slots=True)
class Allowances:
    """A baseline and suppressions; without them everything counts."""

    baseline: Baseline | None = None
    """Against which gates that are `new_only` count; None: to them, everything is new."""
    suppressions: Suppressions | None = None
    suppressions_digest: str | None = None
    as_of: date | None = None
    """The day for which suppressions are judged, given with them: no clock is read here."""


NOTHING_ALLOWED = Allowances()
