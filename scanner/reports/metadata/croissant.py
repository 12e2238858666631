"""A saved run → `croissant.json`: the corpus in Croissant 1.1 with fields of its Responsible AI vocabulary.

https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html; RAI: croissant-rai-spec.html beside it.
"""

import re
from typing import Any, Final

import orjson

from scanner.reports.ci.places import shown, uri_of
from scanner.reports.metadata.facts import (
    HUMAN_ONLY,
    languages_of,
    licences_of,
    met,
    tell_coverage,
    tell_licences,
    tell_no_personal,
    told_with,
)
from scanner.types.document import Format
from scanner.types.report import ShardSummary
from scanner.types.saved_run import SavedRun

MAX_FILES: Final = 1_000
"""With more shards, sets of files stand for them; `corpus.json` has the digest of each."""
_SPDX: Final = re.compile(r"(?!LicenseRef-)[A-Za-z0-9.+-]+")
_MEDIA: Final = {
    Format.WARC: "application/warc",
    Format.WET: "application/warc",
    Format.WAT: "application/warc",
    Format.JSONL: "application/jsonlines",
    Format.JSON: "application/json",
    Format.PARQUET: "application/x-parquet",
    Format.HTML: "text/html",
    Format.MARKDOWN: "text/markdown",
    Format.TEXT: "text/plain",
}
_ENDING: Final = re.compile(r"(?:\.[A-Za-z0-9]{1,10}){1,2}$")
_BLANK: Final = (
    "dataCollection",
    "dataCollectionType",
    "dataCollectionTimeframe",
    "dataPreprocessingProtocol",
    "dataBiases",
    "dataUseCases",
    "dataSocialImpact",
)
"""Fields of the vocabulary that a person must fill in."""
_CONTEXT: Final = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""As the standard gives it."""


def render_croissant(run: SavedRun) -> bytes:
    """Return JSON-LD; what only people know is blank, or left out where the standard has no blank, as for dates."""
    body = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"],
        "name": "corpus",
        "description": f"Drafted from a scan. {tell_coverage(run)} Left blank for people: {', '.join(HUMAN_ONLY)}.",
        "license": [_licence(name) for name in licences_of(run)],
        "inLanguage": list(languages_of(run)),
        "version": f"0.0.0+{run.verdict.report_digest[:16]}",
        "distribution": _distribution(run),
        **_responsible(run),
    }
    return orjson.dumps(body, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _licence(name: str) -> str:
    return f"https://spdx.org/licenses/{name}.html" if _SPDX.fullmatch(name) else shown(name)


def _responsible(run: SavedRun) -> dict[str, Any]:
    gates = f"{run.verdict.gates_decided} of {run.verdict.gates_total} gates decided"
    outcome = run.verdict.outcome.value
    return {
        "rai:personalSensitiveInformation": [shown(each.sentence, 500) for each in met(run)] or [tell_no_personal(run)],
        "rai:dataLimitations": [
            tell_coverage(run),
            tell_licences(run),
            f"Verdict under the policy {shown(run.policy.title)!r}: {outcome}, {gates}{told_with(run)}.",
        ],
        **{f"rai:{name}": "" for name in _BLANK},
    }


def _distribution(run: SavedRun) -> list[dict[str, Any]]:
    shards = sorted(run.corpus.shards.items())
    if len(shards) <= MAX_FILES:
        return [_file(shard, summary) for shard, summary in shards]
    sets: dict[tuple[str, str], int] = {}
    for shard, summary in shards:
        found = _ENDING.search(shard)
        key = (_media(summary), f"**/*{found[0]}" if found else "**")
        sets[key] = sets.get(key, 0) + 1
    return [
        {
            "@type": "cr:FileSet",
            "@id": f"shards-{number}",
            "name": f"shards-{number}",
            "description": f"{count:,} shards; corpus.json of the scan has size and SHA-256 of each.",
            "encodingFormat": media,
            "includes": pattern,
        }
        for number, ((media, pattern), count) in enumerate(sorted(sets.items()))
    ]


def _file(shard: str, summary: ShardSummary) -> dict[str, Any]:
    uri = uri_of(shard)
    told = {} if summary.status in {"read", "empty"} else {"description": f"Could not be read whole: {summary.status}."}
    digest = {"sha256": summary.sha256} if summary.sha256 else {}
    return {
        "@type": "cr:FileObject",
        "@id": uri,
        "name": shown(shard),
        **told,
        "contentUrl": uri,
        "contentSize": f"{summary.bytes} B",
        "encodingFormat": _media(summary),
        **digest,
    }


def _media(summary: ShardSummary) -> str:
    return _MEDIA.get(summary.format, "application/octet-stream")
