"""Shards, an engine and a policy → an output folder with every report, and the verdict."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scanner.aggregation.corpus import corpus_of, merge, with_duplicates
from scanner.aggregation.tally import Tally
from scanner.aggregation.totals import sum_totals
from scanner.pipeline.account import unscanned
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.resolve import Duplicates, Resolution, build_site_store, find_duplicates, resolve_shard
from scanner.pipeline.scan import ShardScan, keep_findings, read_scan, write_scan
from scanner.policy.judge import judge
from scanner.reports.codec import shard_report_from, to_json
from scanner.reports.markdown import render_summary
from scanner.sidecars.layout import Layout, write_whole
from scanner.sidecars.tables import FINDINGS, TableWriter, read_tables
from scanner.types.document import FailReason, Shard
from scanner.types.policy import Policy, Verdict
from scanner.types.report import SHARD_SCHEMA, CorpusReport, DuplicateClusters, ShardReport
from scanner.types.rule import Severity
from scanner.types.run import MANIFEST_SCHEMA, Engine, Lock, Manifest, ShardOutcome


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run is held against."""

    policy: Policy
    policy_digest: str
    lock: Lock


@dataclass(frozen=True, slots=True)
class Finished:
    """What a run came to."""

    corpus: CorpusReport
    verdict: Verdict


def run_scan(
    plan: ScanPlan,
    shards: Sequence[Shard],
    engine: Engine,
    terms: Terms,
    watch: Callable[[ShardOutcome | str], None],
) -> Finished:
    """Scan, resolve, merge, judge and write everything; `watch` is told of every outcome and of every later stage.

    An interrupt ends the scanning: shards not yet done are reported as failed, and every report is still written.
    """
    _first_pass(plan, shards, engine, watch)
    layout = Layout(plan.out)
    done = sorted(shard.id for shard in shards if layout.scan(shard.id).exists())
    scanned = [shard_id for shard_id in done if layout.pages(shard_id).exists()]
    watch("comparing documents")
    duplicates = find_duplicates(plan, scanned) if plan.duplicate_bounds else None
    watch("pairing pages with robots.txt")
    _second_pass(plan, done, scanned, duplicates)
    watch("judging")
    corpus = _merged(plan, done, duplicates)
    return _conclude(plan, corpus, terms, done)


def _first_pass(
    plan: ScanPlan, shards: Sequence[Shard], engine: Engine, watch: Callable[[ShardOutcome | str], None]
) -> None:
    pending = {shard.id: shard for shard in shards}
    outcomes = engine.run(shards)
    try:
        for outcome in outcomes:
            del pending[outcome.shard.id]
            if outcome.failure is not None:
                _write_unscanned(plan, outcome.shard, outcome.failure, outcome.detail)
            watch(outcome)
    except KeyboardInterrupt:
        for shard in pending.values():
            _write_unscanned(plan, shard, FailReason.INTERRUPTED, "the run was interrupted before the shard was done")


def _write_unscanned(plan: ScanPlan, shard: Shard, reason: FailReason, detail: str) -> None:
    """Write the report of a shard that left nothing to rely on, in place of whatever it left half done."""
    layout = Layout(plan.out)
    for leftover in (layout.pages, layout.sites, layout.first_findings, layout.signatures):
        path = leftover(shard.id)
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".partial").unlink(missing_ok=True)
    account = unscanned(shard, reason, detail)
    totals = Tally(shard.id).totals(account.coverage(), plan.rule_ids)
    write_scan(layout.scan(shard.id), ShardScan(account.facts(), totals))


def _second_pass(plan: ScanPlan, done: Iterable[str], scanned: Sequence[str], duplicates: Duplicates | None) -> None:
    layout = Layout(plan.out)
    known = duplicates or Duplicates({}, DuplicateClusters(0, 0, 0, 0, 0))
    store = build_site_store(plan, scanned)
    try:
        whole = frozenset(scanned)
        for shard_id in done:
            resolution = resolve_shard(plan, shard_id, store, known) if shard_id in whole else None
            _finish_shard(plan, layout, shard_id, resolution)
    finally:
        store.close()


def _finish_shard(plan: ScanPlan, layout: Layout, shard_id: str, resolution: Resolution | None) -> None:
    scan = read_scan(layout.scan(shard_id))
    totals = scan.totals
    if resolution is not None:
        totals = sum_totals((totals, resolution.totals))
        with TableWriter(layout.findings(shard_id), FINDINGS) as table:
            for part in read_tables(layout.first_findings(shard_id)):
                table.add_table(part)
            keep_findings(table, resolution.findings)
    report = ShardReport(SHARD_SCHEMA, plan.ruleset.digest, scan.facts, totals)
    write_whole(layout.shard_report(shard_id), to_json(report))


def shard_reports(layout: Layout, shard_ids: Iterable[str]) -> Iterator[ShardReport]:
    """Yield finished shard reports, read from the output folder one by one."""
    for shard_id in shard_ids:
        yield shard_report_from(layout.shard_report(shard_id).read_bytes())


def _merged(plan: ScanPlan, done: Sequence[str], duplicates: Duplicates | None) -> CorpusReport:
    severities: Mapping[str, Severity] = {rule.id: rule.severity for rule in plan.ruleset.rules}
    reports = shard_reports(Layout(plan.out), done)
    corpus = merge(corpus_of(report, severities) for report in reports)
    return corpus if duplicates is None else with_duplicates(corpus, duplicates.summary)


def _conclude(plan: ScanPlan, corpus: CorpusReport, terms: Terms, done: Sequence[str]) -> Finished:
    layout = Layout(plan.out)
    body = to_json(corpus)
    digest = hashlib.sha256(body).hexdigest()
    reports = shard_reports(layout, done)
    verdict = judge(terms.policy, terms.policy_digest, corpus, reports, digest, plan.ruleset)
    write_whole(layout.out / "corpus.json", body)
    write_whole(layout.out / "verdict.json", to_json(verdict))
    write_whole(layout.out / "lock.json", to_json(terms.lock))
    write_whole(layout.out / "summary.md", render_summary(corpus, verdict, plan.ruleset).encode())
    layout.remove_work()
    write_whole(layout.out / "manifest.json", to_json(manifest_of(layout)))
    return Finished(corpus, verdict)


def manifest_of(layout: Layout) -> Manifest:
    """Return the digests of all files of a finished run but the manifest itself and `run.json`."""
    apart = {layout.out / "manifest.json", layout.out / "run.json"}
    files = {
        path.relative_to(layout.out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(layout.out.rglob("*"))
        if path.is_file() and path not in apart
    }
    lines = "".join(f"{path}\0{digest}\n" for path, digest in sorted(files.items()))
    return Manifest(MANIFEST_SCHEMA, files, hashlib.sha256(lines.encode()).hexdigest())
