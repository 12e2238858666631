"""Verdict → the parts of the summary on what was set aside, what is new, and what is left to people."""

from collections.abc import Iterator
from typing import Final

from scanner.reports.markup import counted, escape, plain, table
from scanner.types.baseline import BaselineComparison, RuleAgainst
from scanner.types.policy import Verdict
from scanner.types.suppression import Suppressed

_ROWS: Final = 15
_ORDER: Final = {"expired": 0, "used": 1, "unused": 2}


def tell_qualified(verdict: Verdict) -> str:
    """Return what a verdict is given with, to be told beside it: what was set aside, a baseline; else nothing."""
    used = [each for each in verdict.suppressed if each.state == "used"]
    parts = []
    if used:
        findings = sum(each.findings for each in used)
        parts.append(
            f"{findings:,} findings set aside by {len(used):,} suppressions, until {min(u.expires for u in used)}"
        )
    if verdict.baseline is not None:
        parts.append("only what is beyond the baseline counted by gates that ask for what is new")
    return "; ".join(parts)


def render_allowances(verdict: Verdict) -> str:
    """Return the parts as Markdown; texts of owners and shards are escaped."""
    return "\n".join((*_suppressed(verdict), *_baseline(verdict.baseline), *_left(verdict)))


def _suppressed(verdict: Verdict) -> Iterator[str]:
    if not verdict.suppressed:
        return
    yield f"## Set aside\n\nGates do not count it on {verdict.as_of}, all other counts do.\n"
    head = ("Rule", "Where", "State", "Findings", "Documents", "Until", "Owner", "Reason")
    ranked = sorted(verdict.suppressed, key=lambda each: (_ORDER[each.state], -each.findings))
    yield table(head, [_row(each) for each in ranked[:_ROWS]])
    if len(ranked) > _ROWS:
        yield f"and {len(ranked) - _ROWS:,} more: see `verdict.json`\n"


def _row(each: Suppressed) -> tuple[str, ...]:
    at_least = "" if each.where.startswith("shard ") or not each.findings else "≥ "
    counts = (f"{at_least}{each.findings:,}", f"{each.documents:,}")
    return (
        escape(each.rule),
        escape(each.where),
        each.state,
        *counts,
        each.expires,
        *map(plain, (each.owner, each.reason)),
    )


def _baseline(compared: BaselineComparison | None) -> Iterator[str]:
    if compared is None:
        return
    yield (
        f"## Against the baseline\n\nknown to it: {counted(compared.shards_known, 'shard')}; "
        f"with another content than then: {compared.shards_changed:,}; new: {compared.shards_new:,}; "
        f"gone: {compared.shards_gone:,}.\n"
    )
    moved = [(rule, each) for rule, each in compared.rules.items() if each.over or each.fewer]
    if not moved:
        yield "No rule found more or less than it holds.\n"
        return
    ranked = sorted(moved, key=lambda entry: (-entry[1].over, -entry[1].fewer, entry[0]))
    yield table(
        ("Rule", "Then", "Now", "Beyond it", "Fewer"), [(rule, *_counts(each)) for rule, each in ranked[:_ROWS]]
    )
    if len(ranked) > _ROWS:
        yield f"and {len(ranked) - _ROWS:,} more rules: see `verdict.json`\n"


def _counts(each: RuleAgainst) -> tuple[str, ...]:
    return tuple(f"{count:,}" for count in (each.before, each.now, each.over, each.fewer))


def _left(verdict: Verdict) -> Iterator[str]:
    if verdict.left_to_people:
        yield "## Left to people\n\nWhat the policy says no figure decides:\n"
        yield "\n".join(f"- {plain(each)}" for each in verdict.left_to_people) + "\n"
