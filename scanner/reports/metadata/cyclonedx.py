"""A saved run → `cyclonedx.json`: the corpus as data in a CycloneDX 1.7 bill of materials, gates as declarations.

A gate of the policy is a requirement; that the corpus keeps it is a claim; figures of the run are its evidence; the
attestation maps one to the other, or to a counter claim where the bound is crossed.
"""

from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import orjson

from scanner.reports.ci.gates import GateState, State, gate_states, tell_bound
from scanner.reports.ci.places import shown
from scanner.reports.metadata.facts import licences_of, met, tell_coverage, tell_no_personal
from scanner.ruleset.selector import select_rules
from scanner.types.saved_run import SavedRun

MAX_SHARDS: Final = 25_000
"""Components; with more shards none is listed, since a list with holes reads like a whole one."""
_CORPUS: Final = "corpus"
_ASSESSOR: Final = "assessor"
_MAX_TEXT: Final = 1_000


def render_cyclonedx(run: SavedRun) -> bytes:
    """Return the bill; its serial number comes from `corpus.json` and the policy, so the same run has the same one."""
    states = gate_states(run)
    serial = uuid5(NAMESPACE_URL, f"corpus-scanner/bom/{run.verdict.report_digest}/{run.verdict.policy_digest}")
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.7.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "tools": {
                "components": [{"type": "application", "name": "corpus-scanner", "version": run.lock.tool_version}]
            },
            "component": _corpus(run),
        },
        "components": _shards(run),
        "definitions": {"standards": [_standard(run, states)]},
        "declarations": _declarations(run, states),
    }
    return orjson.dumps(bill, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _corpus(run: SavedRun) -> dict[str, Any]:
    return {
        "type": "data",
        "bom-ref": _CORPUS,
        "name": "corpus",
        "description": tell_coverage(run),
        "evidence": {"licenses": [{"license": {"name": shown(name)}} for name in licences_of(run)]},
        "data": [
            {
                "type": "dataset",
                "name": "corpus",
                "classification": "",
                "contents": {"properties": _figures(run)},
                "sensitiveData": [shown(each.sentence, 500) for each in met(run)] or [tell_no_personal(run)],
            }
        ],
        "properties": _figures(run),
    }


def _figures(run: SavedRun) -> list[dict[str, str]]:
    read = run.corpus.totals.coverage
    figures = {
        "bytes": read.bytes_total,
        "bytes_read": read.bytes_read,
        "documents": read.documents,
        "lost_records": read.lost_records,
        "report_digest": run.verdict.report_digest,
        "ruleset": run.corpus.ruleset,
        "shards": len(run.corpus.shards),
        "verdict": run.verdict.outcome.value,
    }
    return [{"name": f"corpus-scanner:{name}", "value": str(value)} for name, value in figures.items()]


def _shards(run: SavedRun) -> list[dict[str, Any]]:
    if len(run.corpus.shards) > MAX_SHARDS:
        return []
    return [
        {
            "type": "data",
            "bom-ref": f"shard-{number}",
            "name": shown(shard, _MAX_TEXT),
            **({"hashes": [{"alg": "SHA-256", "content": summary.sha256}]} if summary.sha256 else {}),
            "properties": [
                {"name": "corpus-scanner:bytes", "value": str(summary.bytes)},
                {"name": "corpus-scanner:documents", "value": str(summary.documents)},
                {"name": "corpus-scanner:state", "value": summary.status},
            ],
        }
        for number, (shard, summary) in enumerate(sorted(run.corpus.shards.items()))
    ]


def _standard(run: SavedRun, states: tuple[GateState, ...]) -> dict[str, Any]:
    return {
        "bom-ref": "policy",
        "name": shown(run.policy.title),
        "version": run.verdict.policy_digest,
        "requirements": [
            {
                "bom-ref": f"gate-{number}",
                "identifier": f"{number + 1}",
                "title": f"{each.gate.rule} ({each.gate.severity})",
                "text": f"{each.gate.rule}: {tell_bound(each.gate)}",
                **(
                    {"descriptions": [shown(basis, 500) for basis in each.gate.legal_basis]}
                    if each.gate.legal_basis
                    else {}
                ),
            }
            for number, each in enumerate(states)
        ]
        + [
            {
                "bom-ref": f"people-{number}",
                "identifier": f"{len(states) + number + 1}",
                "title": "left to people: no figure decides it",
                "text": shown(clause, _MAX_TEXT),
            }
            for number, clause in enumerate(run.policy.left_to_people)
        ],
    }


def _declarations(run: SavedRun, states: tuple[GateState, ...]) -> dict[str, Any]:
    decided = [(number, each) for number, each in enumerate(states) if each.state in {State.KEPT, State.CROSSED}]
    return {
        "assessors": [
            {"bom-ref": _ASSESSOR, "thirdParty": False, "organization": {"name": "corpus-scanner, an automatic scan"}}
        ],
        "attestations": [
            {
                "summary": f"Drafted by a scan, signed by nobody. {tell_coverage(run)}",
                "assessor": _ASSESSOR,
                "map": [
                    *(_mapping(number, each) for number, each in enumerate(states)),
                    *({"requirement": f"people-{n}", "claims": []} for n in range(len(run.policy.left_to_people))),
                ],
            }
        ],
        "claims": [_claim(number, each, _aside(run, each)) for number, each in decided],
        "evidence": [_evidence(number, each, run) for number, each in decided],
    }


def _mapping(number: int, each: GateState) -> dict[str, Any]:
    kinds = {State.KEPT: ("claims", 1), State.CROSSED: ("counterClaims", 0)}
    requirement = {"requirement": f"gate-{number}"}
    if each.state not in kinds:
        return {**requirement, "claims": []}
    kind, score = kinds[each.state]
    return {
        **requirement,
        kind: [f"claim-{number}"],
        "conformance": {"score": score, "rationale": f"bound {each.state.value}: {_told(each)}"},
    }


def _aside(run: SavedRun, each: GateState) -> str:
    """Return what a claim leaves out: findings that suppressions set aside for this gate."""
    used = [one.rule for one in run.verdict.suppressed if one.state == "used"]
    return ", less what suppressions set aside" if any(select_rules(rule, each.rules) for rule in used) else ""


def _claim(number: int, each: GateState, aside: str) -> dict[str, Any]:
    predicate = f"{each.gate.rule}: {tell_bound(each.gate)}{aside}"
    return {
        "bom-ref": f"claim-{number}",
        "target": _CORPUS,
        "predicate": predicate if each.state is State.KEPT else f"bound crossed: {predicate}",
        "reasoning": _told(each),
        "evidence": [f"evidence-{number}"],
    }


def _evidence(number: int, each: GateState, run: SavedRun) -> dict[str, Any]:
    tallies = [run.corpus.totals.rules[rule] for rule in each.rules]
    told = f"{len(tallies):,} rules, {sum(tally.findings for tally in tallies):,} findings in what was looked at"
    return {
        "bom-ref": f"evidence-{number}",
        "propertyName": each.gate.rule,
        "description": f"{told}; corpus.json SHA-256 {run.verdict.report_digest}",
    }


def _told(each: GateState) -> str:
    told = "; ".join(f"{shown(reason.where)}: {reason.message}" for reason in each.reasons)
    return shown(told, _MAX_TEXT) or "no reason against it"
