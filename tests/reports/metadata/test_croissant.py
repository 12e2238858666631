"""`croissant.json` keeps to the context and the types of Croissant 1.1, and leaves to people what is theirs."""

import json
from dataclasses import replace
from typing import Any

import pytest

from saved_runs import hostile_run, many_shards, sample_run
from scanner.reports.metadata.croissant import MAX_FILES, render_croissant
from scanner.types.saved_run import SavedRun

KEYS = {
    "sc:Dataset": {"conformsTo", "name", "description", "license", "inLanguage", "version", "distribution"},
    "cr:FileObject": {"name", "description", "contentUrl", "contentSize", "encodingFormat", "sha256"},
    "cr:FileSet": {"name", "description", "encodingFormat", "includes"},
}
RESPONSIBLE = {
    "personalSensitiveInformation",
    "dataLimitations",
    "dataCollection",
    "dataCollectionType",
    "dataCollectionTimeframe",
    "dataPreprocessingProtocol",
    "dataBiases",
    "dataUseCases",
    "dataSocialImpact",
}
"""Of the properties of the RAI vocabulary 1.0."""


def dataset_of(run: SavedRun) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(render_croissant(run))
    return body


@pytest.mark.parametrize("run", [sample_run(), hostile_run(), many_shards(1500)], ids=["samples", "hostile", "many"])
def test_every_node_has_the_keys_of_its_type_alone(run: SavedRun) -> None:
    dataset = dataset_of(run)
    for node in (dataset, *dataset["distribution"]):
        ours = {key for key in node if not key.startswith(("@", "rai:"))}
        assert ours <= KEYS[node["@type"]]
    assert {key.removeprefix("rai:") for key in dataset if key.startswith("rai:")} == RESPONSIBLE
    names = [node["@id"] for node in dataset["distribution"]]
    assert len(set(names)) == len(names)


def test_a_file_has_digest_and_size_of_its_shard() -> None:
    run = sample_run()
    for file in dataset_of(run)["distribution"]:
        summary = run.corpus.shards[file["contentUrl"]]
        assert (file["sha256"], file["contentSize"]) == (summary.sha256, f"{summary.bytes} B")


def test_very_many_shards_are_sets_of_files() -> None:
    assert len(dataset_of(many_shards(MAX_FILES))["distribution"]) == MAX_FILES
    sets = dataset_of(many_shards(MAX_FILES + 1))["distribution"]
    assert {node["@type"] for node in sets} == {"cr:FileSet"}
    assert {node["includes"] for node in sets} == {"**/*.warc.gz"}


def test_personal_information_is_told_by_kind_and_share() -> None:
    told = dataset_of(sample_run())["rai:personalSensitiveInformation"]
    assert told[0].startswith(
        "Chinese resident identity number (pii.cn.resident-id, critical): evidence in 7 documents"
    )
    assert not [line for line in told if "licence" in line.lower()]


def test_what_only_people_know_is_blank() -> None:
    dataset = dataset_of(sample_run())
    assert {
        dataset[f"rai:{name}"]
        for name in RESPONSIBLE
        if name not in {"personalSensitiveInformation", "dataLimitations"}
    } == {""}
    assert not {"creator", "datePublished", "url"} & dataset.keys()


def test_licences_are_addresses_where_spdx_knows_them() -> None:
    found = dataset_of(sample_run())["license"]
    assert "https://spdx.org/licenses/CC-BY-SA-4.0.html" in found
    assert "LicenseRef-Public-Domain" in found


def test_a_hostile_shard_id_is_a_relative_address() -> None:
    for node in dataset_of(hostile_run())["distribution"]:
        assert not set(node["contentUrl"]) & set("<>\"'`\\ \n\r:?#|")


def test_a_shard_that_could_not_be_read_whole_says_so() -> None:
    told = {node["@id"]: node.get("description") for node in dataset_of(sample_run())["distribution"]}
    assert told["damaged/clipped.warc.gz"] == "Could not be read whole: damaged."
    assert told["crawl/en-pages.warc.gz"] is None


def test_a_shard_without_a_digest_has_none() -> None:
    run = sample_run()
    shards = {name: replace(each, sha256="") for name, each in run.corpus.shards.items()}
    nodes = dataset_of(replace(run, corpus=replace(run.corpus, shards=shards)))["distribution"]
    assert not [node for node in nodes if "sha256" in node]
