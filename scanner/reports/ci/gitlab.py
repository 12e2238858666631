"""A saved run → `codequality.json`, as GitLab shows it in a merge request: what crosses a bound, shard by shard.

Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson

from scanner.reports.ci.concerns import concerns_of
from scanner.reports.ci.found import Found, Kept, Worst, WorstReader
from scanner.reports.ci.gates import faulty_shards, gate_states
from scanner.reports.ci.places import fingerprint_of, place_of, shown
from scanner.reports.markup import counted
from scanner.reports.reader import content_of
from scanner.types.policy import Outcome
from scanner.types.rule import SeverityWord
from scanner.types.saved_run import SavedRun

MAX_ENTRIES: Final = 5_000
"""A merge request page of more than that is of no use to anyone."""
SEVERITIES: Final[Mapping[SeverityWord, str]] = {
    "critical": "blocker",
    "high": "critical",
    "medium": "major",
    "low": "minor",
    "info": "info",
}
_MOST_FAULTS: Final = 1_000


def render_codequality(run: SavedRun) -> bytes:
    """Return the entries, the worst first; findings within the bounds of the policy are left out."""
    return content_of(run, codequality_reader(run))


def codequality_reader(run: SavedRun) -> WorstReader:
    """Return what makes the entries of a run from its shard reports."""
    return WorstReader(run, Worst(concerns_of(run, gate_states(run)), MAX_ENTRIES, only_crossed=True), _render)


def _render(run: SavedRun, kept: Kept) -> bytes:
    entries = [*_faults(run), *_undecided(run), *(_entry(run, found) for found in kept.worst)]
    left = kept.total - len(kept.worst)
    if left:
        told = f"{left:,} more entries are left out, the worst kept; results.sarif and shards/ have more"
        entries.append(_made(run, "corpus-scanner.not-all", "info", told))
    return orjson.dumps(entries, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _entry(run: SavedRun, found: Found) -> dict[str, Any]:
    severity = SEVERITIES[found.severity or found.card.severity]
    return _made(run, found.card.id, severity, found.sentence, found.shard.id)


def _faults(run: SavedRun) -> Iterator[dict[str, Any]]:
    faulty = list(faulty_shards(run.corpus))
    for shard, state, told in faulty[:_MOST_FAULTS]:
        severity = "blocker" if state == "failed" else "critical"
        yield _made(
            run, f"corpus-scanner.{state}", severity, f"Shard {shown(shard)} {state}: {shown(told, 500)}", shard
        )
    if len(faulty) > _MOST_FAULTS:
        told = f"not read whole, too: {counted(len(faulty) - _MOST_FAULTS, 'shard')}"
        yield _made(run, "corpus-scanner.not-all-shards", "critical", told)


def _undecided(run: SavedRun) -> Iterator[dict[str, Any]]:
    """Yield what else lets the run state nothing: without it an empty corpus would have no entry at all."""
    known = {shard for shard, *_ in faulty_shards(run.corpus)}
    for reason in run.verdict.reasons:
        shard = reason.where.removeprefix("shard ")
        if reason.outcome is Outcome.INCOMPLETE and shard not in known:
            told = f"{reason.subject}, {shown(reason.where, 500)}: {shown(reason.message, 500)}"
            name = f"corpus-scanner.undecided.{reason.subject}"
            made = _made(run, name, "major", told, shard if shard in run.corpus.shards else "corpus")
            yield made | {"fingerprint": fingerprint_of(reason.where, name)}


def _made(run: SavedRun, name: str, severity: str, description: str, shard: str = "corpus") -> dict[str, Any]:
    place = place_of(run, shard)
    return {
        "check_name": name,
        "description": description,
        "fingerprint": fingerprint_of(shard, name),
        "location": {"path": place.uri, "lines": {"begin": place.line}},
        "severity": severity,
    }
