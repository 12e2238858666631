"""Two runs compared: what came, went and changed, and when that is worse."""

from dataclasses import replace

import pytest

from saved_runs import HOSTILE, hostile_run, sample_run
from scanner.pipeline.run_diff import diff_runs
from scanner.reports.run_diff import diff_json, headline, render_diff, sections_of
from scanner.types.estimate import Estimate
from scanner.types.policy import Outcome, Reason
from scanner.types.report import RuleTally
from scanner.types.run_diff import Moved, RunDiff
from scanner.types.sample import ShardSample
from scanner.types.saved_run import SavedRun

RUN = sample_run()


def changed(**corpus: object) -> SavedRun:
    return replace(RUN, corpus=replace(RUN.corpus, **corpus))  # type: ignore[arg-type]  # by parameters


def diffed(new: SavedRun, old: SavedRun = RUN) -> RunDiff:
    return diff_runs(old, new, "old", "new")


def with_reasons(outcome: Outcome, *reasons: Reason) -> SavedRun:
    return replace(RUN, verdict=replace(RUN.verdict, outcome=outcome, reasons=reasons))


def test_a_run_and_itself_differ_in_nothing() -> None:
    found = diffed(RUN)
    assert [section.title for section in sections_of(found)] == ["Corpus"]
    assert not found.verdict.is_worse
    assert found.shards.same == len(RUN.corpus.shards)


def test_shards_are_told_apart_by_content() -> None:
    shards = dict(RUN.corpus.shards)
    first, second, third, *_ = sorted(shards)
    shards["new.jsonl"] = replace(shards[first], sha256="e" * 64)
    shards["moved.jsonl"] = shards.pop(second)
    shards[first] = replace(shards[first], sha256="f" * 64)
    del shards[third]
    moved = diffed(changed(shards=shards)).shards
    assert (moved.added, moved.gone, moved.changed) == (("new.jsonl",), (third,), (first,))
    assert moved.renamed == {second: "moved.jsonl"}


def drawn(shards: int, seed: str = "") -> SavedRun:
    """Return the run as if it had looked at the first so many shards."""
    names = sorted(RUN.corpus.shards)[:shards]
    sample = ShardSample(seed, shards, len(RUN.corpus.shards), 1, 9, 1, "0" * 64, 1.0, {})
    return changed(sample=sample, shards={name: RUN.corpus.shards[name] for name in names})


def test_what_a_sample_did_not_look_at_is_neither_gone_nor_added() -> None:
    all_of_them = len(RUN.corpus.shards)
    behind = tuple(sorted(RUN.corpus.shards)[2:])
    shrunk, grown = diffed(drawn(2)), diffed(RUN, drawn(2))
    assert (shrunk.shards.gone, shrunk.shards.only_old) == ((), behind)
    assert (grown.shards.added, grown.shards.only_new) == ((), behind)
    assert f"The new run looked at a sample, 2 of {all_of_them} shards (--first-shards 2)." in headline(shrunk)
    assert f"The old run looked at a sample, 2 of {all_of_them} shards (--first-shards 2)." in headline(grown)
    for found, change in ((shrunk, "not in the new sample"), (grown, "not in the old sample")):
        assert "So the two looked at different shards" in render_diff(found)
        assert f"| {change} |" in render_diff(found)


def test_two_samples_of_the_same_shards_are_told_apart_from_two_of_different_ones() -> None:
    same, other = diffed(drawn(2), drawn(2)), diffed(drawn(2, "another"), drawn(2))
    assert any("(--first-shards 2 --shards-seed another)" in line for line in headline(other))
    assert headline(same)[-1].startswith("Both looked at the same sample, 2 of ")
    assert headline(other)[-1].startswith("So the two looked at different shards")


def test_hosts_and_rights_that_changed_are_told() -> None:
    hosts = dict(RUN.corpus.totals.hosts)
    name = min(hosts)
    hosts[name] = replace(hosts[name], documents=hosts[name].documents + 5)
    rights = RUN.corpus.rights
    assert rights is not None
    uses = {**rights.uses, "train": {**rights.uses["train"], "reserved": 999}}
    found = diffed(changed(totals=replace(RUN.corpus.totals, hosts=hosts), rights=replace(rights, uses=uses)))
    assert (found.hosts.added, found.hosts.gone, found.hosts.changed) == (0, 0, 1)
    assert found.hosts.largest[name].now == found.hosts.largest[name].before + 5
    assert found.rights == {"train": {"reserved": Moved(rights.uses["train"]["reserved"], 999)}}


def test_an_estimate_is_told_with_its_interval_and_a_rule_that_was_not_there_as_not_looked_for() -> None:
    rules = dict(RUN.corpus.totals.rules)
    documents = RUN.corpus.totals.coverage.documents
    rules["pii.person-name"] = RuleTally(5, 5, {})
    del rules["pii.email"]
    estimates = {"pii.person-name": Estimate(documents, 40, 0.5, 0.4, 0.6, 99.0, 70.0, None)}
    found = diffed(changed(totals=replace(RUN.corpus.totals, rules=rules), estimates=estimates))
    told = render_diff(found)
    assert "≈ 99 (70 or more)" in told
    assert "| `pii.email` |" in told
    assert not found.rules["pii.email"].now.is_looked_for


FAILS = Reason(Outcome.FAIL, "pii.email", "corpus", "too many", "high")
OPEN = Reason(Outcome.INCOMPLETE, "pii.email", "corpus", "unknown", "high")
NOTE = Reason(Outcome.PASS, "pii.email", "corpus", "a note", "info")


@pytest.mark.parametrize(
    ("old", "new", "worse"),
    [
        pytest.param(with_reasons(Outcome.PASS), with_reasons(Outcome.FAIL, FAILS), True, id="pass to fail"),
        pytest.param(with_reasons(Outcome.PASS), with_reasons(Outcome.INCOMPLETE, OPEN), True, id="pass to incomplete"),
        pytest.param(
            with_reasons(Outcome.INCOMPLETE, OPEN), with_reasons(Outcome.FAIL, FAILS), True, id="incomplete to fail"
        ),
        pytest.param(with_reasons(Outcome.FAIL, FAILS), with_reasons(Outcome.PASS), False, id="fail to pass"),
        pytest.param(
            with_reasons(Outcome.FAIL, FAILS),
            with_reasons(Outcome.FAIL, replace(FAILS, message="still too many")),
            False,
            id="the same failure in other figures",
        ),
        pytest.param(
            with_reasons(Outcome.FAIL, FAILS),
            with_reasons(Outcome.FAIL, FAILS, replace(FAILS, where="shard a")),
            True,
            id="one more failure",
        ),
        pytest.param(with_reasons(Outcome.PASS), with_reasons(Outcome.PASS, NOTE), False, id="a note"),
    ],
)
def test_a_verdict_is_worse(old: SavedRun, new: SavedRun, worse: bool) -> None:  # noqa: FBT001  # by parameters
    assert diffed(new, old).verdict.is_worse is worse


def test_other_rules_or_another_policy_are_said_first() -> None:
    other = replace(RUN, verdict=replace(RUN.verdict, policy_digest="x"), corpus=replace(RUN.corpus, ruleset="y"))
    told = render_diff(diffed(other))
    assert "Judged by different policies" in told
    assert "Scanned with different rules" in told


def test_hostile_names_stay_in_their_cells() -> None:
    found = diffed(hostile_run())
    told = render_diff(found)
    assert not {"\x00", "\x1b", "\u202e", "\r"} & set(told)
    assert all(line.count("|") >= 3 for line in told.splitlines() if line.startswith("| `"))
    assert HOSTILE[0] in diff_json(found).decode()


def test_the_same_runs_give_the_same_bytes() -> None:
    assert diff_json(diffed(hostile_run())) == diff_json(diffed(hostile_run()))
