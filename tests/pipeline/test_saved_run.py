"""A finished run is read back from its folder, and never another one in its place."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpora import bodies, copy_of, plan_in, terms, write_jsonl
from scanner.engines.in_process import InProcess
from scanner.errors import OutputError, UsageError
from scanner.pipeline.run import manifest_of, run_scan
from scanner.pipeline.saved_run import add_formats, open_saved, write_formats
from scanner.policy.load import digest_of, load_policy
from scanner.reports.codec import to_json
from scanner.reports.formats import check_formats
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover
from scanner.types.rule import Ruleset


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small run by one rule."""
    folder = tmp_path_factory.mktemp("saved")
    corpus = write_jsonl(folder / "corpus" / "a.jsonl", ["Plain words.", "写信给mira@corpus-sample-press.org。"]).parent
    whole = plan_in(folder / "out")
    few = tuple(rule for rule in whole.ruleset.rules if rule.id == "pii.email")
    plan = replace(whole, ruleset=Ruleset(few, "few"))
    policy, _ = load_policy(None)
    gates = tuple(gate for gate in policy.gates if gate.rule == "pii.email")
    Layout(plan.out).prepare(overwrite=False)
    policy = replace(policy, gates=gates)
    held = replace(terms(), policy=policy, policy_digest=digest_of(policy))
    run_scan(plan, discover([str(corpus)]), InProcess(plan), held, lambda _: None)
    return plan.out


@pytest.fixture
def out(finished: Path, tmp_path: Path) -> Path:
    return copy_of(finished, tmp_path)


def test_what_is_read_back_is_what_was_written(out: Path) -> None:
    run = open_saved(out)
    assert to_json(run.corpus) == (out / "corpus.json").read_bytes()
    assert to_json(run.verdict) == (out / "verdict.json").read_bytes()
    assert to_json(run.policy) == (out / "policy.json").read_bytes()
    assert digest_of(run.policy) == run.verdict.policy_digest
    assert to_json(run.catalogue) == (out / "rules.json").read_bytes()
    assert [card.id for card in run.catalogue.rules] == ["pii.email"]
    assert [report.shard.id for report in run.shard_reports()] == ["a.jsonl"]


def test_a_format_rendered_again_is_the_same_bytes_and_leaves_the_manifest_as_it_was(out: Path) -> None:
    before = bodies(out)
    (out / "summary.md").unlink()
    assert add_formats(out, ["markdown"]) == ["summary.md"]
    assert bodies(out) == before


def test_formats_written_elsewhere_leave_the_run_alone(out: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before, into = bodies(out), tmp_path_factory.mktemp("into")
    assert list(write_formats(open_saved(out), ["markdown"], into)) == ["summary.md"]
    assert (bodies(out), bodies(into)) == (before, {"summary.md": before["summary.md"]})


def test_the_manifest_of_added_formats_is_that_of_the_folder(out: Path) -> None:
    add_formats(out, ["markdown"])
    assert to_json(manifest_of(Layout(out))) == (out / "manifest.json").read_bytes()


@pytest.mark.parametrize(
    "name", ["corpus.json", "verdict.json", "policy.json", "rules.json", "lock.json", "shards/a.jsonl.json"]
)
def test_a_file_changed_after_the_scan_is_refused(out: Path, name: str) -> None:
    (out / name).write_bytes((out / name).read_bytes() + b" ")
    with pytest.raises(OutputError, match="changed after the scan"):
        list(open_saved(out).shard_reports())


def test_adding_a_format_does_not_vouch_for_a_file_that_was_changed(out: Path) -> None:
    findings = out / "findings" / "a.jsonl.parquet"
    findings.write_bytes(b"something else")
    before = json.loads((out / "manifest.json").read_bytes())["files"]
    add_formats(out, ["markdown"])
    assert json.loads((out / "manifest.json").read_bytes())["files"] == before


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        pytest.param(lambda out: (out / "manifest.json").unlink(), "holds no manifest.json", id="no manifest"),
        pytest.param(lambda out: (out / "manifest.json").write_bytes(b"{}"), "not of a version", id="other shape"),
        pytest.param(lambda out: (out / "rules.json").unlink(), "not there", id="file gone"),
        pytest.param(lambda out: _forge(out / "manifest.json"), "was changed", id="manifest edited"),
    ],
)
def test_a_folder_that_is_no_finished_run_is_refused(out: Path, damage: Callable[[Path], None], said: str) -> None:
    damage(out)
    with pytest.raises(OutputError, match=said):
        open_saved(out)


def _forge(path: Path) -> None:
    body = json.loads(path.read_bytes())
    body["files"]["corpus.json"] = "0" * 64
    path.write_bytes(json.dumps(body).encode())


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"--format docx: expected one of .*markdown"):
        check_formats(["markdown", "docx"])
    assert check_formats(["markdown", "markdown"]) == ("markdown",)
