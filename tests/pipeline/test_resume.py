"""A run goes on from another's working folder: what still holds is not read again, all else is."""

import errno
import os
import shutil
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from corpora import bodies
from loopback import BUCKET, Store, serving
from made.few_rules import SHARDS, few_rules_plan, few_rules_terms
from scanner.engines.in_process import InProcess
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.resume import Told, Work
from scanner.pipeline.run import Finished, run_scan
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover
from scanner.sources.stored import Stored
from scanner.types.document import Shard
from scanner.types.run import ShardOutcome
from scanner.types.spread import Spread

KEEP = Work(keep=True)


@dataclass
class Watched:
    """An engine that notes what it was asked to read, and is interrupted before a shard of that name."""

    plan: ScanPlan
    stop_at: str | None = None
    read: list[str] = field(default_factory=list)

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        for shard in shards:
            if shard.id == self.stop_at:
                raise KeyboardInterrupt
            self.read.append(shard.id)
            yield from InProcess(self.plan).run([shard])

    def spread(self, tell: Callable[[str], None]) -> AbstractContextManager[Spread]:
        return InProcess(self.plan).spread(tell)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    for path in SHARDS:
        shutil.copy2(path, tmp_path / "corpus")
    return tmp_path / "corpus"


def scan(corpus: Path, out: Path, work: Work, stop_at: str | None = None) -> tuple[Finished, list[str]]:
    plan = few_rules_plan(out)
    Layout(out).claim(overwrite=False, resume=work.resume)
    Layout(out).clear(keep_work=work.resume)
    engine = Watched(plan, stop_at)
    finished = run_scan(plan, discover([str(corpus)]), engine, few_rules_terms(plan, work), lambda _: None)
    return finished, engine.read


def scan_store(store: Store, out: Path, work: Work) -> tuple[Finished, list[str]]:
    """Scan the objects of a store, not as often tried again as its faults last."""
    storage = replace(store.storage, transfer=replace(store.transfer, tries=1))
    plan = replace(few_rules_plan(out), storage=storage)
    Layout(out).claim(overwrite=False, resume=work.resume)
    Layout(out).clear(keep_work=work.resume)
    engine = Watched(plan)
    shards = discover([f"s3://{BUCKET}"], storage=storage)
    return run_scan(plan, shards, engine, few_rules_terms(plan, work), lambda _: None), engine.read


@pytest.mark.parametrize("told_by", ["mtime", "sha256"])
def test_of_a_store_only_what_did_not_come_whole_or_was_replaced_is_read_again(tmp_path: Path, told_by: Told) -> None:
    letters = {f"{name}.jsonl": b'{"text": "Letter %s."}\n' % name.encode() for name in "abc"}
    again = Work(resume=True, keep=True, told_by=told_by)
    with serving(**letters) as store:
        store.faults = ["-", "403"]
        first, read = scan_store(store, tmp_path / "out", KEEP)
        assert (len(read), first.corpus.shards["b.jsonl"].status) == (3, "failed")
        store.objects["c.jsonl"] = letters["c.jsonl"].replace(b"Letter", b"letter")
        second, read = scan_store(store, tmp_path / "out", again)
        assert read == ["b.jsonl", "c.jsonl"]
        assert {shard.status for shard in second.corpus.shards.values()} == {"read"}
        assert scan_store(store, tmp_path / "out", again)[1] == []


def resumed(corpus: Path, out: Path, told_by: Told = "mtime") -> list[str]:
    return scan(corpus, out, Work(resume=True, keep=True, told_by=told_by))[1]


def hashed(out: Path) -> dict[str, bytes]:
    return {name: body for name, body in bodies(out).items() if name != "run.json" and not name.startswith("work/")}


def test_an_interrupted_run_keeps_what_it_read_and_ends_with_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    scan(corpus, tmp_path / "undisturbed", Work())
    finished, first = scan(corpus, tmp_path / "out", Work(), stop_at="news.jsonl.gz")
    assert finished.interrupted
    assert finished.verdict.outcome == "incomplete"
    assert (tmp_path / "out" / "work").is_dir()
    finished, rest = scan(corpus, tmp_path / "out", Work(resume=True))
    assert not finished.interrupted
    assert (first, rest) == (["bad-block.jsonl.gz"], ["news.jsonl.gz", "pages.warc.zst", "robotstxt.warc.gz"])
    assert bodies(tmp_path / "out") == bodies(tmp_path / "undisturbed")


def test_where_nothing_changed_nothing_is_read(corpus: Path, tmp_path: Path) -> None:
    scan(corpus, tmp_path / "out", KEEP)
    before = hashed(tmp_path / "out")
    assert resumed(corpus, tmp_path / "out") == []
    assert hashed(tmp_path / "out") == before


def test_a_finished_run_that_kept_no_working_folder_is_read_again(corpus: Path, tmp_path: Path) -> None:
    scan(corpus, tmp_path / "out", Work())
    assert not (tmp_path / "out" / "work").exists()
    assert len(resumed(corpus, tmp_path / "out")) == len(SHARDS)


def test_changed_and_new_shards_are_read_and_those_gone_leave_nothing(corpus: Path, tmp_path: Path) -> None:
    scan(corpus, tmp_path / "out", KEEP)
    (corpus / "robotstxt.warc.gz").unlink()
    (corpus / "new.jsonl").write_text('{"text": "Write to mira@corpus-sample-press.org today."}\n')
    with (corpus / "pages.warc.zst").open("ab") as file:
        file.write(b"")
    os.utime(corpus / "pages.warc.zst", ns=(0, 0))
    assert resumed(corpus, tmp_path / "out") == ["new.jsonl", "pages.warc.zst"]
    scan(corpus, tmp_path / "afresh", KEEP)
    assert bodies(tmp_path / "out").keys() == bodies(tmp_path / "afresh").keys()
    assert hashed(tmp_path / "out") == hashed(tmp_path / "afresh")


def test_by_content_a_shard_with_a_new_time_is_the_same_and_one_with_the_old_time_is_not(
    corpus: Path, tmp_path: Path
) -> None:
    scan(corpus, tmp_path / "out", KEEP)
    os.utime(corpus / "pages.warc.zst", ns=(0, 0))
    news = corpus / "news.jsonl.gz"
    facts, body = news.stat(), bytearray(news.read_bytes())
    body[4] ^= 1  # a byte of gzip's time stamp: other content, same text, same size
    news.write_bytes(body)
    os.utime(news, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert resumed(corpus, tmp_path / "out", "sha256") == ["news.jsonl.gz"]


@pytest.mark.parametrize("what", ["key", "scan", "first_findings", "pages", "sites", "first_signatures", "paragraphs"])
def test_a_shard_of_which_a_file_is_missing_is_read_again(corpus: Path, tmp_path: Path, what: str) -> None:
    scan(corpus, tmp_path / "out", KEEP)
    getattr(Layout(tmp_path / "out"), what)("news.jsonl.gz").unlink()
    assert resumed(corpus, tmp_path / "out") == ["news.jsonl.gz"]


def test_of_a_shard_that_was_not_read_to_its_end_and_is_gone_no_address_stays(corpus: Path, tmp_path: Path) -> None:
    scan(corpus, tmp_path / "out", KEEP)
    (corpus / "pages.warc.zst").unlink()
    layout = Layout(tmp_path / "out")
    layout.key("pages.warc.zst").unlink()  # as where it changed while it was read, or did not come whole
    layout.pages("pages.warc.zst").with_suffix(".partial").write_bytes(b"https://example.org/a/path")
    assert resumed(corpus, tmp_path / "out") == []
    assert not [path for path in layout.work.rglob("*") if "pages.warc" in path.name]


@pytest.mark.parametrize("what", ["scan", "pages", "first_signatures"])
def test_a_shard_of_which_a_file_was_cut_short_is_read_again(corpus: Path, tmp_path: Path, what: str) -> None:
    scan(corpus, tmp_path / "out", KEEP)
    before = hashed(tmp_path / "out")
    os.truncate(getattr(Layout(tmp_path / "out"), what)("news.jsonl.gz"), 9)
    assert resumed(corpus, tmp_path / "out") == ["news.jsonl.gz"]
    assert hashed(tmp_path / "out") == before


def test_other_content_of_the_same_size_with_its_time_set_back_is_read_again(corpus: Path, tmp_path: Path) -> None:
    scan(corpus, tmp_path / "out", KEEP)
    news, beside = corpus / "news.jsonl.gz", tmp_path / "beside"
    facts, body = news.stat(), bytearray(news.read_bytes())
    body[4] ^= 1  # a byte of gzip's time stamp
    beside.write_bytes(body)
    os.utime(beside, ns=(facts.st_atime_ns, facts.st_mtime_ns))  # as tar, rsync and `cp -p` do
    beside.replace(news)
    assert resumed(corpus, tmp_path / "out") == ["news.jsonl.gz"]


@pytest.mark.parametrize("refused_after_bytes", [0, 100])
def test_a_file_that_the_system_refused_to_read_is_read_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused_after_bytes: int
) -> None:
    scan(corpus, tmp_path / "undisturbed", KEEP)
    read = Stored._read

    def refuse(self: Stored, size: int) -> bytes:
        if self._shard.id != "news.jsonl.gz":
            return read(self, size)
        if self.taken + len(self._held) < refused_after_bytes:
            return read(self, min(size, refused_after_bytes))
        self._stop("cannot be read on", OSError(errno.EACCES, os.strerror(errno.EACCES)))
        return b""

    with monkeypatch.context() as patched:
        patched.setattr(Stored, "_read", refuse)
        finished, _ = scan(corpus, tmp_path / "out", KEEP)
    assert finished.corpus.shards["news.jsonl.gz"].status in {"failed", "damaged"}
    assert resumed(corpus, tmp_path / "out") == ["news.jsonl.gz"]
    assert hashed(tmp_path / "out") == hashed(tmp_path / "undisturbed")


def test_other_rules_or_options_read_everything_again_and_another_policy_nothing(corpus: Path, tmp_path: Path) -> None:
    scan(corpus, tmp_path / "out", KEEP)
    plan = few_rules_plan(tmp_path / "out")
    terms = few_rules_terms(plan, Work(resume=True, keep=True))

    def read_with(**changes: object) -> int:
        engine = Watched(plan)
        Layout(plan.out).claim(overwrite=False, resume=True)
        Layout(plan.out).clear(keep_work=True)
        lock = replace(terms.lock, **changes)  # type: ignore[arg-type]  # one of its fields
        run_scan(plan, discover([str(corpus)]), engine, replace(terms, lock=lock), lambda _: None)
        return len(engine.read)

    assert read_with(policy="another") == 0
    assert read_with(baseline="another", suppressions="another", as_of="2026-06-01") == 0
    assert read_with(ruleset="another") == len(SHARDS)
    assert read_with(ruleset="another") == 0
    assert read_with(ruleset="another", options={"read.main_content": True}) == len(SHARDS)
    assert read_with(ruleset="another", tag_key_id="another") == len(SHARDS)


def test_a_shard_that_changes_while_it_is_read_is_not_taken_for_read(corpus: Path, tmp_path: Path) -> None:
    plan = few_rules_plan(tmp_path / "out")
    Layout(plan.out).prepare(overwrite=False)

    def touch(_: object) -> None:
        with (corpus / "news.jsonl.gz").open("ab") as file:
            file.write(b"\n")

    terms = few_rules_terms(plan, KEEP)
    run_scan(plan, discover([str(corpus)]), InProcess(plan), terms, touch)
    assert "news.jsonl.gz" in resumed(corpus, tmp_path / "out")
