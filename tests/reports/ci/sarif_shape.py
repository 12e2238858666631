"""A SARIF log → whether it keeps the schema of the standard, its text, and the limits of GitHub.

The schema is the OASIS one (2.1.0, edition rtm.5). Sections are those of the text with errata 01.
"""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import jsonschema

from corpora import ROOT

_SCHEMA: Final = json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0-rtm.5.json").read_bytes())
_VALIDATOR: Final = jsonschema.Draft4Validator(_SCHEMA)
_LINK: Final = re.compile(r"\[[^\[\]]*\]\([^)]*\)")
_VERSIONED: Final = re.compile(r"[A-Za-z]+(/v[0-9]+)?")
_ID_OF_SCHEMA: Final = "sarif-schema-2.1.0.json"


def checked_run(body: bytes) -> dict[str, Any]:
    """Return the one run of a log, after all checks."""
    log = json.loads(body)
    _VALIDATOR.validate(log)
    assert log["$schema"].endswith(_ID_OF_SCHEMA)
    run: dict[str, Any] = log["runs"][0]
    assert len(log["runs"]) == 1
    assert len(gzip.compress(body, 1)) <= 10_000_000
    check_text(run)
    check_github(run)
    return run


def check_text(run: dict[str, Any]) -> None:
    """Check what the text of the standard asks for and the schema cannot say."""
    _check_references(run)
    _check_agreement(run["results"])
    for message in _messages(run):
        # §3.11.5: single braces are placeholders, and no message here has arguments.
        assert not re.sub(r"\{\{|\}\}", "", message["text"] + message.get("markdown", "")).count("{")
        # §3.11.6: what looks like a link must lead to a location of the result.
        assert not _LINK.search(message["text"])
    # §3.17.3: a hierarchical string; one that ends in a slash names the category and no single run.
    assert re.fullmatch(r"corpus-scanner/[^/]+/", run["automationDetails"]["id"])
    assert "baselineGuid" not in run  # §3.14.5: the GUID of an earlier run, and no run here has one
    # §3.14.27: what columns would count; a region names lines only.
    assert run["columnKind"] == "unicodeCodePoints"


def _check_references(run: dict[str, Any]) -> None:
    rules, taxonomies = run["tool"]["driver"]["rules"], {each["guid"]: each for each in run["taxonomies"]}
    assert len({each["id"] for each in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]  # §3.27.6
    supported = run["tool"]["driver"]["supportedTaxonomies"]
    assert [(each["name"], each["guid"]) for each in supported] == [
        (each["name"], guid) for guid, each in taxonomies.items()
    ]
    for rule in rules:
        for relation in rule["relationships"]:
            target = relation["target"]
            taxonomy = taxonomies[target["toolComponent"]["guid"]]  # §3.54
            assert taxonomy["name"] == target["toolComponent"]["name"]
            assert taxonomy["taxa"][target["index"]]["id"] == target["id"]  # §3.52
    for invocation in run["invocations"]:
        for notification in invocation["toolExecutionNotifications"]:
            descriptor = notification["descriptor"]
            assert run["tool"]["driver"]["notifications"][descriptor["index"]]["id"] == descriptor["id"]
    indexes = {each["location"]["uri"]: at for at, each in enumerate(run["artifacts"])}
    for each in _artifact_locations([run["results"], run["invocations"]]):
        described = each["uriBaseId"] == "CORPUS" and each["uri"] in indexes
        assert each.get("index") == (indexes[each["uri"]] if described else None)  # §3.4.5
    for each in _artifact_locations(run):
        assert each["uriBaseId"] in run["originalUriBaseIds"]  # §3.4.4
        assert not re.match(r"[a-z]+:|/", each["uri"])  # relative to it
        assert ".." not in each["uri"].split("/")


def _check_agreement(results: list[dict[str, Any]]) -> None:
    # §3.27.23: all null or all non-null.
    assert len({"suppressions" in each for each in results}) <= 1
    marks = [each["partialFingerprints"]["corpusFinding/v1"] for each in results]
    assert len(set(marks)) == len(marks)  # §3.27.17: of one result each
    for each in results:
        assert all(_VERSIONED.fullmatch(name) for name in each["partialFingerprints"])
        assert each["kind"] == "fail"  # §3.27.10: any other kind has the level none
        assert each["occurrenceCount"] >= 1


def check_github(run: dict[str, Any]) -> None:
    """Check what GitHub refuses, or drops without a word."""
    assert len(run["results"]) <= 25_000
    assert len(run["tool"]["driver"]["rules"]) <= 25_000
    for rule in run["tool"]["driver"]["rules"]:
        assert len(rule["properties"]["tags"]) <= 10
        assert 0 < float(rule["properties"]["security-severity"]) <= 10
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
    for result in run["results"]:
        (location,) = result["locations"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert location["physicalLocation"]["artifactLocation"]["uri"]


def _artifact_locations(node: Any) -> Iterator[dict[str, Any]]:
    return (each for each in _objects(node) if "uriBaseId" in each)


def _messages(node: Any) -> Iterator[dict[str, Any]]:
    return (each for each in _objects(node) if isinstance(each.get("text"), str))


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for part in parts:
        yield from _objects(part)
