"""Pages and site files of all shards → what only the whole corpus can tell of a page: what its site said of its use."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scanner.aggregation.tally import DocumentFacts, Tally
from scanner.aggregation.totals import no_totals
from scanner.detectors.rights.site import SiteJudge, build_site_judge
from scanner.detectors.rights.uses import Captures, UseJudge, audience_of, build_use_judge
from scanner.pipeline.duplicates import copies_of
from scanner.pipeline.plan import ScanPlan
from scanner.sidecars.layout import Layout
from scanner.sidecars.ledger import LedgerPart
from scanner.sidecars.said import read_said
from scanner.sidecars.sites import SiteStore
from scanner.sidecars.tables import read_tables
from scanner.sources.domain import registrable_domain
from scanner.sources.host import authority_of
from scanner.types.document import SiteFileKind
from scanner.types.finding import Detection, Finding, Said, Statement
from scanner.types.page import Page
from scanner.types.report import Totals
from scanner.types.rights import USE

_KINDS = (SiteFileKind.ROBOTS, SiteFileKind.TDMREP, SiteFileKind.TRUST, SiteFileKind.AI)


def build_site_store(plan: ScanPlan, shard_ids: Sequence[str]) -> SiteStore:
    """Bring the site files of all shards into one store."""
    layout = Layout(plan.out)
    return SiteStore.build(layout.site_store, ((shard_id, layout.sites(shard_id)) for shard_id in shard_ids))


def resolve_shard(
    plan: ScanPlan,
    shard_id: str,
    store: SiteStore,
    keep: Callable[[Sequence[Finding]], None],
    ledger: LedgerPart,
) -> Totals:
    """Judge every document of a shard by its site's files and by its place among the duplicates.

    Returns what this adds to the shard's totals, fills its part of the ledger, and hands the findings to `keep` block
    by block, so that memory does not grow with the shard.
    """
    tally = Tally(shard_id)
    judges = _Judges(build_site_judge(plan.ruleset.rules), _use_judge(plan))
    copies = copies_of(plan, shard_id)
    for table in read_tables(Layout(plan.out).pages(shard_id)):
        rows = table.to_pylist()
        facts = {row["document"]: DocumentFacts(row["host"], row["language"]) for row in rows}
        detections = list(_judge_sites(judges, rows, store))
        detections.extend(finding for document in facts for finding in copies.get(document, ()))
        tally.add_detections(detections, facts)
        _enter(ledger, shard_id, rows, detections)
        order = {document: place for place, document in enumerate(facts)}
        findings = [found for found in detections if isinstance(found, Finding)]
        keep(sorted(findings, key=lambda found: (order[found.document], found)))  # used at once
    return tally.totals(no_totals().coverage, ())


def _enter(
    ledger: LedgerPart, shard_id: str, rows: Sequence[Mapping[str, Any]], detections: Sequence[Detection]
) -> None:
    hosts = {row["document"]: row["host"] for row in rows}
    moments = {row["document"]: row["fetched_at"] for row in rows}
    for found in detections:
        if isinstance(found, Said):
            ledger.add(shard_id, found, hosts[found.document], moments[found.document])
        elif isinstance(found, Statement) and found.signal.startswith(USE):
            domain = registrable_domain(hosts[found.document])
            ledger.count(domain, found.signal.removeprefix(USE), found.value)


@dataclass(frozen=True, slots=True)
class _Judges:
    site: SiteJudge
    use: UseJudge


def _use_judge(plan: ScanPlan) -> UseJudge:
    return build_use_judge(plan.ruleset.rules, audience_of(plan.ruleset.rules))


def _judge_sites(judges: _Judges, rows: Sequence[Mapping[str, Any]], store: SiteStore) -> Iterator[Detection]:
    """Yield what site files say of each page, the files of a site parsed once for all pages they govern."""
    governed: dict[tuple[int | None, ...], list[Page]] = {}
    for row in rows:
        page = Page(
            row["document"],
            row["url"],
            row["fetched_at"],
            row["tdm_reservation"],
            read_said(row["said"]),
            tuple(row["not_observed"]),
        )
        governed.setdefault(_files_before(page, store), []).append(page)
    for numbers, pages in governed.items():
        robots, tdmrep, trust, ai = (None if number is None else store.load(number) for number in numbers)
        for page in pages:
            yield from judges.site.judge(page, robots, tdmrep)
            yield from judges.use.judge(page, Captures(robots, tdmrep, trust, ai))


def _files_before(page: Page, store: SiteStore) -> tuple[int | None, ...]:
    """Return the numbers of the captures nearest before a page, by the order of `_KINDS`."""
    authority = authority_of(page.url)
    if authority is None or page.fetched_at is None:
        return (None,) * len(_KINDS)
    return tuple(store.last_before(authority, kind, page.fetched_at) for kind in _KINDS)
