"""Reports, verdict, lock and manifest ↔ JSON bytes, the same bytes for the same content."""

from typing import Any

import orjson
from pydantic import TypeAdapter

from scanner.types.catalogue import Catalogue
from scanner.types.comparison import Comparison, Contamination
from scanner.types.policy import Policy, Verdict
from scanner.types.report import CorpusReport, ShardReport
from scanner.types.run import Lock, Manifest

_SHARD: TypeAdapter[ShardReport] = TypeAdapter(ShardReport)
_CORPUS: TypeAdapter[CorpusReport] = TypeAdapter(CorpusReport)
_VERDICT: TypeAdapter[Verdict] = TypeAdapter(Verdict)
_POLICY: TypeAdapter[Policy] = TypeAdapter(Policy)
_CATALOGUE: TypeAdapter[Catalogue] = TypeAdapter(Catalogue)
_LOCK: TypeAdapter[Lock] = TypeAdapter(Lock)
_MANIFEST: TypeAdapter[Manifest] = TypeAdapter(Manifest)


def to_json(
    body: ShardReport | CorpusReport | Verdict | Policy | Catalogue | Lock | Manifest | Comparison | Contamination,
) -> bytes:
    """Return indented JSON with keys of mappings sorted and a final line break."""
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def shard_report_from(content: bytes) -> ShardReport:
    """Return the shard report that JSON bytes hold; raises `pydantic.ValidationError`."""
    return _SHARD.validate_json(content)


def corpus_report_from(content: bytes) -> CorpusReport:
    """Return the corpus report that JSON bytes hold; raises `pydantic.ValidationError`."""
    return _CORPUS.validate_json(content)


def verdict_from(content: bytes) -> Verdict:
    """Return the verdict that JSON bytes hold; raises `pydantic.ValidationError`."""
    return _VERDICT.validate_json(content)


def policy_from(content: bytes) -> Policy:
    """Return the policy that JSON bytes hold; raises `pydantic.ValidationError`."""
    return _POLICY.validate_json(content)


def catalogue_from(content: bytes) -> Catalogue:
    """Return the catalogue of rules that JSON bytes hold; raises `pydantic.ValidationError`."""
    return _CATALOGUE.validate_json(content)


def lock_from(content: bytes) -> Lock:
    """Return the lock that JSON bytes hold; raises `pydantic.ValidationError`."""
    return _LOCK.validate_json(content)


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each file a run writes, by the name under which it is published."""
    adapters: dict[str, TypeAdapter[Any]] = {
        "shard-report.v1": _SHARD,
        "corpus-report.v1": _CORPUS,
        "verdict.v1": _VERDICT,
        "rules.v1": _CATALOGUE,
        "lock.v1": _LOCK,
        "manifest.v1": _MANIFEST,
    }
    return {
        name: {"$schema": "https://json-schema.org/draft/2020-12/schema", **_closed(adapter.json_schema())}
        for name, adapter in adapters.items()
    }


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema with unknown keys refused in every object whose keys are known."""
    for part in (schema, *schema.get("$defs", {}).values()):
        if part.get("type") == "object" and "properties" in part:
            part["additionalProperties"] = False
            part["required"] = sorted(part["properties"])
    return schema
