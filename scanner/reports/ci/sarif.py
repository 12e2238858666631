"""A saved run → `results.sarif` (SARIF 2.1.0): a result a shard and gated rule, within the limits of GitHub.

Limits: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
"""

import gzip
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, Final
from urllib.parse import quote

import orjson

from scanner.reports.ci.found import Found, Kept, worst_found
from scanner.reports.ci.gates import SUPPRESSIONS, concerns_of, coverage_reasons, faulty_shards, gate_states
from scanner.reports.ci.places import CORPUS, REPOSITORY, fingerprint_of, place_of, shown, uri_of
from scanner.reports.ci.sarif_rules import LEVELS, describe_rules, supported
from scanner.ruleset.selector import select_rules
from scanner.types.policy import Outcome
from scanner.types.report import ShardFacts
from scanner.types.saved_run import SavedRun

MAX_RESULTS: Final = 25_000
MAX_GZIPPED: Final = 10_000_000
"""Bytes; GitHub refuses more than 10 MB."""
_MAX_NOTIFICATIONS: Final = 1_000
_OF_SHARDS: Final = "shard "
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_EXITS: Final = {
    Outcome.PASS: (0, "pass: every bound of the policy holds for what was looked at"),
    Outcome.FAIL: (1, "fail: at least one bound of the policy is crossed"),
    Outcome.INCOMPLETE: (3, "incomplete: what was looked at does not allow a verdict"),
}


def render_sarif(run: SavedRun, most: int = MAX_RESULTS, max_gzipped: int = MAX_GZIPPED) -> bytes:
    """Return the log; the worst results are kept where there are too many, and a notification counts the others."""
    kept = worst_found(run, concerns_of(run, gate_states(run)), most)
    while True:
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(run, kept)]}
        body = orjson.dumps(log, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        if not kept.worst or len(body) <= max_gzipped or len(gzip.compress(body, mtime=0)) <= max_gzipped:
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
    {"id": "coverage", "shortDescription": {"text": "How much of the corpus was read, against the policy's floor"}},
    {"id": "not-all-results", "shortDescription": {"text": "Results left out, the worst kept"}},
    {"id": "not-all-shards", "shortDescription": {"text": "Shards with faults left out of this list"}},
    {"id": "shard-damaged", "shortDescription": {"text": "A shard read up to a fault"}},
    {"id": "shard-failed", "shortDescription": {"text": "A shard that could not be read"}},
    {"id": "suppression", "shortDescription": {"text": "A suppression that is over, or sets nothing aside"}},
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
        # Of all results or of none: an empty list says that nothing sets it aside (§3.27.23).
        **({"suppressions": _suppressions(run, found)} if run.verdict.suppressed else {}),
        "analysisTarget": {"uri": uri_of(found.shard.id), "uriBaseId": CORPUS, "index": artifact_at},
        "locations": [_location(run, found.shard.id)],
        "occurrenceCount": found.findings,
        "partialFingerprints": {"corpusFinding/v1": mark, "primaryLocationLineHash": f"{mark[:16]}:1"},
        "properties": {
            "confidence": found.card.confidence,
            "crossesBound": found.severity is not None,
            "documents": found.documents,
            "severity": found.severity or found.card.severity,
        },
    }


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
            *_on_suppressions(run),
            *_undecided(run),
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
    return [*made, _notification("not-all-shards", "warning", f"and {left:,} more shards")] if left else made


def _on_suppressions(run: SavedRun) -> list[dict[str, Any]]:
    levels = {Outcome.PASS: "note", Outcome.INCOMPLETE: "warning", Outcome.FAIL: "error"}
    return [
        _notification("suppression", levels[reason.outcome], shown(reason.message, 1000))
        for reason in run.verdict.reasons
        if reason.subject == SUPPRESSIONS
    ][:_MAX_NOTIFICATIONS]


def _suppressions(run: SavedRun, found: Found) -> list[dict[str, Any]]:
    """Return what sets a rule's findings in a shard aside (§3.35); a host or source speaks of a part of them only."""
    return [
        {"kind": "external", "justification": shown(f"{each.reason} (owner {each.owner})", 1000)}
        for each in run.verdict.suppressed
        if each.state == "used"
        and each.where.startswith(_OF_SHARDS)
        and fnmatchcase(found.shard.id, each.where.removeprefix(_OF_SHARDS))
        and select_rules(each.rule, (found.card.id,))
    ]


def _undecided(run: SavedRun) -> list[dict[str, Any]]:
    return [
        _notification("undecided", "warning", f"{reason.subject}, {shown(reason.where)}: {shown(reason.message, 1000)}")
        for reason in run.verdict.reasons
        if reason.outcome is Outcome.INCOMPLETE and reason not in coverage_reasons(run)
    ][:_MAX_NOTIFICATIONS]


def _notification(which: str, level: str, text: str) -> dict[str, Any]:
    number = next(number for number, each in enumerate(_NOTIFICATIONS) if each["id"] == which)
    return {"descriptor": {"id": which, "index": number}, "level": level, "message": {"text": text}}
