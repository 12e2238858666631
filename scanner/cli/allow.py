"""What the command line says of policy, baseline and suppressions → what a run is judged by; reads the clock."""

from datetime import UTC, date, datetime
from pathlib import Path

from scanner.errors import UsageError
from scanner.policy.baseline import load_baseline
from scanner.policy.load import as_judged, digest_of, load_policy
from scanner.policy.suppressions import load_suppressions
from scanner.types.allowances import Allowances
from scanner.types.policy import Policy


def policy_for(named: str | None, *, new_only: bool) -> tuple[Policy, str]:
    """Return a policy as it is judged by, and its digest."""
    policy = as_judged(load_policy(named)[0], new_only=new_only)
    return policy, digest_of(policy)


def allowances_for(baseline: Path | None, suppressions: Path | None, today: str | None) -> Allowances:
    """Return baseline and suppressions; a day stands in them only where suppressions do."""
    known = None if baseline is None else load_baseline(baseline)
    if suppressions is None:
        _day(today)  # a slip is told, whether or not the day is needed
        return Allowances(known)
    said, digest = load_suppressions(suppressions)
    return Allowances(known, said, digest, _day(today))


def _day(today: str | None) -> date:
    if today is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(today)
    except ValueError:
        raise UsageError(f"--today {today}: expected a date such as 2026-01-31") from None
