"""Captures given beside the corpus, and licence documents in it: what they change about the verdicts on pages."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpora import bodies, plan_in, shipped_ruleset, terms
from scanner.engines.in_process import InProcess
from scanner.errors import UsageError
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.run import run_scan
from scanner.pipeline.snapshot import keep_snapshot
from scanner.pipeline.terms import Terms
from scanner.reports.markdown import render_summary
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover
from scanner.types.rights import RightsSummary
from shard_bytes import http, warc_record

PAGE = "https://press.example/news/a.html"
NO_TRAINING = "User-agent: GPTBot\nDisallow: /\n"


def rights_plan(out: Path) -> ScanPlan:
    ruleset = shipped_ruleset()
    rules = tuple(rule for rule in ruleset.rules if rule.id.startswith("rights.robots"))
    return replace(plan_in(out), ruleset=replace(ruleset, rules=rules))


def rights_terms() -> Terms:
    given = terms()
    gates = tuple(gate for gate in given.policy.gates if gate.rule.startswith("rights.robots"))
    return replace(given, policy=replace(given.policy, gates=gates))


def page(url: str = PAGE, head: str = "") -> bytes:
    body = f"<html><head>{head}</head><body><p>News of the harbour.</p></body></html>".encode()
    return warc_record(http(body, "Content-Type: text/html"), url=url)


def robots(body: str, date: str, site: str = "https://press.example") -> bytes:
    return warc_record(http(body.encode()), url=f"{site}/robots.txt").replace(b"2026-03-01", date.encode())


def scanned(tmp_path: Path, corpus: bytes, *snapshot: Path, out: str = "out") -> RightsSummary:
    (tmp_path / "corpus.warc").write_bytes(corpus)
    plan = rights_plan(tmp_path / out)
    Layout(plan.out).claim(overwrite=False)
    kept = keep_snapshot([str(path) for path in snapshot], Layout(plan.out))
    Layout(plan.out).clear()
    shards = discover([str(tmp_path / "corpus.warc")])
    rights = run_scan(plan, shards, InProcess(plan), rights_terms(), lambda _: None, kept).corpus.rights
    assert rights is not None
    return rights


def lines(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_without_a_snapshot_there_is_no_today(tmp_path: Path) -> None:
    rights = scanned(tmp_path, page() + robots(NO_TRAINING, "2026-02-01"))
    assert rights.snapshot is None
    assert rights.today == rights.changed == {}


def test_a_snapshot_before_the_page_pairs_as_captures_of_the_corpus_do(tmp_path: Path) -> None:
    given = lines(tmp_path / "s.jsonl", {"url": PAGE, "robots_txt": NO_TRAINING, "fetched_at": "2026-02-01"})
    rights = scanned(tmp_path, page(), given)
    assert rights.uses["train"] == {"reserved": 1}
    assert rights.today["train"] == {"reserved": 1}
    assert rights.changed["train"] == {}


def test_the_nearest_before_counts_whether_corpus_or_snapshot_holds_it(tmp_path: Path) -> None:
    given = lines(tmp_path / "s.jsonl", {"url": PAGE, "robots_txt": "", "fetched_at": "2026-02-02"})
    rights = scanned(tmp_path, page() + robots(NO_TRAINING, "2026-02-01"), given)
    assert rights.uses["access"] == {"allow": 1}
    assert rights.today["access"] == {"allow": 1}


@pytest.mark.parametrize("fetched_at", ["2026-10-01", None])
def test_a_later_or_undated_snapshot_changes_nothing_but_today(tmp_path: Path, fetched_at: str | None) -> None:
    given = lines(tmp_path / "s.jsonl", {"url": PAGE, "robots_txt": NO_TRAINING, "fetched_at": fetched_at})
    rights = scanned(tmp_path, page() + robots("", "2026-02-01") + page("https://other.example/"), given)
    assert rights.uses["access"] == {"allow": 1, "unknown": 1}
    assert rights.today["access"] == {"reserved": 1, "not-captured": 1}
    assert rights.changed["access"] == {"allow > reserved": 1}
    assert rights.snapshot is not None
    assert (rights.snapshot.captures, rights.snapshot.undated) == (1, 0 if fetched_at else 1)


def test_a_file_that_the_snapshot_lacks_is_taken_as_it_was(tmp_path: Path) -> None:
    given = lines(
        tmp_path / "s.jsonl", {"url": PAGE, "trust_txt": "datatrainingallowed=no", "fetched_at": "2026-10-01"}
    )
    rights = scanned(tmp_path, page() + robots(NO_TRAINING, "2026-02-01"), given)
    assert rights.today["access"] == {"reserved": 1}
    assert rights.changed["access"] == {}


def test_of_several_captures_the_newest_is_today(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"url": PAGE, "robots_txt": text, "fetched_at": date}
        for text, date in (("", "2026-09-01"), (NO_TRAINING, "2026-11-01"), ("", "2026-10-01"))
    ]
    rights = scanned(tmp_path, page(), lines(tmp_path / "s.jsonl", *rows))
    assert rights.today["access"] == {"reserved": 1}


def test_the_order_of_files_and_their_names_decide_nothing_but_the_digest(tmp_path: Path) -> None:
    one = lines(tmp_path / "one.jsonl", {"url": PAGE, "robots_txt": NO_TRAINING, "fetched_at": "2026-11-01"})
    two = lines(tmp_path / "two.jsonl", {"url": PAGE, "robots_txt": "", "fetched_at": "2026-10-01"})
    scanned(tmp_path, page(), one, two)
    scanned(tmp_path, page(), two, one, out="again")
    assert bodies(tmp_path / "out") == bodies(tmp_path / "again")


def test_the_summary_tells_of_today_and_of_changes(tmp_path: Path) -> None:
    given = lines(tmp_path / "s.jsonl", {"url": PAGE, "robots_txt": NO_TRAINING, "fetched_at": "2026-10-01"})
    (tmp_path / "corpus.warc").write_bytes(page() + robots("", "2026-02-01"))
    plan = rights_plan(tmp_path / "out")
    Layout(plan.out).claim(overwrite=False)
    kept = keep_snapshot([str(given)], Layout(plan.out))
    Layout(plan.out).clear()
    shards = discover([str(tmp_path / "corpus.warc")])
    finished = run_scan(plan, shards, InProcess(plan), rights_terms(), lambda _: None, kept)
    summary = render_summary(finished.corpus, finished.verdict, finished.catalogue)
    assert "### Today" in summary
    assert "from 2026-10-01 to 2026-10-01" in summary
    assert "| fetching by training crawlers | allow → reserved | 1 |" in summary


def test_a_damaged_snapshot_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.warc"
    path.write_bytes(robots(NO_TRAINING, "2026-02-01")[:-30])
    with pytest.raises(UsageError, match=r"--robots s\.warc: "):
        scanned(tmp_path, page(), path)


def test_a_snapshot_that_cannot_be_read_costs_no_earlier_run(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "out")
    scanned(tmp_path, page())
    before = bodies(tmp_path / "out")
    path = tmp_path / "s.warc"
    path.write_bytes(robots(NO_TRAINING, "2026-02-01")[:-30])
    layout.claim(overwrite=True)
    with pytest.raises(UsageError, match=r"--robots s\.warc: "):
        keep_snapshot([str(path)], layout)
    assert bodies(tmp_path / "out") == before
    assert not layout.incoming("s.warc").parent.exists()


def test_a_snapshot_in_which_nothing_can_be_read_is_refused(tmp_path: Path) -> None:
    path = lines(tmp_path / "s.jsonl", {"robots_txt": "x"})
    with pytest.raises(UsageError, match=r"no capture .*\n--robots s\.jsonl line:0: expected the site"):
        scanned(tmp_path, page(), path)


def test_what_cannot_be_read_beside_good_captures_is_counted_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "robots"
    folder.mkdir()
    (folder / "press.example.txt").write_text(NO_TRAINING)
    (folder / "README.md").write_text("About these files.\n")
    Layout(tmp_path / "out").claim(overwrite=False)
    kept = keep_snapshot([str(folder)], Layout(tmp_path / "out"))
    assert kept is not None
    assert (kept.facts.captures, kept.facts.undated, kept.facts.failed) == (2, 2, 1)
    assert kept.unread == ("--robots README.md: expected WARC, JSON lines, HOST.txt or HOST/robots.txt",)


RSL = (
    '<rsl xmlns="https://rslstandard.org/rsl"><content url="{url}"><license><prohibits type="usage">ai-train'
    "</prohibits></license></content></rsl>"
)
POINTER = '<link rel="license" type="application/rsl+xml" href="/licence.xml">'


def rsl_document(url: str, date: str, media_type: str = "application/rsl+xml") -> bytes:
    block = http(RSL.format(url=url).encode(), f"Content-Type: {media_type}")
    return warc_record(block, url="https://press.example/licence.xml").replace(b"2026-03-01", date.encode())


@pytest.mark.parametrize(
    ("document", "verdict"),
    [
        (b"", "conditional"),
        (rsl_document("/", "2026-02-01"), "reserved"),
        (rsl_document("/", "2026-02-01", "text/xml"), "reserved"),
        (rsl_document("/shop/", "2026-02-01"), "conditional"),
        (rsl_document("/", "2026-03-01"), "reserved"),
        (rsl_document("/", "2026-03-03"), "conditional"),
    ],
    ids=["not captured", "before", "by its root", "of other pages", "fetched with the page", "days later"],
)
def test_a_licence_document_elsewhere_in_the_corpus_is_read(tmp_path: Path, document: bytes, verdict: str) -> None:
    assert scanned(tmp_path, page(head=POINTER) + document).uses["train"] == {verdict: 1}


def test_a_licence_document_named_in_robots_txt_is_read(tmp_path: Path) -> None:
    rules = "License: https://press.example/licence.xml\nUser-agent: *\nAllow: /\n"
    corpus = page() + robots(rules, "2026-02-01") + rsl_document("/news/", "2026-02-01")
    assert scanned(tmp_path, corpus).uses["train"] == {"reserved": 1}
