"""A saved run → the SARIF invocation: the exit code, and notifications of what is no result."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scanner.reports.ci.found import Kept
from scanner.reports.ci.gates import COVERAGE, coverage_reasons, faulty_shards, other_reasons
from scanner.reports.ci.places import CORPUS, place_of, shown
from scanner.reports.ci.sarif_told import told
from scanner.reports.markup import counted
from scanner.types.policy import Outcome
from scanner.types.saved_run import SavedRun

_MAX_NOTIFICATIONS: Final = 1_000
NOTIFICATIONS: Final[Sequence[Mapping[str, Any]]] = [
    {"id": "beside-gates", "shortDescription": {"text": "Suppressions and the baseline"}},
    {"id": "coverage", "shortDescription": {"text": "How much of the corpus was read, against the policy's floor"}},
    {"id": "gone", "shortDescription": {"text": "What the baseline holds and this run does not"}},
    {"id": "not-all-results", "shortDescription": {"text": "Results left out, the worst kept"}},
    {"id": "not-all-shards", "shortDescription": {"text": "Shards with faults left out of this list"}},
    {"id": "shard-damaged", "shortDescription": {"text": "A shard read up to a fault"}},
    {"id": "shard-failed", "shortDescription": {"text": "A shard that could not be read"}},
    {"id": "undecided", "shortDescription": {"text": "A gate that could not be decided"}},
]
"""Descriptors of all notifications, in the order in which they are pointed at."""
_EXITS: Final = {
    Outcome.PASS: (0, "pass: every bound of the policy holds for what was looked at"),
    Outcome.FAIL: (1, "fail: at least one bound of the policy is crossed"),
    Outcome.INCOMPLETE: (3, "incomplete: what was looked at does not allow a verdict"),
}


def invocation_of(run: SavedRun, kept: Kept, artifact_at: Mapping[str, int]) -> dict[str, Any]:
    """Return how the scan ended, and what it says beside its results."""
    code, words = _EXITS[run.verdict.outcome]
    return {
        "executionSuccessful": run.verdict.outcome is not Outcome.INCOMPLETE,
        "exitCode": code,
        "exitCodeDescription": words,
        "toolExecutionNotifications": [
            *_left_out(kept),
            *_coverage(run),
            *_faults(run, artifact_at),
            *_undecided(run),
            *_beside(run),
            *_gone(run),
        ],
    }


def location_of(run: SavedRun, shard: str, artifact_at: Mapping[str, int]) -> dict[str, Any]:
    """Return where a shard is shown: a file and a line, and its name; with its artifact, where it lies at itself."""
    place = place_of(run, shard)
    index = {"index": artifact_at[shard]} if place.base == CORPUS and shard in artifact_at else {}  # §3.4.5
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": place.uri, "uriBaseId": place.base, **index},
            "region": {"startLine": place.line},
        },
        "logicalLocations": [{"fullyQualifiedName": shown(shard), "kind": "shard"}],
    }


def _left_out(kept: Kept) -> list[dict[str, Any]]:
    left = kept.total - len(kept.worst)
    if not left:
        return []
    words = (
        f"{left:,} of {kept.total:,} results are left out, the worst kept; shards/ and findings/ of the run have all."
    )
    return [_notification("not-all-results", "warning", words)]


def _coverage(run: SavedRun) -> list[dict[str, Any]]:
    levels = {Outcome.PASS: "note", Outcome.INCOMPLETE: "error", Outcome.FAIL: "error"}
    return [
        _notification("coverage", levels[reason.outcome], f"{shown(reason.where)}: {shown(reason.message, 1000)}")
        for reason in coverage_reasons(run)
        if not reason.where.startswith("shard ")  # each has a notification of its own
    ]


def _faults(run: SavedRun, artifact_at: Mapping[str, int]) -> list[dict[str, Any]]:
    faulty = list(faulty_shards(run.corpus))
    levels = {"failed": "error", "damaged": "warning"}
    made = [
        {
            **_notification(f"shard-{state}", levels[state], f"shard {shown(shard)}: {shown(words, 500)}"),
            "locations": [location_of(run, shard, artifact_at)],
        }
        for shard, state, words in faulty[:_MAX_NOTIFICATIONS]
    ]
    left = len(faulty) - len(made)
    return [*made, _notification("not-all-shards", "warning", f"and {counted(left, 'more shard')}")] if left else made


def _undecided(run: SavedRun) -> list[dict[str, Any]]:
    return [
        _notification("undecided", "warning", f"{reason.subject}, {shown(reason.where)}: {shown(reason.message, 1000)}")
        for reason in run.verdict.reasons
        if reason.outcome is Outcome.INCOMPLETE and reason.subject != COVERAGE
    ][:_MAX_NOTIFICATIONS]


def _beside(run: SavedRun) -> list[dict[str, Any]]:
    """Return what is told on suppressions and the baseline: a suppression that is over fails a run by itself."""
    levels = {Outcome.PASS: "note", Outcome.INCOMPLETE: "warning", Outcome.FAIL: "error"}
    return [
        _notification("beside-gates", levels[reason.outcome], f"{subject}: {shown(reason.message, 1000)}")
        for subject, reasons in other_reasons(run).items()
        for reason in reasons[:_MAX_NOTIFICATIONS]
    ]


def _gone(run: SavedRun) -> list[dict[str, Any]]:
    """Return how much less there is than in the baseline: results that are gone would be read as open alerts."""
    compared = run.verdict.baseline
    if compared is None:
        return []
    fewer = sum(each.fewer for each in compared.rules.values())
    if not fewer and not compared.shards_gone:
        return []
    words = (
        f"{counted(compared.shards_gone, 'shard')} of the baseline gone, {counted(fewer, 'finding')} fewer than in it"
    )
    return [_notification("gone", "note", words)]


def _notification(which: str, level: str, text: str) -> dict[str, Any]:
    number = next(number for number, each in enumerate(NOTIFICATIONS) if each["id"] == which)
    return {"descriptor": {"id": which, "index": number}, "level": level, "message": told(text)}
