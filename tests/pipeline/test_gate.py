"""A finished run is judged again from what it saved, and told by the new verdict where that is asked for."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpora import bodies, copy_of, plan_in, terms, write_jsonl
from scanner.engines.in_process import InProcess
from scanner.errors import OutputError, PolicyError
from scanner.pipeline.gate import judge_again, write_again
from scanner.pipeline.run import manifest_of, run_scan
from scanner.pipeline.saved_run import open_saved
from scanner.policy.baseline import baseline_of
from scanner.policy.load import digest_of
from scanner.reports.codec import to_json
from scanner.reports.formats import FORMATS, render
from scanner.sidecars import layout as layout_module
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover
from scanner.types.allowances import NOTHING_ALLOWED, Allowances
from scanner.types.policy import Gate, Outcome
from scanner.types.rule import Ruleset
from scanner.types.suppression import SUPPRESSIONS_SCHEMA, Spot, Suppression, Suppressions
from strategies import policy_of

NONE = policy_of(Gate("pii.email", max_count=0))
ONE = policy_of(Gate("pii.email", max_count=1))
SUPPRESSION = Suppression("pii.email", Spot(shard="a.*"), "our own address", "data office", date(2027, 1, 31))


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small run by one rule, judged to fail."""
    folder = tmp_path_factory.mktemp("gate")
    corpus = write_jsonl(folder / "corpus" / "a.jsonl", ["Plain words.", "写信给mira@corpus-sample-press.org。"]).parent
    whole = plan_in(folder / "out")
    plan = replace(whole, ruleset=Ruleset(tuple(r for r in whole.ruleset.rules if r.id == "pii.email"), "few"))
    Layout(plan.out).prepare(overwrite=False)
    held = replace(terms(), policy=NONE, policy_digest=digest_of(NONE))
    run_scan(plan, discover([str(corpus)]), InProcess(plan), held, lambda _: None)
    return plan.out


@pytest.fixture
def out(finished: Path, tmp_path: Path) -> Path:
    return copy_of(finished, tmp_path)


def suppressions() -> Allowances:
    said = Suppressions(SUPPRESSIONS_SCHEMA, (SUPPRESSION,))
    return Allowances(suppressions=said, suppressions_digest="s", as_of=date(2026, 6, 1))


def test_by_its_own_policy_a_run_gets_the_verdict_it_had(out: Path) -> None:
    policy = open_saved(out).policy
    run = judge_again(out, policy, digest_of(policy), NOTHING_ALLOWED)
    assert to_json(run.verdict) == (out / "verdict.json").read_bytes()
    assert to_json(run.lock) == (out / "lock.json").read_bytes().replace(
        json.loads((out / "lock.json").read_bytes())["policy"].encode(), digest_of(policy).encode()
    )


@pytest.mark.parametrize(
    ("policy", "allowances", "outcome"),
    [
        pytest.param(NONE, NOTHING_ALLOWED, Outcome.FAIL, id="none"),
        pytest.param(ONE, NOTHING_ALLOWED, Outcome.PASS, id="one"),
        pytest.param(NONE, suppressions(), Outcome.PASS, id="suppressed"),
        pytest.param(NONE, replace(suppressions(), as_of=date(2027, 2, 1)), Outcome.FAIL, id="no longer suppressed"),
    ],
)
def test_another_policy_gives_another_verdict_and_writes_nothing(
    out: Path, policy: object, allowances: Allowances, outcome: Outcome
) -> None:
    before = bodies(out)
    assert judge_again(out, policy, "p", allowances).verdict.outcome is outcome  # type: ignore[arg-type]  # by parameters
    assert bodies(out) == before


def test_against_its_own_baseline_nothing_is_new(out: Path) -> None:
    baseline, left_out = baseline_of(open_saved(out).shard_reports())
    gate = policy_of(Gate("pii.email", max_count=0, new_only=True))
    assert judge_again(out, gate, "p", Allowances(baseline)).verdict.outcome is Outcome.PASS
    assert left_out == 0


def test_a_verdict_that_is_written_is_in_every_report_and_the_manifest_and_reads_back(out: Path) -> None:
    digest = digest_of(ONE)
    run = judge_again(out, ONE, digest, suppressions())
    assert write_again(out, run) == [
        "verdict.json",
        "policy.json",
        "lock.json",
        "index.html",
        "shards/a.jsonl.html",
        "summary.md",
        "results.sarif",
        "junit.xml",
    ]
    again = open_saved(out)
    assert (again.verdict, again.policy, again.lock) == (run.verdict, ONE, run.lock)
    assert (again.lock.policy, again.lock.suppressions, again.lock.as_of) == (digest, "s", "2026-06-01")
    assert "## Set aside" in (out / "summary.md").read_text(encoding="utf-8")
    assert to_json(manifest_of(Layout(out))) == (out / "manifest.json").read_bytes()


def test_writing_the_verdict_it_has_changes_no_byte(out: Path) -> None:
    policy = open_saved(out).policy
    write_again(out, judge_again(out, policy, digest_of(policy), NOTHING_ALLOWED))
    once = bodies(out)
    write_again(out, judge_again(out, policy, digest_of(policy), NOTHING_ALLOWED))
    assert bodies(out) == once
    (out / "summary.md").unlink()


def test_a_format_that_is_not_there_is_not_added(out: Path) -> None:
    files = json.loads((out / "manifest.json").read_bytes())["files"]
    assert "summary.md" in files
    write_again(out, judge_again(out, ONE, "p", NOTHING_ALLOWED))
    assert json.loads((out / "manifest.json").read_bytes())["files"].keys() == files.keys()


def test_a_file_changed_after_the_scan_is_not_judged(out: Path) -> None:
    report = out / "shards" / "a.jsonl.json"
    report.write_bytes(report.read_bytes() + b" ")
    with pytest.raises(OutputError, match="changed after the scan"):
        judge_again(out, ONE, "p", NOTHING_ALLOWED)


def test_a_policy_on_rules_that_the_run_did_not_have_is_refused(out: Path) -> None:
    with pytest.raises(PolicyError, match="names no rule"):
        judge_again(out, policy_of(Gate("pii.iban", max_count=0)), "p", NOTHING_ALLOWED)


@pytest.mark.parametrize("written", [0, 1, 2, 3, 5])
def test_writing_that_was_cut_short_is_told_and_made_whole_by_doing_it_again(
    out: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    whole = copy_of(out, tmp_path_factory.mktemp("whole"))
    write_again(whole, judge_again(whole, ONE, digest_of(ONE), NOTHING_ALLOWED))
    left = [written + 1]  # the mark comes first

    def write_some(path: Path, content: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        layout_module.write_whole(path, content)

    run = judge_again(out, ONE, digest_of(ONE), NOTHING_ALLOWED)
    with monkeypatch.context() as patched:
        patched.setattr("scanner.pipeline.gate.write_whole", write_some)
        patched.setattr("scanner.pipeline.saved_run.write_whole", write_some)
        with pytest.raises(KeyboardInterrupt):
            write_again(out, run)
    with pytest.raises(OutputError, match="was cut short here"):
        open_saved(out)
    write_again(out, judge_again(out, ONE, digest_of(ONE), NOTHING_ALLOWED))
    assert bodies(out) == bodies(whole)
    assert open_saved(out).verdict.outcome is Outcome.PASS


def test_a_pass_that_rests_on_suppressions_says_so_wherever_it_is_told(out: Path) -> None:
    run = judge_again(out, NONE, digest_of(NONE), suppressions())
    assert run.verdict.outcome is Outcome.PASS
    told = {name: body.decode() for name, body in render(run, tuple(FORMATS.keys() - {"parquet", "pdf"}))}
    aside = "1 findings set aside by 1 suppressions"
    for name in ("summary.md", "step-summary.md", "dataset-card.md", "croissant.json"):
        assert aside in told[name], name
    assert "no finding in the corpus, less what suppressions set aside" in told["cyclonedx.json"]
    assert "1 findings set aside until 2027-01-31 by data office" in told["junit.xml"]
    assert "findings set aside by 1 suppressions" in re.sub("<[^>]+>", "", told["index.html"])
