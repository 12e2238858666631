"""Reports over `samples/` are what they were; a change here is reviewed like code (`make golden`)."""

import json
from pathlib import Path

import jsonschema
import pytest

from corpora import ROOT, SAMPLES, bodies, is_golden, run_in

GOLDEN = ROOT / "tests" / "golden"
NAMES = sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("golden") / "out"
    run_in(out, [SAMPLES])
    return bodies(out)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_over_the_samples_is_the_golden_one(written: dict[str, bytes], name: str) -> None:
    assert written[name].decode() == (GOLDEN / name).read_text(encoding="utf-8")


def test_there_is_a_golden_report_for_every_shard_and_the_corpus(written: dict[str, bytes]) -> None:
    assert set(NAMES) == set(filter(is_golden, written))


@pytest.mark.parametrize(
    ("pattern", "schema"),
    [
        pytest.param("shards/**/*.json", "shard-report.v1", id="shards"),
        pytest.param("corpus.json", "corpus-report.v1", id="corpus"),
        pytest.param("verdict.json", "verdict.v1", id="verdict"),
        pytest.param("policy.json", "policy.v1", id="policy"),
        pytest.param("lock.json", "lock.v1", id="lock"),
        pytest.param("rules.json", "rules.v1", id="rules"),
        pytest.param("manifest.json", "manifest.v1", id="manifest"),
    ],
)
def test_every_json_file_validates_against_its_published_schema(
    written: dict[str, bytes], pattern: str, schema: str
) -> None:
    published = json.loads((ROOT / "docs" / "formats" / f"{schema}.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(published)
    validator = jsonschema.Draft202012Validator(published)
    files = [body for name, body in written.items() if Path(name).match(pattern) or name == pattern]
    assert files
    for body in files:
        validator.validate(json.loads(body))


def test_the_schema_refuses_a_key_that_is_not_in_it(written: dict[str, bytes]) -> None:
    published = json.loads((ROOT / "docs" / "formats" / "verdict.v1.schema.json").read_bytes())
    body = {**json.loads(written["verdict.json"]), "surprise": 1}
    assert not jsonschema.Draft202012Validator(published).is_valid(body)
