"""Whole runs: what is written, what is counted, and what changes nothing."""

import gzip
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from corpora import SAMPLES, bodies, plan_in, run_in, run_shards, terms, write_jsonl
from scanner.engines.in_process import InProcess
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.run import manifest_of, run_scan
from scanner.reports.codec import shard_report_from
from scanner.sidecars.layout import Layout
from scanner.sidecars.tables import read_rows
from scanner.sources.discover import discover
from scanner.types.document import Shard
from scanner.types.policy import Outcome
from scanner.types.run import ShardOutcome
from scanner.types.spread import Spread

PLAIN = "The harbour was quiet in the morning and the boats lay still beside the wall, number {}."


@pytest.mark.parametrize(("documents", "characters"), [(1, 1), (7, 500), (10_000, 1 << 24)], ids=str)
def test_the_size_of_batches_changes_nothing(tmp_path: Path, documents: int, characters: int) -> None:
    run_in(tmp_path / "usual", [SAMPLES])
    plan = replace(plan_in(tmp_path / "other"), batch_documents=documents, batch_characters=characters)
    Layout(plan.out).prepare(overwrite=False)
    run_scan(plan, discover([str(SAMPLES)]), InProcess(plan), terms(), lambda _: None)
    assert bodies(tmp_path / "usual") == bodies(tmp_path / "other")


def test_compression_changes_nothing_but_the_facts_of_the_file(tmp_path: Path) -> None:
    plain = write_jsonl(tmp_path / "plain" / "a.jsonl", ["Write to mira@corpus-sample-press.org today.", "更多信息"])
    packed = tmp_path / "packed" / "a.jsonl"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    one = run_in(tmp_path / "one", [plain]).corpus.totals
    two = run_in(tmp_path / "two", [packed]).corpus.totals
    assert replace(one, coverage=two.coverage) == two
    assert one.rules["pii.email"].findings == 1


def test_the_order_of_shards_changes_nothing(tmp_path: Path) -> None:
    shards = discover([str(SAMPLES)])
    run_shards(tmp_path / "one", shards)
    run_shards(tmp_path / "two", shards[::-1])
    assert bodies(tmp_path / "one") == bodies(tmp_path / "two")


def test_a_finished_run_leaves_no_work_no_partial_file_and_no_url(tmp_path: Path) -> None:
    run_in(tmp_path / "out", [SAMPLES])
    names = bodies(tmp_path / "out")
    assert not any(name.startswith("work") or name.endswith(".partial") for name in names)
    assert not any(b"://" in body for name, body in names.items() if name.endswith((".json", ".md")))


def test_the_manifest_holds_the_digest_of_every_file(tmp_path: Path) -> None:
    run_in(tmp_path / "out", [SAMPLES])
    layout = Layout(tmp_path / "out")
    before = manifest_of(layout)
    assert before.files.keys() == bodies(layout.out).keys() - {"manifest.json", "run.json"}
    (layout.out / "summary.md").write_text("edited")
    after = manifest_of(layout)
    assert {name for name in before.files if before.files[name] != after.files[name]} == {"summary.md"}
    assert before.digest != after.digest


def test_findings_files_and_reports_tell_the_same_counts(tmp_path: Path) -> None:
    finished = run_in(tmp_path / "out", [SAMPLES])
    counted: dict[str, int] = {}
    for path in (tmp_path / "out" / "findings").rglob("*.parquet"):
        for row in read_rows(path):
            counted[row["rule"]] = counted.get(row["rule"], 0) + 1
    tallied = {rule: tally.findings for rule, tally in finished.corpus.totals.rules.items() if tally.findings}
    assert counted == tallied


def test_a_near_copy_in_another_shard_is_found_and_the_first_shard_keeps_it(tmp_path: Path) -> None:
    text = " ".join(PLAIN.format(number) for number in range(12))
    write_jsonl(tmp_path / "corpus" / "a.jsonl", [text, "Quite another text about bread and salt in winter."])
    write_jsonl(tmp_path / "corpus" / "b.jsonl", [text + " One word more."])
    finished = run_in(tmp_path / "out", [tmp_path / "corpus"])
    assert finished.corpus.duplicates is not None
    assert finished.corpus.duplicates.redundant_documents == 1
    rows = {name: list(read_rows(tmp_path / "out" / "findings" / f"{name}.parquet")) for name in ("a.jsonl", "b.jsonl")}
    assert [row["rule"] for row in rows["a.jsonl"]] == []
    assert [(row["rule"], row["document"]) for row in rows["b.jsonl"]] == [("duplicate.near", "line:0")]


def test_garbage_ends_incomplete_with_a_report_a_shard(tmp_path: Path) -> None:
    folder = tmp_path / "garbage"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.bin").write_bytes(bytes((number * 37 + step * 101) % 256 for step in range(4000)))
    finished = run_in(tmp_path / "out", [folder])
    assert finished.verdict.outcome is Outcome.INCOMPLETE
    assert {summary.status for summary in finished.corpus.shards.values()} == {"failed"}
    for shard_id in finished.corpus.shards:
        report = shard_report_from((tmp_path / "out" / "shards" / f"{shard_id}.json").read_bytes())
        assert report.shard.faults


def test_files_that_are_all_empty_are_incomplete_and_never_a_pass(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.jsonl").touch()
    assert run_in(tmp_path / "out", [tmp_path / "corpus"]).verdict.outcome is Outcome.INCOMPLETE


@dataclass(frozen=True, slots=True)
class InterruptedAfterOne:
    """An engine during which somebody presses Ctrl-C."""

    plan: ScanPlan

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        yield next(InProcess(self.plan).run(shards))
        raise KeyboardInterrupt

    def spread(self, tell: Callable[[str], None]) -> AbstractContextManager[Spread]:
        return InProcess(self.plan).spread(tell)


def test_an_interrupted_run_still_writes_every_report_and_ends_incomplete(tmp_path: Path) -> None:
    for name in "abc":
        write_jsonl(tmp_path / "corpus" / f"{name}.jsonl", ["Plain words."])
    finished = run_in(tmp_path / "out", [tmp_path / "corpus"], InterruptedAfterOne(plan_in(tmp_path / "out")))
    states = [summary.status for summary in finished.corpus.shards.values()]
    assert states == ["read", "failed", "failed"]
    assert finished.corpus.shards["c.jsonl"].faults[0].reason == "interrupted"
    assert finished.verdict.outcome is Outcome.INCOMPLETE
    assert (tmp_path / "out" / "summary.md").exists()


def test_a_damaged_shard_never_passes_and_never_stops_the_others(tmp_path: Path) -> None:
    texts = [PLAIN.format(number) for number in range(400)]
    good = write_jsonl(tmp_path / "corpus" / "good.jsonl", texts)
    (tmp_path / "corpus" / "cut.jsonl.gz").write_bytes(gzip.compress(good.read_bytes())[:-40])
    finished = run_in(tmp_path / "out", [tmp_path / "corpus"])
    assert finished.corpus.shards["good.jsonl"].status == "read"
    assert finished.corpus.shards["cut.jsonl.gz"].status == "damaged"
    assert finished.verdict.outcome is not Outcome.PASS
