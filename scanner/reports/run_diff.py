"""What changed between two runs → its JSON and schema, and the tables of its terminal and Markdown forms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from pydantic import TypeAdapter

from scanner.reports.markup import escape, plain, table
from scanner.reports.sample import words_for
from scanner.types.run_diff import DiffSide, Found, GroupsMoved, RunDiff

_DIFF: Final[TypeAdapter[RunDiff]] = TypeAdapter(RunDiff)
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Section:
    """One table; the first cell of a row is a name from the corpus."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0
    """Rows that are left out."""


def diff_json(diff: RunDiff) -> bytes:
    """Return indented JSON with sorted keys."""
    return orjson.dumps(diff, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def diff_schema() -> dict[str, Any]:
    """Return the JSON Schema of that."""
    schema = _DIFF.json_schema()
    for part in (schema, *schema["$defs"].values()):
        if part.get("type") == "object" and "properties" in part:
            part["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def headline(diff: RunDiff) -> tuple[str, ...]:
    """Return what everybody asks first, in lines."""
    old, new = diff.old, diff.new
    lines = [f"Verdict: {old.outcome.upper()} → {new.outcome.upper()}" + (", worse" if diff.verdict.is_worse else "")]
    if old.policy_digest != new.policy_digest:
        lines.append("Judged by different policies: `gate` judges a run again by the other's.")
    if old.ruleset != new.ruleset:
        lines.append("Scanned with different rules: findings may have come or gone with them.")
    return (*lines, *_on_samples(old, new))


def _on_samples(old: DiffSide, new: DiffSide) -> Iterator[str]:
    """Yield which runs looked at a sample of shards, and what becomes of counts for that."""
    if old.sample is not None and old.sample == new.sample:
        yield f"Both looked at the same sample, {_drawn(old)} shards: nothing here speaks of the others."
        return
    for name, side in (("old", old), ("new", new)):
        if side.sample is not None:
            again = words_for(side.shards, side.sample.seed)
            yield f"The {name} run looked at a sample, {_drawn(side)} shards ({again})."
    if old.sample is not None or new.sample is not None:
        yield "So the two looked at different shards: counts differ with them, and shares can be held together at most."


def _drawn(side: DiffSide) -> str:
    return f"{side.shards:,}" if side.sample is None else f"{side.shards:,} of {side.sample.of_shards:,}"


def sections_of(diff: RunDiff) -> Iterator[Section]:
    """Yield the tables that have rows."""
    yield Section("Corpus", ("", "Old", "New"), tuple(_corpus(diff)))
    yield from _some("Shards", ("Shard", "Change"), list(_shards(diff)))
    for title, groups in (("Hosts", diff.hosts), ("Sources", diff.sources)):
        yield from _groups(title, groups)
    ranked = sorted(
        diff.rules.items(), key=lambda entry: (-abs(entry[1].now.findings - entry[1].before.findings), entry[0])
    )
    rows = [(rule, _counted(each.before), _counted(each.now), _shares(each.before, each.now)) for rule, each in ranked]
    yield from _some("Findings", ("Rule", "Old", "New", "Share of documents"), rows)
    rights = [
        (use, verdict, f"{moved.before:,}", f"{moved.now:,}")
        for use, verdicts in diff.rights.items()
        for verdict, moved in verdicts.items()
    ]
    yield from _some("Rights", ("Use", "Verdict", "Old", "New"), rights)
    verdict = [
        (reason.subject, reason.where, change, reason.outcome.value, reason.message)
        for change, reasons in (("new", diff.verdict.new), ("gone", diff.verdict.gone))
        for reason in reasons
    ]
    yield from _some("Reasons of the verdict", ("Subject", "Where", "Change", "Outcome", "Message"), verdict)


def render_diff(diff: RunDiff) -> str:
    """Return Markdown; names are escaped."""
    parts = ["# What changed\n", "  \n".join(plain(line) for line in headline(diff)) + "\n"]
    for section in sections_of(diff):
        rows = [(escape(first) if first else "", *map(plain, others)) for first, *others in section.rows]
        if section.title == "Corpus":
            rows = [(first, *others) for first, *others in section.rows]
        parts.append(f"## {section.title}\n\n" + table(section.head, rows))
        if section.more:
            parts.append(f"and {section.more:,} more\n")
    return "\n".join(parts)


def _some(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[Section]:
    if rows:
        yield Section(title, head, tuple(rows[:_SHOWN]), max(0, len(rows) - _SHOWN))


def _corpus(diff: RunDiff) -> Iterator[tuple[str, ...]]:
    yield "Shards", _drawn(diff.old), _drawn(diff.new)
    yield "Documents", f"{diff.old.documents:,}", f"{diff.new.documents:,}"
    yield "Verdict", diff.old.outcome.value, diff.new.outcome.value


def _shards(diff: RunDiff) -> Iterator[tuple[str, ...]]:
    moved = diff.shards
    told = ((moved.changed, "changed"), (moved.added, "added"), (moved.gone, "gone"))
    outside = ((moved.only_old, "not in the new sample"), (moved.only_new, "not in the old sample"))
    for names, change in (*told, *outside):
        yield from ((name, change) for name in names)
    yield from ((name, f"renamed to {new}") for name, new in moved.renamed.items())


def _groups(title: str, groups: GroupsMoved) -> Iterator[Section]:
    rows = tuple((name, f"{moved.before:,}", f"{moved.now:,}") for name, moved in list(groups.largest.items())[:_SHOWN])
    if rows:
        counts = f"{title}: {groups.added:,} added, {groups.gone:,} gone, {groups.changed:,} changed"
        more = groups.added + groups.gone + groups.changed - len(rows)
        yield Section(counts, (title[:-1], "Documents, old", "New"), rows, more)


def _counted(found: Found) -> str:
    if not found.is_looked_for:
        return "not looked for"
    if not found.is_estimate:
        return f"{found.findings:,.0f}"
    high = " or more" if found.high is None else f" to {found.high:,.0f}"
    return f"≈ {found.findings:,.0f} ({found.low or 0:,.0f}{high})"


def _shares(before: Found, now: Found) -> str:
    return f"{'≈ ' * before.is_estimate}{before.share:.2%} → {'≈ ' * now.is_estimate}{now.share:.2%}"
