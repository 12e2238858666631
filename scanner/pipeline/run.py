"""Shards, an engine and a policy → an output folder with every report, and the verdict."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scanner.aggregation.corpus import corpus_of, merge, with_duplicates, with_lists, with_measured
from scanner.aggregation.estimate import with_estimates
from scanner.aggregation.rights import with_rights
from scanner.aggregation.sources import with_sources
from scanner.pipeline.duplicates import find_duplicates
from scanner.pipeline.fence import Fence
from scanner.pipeline.finish import finish_shard, finish_unscanned, write_unscanned
from scanner.pipeline.first_pass import first_pass
from scanner.pipeline.joined import join_duplicates
from scanner.pipeline.measured import measured_by_rule
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.resolve import build_site_store
from scanner.pipeline.saved_run import digest_of_files, write_formats
from scanner.pipeline.shard_sample import sample_of, with_cut, with_shares
from scanner.pipeline.snapshot import Snapshot
from scanner.pipeline.terms import Terms
from scanner.policy.judge import judge
from scanner.reports.codec import corpus_report_from, shard_report_from, to_json
from scanner.ruleset.catalogue import catalogue_of
from scanner.ruleset.lists import pins_of
from scanner.sampling.order import in_keyed_order
from scanner.sidecars.copies import CopyStore
from scanner.sidecars.known import LOCK
from scanner.sidecars.layout import Layout, write_whole
from scanner.sidecars.ledger import Ledger
from scanner.sidecars.leftover import trim_work
from scanner.sidecars.tables import read_rows
from scanner.types.catalogue import Catalogue
from scanner.types.document import FailReason, Shard
from scanner.types.duplicates import DuplicateClusters
from scanner.types.policy import Verdict
from scanner.types.report import CorpusReport, ShardReport
from scanner.types.rule import Severity
from scanner.types.run import MANIFEST_SCHEMA, Engine, Manifest, Remark, ShardOutcome
from scanner.types.sample import ShardSample
from scanner.types.saved_run import SavedRun

_DOMAINS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Finished:
    """What a run came to."""

    corpus: CorpusReport
    verdict: Verdict
    catalogue: Catalogue
    interrupted: bool = False
    """Not every shard was looked at; another run can go on from the working folder."""
    taken_over: int = 0
    """Shards that an earlier run had read, and that were not read again."""


def run_scan(
    plan: ScanPlan,
    shards: Sequence[Shard],
    engine: Engine,
    terms: Terms,
    watch: Callable[[ShardOutcome | Remark | str], None],
    snapshot: Snapshot | None = None,
) -> Finished:
    """Scan, resolve, merge, judge and write everything; `watch` is told of every outcome and of every later stage.

    `snapshot` holds captures of sites' files that were given beside the corpus. With `terms.work.resume` only those
    shards are read of which the working folder does not yet hold what a scan leaves there. With `terms.draw` only the
    first shards in keyed order are looked at, and the report says so.

    An interrupt ends the scanning: shards not yet done are reported as failed, every report is still written, and the
    working folder stays, so that another run can go on from it.
    """
    drawn = in_keyed_order(shards, terms.draw.seed) if terms.draw.is_wanted else shards
    looked, interrupted, taken_over = first_pass(plan, drawn, engine, watch, terms)
    sample = sample_of(shards, looked, terms.draw.seed)
    terms, shards = replace(terms, lock=with_cut(terms.lock, sample)), looked
    layout = Layout(plan.out)
    ordered = sorted(shards, key=lambda shard: shard.id)
    done = [shard.id for shard in ordered]
    scanned = [shard_id for shard_id in done if layout.pages(shard_id).exists()]
    watch("comparing documents")
    duplicates = None
    if plan.duplicate_rules:
        duplicates = find_duplicates(plan, scanned, engine, lambda text: watch(Remark(f"comparing documents: {text}")))
    watch("pairing pages with robots.txt")
    domains = _second_pass(plan, ordered, scanned, snapshot)
    watch("judging")
    if duplicates is not None:
        duplicates = join_duplicates(plan, scanned, duplicates)
    facts = snapshot.facts if snapshot else None
    merged = _merged(plan, done, duplicates, sample)
    corpus = with_rights(merged, domains, plan.detector_options.licences, facts)
    if plan.register is not None:
        corpus = with_sources(corpus, plan.register, read_rows(layout.sources))
    finished = _conclude(plan, corpus, terms, done, interrupted=interrupted, keep_work=terms.work.keep or interrupted)
    return replace(finished, taken_over=taken_over)


def _second_pass(
    plan: ScanPlan, shards: Sequence[Shard], scanned: Sequence[str], snapshot: Snapshot | None
) -> dict[str, dict[str, int]]:
    """Finish every shard; return verdicts on training for the domains to show."""
    whole = frozenset(scanned)
    layout = Layout(plan.out)
    store, ledger = build_site_store(plan, scanned, snapshot), Ledger.create(layout.ledger_store)
    copies = CopyStore.open(layout.duplicates_store) if layout.duplicates_store.exists() else None
    try:
        for shard in shards:
            if shard.id in whole:
                with Fence() as fence:
                    finish_shard(plan, shard.id, store, ledger, copies)
                if fence.fault is None:
                    continue
                write_unscanned(plan, shard, FailReason.TOOL_FAULT, f"a fault of the tool: {fence.fault}")
            finish_unscanned(plan, shard.id)
        ledger.write(layout.ledger, layout.domains)
        if plan.register is not None:
            ledger.write_sources(layout.sources)
        return ledger.most_reserved(_DOMAINS_SHOWN)
    finally:
        store.close()
        ledger.close()
        if copies is not None:
            copies.close()


def shard_reports(layout: Layout, shard_ids: Iterable[str]) -> Iterator[ShardReport]:
    """Yield finished shard reports, read from the output folder one by one."""
    for shard_id in shard_ids:
        yield shard_report_from(layout.shard_report(shard_id).read_bytes())


def _merged(
    plan: ScanPlan, done: Sequence[str], duplicates: DuplicateClusters | None, sample: ShardSample | None
) -> CorpusReport:
    severities: Mapping[str, Severity] = {rule.id: rule.severity for rule in plan.ruleset.rules}
    reports = shard_reports(Layout(plan.out), done)
    merged = merge(corpus_of(report, severities) for report in reports)
    corpus = with_measured(with_estimates(with_lists(merged, pins_of(plan.ruleset.rules))), measured_by_rule(plan))
    if sample is not None:
        corpus = with_shares(plan, replace(corpus, sample=sample), shard_reports(Layout(plan.out), done))
    return corpus if duplicates is None else with_duplicates(corpus, duplicates)


def _conclude(
    plan: ScanPlan, corpus: CorpusReport, terms: Terms, done: Sequence[str], *, interrupted: bool, keep_work: bool
) -> Finished:
    layout = Layout(plan.out)
    body = to_json(corpus)
    digest = hashlib.sha256(body).hexdigest()
    reports = shard_reports(layout, done)
    catalogue = catalogue_of(plan.ruleset)
    verdict = judge(terms.policy, terms.policy_digest, corpus, reports, digest, catalogue, terms.allowances)
    write_whole(layout.out / "corpus.json", body)
    write_whole(layout.out / "verdict.json", to_json(verdict))
    write_whole(layout.out / "policy.json", to_json(terms.policy))
    write_whole(layout.out / "lock.json", to_json(terms.lock))
    write_whole(layout.out / "rules.json", to_json(catalogue))
    # Rendered from what was saved, as `report` does later: the order of keys is another than in memory.
    saved = corpus_report_from(body)
    run = SavedRun(saved, verdict, terms.policy, catalogue, terms.lock, lambda: shard_reports(layout, done))
    write_formats(run, terms.formats, layout.out)
    manifest = to_json(manifest_of(layout))
    if keep_work:
        trim_work(layout)
    else:
        layout.remove_work()
    write_whole(layout.out / "manifest.json", manifest)  # says that the run is done: no URL is left, unless wished
    return Finished(corpus, verdict, catalogue, interrupted=interrupted)


def manifest_of(layout: Layout) -> Manifest:
    """Return the digests of all files of a finished run but the manifest itself and `run.json`."""
    apart = {layout.out / name for name in ("manifest.json", "run.json", LOCK)}
    files = {
        path.relative_to(layout.out).as_posix(): _digest(path)
        for path in sorted(layout.out.rglob("*"))
        if path.is_file() and path not in apart and not path.is_relative_to(layout.work)
    }
    return Manifest(MANIFEST_SCHEMA, files, digest_of_files(files))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
