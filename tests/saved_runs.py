"""Finished runs without a scan: that of the samples as the golden reports keep it, large ones, and hostile ones."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from corpora import ROOT, shipped_ruleset
from scanner.policy.judge import judge
from scanner.policy.load import as_judged, load_policy
from scanner.reports.codec import corpus_report_from, shard_report_from
from scanner.ruleset.catalogue import catalogue_of
from scanner.types.allowances import NOTHING_ALLOWED, Allowances
from scanner.types.report import CorpusReport, GroupTally, ShardReport, ShardSummary
from scanner.types.run import LOCK_SCHEMA, Lock
from scanner.types.sample import DrawnShare, ShardSample
from scanner.types.saved_run import SavedRun

GOLDEN = ROOT / "tests" / "golden"
HOSTILE = (
    "<script>alert(1)</script>.jsonl",
    "\"'><img src=x onerror=alert(1)>.jsonl",
    "=HYPERLINK(0)|`a`[b](c)\u202ejsonl.exe",
    "line\nbreak\r\x1b[31mred\x00.jsonl",
    "]]>&amp;&lt;--><!--.jsonl",
    "深" * 4000,
)


def sample_run() -> SavedRun:
    """Return the run over `samples/`, by the shipped policy."""
    return judged_run(NOTHING_ALLOWED)


def judged_run(allowances: Allowances, *, new_only: bool = False) -> SavedRun:
    """Return the run over `samples/`, judged with a baseline or suppressions."""
    corpus = corpus_report_from((GOLDEN / "corpus.json").read_bytes())
    policy, digest = load_policy(None)
    policy, catalogue = as_judged(policy, new_only=new_only), catalogue_of(shipped_ruleset())
    lock = Lock(LOCK_SCHEMA, "test", corpus.ruleset, digest, {}, {}, "")
    paths = [GOLDEN / "shards" / f"{shard_id}.json" for shard_id in sorted(corpus.shards)]

    def reports() -> Iterator[ShardReport]:
        return (shard_report_from(path.read_bytes()) for path in paths)

    report_digest = hashlib.sha256((GOLDEN / "corpus.json").read_bytes()).hexdigest()
    verdict = judge(policy, digest, corpus, reports(), report_digest, catalogue, allowances)
    return SavedRun(corpus, verdict, policy, catalogue, lock, reports)


def drawn_run(seed: str = "") -> SavedRun:
    """Return the run over `samples/` as if they were the first of two hundred shards, and all others outside."""
    run = sample_run()
    bytes_read = sum(summary.bytes for summary in run.corpus.shards.values())
    shares = {"pii.email": DrawnShare(0.0746, 0.0051, 0.5123)}
    count = len(run.corpus.shards)
    sample = ShardSample(seed, count, 200, bytes_read, 9_000_000, 200_000, "frame", 0.1987, shares)
    corpus = replace(run.corpus, sample=sample)
    reports = run.shard_reports()
    verdict = judge(run.policy, run.verdict.policy_digest, corpus, reports, run.verdict.report_digest, run.catalogue)
    return replace(run, corpus=corpus, verdict=verdict)


def many_shards(count: int) -> SavedRun:
    """Return a run of very many shards, each like one of the samples'."""
    run = sample_run()
    kinds = list(run.shard_reports())
    names = [f"crawl/{number // 1000:03}/part-{number:06}.warc.gz" for number in range(count)]
    summaries = [run.corpus.shards[report.shard.id] for report in kinds]
    shards = {name: summaries[number % len(kinds)] for number, name in enumerate(names)}

    def reports() -> Iterator[ShardReport]:
        for number, name in enumerate(names):
            kind = kinds[number % len(kinds)]
            yield replace(kind, shard=replace(kind.shard, id=name))

    return replace(run, corpus=replace(run.corpus, shards=shards), shard_reports=reports)


def hostile_run() -> SavedRun:
    """Return a run whose shards, records, hosts and languages have hostile names."""
    run = sample_run()
    reports = [replace(report, shard=replace(report.shard, id=name)) for name, report in _renamed(run)]
    reports.sort(key=lambda report: report.shard.id)
    corpus = replace(
        run.corpus, shards=_renamed_shards(run), totals=replace(run.corpus.totals, hosts=_hosts(run.corpus))
    )
    reasons = tuple(
        replace(reason, where=f"shard {HOSTILE[number % len(HOSTILE)]}", message=HOSTILE[number % len(HOSTILE)])
        for number, reason in enumerate(run.verdict.reasons)
    )
    return replace(
        run, corpus=corpus, verdict=replace(run.verdict, reasons=reasons), shard_reports=lambda: iter(reports)
    )


def _renamed(run: SavedRun) -> Iterator[tuple[str, ShardReport]]:
    reports = run.shard_reports()
    return zip(HOSTILE, reports, strict=False)


def _renamed_shards(run: SavedRun) -> dict[str, ShardSummary]:
    return {name: run.corpus.shards[report.shard.id] for name, report in _renamed(run)}


def _hosts(corpus: CorpusReport) -> dict[str, GroupTally]:
    return dict(zip(HOSTILE, corpus.totals.hosts.values(), strict=False))
