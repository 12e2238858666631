"""A saved run → what GitHub shows of a job: `step-summary.md` and `annotations.txt`."""

from collections.abc import Iterator
from typing import Final

from scanner.reports.allowances import render_allowances, tell_qualified
from scanner.reports.ci.gates import State, faulty_shards, gate_states, tell_bound
from scanner.reports.ci.places import shown
from scanner.reports.duplicates import render_duplicates
from scanner.reports.findings import render_findings
from scanner.reports.looked import tell_bytes
from scanner.reports.markup import counted, escape, plain, table
from scanner.reports.names import render_names
from scanner.reports.rights import render_rights
from scanner.reports.sample import tell_sample
from scanner.reports.sources import render_sources
from scanner.types.policy import Outcome, Reason
from scanner.types.saved_run import SavedRun

MAX_SUMMARY: Final = 900_000
"""Bytes. GitHub drops a step summary of more than 1 MiB whole, other steps' included."""
MAX_ANNOTATIONS: Final = 10
"""GitHub shows no more of a level in a step, and says nothing of the others."""
DROPPED: Final = (
    *("Sources", "Duplicates", "Rights", "Names", "Gates", "Shards", "Findings", "Set aside, new, left to people"),
    "Not read",
)
"""Sections that are left out of a summary that is too long, in this order; verdict and reasons always stay."""
_WORDS: Final = {
    Outcome.PASS: "✅ PASS: every bound of the policy holds for what was looked at",
    Outcome.FAIL: "❌ FAIL: at least one bound of the policy is crossed",
    Outcome.INCOMPLETE: "⚠️ INCOMPLETE: what was looked at does not allow a verdict",
}
_REASONS: Final = 50
_ROWS: Final = 50
_MAX_MESSAGE: Final = 1_000
_SEVERITIES: Final = ("critical", "high", "medium", "low", "info")


def render_step_summary(run: SavedRun, max_bytes: int = MAX_SUMMARY) -> bytes:
    """Return GitHub-flavoured Markdown, verdict first; what is left out for length is named at its end."""
    head = _head(run)
    sections = {
        "Not read": _not_read(run),
        "Set aside, new, left to people": render_allowances(run.verdict),
        "Findings": render_findings(run.corpus, run.catalogue),
        "Shards": _shards(run),
        "Gates": _gates(run),
        "Names": render_names(run.corpus, run.catalogue),
        "Rights": render_rights(run.corpus),
        "Duplicates": render_duplicates(run.corpus),
        "Sources": render_sources(run.corpus),
    }
    folded = {name: _folded(name, body) for name, body in sections.items() if body}
    left: list[str] = []
    for name in ("", *DROPPED):
        if name in folded:
            del folded[name]
            left.append(name)
        body = _joined(head, folded, left)
        if len(body) <= max_bytes:
            return body
    return body


def _joined(head: str, folded: dict[str, str], left: list[str]) -> bytes:
    note = f"Left out, since GitHub shows no more than 1 MiB: {', '.join(left)}. See `summary.md`.\n" if left else ""
    return "\n".join(part for part in (head, *folded.values(), note) if part).encode(errors="replace")


def _head(run: SavedRun) -> str:
    verdict, read = run.verdict, run.corpus.totals.coverage
    telling = [reason for reason in verdict.reasons if reason.outcome is not Outcome.PASS]
    notes = len(verdict.reasons) - len(telling)
    more = len(telling) - _REASONS
    lines = [
        f"## {_WORDS[verdict.outcome]}\n",
        *([f"**{sample}**\n"] if (sample := tell_sample(run.corpus)) else []),
        *([f"Judged with {qualified}.\n"] if (qualified := tell_qualified(verdict)) else []),
        *(_bullet(reason) for reason in telling[:_REASONS]),
        *([f"- and {counted(more, 'more reason')}: see `verdict.json`"] if more > 0 else []),
        *([f"- {counted(notes, 'note')}: see `verdict.json`"] if notes else []),
        "",
        (
            f"Policy {escape(shown(verdict.policy))}: {verdict.gates_decided} of {verdict.gates_total} gates decided. "
            f"Read: {counted(len(run.corpus.shards), 'shard')}, {counted(read.documents, 'document')}, "
            f"bytes {tell_bytes(run.corpus)}; "
            f"{read.lost_records:,} of {read.records:,} records lost.\n"
        ),
    ]
    return "\n".join(lines)


def _bullet(reason: Reason) -> str:
    mark = "fail" if reason.outcome is Outcome.FAIL else "incomplete"
    where, message = escape(shown(reason.where)), plain(shown(reason.message, _MAX_MESSAGE))
    return f"- **{mark}** · {reason.severity} · {reason.subject} · {where}: {message}"


def _not_read(run: SavedRun) -> str:
    rows = [(escape(shown(shard)), state, plain(shown(told))) for shard, state, told in faulty_shards(run.corpus)]
    more = f"\nand {len(rows) - _ROWS:,} more: see `corpus.json`\n" if len(rows) > _ROWS else ""
    return table(("Shard", "State", "Why"), rows[:_ROWS]) + more if rows else ""


def _shards(run: SavedRun) -> str:
    ranked = sorted(
        run.corpus.shards.items(),
        key=lambda entry: (
            entry[1].status == "read",
            [-entry[1].findings.get(word, 0) for word in _SEVERITIES],
            entry[0],
        ),
    )
    rows = [
        (
            escape(shown(shard)),
            each.status,
            f"{each.documents:,}",
            *(f"{'≈ ' * (word in each.estimated)}{each.findings.get(word, 0):,}" for word in _SEVERITIES),
        )
        for shard, each in ranked[:_ROWS]
    ]
    more = f"\nand {len(ranked) - _ROWS:,} more: see `corpus.json`\n" if len(ranked) > _ROWS else ""
    return table(("Shard", "State", "Documents", *_SEVERITIES), rows) + more


def _gates(run: SavedRun) -> str:
    order = (State.CROSSED, State.UNDECIDED, State.KEPT, State.NOT_APPLIED)
    states = sorted(gate_states(run), key=lambda each: order.index(each.state))
    rows = [(f"{each.gate.rule}: {tell_bound(each.gate)}", each.gate.severity, each.state.value) for each in states]
    return table(("Gate", "Severity", "State"), rows)


def _folded(name: str, body: str) -> str:
    """Return a section that can be opened; the blank lines make GitHub read what is inside as Markdown."""
    opened = " open" if name == "Not read" else ""
    return f"<details{opened}><summary>{name}</summary>\n\n{body}\n</details>\n"


def render_annotations(run: SavedRun) -> bytes:
    """Return workflow commands, the worst first; the last one counts what is not shown."""
    telling = [reason for reason in run.verdict.reasons if reason.outcome is not Outcome.PASS]
    shown_first = telling if len(telling) <= MAX_ANNOTATIONS else telling[: MAX_ANNOTATIONS - 1]
    return "".join(f"{line}\n" for line in _commands(run, shown_first, len(telling))).encode(errors="replace")


def _commands(run: SavedRun, reasons: list[Reason], total: int) -> Iterator[str]:
    for reason in reasons:
        title = f"{_mark(reason)}: {reason.subject}"
        yield _command(title, f"{shown(reason.where)}: {shown(reason.message, _MAX_MESSAGE)} ({reason.severity})")
    if total > len(reasons):
        told = f"and {total - len(reasons):,} more reasons; verdict.json and the step summary have them"
        yield _command(f"Corpus scan: {run.verdict.outcome.value}", told)


def _mark(reason: Reason) -> str:
    return "Bound crossed" if reason.outcome is Outcome.FAIL else "Incomplete"


def _command(title: str, message: str) -> str:
    """Return one command; GitHub reads `%`, line ends and, in properties, `:` and `,` as its own unless escaped."""
    return f"::error title={_escaped(title).replace(':', '%3A').replace(',', '%2C')}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
