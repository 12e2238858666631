"""Sidecars of one shard and what the corpus says of it → its finished report and findings."""

import pyarrow.compute as pc

from scanner.aggregation.estimate import agreements_of, estimates_of
from scanner.aggregation.tally import Tally
from scanner.aggregation.totals import sum_totals
from scanner.pipeline.account import unscanned
from scanner.pipeline.joined import keep_joined
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.resolve import resolve_shard
from scanner.pipeline.scan import ShardScan, keep_findings, read_scan, write_scan
from scanner.reports.codec import to_json
from scanner.sidecars.copies import CopyStore
from scanner.sidecars.layout import Layout, write_whole
from scanner.sidecars.ledger import Ledger, LedgerPart
from scanner.sidecars.leftover import remove_sidecars
from scanner.sidecars.signatures import signatures_schema
from scanner.sidecars.sites import SiteStore
from scanner.sidecars.tables import FINDINGS, TableWriter, read_tables
from scanner.types.document import FailReason, Shard
from scanner.types.report import SHARD_SCHEMA, ShardReport, Totals

MIN_KEPT_TOKENS = 20
"""Signatures of shorter texts are not kept: the text of a few words can be guessed from its hashes."""


def finish_shard(
    plan: ScanPlan, shard_id: str, store: SiteStore, ledger: Ledger, copies: CopyStore | None = None
) -> None:
    """Write the report, the findings and the kept signatures of a shard that was scanned; add it to the ledger.

    What was found in documents that have a copy is added to `copies`, so that clusters can be judged by it.
    """
    part = LedgerPart()
    layout = Layout(plan.out)
    scan = read_scan(layout.scan(shard_id))
    with TableWriter(layout.findings(shard_id), FINDINGS) as table:
        for rows in read_tables(layout.first_findings(shard_id)):
            table.add_table(rows)
        verdicts = dict.fromkeys(copies.documents_of(shard_id) if copies else (), "")
        added = resolve_shard(plan, shard_id, store, lambda found: keep_findings(table, found), part, verdicts)
    if copies is not None:
        keep_joined(plan, shard_id, copies, verdicts)
    if plan.duplicate_rules:
        _keep_signatures(plan, layout, shard_id)
    ledger.join(part)
    _write_report(plan, shard_id, scan, sum_totals((scan.totals, added)))


def finish_unscanned(plan: ScanPlan, shard_id: str) -> None:
    """Write the report of a shard that left nothing to rely on."""
    scan = read_scan(Layout(plan.out).scan(shard_id))
    _write_report(plan, shard_id, scan, scan.totals)


def write_unscanned(plan: ScanPlan, shard: Shard, reason: FailReason, detail: str) -> None:
    """Write what the first pass knows of such a shard, in place of whatever it left half done."""
    layout = Layout(plan.out)
    remove_sidecars(layout, shard.id)
    for place in (layout.copies, layout.findings, layout.signatures):
        path = place(shard.id)
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".partial").unlink(missing_ok=True)
    account = unscanned(shard, reason, detail)
    totals = Tally(shard.id).totals(account.coverage(), plan.rule_ids)
    write_scan(layout.scan(shard.id), ShardScan(account.facts(), totals))


def _keep_signatures(plan: ScanPlan, layout: Layout, shard_id: str) -> None:
    options = plan.signature_options
    schema = signatures_schema(options.permutations, options.as_text())
    with TableWriter(layout.signatures(shard_id), schema) as table:
        for part in read_tables(layout.first_signatures(shard_id)):
            table.add_table(part.filter(pc.greater_equal(part.column("tokens"), MIN_KEPT_TOKENS)))


def _write_report(plan: ScanPlan, shard_id: str, scan: ShardScan, totals: Totals) -> None:
    report = ShardReport(
        SHARD_SCHEMA, plan.ruleset.digest, scan.facts, totals, estimates_of(totals), agreements_of(totals)
    )
    write_whole(Layout(plan.out).shard_report(shard_id), to_json(report))
