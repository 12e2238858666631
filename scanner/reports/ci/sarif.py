"""A saved run → `results.sarif` (SARIF 2.1.0): a result a shard and gated rule, within the limits of GitHub.

Limits: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
"""

import gzip
from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from urllib.parse import quote

import orjson

from scanner.reports.ci.concerns import concerns_of
from scanner.reports.ci.found import Found, Kept, Worst, WorstReader
from scanner.reports.ci.gates import gate_states
from scanner.reports.ci.places import CORPUS, REPOSITORY, fingerprint_of, shown, uri_of
from scanner.reports.ci.sarif_notes import NOTIFICATIONS, invocation_of, location_of
from scanner.reports.ci.sarif_rules import LEVELS, describe_rules, supported
from scanner.reports.ci.sarif_told import told
from scanner.reports.reader import content_of
from scanner.types.report import ShardFacts
from scanner.types.saved_run import SavedRun
from scanner.types.suppression import Suppressed

MAX_RESULTS: Final = 25_000
MAX_GZIPPED: Final = 10_000_000
"""Bytes; GitHub refuses more than 10 MB."""
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


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
                "notifications": NOTIFICATIONS,
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
        "invocations": [invocation_of(run, kept, artifact_at)],
        "results": [_result(run, found, rule_at[found.card.id], artifact_at) for found in results],
        "properties": {
            **({} if run.verdict.baseline is None else {"baselineDigest": run.verdict.baseline.digest}),
            "policyDigest": run.verdict.policy_digest,
            "reportDigest": run.verdict.report_digest,
            "rulesetDigest": run.corpus.ruleset,
            "resultsTotal": kept.total,
            "verdict": run.verdict.outcome.value,
        },
    }


def _artifact(shard: ShardFacts) -> dict[str, Any]:
    hashes = {"hashes": {"sha-256": shard.sha256}} if shard.sha256 else {}
    return {"location": {"uri": uri_of(shard.id), "uriBaseId": CORPUS}, "length": shard.bytes, **hashes}


def _result(run: SavedRun, found: Found, rule_at: int, artifact_at: Mapping[str, int]) -> dict[str, Any]:
    mark = fingerprint_of(found.shard.id, found.card.id)
    return {
        "ruleId": found.card.id,
        "ruleIndex": rule_at,
        "level": LEVELS[found.severity] if found.severity else "note",
        "kind": "fail",
        "message": told(found.sentence),
        "analysisTarget": {"uri": uri_of(found.shard.id), "uriBaseId": CORPUS, "index": artifact_at[found.shard.id]},
        "locations": [location_of(run, found.shard.id, artifact_at)],
        "occurrenceCount": found.findings,
        **_against_baseline(found),
        **_suppressions(found, knows=run.verdict.as_of is not None),
        "partialFingerprints": {"corpusFinding/v1": mark, "primaryLocationLineHash": f"{mark[:16]}:1"},
        "properties": {
            "confidence": found.card.confidence,
            "crossesBound": found.severity is not None,
            "documents": found.documents,
            "severity": found.severity or found.card.severity,
        },
    }


def _against_baseline(found: Found) -> dict[str, Any]:
    """Return what the result was in the baseline; without `baselineGuid`, which names a SARIF run (§3.14.5)."""
    return {} if found.baseline_state is None else {"baselineState": found.baseline_state}


def _suppressions(found: Found, *, knows: bool) -> dict[str, Any]:
    """Return what covers the whole result: an empty list says that nothing does.

    Of a run's results all have a list or none has (§3.27.23): without suppressions nothing is known of them.
    """
    if not knows:
        return {}
    made = dict.fromkeys((_justified(each), shown(each.where)) for each in found.aside)  # §3.27.23: each once
    return {
        "suppressions": [
            {"kind": "external", "status": "accepted", "justification": why, "properties": {"where": where}}
            for why, where in made
        ]
    }


def _justified(suppression: Suppressed) -> str:
    return f"{shown(suppression.reason, 500)} ({shown(suppression.owner)}, until {suppression.expires})"
