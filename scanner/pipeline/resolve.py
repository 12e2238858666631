"""Pages and site files of all shards → what only the whole corpus can tell of a page: what its site said of its use."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from scanner.aggregation.tally import DocumentFacts, Tally
from scanner.aggregation.totals import no_totals
from scanner.detectors.rights.site import SiteJudge, build_site_judge
from scanner.detectors.rights.uses import Captures, UseJudge, audience_of, build_use_judge
from scanner.pipeline.duplicates import copies_of
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.snapshot import Snapshot
from scanner.register.judge import RegisterJudge, build_register_judge, statements_of
from scanner.sidecars.layout import Layout
from scanner.sidecars.ledger import LedgerPart
from scanner.sidecars.said import read_said
from scanner.sidecars.sites import SiteStore
from scanner.sidecars.tables import read_tables
from scanner.sources.domain import registrable_domain
from scanner.sources.host import address_of, authority_of
from scanner.types.document import SiteFileKind
from scanner.types.finding import Attributed, Detection, Finding, Said, Statement
from scanner.types.page import Page
from scanner.types.report import UNREGISTERED, Totals
from scanner.types.rights import USE

_TRAIN = USE + "train"
_Numbers = tuple[int | None, ...]
"""Captures in the store, by the order of `_KINDS`."""
_KINDS = (SiteFileKind.ROBOTS, SiteFileKind.TDMREP, SiteFileKind.TRUST, SiteFileKind.AI)


def build_site_store(plan: ScanPlan, shard_ids: Sequence[str], snapshot: Snapshot | None) -> SiteStore:
    """Bring the site files of all shards, and those given beside them, into one store."""
    layout = Layout(plan.out)
    tables = ((shard_id, layout.sites(shard_id)) for shard_id in shard_ids)
    return SiteStore.build(layout.site_store, tables, snapshot.tables if snapshot else ())


def resolve_shard(
    plan: ScanPlan,
    shard_id: str,
    store: SiteStore,
    keep: Callable[[Sequence[Finding]], None],
    ledger: LedgerPart,
    verdicts: dict[str, str],
) -> Totals:
    """Judge every document of a shard by its site's files and by its place among the duplicates.

    Returns what this adds to the shard's totals, fills its part of the ledger and, of the documents that are in
    `verdicts`, the verdict on training, and hands the findings to `keep` block by block, so that memory does not grow
    with the shard.
    """
    tally = Tally(shard_id)
    rules = plan.ruleset.rules
    judges = _Judges(build_site_judge(rules), _use_judge(plan), build_register_judge(rules, plan.register))
    copies = copies_of(plan, shard_id)
    for table in read_tables(Layout(plan.out).pages(shard_id)):
        rows = table.to_pylist()
        detections = list(_judge_sites(judges, shard_id, rows, store))
        sources = {
            found.document: found.source or UNREGISTERED for found in detections if isinstance(found, Attributed)
        }
        facts = {
            row["document"]: DocumentFacts(row["host"], row["language"], sources.get(row["document"])) for row in rows
        }
        detections.extend(finding for document in facts for finding in copies.get(document, ()))
        tally.add_detections(detections, facts)
        _enter(ledger, shard_id, rows, detections)
        for found in detections:
            if isinstance(found, Statement) and found.signal == _TRAIN and found.document in verdicts:
                verdicts[found.document] = found.value
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
        elif isinstance(found, Attributed):
            ledger.sources.count(found, registrable_domain(hosts[found.document]))


@dataclass(frozen=True, slots=True)
class _Judges:
    site: SiteJudge
    use: UseJudge
    register: RegisterJudge


def _use_judge(plan: ScanPlan) -> UseJudge:
    return build_use_judge(plan.ruleset.rules, audience_of(plan.ruleset.rules))


def _judge_sites(
    judges: _Judges, shard_id: str, rows: Sequence[Mapping[str, Any]], store: SiteStore
) -> Iterator[Detection]:
    """Yield what site files say of each page, the files of a site parsed once for all pages they govern."""
    governed: dict[tuple[_Numbers, _Numbers], list[Page]] = {}
    for row in rows:
        page = Page(
            row["document"],
            row["url"],
            row["fetched_at"],
            row["tdm_reservation"],
            read_said(row["said"]),
            tuple(row["not_observed"]),
        )
        governed.setdefault((_files_before(page, store), _files_today(page, store)), []).append(page)
    for (before, newest), pages in governed.items():
        then, today = _load(store, before), _load(store, newest) if newest else None
        for page in pages:
            source = judges.register.source_of(shard_id, page.url)
            now = today and replace(today, document=_licence_documents(page, store, None))
            document = _licence_documents(page, store, page.fetched_at)
            captures = replace(then, document=document, today=now)
            found = [*judges.site.judge(page, then.robots, then.tdmrep)]
            found += judges.use.judge(page, captures, statements_of(source))
            yield from judges.register.judge(page, source, found)


def _load(store: SiteStore, numbers: _Numbers) -> Captures:
    robots, tdmrep, trust, ai = (None if number is None else store.load(number) for number in numbers)
    return Captures(robots, tdmrep, trust, ai)


def _licence_documents(page: Page, store: SiteStore, moment: datetime | None) -> Callable[[str], bytes | None]:
    """Return what finds the licence document at an address as a page would write it."""

    def find(target: str) -> bytes | None:
        try:
            address = address_of(urljoin(page.url or "", target))
        except ValueError:
            return None
        return None if address is None else store.licence_document(address, moment)

    return find


def _files_before(page: Page, store: SiteStore) -> _Numbers:
    """Return the numbers of the captures nearest before a page, by the order of `_KINDS`."""
    authority = authority_of(page.url)
    if authority is None or page.fetched_at is None:
        return (None,) * len(_KINDS)
    return tuple(store.last_before(authority, kind, page.fetched_at) for kind in _KINDS)


def _files_today(page: Page, store: SiteStore) -> _Numbers:
    """Return the same for the newest captures of the snapshot; empty where none was given."""
    if not store.has_snapshot:
        return ()
    authority = authority_of(page.url)
    return tuple(None if authority is None else store.newest(authority, kind) for kind in _KINDS)
