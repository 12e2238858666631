"""`cyclonedx.json` is valid CycloneDX 1.7, and its declarations say of each gate what the verdict says."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
import referencing

from corpora import ROOT
from saved_runs import hostile_run, many_shards, sample_run
from scanner.reports.ci.gates import State, gate_states
from scanner.reports.metadata.cyclonedx import MAX_SHARDS, render_cyclonedx
from scanner.types.saved_run import SavedRun

SCHEMAS = ROOT / "tests" / "schemas"
ADDRESS = "http://cyclonedx.org/schema/"


@pytest.fixture(scope="module")
def published() -> jsonschema.Draft7Validator:
    found = {path.name: json.loads(path.read_bytes()) for path in SCHEMAS.glob("*.SNAPSHOT.schema.json")}
    registry = referencing.Registry().with_resources(
        [(ADDRESS + name, referencing.Resource.from_contents(body)) for name, body in found.items()]
    )
    return jsonschema.Draft7Validator(found["bom-1.7.SNAPSHOT.schema.json"], registry=registry)


def bill_of(run: SavedRun) -> dict[str, Any]:
    bill: dict[str, Any] = json.loads(render_cyclonedx(run))
    return bill


@pytest.mark.parametrize("run", [sample_run(), hostile_run(), many_shards(60)], ids=["samples", "hostile", "many"])
def test_the_bill_is_valid_by_the_published_schema(run: SavedRun, published: jsonschema.Draft7Validator) -> None:
    published.validate(bill_of(run))


def test_the_published_schema_refuses_another_bill(published: jsonschema.Draft7Validator) -> None:
    assert not published.is_valid({**bill_of(sample_run()), "surprise": 1})


def test_all_references_lead_somewhere_and_each_thing_has_one_name() -> None:
    bill = bill_of(sample_run())
    names = [bill["metadata"]["component"]["bom-ref"], *(each["bom-ref"] for each in bill["components"])]
    told = bill["declarations"]
    requirements = bill["definitions"]["standards"][0]["requirements"]
    for part in (told["assessors"], told["claims"], told["evidence"], requirements):
        names += [each["bom-ref"] for each in part]
    assert len(set(names)) == len(names)
    (attestation,) = told["attestations"]
    used = [attestation["assessor"], *(each["target"] for each in told["claims"])]
    used += [name for each in told["claims"] for name in each["evidence"]]
    for each in attestation["map"]:
        used += [each["requirement"], *each.get("claims", []), *each.get("counterClaims", [])]
    assert set(used) <= set(names)


def test_a_kept_gate_is_claimed_a_crossed_one_countered_and_others_are_left_open() -> None:
    run = sample_run()
    (attestation,) = bill_of(run)["declarations"]["attestations"]
    for each, state in zip(attestation["map"], gate_states(run), strict=False):
        if state.state is State.KEPT:
            assert (each["conformance"]["score"], len(each["claims"])) == (1, 1)
        elif state.state is State.CROSSED:
            assert (each["conformance"]["score"], len(each["counterClaims"])) == (0, 1)
        else:
            assert "conformance" not in each


def test_what_the_policy_leaves_to_people_is_a_requirement_that_nothing_claims() -> None:
    run = sample_run()
    bill = bill_of(run)
    asked = {
        each["bom-ref"]: each["text"]
        for each in bill["definitions"]["standards"][0]["requirements"]
        if each["title"].startswith("left to people")
    }
    assert tuple(asked.values()) == run.policy.left_to_people
    (attestation,) = bill["declarations"]["attestations"]
    assert [each for each in attestation["map"] if each["requirement"] in asked] == [
        {"requirement": name, "claims": []} for name in asked
    ]


def test_the_serial_number_is_that_of_the_report_and_the_policy() -> None:
    run = sample_run()
    other = replace(run, verdict=replace(run.verdict, report_digest="0" * 64))
    assert bill_of(run)["serialNumber"] == bill_of(run)["serialNumber"] != bill_of(other)["serialNumber"]


def test_more_shards_than_are_listed_are_not_listed_in_part() -> None:
    run = sample_run()
    shards = dict.fromkeys((str(number) for number in range(MAX_SHARDS + 1)), next(iter(run.corpus.shards.values())))
    assert bill_of(replace(run, corpus=replace(run.corpus, shards=shards)))["components"] == []
