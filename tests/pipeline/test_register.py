"""Scans with a source register: attribution, what overrides what, and the laws that hold all the same."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpora import ROOT, SAMPLES, bodies, plan_in, run_plan, shipped_ruleset, terms
from registers import register, signed
from scanner.engines.in_process import InProcess
from scanner.engines.processes import Processes
from scanner.pipeline.run import run_scan
from scanner.register.load import load_register
from scanner.sidecars.layout import Layout
from scanner.sidecars.tables import read_rows
from scanner.sources.discover import discover
from scanner.types.policy import Verdict
from scanner.types.register import Register
from scanner.types.report import UNREGISTERED, CorpusReport
from scanner.types.rights import RightsSummary
from scanner.types.rule import Ruleset
from shard_bytes import http, warc_record

ROBOTS = b"User-agent: GPTBot\nDisallow: /\n"
NOAI = b'<html><head><meta name="robots" content="noai"></head><body><p>A tale of the harbour.</p></body></html>'
HTML = "Content-Type: text/html"
KNOWN = register(
    signed(
        "press", "domains: [press.example]", "grants: {train: allow}, collected: {from: 2026-03-01, to: 2026-03-01}, "
    ),
    signed("late", "urls: [late.example/]", "collected: {from: 2026-03-02}, "),
    signed("rows", "shards: ['rows*']"),
    signed("absent", "domains: [absent.example]"),
)

RIGHTS = Ruleset(tuple(rule for rule in shipped_ruleset().rules if rule.id.startswith("rights.r")), "of these alone")
"""Few rules: each worker makes them ready."""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return two shards: pages of four sites, of which two are registered, and rows without an address."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    records = [warc_record(http(ROBOTS), url=f"https://{name}.example/robots.txt") for name in ("press", "news")]
    records += [warc_record(http(NOAI, HTML), url=f"https://press.example/{number}") for number in range(3)]
    records += [warc_record(http(NOAI, HTML), url=f"https://{name}.example/1") for name in ("news", "a.late", "late")]
    (folder / "pages.warc").write_bytes(b"".join(records))
    (folder / "rows.jsonl").write_text('{"text": "A tale."}\n{"text": "Another one."}\n', encoding="utf-8")
    return folder


def scan(out: Path, corpus: Path, known: Register | None) -> tuple[CorpusReport, Verdict]:
    finished = run_plan(replace(plan_in(out), register=known), [corpus])
    return finished.corpus, finished.verdict


def rights_of(corpus: CorpusReport) -> RightsSummary:
    assert corpus.rights is not None
    return corpus.rights


def findings(corpus: CorpusReport) -> dict[str, int]:
    return {
        rule: tally.findings
        for rule, tally in corpus.totals.rules.items()
        if tally.findings and rule.startswith("rights.")
    }


def test_findings_of_both_passes_are_counted_by_source(tmp_path: Path, corpus: Path) -> None:
    text = "Write to mira@corpus-sample-press.org today."
    (corpus / "rows.jsonl").write_text(json.dumps({"text": text}) + '\n{"text": "A tale."}\n', encoding="utf-8")
    totals = scan(tmp_path / "out", corpus, KNOWN)[0].totals
    documents = {name: group.documents for name, group in totals.sources.items()}
    assert documents == {"press": 3, "late": 1, "rows": 2, UNREGISTERED: 2}
    assert totals.sources["rows"].rules["pii.email"] == 1  # told by the first pass
    assert totals.sources["late"].rules["rights.register.out-of-period"] == 1  # by the second
    for rule, tally in totals.rules.items():
        assert sum(group.rules.get(rule, 0) for group in totals.sources.values()) == tally.documents, rule


def test_without_a_register_nothing_is_counted_by_source(tmp_path: Path, corpus: Path) -> None:
    assert scan(tmp_path / "out", corpus, None)[0].totals.sources == {}


def test_documents_are_counted_by_source_and_the_rest_by_domain(tmp_path: Path, corpus: Path) -> None:
    rights = rights_of(scan(tmp_path / "out", corpus, KNOWN)[0])
    assert rights.sources is not None
    assert {name: each.documents for name, each in rights.sources.items()} == {
        "press": 3,
        "late": 1,
        "rows": 2,
        "absent": 0,
    }
    press = rights.sources["press"]
    assert (press.published, press.contradictions, press.period) == ({"reserved": 3}, {"train": 3}, {"inside": 3})
    assert rights.sources["late"].period == {"outside": 1}
    assert rights.sources["rows"].period == {"time-unknown": 2}
    assert rights.unregistered is not None
    assert rights.unregistered.largest == {"late.example": 1, "news.example": 1}
    assert (rights.unregistered.documents, rights.unregistered.domains) == (2, 2)


def test_a_contract_sets_reservations_of_both_passes_aside_and_counts_them(tmp_path: Path, corpus: Path) -> None:
    without, _ = scan(tmp_path / "without", corpus, None)
    found, _ = scan(tmp_path / "with", corpus, KNOWN)
    assert findings(without) == {"rights.meta-robots.noai": 6, "rights.robots.ai-training": 4}
    assert findings(found) == {
        "rights.meta-robots.noai": 3,
        "rights.robots.ai-training": 1,
        "rights.register.contradiction": 3,
        "rights.register.out-of-period": 1,
        "rights.register.unregistered": 2,
    }
    assert found.totals.signals["register.answers"] == {"rights.meta-robots.noai": 3, "rights.robots.ai-training": 3}
    assert rights_of(without).uses["train"] == {"reserved": 6, "unknown": 2}
    assert rights_of(found).uses["train"] == {"allow": 3, "reserved": 3, "unknown": 2}


def test_the_tables_hold_every_source_and_the_statement_of_the_register(tmp_path: Path, corpus: Path) -> None:
    scan(tmp_path / "out", corpus, KNOWN)
    rows = [tuple(row.values()) for row in read_rows(Layout(tmp_path / "out").sources)]
    assert ("press", "press.example", "published", "reserved", 3) in rows
    assert ("", "news.example", "documents", "", 1) in rows
    assert rows == sorted(rows)
    ledger = [row for row in read_rows(Layout(tmp_path / "out").ledger) if row["signal"] == "register"]
    assert [(row["host"], row["use"], row["value"], row["documents"]) for row in ledger] == [
        ("press.example", "train", "allow", 3)
    ]
    assert ledger[0]["evidence"] == "pages.warc record:2 sources.yaml: press"


def test_without_a_register_no_gate_of_it_fails_or_is_incomplete(tmp_path: Path, corpus: Path) -> None:
    found, verdict = scan(tmp_path / "out", corpus, None)
    reasons = [reason for reason in verdict.reasons if reason.subject.startswith("rights.register")]
    assert reasons
    assert {str(reason.outcome) for reason in reasons} == {"pass"}
    assert rights_of(found).sources is None
    assert not Layout(tmp_path / "out").sources.exists()
    assert "## Sources" not in (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")


def test_workers_and_the_order_of_shards_and_sources_change_nothing(tmp_path: Path, corpus: Path) -> None:
    shards = discover([str(corpus)])
    gates = tuple(gate for gate in terms().policy.gates if gate.rule.startswith("rights.r"))
    few = replace(terms(), policy=replace(terms().policy, gates=gates))
    runs: Sequence[tuple[str, bool, bool]] = (("one", False, False), ("two", True, False), ("three", False, True))
    for name, in_processes, backwards in runs:
        plan = replace(plan_in(tmp_path / name), register=KNOWN, ruleset=RIGHTS)
        if backwards:
            plan = replace(plan, register=Register(KNOWN.schema, KNOWN.sources[::-1]))
        Layout(plan.out).prepare(overwrite=False)
        engine = Processes(plan, 2) if in_processes else InProcess(plan)
        run_scan(plan, shards[::-1] if backwards else shards, engine, few, lambda _: None)
    assert bodies(tmp_path / "one") == bodies(tmp_path / "two") == bodies(tmp_path / "three")


def test_the_example_register_fits_the_samples(tmp_path: Path) -> None:
    known = load_register(ROOT / "examples" / "sources.yaml")
    rights = rights_of(scan(tmp_path / "out", SAMPLES / "crawl", known)[0])
    assert rights.sources is not None
    met = {name: each.documents for name, each in rights.sources.items()}
    assert {name for name, documents in met.items() if not documents} == {"own-dialogues", "valley-atlas"}
    assert rights.sources["harbour-lane-books"].contradictions == {"train": 10}
    assert rights.sources["tidewater-museum"].period["outside"] == 3
    body = json.loads((tmp_path / "out" / "corpus.json").read_bytes())
    assert "rights desk" not in json.dumps(body)  # a contact may be a person
