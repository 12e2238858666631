"""Corpus report and verdict → `summary.md`, coverage first."""

from collections.abc import Iterable, Iterator, Sequence

from scanner.reports.allowances import render_allowances, tell_qualified
from scanner.reports.duplicates import render_duplicates
from scanner.reports.findings import render_findings
from scanner.reports.looked import tell_bytes
from scanner.reports.markup import counted, escape, plain, table
from scanner.reports.names import render_names
from scanner.reports.rights import render_rights
from scanner.reports.sample import render_sample, tell_sample
from scanner.reports.sources import render_sources
from scanner.types.catalogue import Catalogue
from scanner.types.policy import Outcome, Reason, Verdict
from scanner.types.report import CorpusReport, Coverage, GroupTally

_ROWS = 15
_NAMES_SHOWN = 4
_WORDS = {
    Outcome.PASS: "PASS: every bound of the policy holds for what was looked at",
    Outcome.FAIL: "FAIL: at least one bound of the policy is crossed",
    Outcome.INCOMPLETE: "INCOMPLETE: what was looked at does not allow a verdict",
}
_MARKS = {Outcome.PASS: "note", Outcome.FAIL: "fail", Outcome.INCOMPLETE: "incomplete"}


def render_summary(corpus: CorpusReport, verdict: Verdict, catalogue: Catalogue) -> str:
    """Return the summary as Markdown; names of shards and hosts are escaped, nothing found is quoted."""
    parts = (
        _head(corpus, verdict),
        render_sample(corpus),
        render_allowances(verdict),
        _coverage(corpus),
        _faults(corpus),
        render_findings(corpus, catalogue),
        render_names(corpus, catalogue),
        render_rights(corpus),
        render_sources(corpus),
        render_duplicates(corpus),
        _groups("Languages", corpus.totals.languages.items()),
        _groups("Hosts with most documents", corpus.totals.hosts.items()),
        _shards(corpus),
        _notes(verdict),
        _pins(corpus, verdict),
    )
    return "\n".join(part for part in parts if part)


def _head(corpus: CorpusReport, verdict: Verdict) -> str:
    lines = ["# Corpus scan\n", f"**{_WORDS[verdict.outcome]}** (policy {escape(verdict.policy)}).\n"]
    sample = tell_sample(corpus)
    lines.extend([f"**{sample}**\n"] if sample else [])
    qualified = tell_qualified(verdict)
    lines.extend([f"Judged with {qualified}.\n"] if qualified else [])
    deciding = [reason for reason in verdict.reasons if reason.outcome is not Outcome.PASS]
    lines.extend(_reason_lines(deciding))
    if deciding:
        lines.append("")
    notes = len(verdict.reasons) - len(deciding)
    why = (
        f" {counted(notes, 'note')} on the others and on other things: [below](#notes-on-the-verdict)." if notes else ""
    )
    lines.append(f"{verdict.gates_decided} of {verdict.gates_total} gates could be decided.{why}\n")
    return "\n".join(lines)


def _notes(verdict: Verdict) -> str:
    """Return what decides nothing: most of it says why a gate was not applied."""
    notes = [reason for reason in verdict.reasons if reason.outcome is Outcome.PASS]
    return "\n".join(("## Notes on the verdict\n", *_reason_lines(notes), "")) if notes else ""


def _reason_lines(reasons: Sequence[Reason]) -> Iterator[str]:
    """One line a reason; notes that say the same of many rules share one line, verdict.json has each."""
    subjects: dict[tuple[str, ...], list[str]] = {}
    for reason in reasons:
        key = (_MARKS[reason.outcome], reason.severity, reason.where, reason.message)
        subjects.setdefault(key if reason.outcome is Outcome.PASS else (*key, reason.subject), []).append(
            reason.subject
        )
    for (mark, severity, where, message, *_), names in subjects.items():
        shown = ", ".join(names[:_NAMES_SHOWN])
        more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
        yield f"- {mark} · {severity} · {shown}{more} · {escape(where)}: {plain(message)}"


def _coverage(corpus: CorpusReport) -> str:
    coverage: Coverage = corpus.totals.coverage
    states: dict[str, int] = {}
    for summary in corpus.shards.values():
        states[summary.status] = states.get(summary.status, 0) + 1
    rows = [
        ("Shards", ", ".join(f"{count} {status}" for status, count in sorted(states.items()))),
        ("Bytes read, as stored", tell_bytes(corpus)),
        ("Records", f"{coverage.records:,}"),
        ("Documents scanned", f"{coverage.documents:,}"),
        ("Characters scanned", f"{coverage.characters:,}"),
        ("Site files (robots.txt and the like)", f"{coverage.site_files:,}"),
        *((f"Skipped: {reason}", f"{count:,}") for reason, count in sorted(coverage.skipped.items())),
        *((f"Failed: {reason}", f"{count:,}") for reason, count in sorted(coverage.failed.items())),
        ("Clipped documents", f"{coverage.clipped:,}"),
        ("Records whose text was lost, in whole or part", f"{coverage.lost_records:,}"),
    ]
    return "## Coverage\n\n" + table(("What", "How much"), rows)


def _faults(corpus: CorpusReport) -> str:
    lines = [
        f"- {escape(shard_id)}{' ' * bool(fault.record)}{plain(fault.record or '')}: {fault.reason}, "
        f"{plain(fault.detail)}"
        for shard_id, summary in corpus.shards.items()
        for fault in summary.faults
    ]
    if not lines:
        return ""
    more = [f"- and {len(lines) - _ROWS} more: see `corpus.json`"] if len(lines) > _ROWS else []
    return "## What could not be read\n\n" + "\n".join([*lines[:_ROWS], *more]) + "\n"


def _groups(title: str, groups: Iterable[tuple[str, GroupTally]]) -> str:
    ranked = sorted(((name, group.documents) for name, group in groups), key=lambda row: (-row[1], row[0]))
    rows = [(escape(name), f"{count:,}") for name, count in ranked[:_ROWS]]
    more = f"\nand {len(ranked) - _ROWS} more: see `corpus.json`\n" if len(ranked) > _ROWS else ""
    return f"## {title}\n\n" + table(("Name", "Documents"), rows) + more if rows else ""


def _shards(corpus: CorpusReport) -> str:
    order = ("critical", "high", "medium", "low", "info")
    ranked = sorted(
        corpus.shards.items(),
        key=lambda entry: (entry[1].status == "read", [-entry[1].findings.get(word, 0) for word in order], entry[0]),
    )
    rows = [
        (
            escape(shard_id),
            summary.status,
            f"{summary.documents:,}",
            *(f"{'≈ ' * (word in summary.estimated)}{summary.findings.get(word, 0):,}" for word in order),
        )
        for shard_id, summary in ranked[:_ROWS]
    ]
    note = (
        "\n≈ estimated in part: rules looked at a sample.\n" if any("≈" in cell for row in rows for cell in row) else ""
    )
    return "## Shards, worst first\n\n" + table(("Shard", "State", "Documents", *order), rows) + note


def _pins(corpus: CorpusReport, verdict: Verdict) -> str:
    return (
        "## What this rests on\n\n"
        f"Ruleset `{corpus.ruleset}`, policy `{verdict.policy_digest}`, `corpus.json` `{verdict.report_digest}`. "
        "A count is what these rules met in what was read: evidence, not proof of absence. "
        "Places are in `findings/`; the text found there is in no file of this run.\n" + _lists(corpus)
    )


def _lists(corpus: CorpusReport) -> str:
    """Return size and date of the lists; their age is no part of it, since this text holds no clock."""
    rows = [
        (rule_id, f"{pin.entries:,}", pin.updated or "undated", f"`{pin.sha256}`")
        for rule_id, pin in sorted(corpus.lists.items())
    ]
    return "\nLists of words and domains:\n\n" + table(("Rule", "Entries", "Updated", "SHA-256"), rows) if rows else ""
