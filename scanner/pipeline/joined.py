"""What was found in copies → what it means for their clusters: findings on the documents kept, and sums."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from scanner.aggregation.tally import DocumentFacts, Tally
from scanner.aggregation.totals import no_totals, sum_totals
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.scan import keep_findings
from scanner.register.attribute import attributor_of
from scanner.reports.codec import shard_report_from, to_json
from scanner.sidecars.copies import CopyStore, KeptDocument, Stance
from scanner.sidecars.layout import Layout, write_whole
from scanner.sidecars.tables import FINDINGS, TableWriter, read_tables
from scanner.sources.host import bare_host_of
from scanner.types.duplicates import DuplicateClusters
from scanner.types.finding import DOCUMENT_FIELD, Finding
from scanner.types.licence_profile import CLASSES
from scanner.types.report import UNREGISTERED
from scanner.types.rule import DuplicateMatch, LicenceMatch, Rule

_VERDICTS = ("allow", "unknown", "conditional", "reserved")
"""The least restrictive first."""
_UNTOLD = frozenset(("unknown", "conflict"))
"""Classes that say nothing of which licence holds."""
_PERSONAL, _CONFLICT = "personal", "licence-conflict"


def keep_joined(plan: ScanPlan, shard_id: str, copies: CopyStore, verdicts: Mapping[str, str]) -> None:
    """Add what was found in a shard's documents that have a copy; `verdicts` on training are by these documents."""
    if not verdicts or not _asked_for(plan):
        return
    watched, classes = plan.watched_rules, classes_by_rule(plan.ruleset.rules)
    met: Counter[tuple[str, str, str]] = Counter()
    whole: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for document, field, rule, value in _findings_of(plan, shard_id, watched | classes.keys()):
        if document in verdicts:
            if rule in watched:
                met[document, rule, value] += 1
            (whole if field == DOCUMENT_FIELD else parts)[document] |= classes.get(rule, frozenset())
    copies.keep_met(shard_id, met)
    stances = (
        stance_of(document, verdict, whole.get(document) or parts.get(document, set()))
        for document, verdict in sorted(verdicts.items())
    )
    copies.keep_stances(shard_id, stances)


def stance_of(document: str, train: str, classes: set[str]) -> Stance:
    """Return what a document's verdict and its licence's classes come to; of several the most restrictive counts."""
    licence = max(classes, key=CLASSES.index, default="")
    strictness = len(CLASSES) * _VERDICTS.index(train or "unknown") + (CLASSES.index(licence) if licence else 0)
    return Stance(document, train or "unknown", licence, strictness)


def differ(stances: Sequence[Stance]) -> bool:
    """Tell whether documents of one cluster differ in their rights; the store tells the same of all clusters."""
    reserved = {stance.train == "reserved" for stance in stances}
    licences = {stance.licence for stance in stances} - {""}
    return len(reserved) > 1 or len(licences) > 1


def join_duplicates(plan: ScanPlan, shard_ids: Sequence[str], duplicates: DuplicateClusters) -> DuplicateClusters:
    """Judge clusters by what was found in their documents, add the findings to finished shards, write all copies."""
    layout = Layout(plan.out)
    if not layout.duplicates_store.exists():
        return duplicates
    copies = CopyStore.open(layout.duplicates_store)
    try:
        asked = _asked_for(plan)
        least = [match.min_copies for match in asked.values() if match.finds == _PERSONAL]
        if least:
            duplicates = replace(duplicates, memorised=copies.memorised(min(least)))
        if any(match.finds == _CONFLICT for match in asked.values()):
            duplicates = replace(duplicates, conflicts=copies.settle_conflicts())
        for shard_id in shard_ids:
            if layout.findings(shard_id).exists():  # else it failed after documents were compared
                _join_shard(plan, shard_id, tuple(_found(plan, copies, shard_id)))
        copies.write(layout.duplicates)
    finally:
        copies.close()
    return duplicates


def classes_by_rule(rules: Iterable[Rule]) -> dict[str, frozenset[str]]:
    """Return what a finding of each licence rule says of the licence's class."""
    return {rule.id: frozenset(rule.match.classes) - _UNTOLD for rule in rules if isinstance(rule.match, LicenceMatch)}


def _asked_for(plan: ScanPlan) -> dict[str, DuplicateMatch]:
    return {rule: match for rule, match in plan.duplicate_rules.items() if match.finds in {_PERSONAL, _CONFLICT}}


def _findings_of(plan: ScanPlan, shard_id: str, rules: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    wanted = pa.array(sorted(rules), pa.string())
    columns = ("document", "field", "rule", "value_tag")
    for table in read_tables(Layout(plan.out).findings(shard_id), columns):
        kept = table.filter(pc.is_in(table.column("rule"), wanted))
        yield from zip(*(kept.column(name).to_pylist() for name in columns), strict=True)


def _found(plan: ScanPlan, copies: CopyStore, shard_id: str) -> Iterator[tuple[KeptDocument, Finding]]:
    confidence = {rule.id: rule.file.confidence for rule in plan.ruleset.rules}
    for rule, match in sorted(_asked_for(plan).items()):
        if match.finds == _PERSONAL:
            kept = copies.kept_memorised(shard_id, match.min_copies)
        else:
            kept = copies.kept_in_conflict(shard_id)
        for each in kept:
            yield each, Finding(rule, each.document, DOCUMENT_FIELD, 0, 0, confidence[rule])


def _sources_of(plan: ScanPlan, shard_id: str, documents: Collection[str]) -> dict[str, str]:
    """Return the source of documents of a shard; empty where no register was given."""
    if plan.register is None:
        return {}
    attributor = attributor_of(plan.register)
    found = {}
    for table in read_tables(Layout(plan.out).pages(shard_id), ("document", "url")):
        kept = table.filter(pc.is_in(table.column("document"), pa.array(sorted(documents), pa.string())))
        for document, url in zip(kept.column("document").to_pylist(), kept.column("url").to_pylist(), strict=True):
            source = attributor.source_of(shard_id, bare_host_of(url), url)
            found[document] = UNREGISTERED if source is None else source.id
    return found


def _join_shard(plan: ScanPlan, shard_id: str, found: Sequence[tuple[KeptDocument, Finding]]) -> None:
    """Add findings to a finished shard: its table first, so that its report never tells of what is not there."""
    if not found:
        return
    layout = Layout(plan.out)
    place = layout.findings(shard_id)
    with TableWriter(place, FINDINGS) as table:
        for rows in read_tables(place):
            table.add_table(rows)
        keep_findings(table, (finding for _, finding in found))
    tally = Tally(shard_id)
    sources = _sources_of(plan, shard_id, {kept.document for kept, _ in found})
    facts = {kept.document: DocumentFacts(kept.host, kept.language, sources.get(kept.document)) for kept, _ in found}
    tally.add_detections((finding for _, finding in found), facts)
    report = shard_report_from(layout.shard_report(shard_id).read_bytes())
    totals = sum_totals((report.totals, tally.totals(no_totals().coverage, ())))
    write_whole(layout.shard_report(shard_id), to_json(replace(report, totals=totals)))
