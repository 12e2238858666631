"""A record that workers die over is found and left out with its place, and the rest of its shard is read."""

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from corpora import bodies, write_jsonl
from poison import CRASHES, UNREADABLE, poisoned
from scanner.engines.in_process import InProcess
from scanner.engines.processes import Processes
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.resume import NOTHING_KEPT, Work
from scanner.pipeline.run import Finished, run_scan
from scanner.pipeline.scan import Scanner
from scanner.pipeline.walk import NO_CAUTION, Caution, Walk
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover
from scanner.types.document import Shard
from scanner.types.policy import Outcome
from scanner.types.run import Engine, Remark, ShardOutcome
from scanner.types.spread import Spread
from stuck_shards import small_plan, small_terms

MAIL = "Write to mira.oldfield@corpus-sample-press.org, or call."
SEGFAULT = "the worker process was ended by SIGSEGV"


def plan_of(out: Path) -> ScanPlan:
    """Return a plan with batches of four documents."""
    return replace(small_plan(out), batch_documents=4)


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """An engine that is told what to leave out: what one that finds out must come to."""

    plan: ScanPlan
    caution: Caution

    def spread(self, tell: Callable[[str], None]) -> AbstractContextManager[Spread]:
        """Give what does tasks here."""
        return InProcess(self.plan).spread(tell)

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        scanner = Scanner(self.plan)
        for shard in shards:
            yield scanner.scan(shard, Walk(self.caution if shard.id == "bad.jsonl" else NO_CAUTION))


def run(engine: Engine, out: Path, corpus: Path, work: Work) -> tuple[Finished, dict[str, str]]:
    """Return what a run came to, and what was told of workers that died, by shard."""
    told: list[ShardOutcome | Remark | str] = []
    Layout(out).claim(overwrite=False, resume=work.resume)
    Layout(out).clear(keep_work=work.resume)
    terms = replace(small_terms(), work=work)
    finished = run_scan(plan_of(out), discover([str(corpus)]), engine, terms, told.append)
    return finished, {event.shard.id: event.retried for event in told if isinstance(event, ShardOutcome)}


def corpus_of(folder: Path, texts: Sequence[str]) -> Path:
    write_jsonl(folder / "bad.jsonl", texts)
    return write_jsonl(folder / "good.jsonl", [MAIL] * 3).parent


def test_two_records_that_end_workers_are_left_out_and_counted_and_taken_over_by_a_later_run(tmp_path: Path) -> None:
    texts = [f"{MAIL} {number}" for number in range(12)]
    texts[5] = texts[6] = CRASHES
    corpus, out = corpus_of(tmp_path / "corpus", texts), tmp_path / "out"
    finished, retried = run(finding(out, jobs=2), out, corpus, Work(keep=True))
    bad = finished.corpus.shards["bad.jsonl"]
    assert (bad.status, bad.documents, bad.lost_records) == ("read", 10, 2)
    assert [(fault.reason, fault.record) for fault in bad.faults] == [("poison", "line:5"), ("poison", "line:6")]
    assert finished.corpus.totals.coverage.failed == {"poison": 2}
    assert finished.corpus.totals.rules["pii.email"].findings == 13
    assert finished.verdict.outcome is Outcome.INCOMPLETE  # a sixth of a shard was not looked at
    assert retried == {"bad.jsonl": f"{SEGFAULT}; 2 records were left out", "good.jsonl": ""}

    caution = Caution(left_out=((6, SEGFAULT), (7, SEGFAULT)))  # places count the opening
    run(LeavingOut(plan_of(tmp_path / "told"), caution), tmp_path / "told", corpus, NOTHING_KEPT)
    assert without_work(out) == bodies(tmp_path / "told")
    _, retried = run(finding(out, jobs=2), out, corpus, Work(resume=True))
    assert retried == {"bad.jsonl": "", "good.jsonl": ""}  # no worker had to die again
    assert bodies(out) == bodies(tmp_path / "told")


def finding(out: Path, jobs: int) -> Engine:
    return Processes(poisoned(plan_of(out)), jobs, isolate=True)


def without_work(out: Path) -> dict[str, bytes]:
    return {name: body for name, body in bodies(out).items() if not name.startswith("work/")}


def test_what_ends_the_reader_ends_the_shard_there_and_what_came_before_counts(tmp_path: Path) -> None:
    texts = [f"{MAIL} {number}" for number in range(7)]
    texts[5] = UNREADABLE
    out = tmp_path / "out"
    finished, _ = run(finding(out, jobs=1), out, corpus_of(tmp_path / "corpus", texts), NOTHING_KEPT)
    bad = finished.corpus.shards["bad.jsonl"]
    assert (bad.status, bad.documents) == ("damaged", 5)
    assert [fault.reason for fault in bad.faults] == ["worker_died"]
    assert bad.faults[0].detail == f"{SEGFAULT} while it read what stands behind line:4; the rest was left out"
    assert finished.verdict.outcome is not Outcome.PASS
