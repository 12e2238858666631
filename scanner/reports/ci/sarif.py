"""A saved run → `results.sarif` (SARIF 2.1.0): a result a shard and gated rule, within the limits of GitHub.

Limits: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
"""

import gzip
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final
from urllib.parse import quote

import orjson

from scanner.reports.ci.concerns import concerns_of
from scanner.reports.ci.found import Found, Kept, Worst, WorstReader
from scanner.reports.ci.gates import COVERAGE, coverage_reasons, faulty_shards, gate_states, other_reasons
from scanner.reports.ci.places import CORPUS, REPOSITORY, fingerprint_of, place_of, shown, uri_of
from scanner.reports.ci.sarif_rules import LEVELS, describe_rules, supported
from scanner.reports.markup import counted
from scanner.reports.reader import content_of
from scanner.types.policy import Outcome
from scanner.types.report import ShardFacts
from scanner.types.saved_run import SavedRun

MAX_RESULTS: Final = 25_000
MAX_GZIPPED: Final = 10_000_000
"""Bytes; GitHub refuses more than 10 MB."""
_MAX_NOTIFICATIONS: Final = 1_000
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_EXITS: Final = {
    Outcome.PASS: (0, "pass: every bound of the policy holds for what was looked at"),
    Outcome.FAIL: (1, "fail: at least one bound of the policy is crossed"),
    Outcome.INCOMPLETE: (3, "incomplete: what was looked at does not allow a verdict"),
}


def render_sarif(run: SavedRun, most: int = MAX_RESULTS, max_gzipped: int = MAX_GZIPPED) -> bytes:
    """Return the log; the worst results are kept where there are too many, and a notification counts the others."""
    return content_of(run, sarif_reader(run, most, max_gzipped))


def sarif_reader(run: SavedRun, most: int = MAX_RESULTS, max_gzipped: int = MAX_GZIPPED) -> WorstReader:
    """Return what makes the log of a run from its shard reports."""
    worst = Worst(concerns_of(run, gate_states(run)), most)
    return WorstReader(run, worst, partial(_render, max_gzipped=max_gzipped))


def _render(run: SavedRun, kept: Kept, max_gzipped: int) -> bytes:
    while True:
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(run, kept)]}
        body = orjson.dumps(log, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        if (
            not kept.worst
            or len(body) <= max_gzipped
            or len(gzip.compress(body, compresslevel=6, mtime=0)) <= max_gzipped
        ):
            return body
        kept = Kept(kept.worst[: len(kept.worst) // 2], kept.total)


def _run(run: SavedRun, kept: Kept) -> dict[str, Any]:
    cards = sorted({found.card.id: found.card for found in kept.worst}.values(), key=lambda card: card.id)
    rules, taxonomies = describe_rules(cards)
    shards = sorted({found.shard.id: found.shard for found in kept.worst}.values(), key=lambda shard: shard.id)
    rule_at = {card.id: number for number, card in enumerate(cards)}
    artifact_at = {shard.id: number for number, shard in enumerate(shards)}
    results = sorted(kept.worst, key=lambda found: found.rank)
    return {
        "tool": {
            "driver": {
                "name": "corpus-scanner",
                "version": run.lock.tool_version,
                "rules": rules,
                "notifications": _NOTIFICATIONS,
                "supportedTaxonomies": supported(taxonomies),
            }
        },
        "taxonomies": taxonomies,
        "automationDetails": {"id": f"corpus-scanner/{quote(shown(run.policy.title), safe='')}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            CORPUS: {"description": {"text": "Root of the corpus; its shards need not be at hand."}},
            REPOSITORY: {"description": {"text": "Root of the repository that holds the list of shards."}},
        },
        "artifacts": [_artifact(shard) for shard in shards],
        "invocations": [_invocation(run, kept)],
        "results": [_result(run, found, rule_at[found.card.id], artifact_at[found.shard.id]) for found in results],
        "properties": {
            "policyDigest": run.verdict.policy_digest,
            "reportDigest": run.verdict.report_digest,
            "rulesetDigest": run.corpus.ruleset,
            "resultsTotal": kept.total,
            "verdict": run.verdict.outcome.value,
        },
    }


_NOTIFICATIONS: Final[Sequence[Mapping[str, Any]]] = [
    {"id": "beside-gates", "shortDescription": {"text": "Suppressions and the baseline"}},
    {"id": "coverage", "shortDescription": {"text": "How much of the corpus was read, against the policy's floor"}},
    {"id": "not-all-results", "shortDescription": {"text": "Results left out, the worst kept"}},
    {"id": "not-all-shards", "shortDescription": {"text": "Shards with faults left out of this list"}},
    {"id": "shard-damaged", "shortDescription": {"text": "A shard read up to a fault"}},
    {"id": "shard-failed", "shortDescription": {"text": "A shard that could not be read"}},
    {"id": "undecided", "shortDescription": {"text": "A gate that could not be decided"}},
]


def _artifact(shard: ShardFacts) -> dict[str, Any]:
    hashes = {"hashes": {"sha-256": shard.sha256}} if shard.sha256 else {}
    return {"location": {"uri": uri_of(shard.id), "uriBaseId": CORPUS}, "length": shard.bytes, **hashes}


def _result(run: SavedRun, found: Found, rule_at: int, artifact_at: int) -> dict[str, Any]:
    mark = fingerprint_of(found.shard.id, found.card.id)
    return {
        "ruleId": found.card.id,
        "ruleIndex": rule_at,
        "level": LEVELS[found.severity] if found.severity else "note",
        "kind": "fail",
        "message": {"text": found.sentence},
        "analysisTarget": {"uri": uri_of(found.shard.id), "uriBaseId": CORPUS, "index": artifact_at},
        "locations": [_location(run, found.shard.id)],
        "occurrenceCount": found.findings,
        **_suppressions(found),
        "partialFingerprints": {"corpusFinding/v1": mark, "primaryLocationLineHash": f"{mark[:16]}:1"},
        "properties": {
            "confidence": found.card.confidence,
            "crossesBound": found.severity is not None,
            "documents": found.documents,
            "severity": found.severity or found.card.severity,
        },
    }


def _suppressions(found: Found) -> dict[str, Any]:
    aside = found.suppression
    if aside is None:
        return {}
    told = f"{shown(aside.reason, 500)} ({shown(aside.owner)}, until {aside.expires})"
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": told}]}


def _location(run: SavedRun, shard: str) -> dict[str, Any]:
    place = place_of(run, shard)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": place.uri, "uriBaseId": place.base},
            "region": {"startLine": place.line},
        },
        "logicalLocations": [{"fullyQualifiedName": shown(shard), "kind": "shard"}],
    }


def _invocation(run: SavedRun, kept: Kept) -> dict[str, Any]:
    code, told = _EXITS[run.verdict.outcome]
    return {
        "executionSuccessful": run.verdict.outcome is not Outcome.INCOMPLETE,
        "exitCode": code,
        "exitCodeDescription": told,
        "toolExecutionNotifications": [
            *_left_out(kept),
            *_coverage(run),
            *_faults(run),
            *_undecided(run),
            *_beside(run),
        ],
    }


def _left_out(kept: Kept) -> list[dict[str, Any]]:
    left = kept.total - len(kept.worst)
    if not left:
        return []
    told = (
        f"{left:,} of {kept.total:,} results are left out, the worst kept; shards/ and findings/ of the run have all."
    )
    return [_notification("not-all-results", "warning", told)]


def _coverage(run: SavedRun) -> list[dict[str, Any]]:
    levels = {Outcome.PASS: "note", Outcome.INCOMPLETE: "error", Outcome.FAIL: "error"}
    return [
        _notification("coverage", levels[reason.outcome], f"{shown(reason.where)}: {shown(reason.message, 1000)}")
        for reason in coverage_reasons(run)
        if not reason.where.startswith("shard ")  # each has a notification of its own
    ]


def _faults(run: SavedRun) -> list[dict[str, Any]]:
    faulty = list(faulty_shards(run.corpus))
    levels = {"failed": "error", "damaged": "warning"}
    made = [
        {
            **_notification(f"shard-{state}", levels[state], f"shard {shown(shard)}: {shown(told, 500)}"),
            "locations": [_location(run, shard)],
        }
        for shard, state, told in faulty[:_MAX_NOTIFICATIONS]
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


def _notification(which: str, level: str, text: str) -> dict[str, Any]:
    number = next(number for number, each in enumerate(_NOTIFICATIONS) if each["id"] == which)
    return {"descriptor": {"id": which, "index": number}, "level": level, "message": {"text": text}}
