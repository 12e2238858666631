"""A shard → what the first pass can tell: totals, findings, pages, site files, signatures."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import orjson
from pydantic import TypeAdapter

from scanner.aggregation.tally import DocumentFacts, Tally, facts_of
from scanner.dedup.content import content_digest, unlike_digest
from scanner.dedup.paragraphs import paragraphs_of
from scanner.dedup.signature import Signer
from scanner.detectors.language import with_language
from scanner.detectors.pii.build import build_pii
from scanner.detectors.pii.profile import ProfileJoiner
from scanner.detectors.rights.build import build_rights
from scanner.detectors.rights.page import page_of
from scanner.detectors.rights.uses import audience_of
from scanner.pipeline.account import Account
from scanner.pipeline.fence import Fence
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.shard_tables import Tables, opened_tables
from scanner.pipeline.walk import Walk
from scanner.register.judge import build_register_judge
from scanner.sidecars.layout import Layout, write_whole
from scanner.sidecars.said import write_said
from scanner.sidecars.tables import TableWriter, keep_site_file
from scanner.sources.read import read
from scanner.types.document import Document, FailReason, ReadEvent, Shard, SiteFile
from scanner.types.finding import Detector, Finding, Said
from scanner.types.page import Page
from scanner.types.register import Source
from scanner.types.report import UNREGISTERED, ShardFacts, Totals
from scanner.types.rights import RightsStatement
from scanner.types.run import ShardOutcome


@dataclass(frozen=True, slots=True)
class ShardScan:
    """What the first pass measured; the second adds what only the whole corpus can tell."""

    facts: ShardFacts
    totals: Totals


_SCAN: TypeAdapter[ShardScan] = TypeAdapter(ShardScan)


def write_scan(path: Path, scan: ShardScan) -> None:
    """Write what the first pass measured; its presence means the pass is done for that shard."""
    write_whole(path, orjson.dumps(scan, option=orjson.OPT_SORT_KEYS))


def read_scan(path: Path) -> ShardScan:
    """Read what the first pass measured."""
    return _SCAN.validate_json(path.read_bytes())


class Scanner:
    """The plan made ready: databases compiled, statistical models at hand; built once a worker, never sent."""

    def __init__(self, plan: ScanPlan) -> None:
        rules = plan.ruleset.rules
        self.plan = plan
        self.layout = Layout(plan.out)
        self._detectors: tuple[Detector, ...] = (
            *build_pii(rules, plan.detector_options),
            *build_rights(rules, plan.detector_options),
        )
        self._profiles = ProfileJoiner(rules)
        self._tokens = audience_of(rules).tokens
        self._register = build_register_judge(rules, plan.register)
        self._signer = Signer(plan.signature_options) if plan.duplicate_rules else None

    def scan(self, shard: Shard, walk: Walk | None = None, most_bytes: int | None = None) -> ShardOutcome:
        """Read a shard once and leave its sidecars behind; a fault of its data is counted, never raised.

        `walk` says how to go through it; without one, as through a shard of which nothing is known. With `most_bytes`
        only its beginning is read, as `sources.read` says: to learn how long it takes.
        """
        account, walk = Account(shard), walk or Walk()
        events = read(shard, self.plan.read_options, self.plan.storage, walk.end(), most_bytes)
        totals = self.measure(events, account, self.layout, walk).totals(account.coverage(), self.plan.rule_ids)
        scan = ShardScan(account.facts(), totals)
        write_scan(self.layout.scan(shard.id), scan)
        return outcome_of(shard, scan)

    def measure(self, events: Iterator[ReadEvent], account: Account, layout: Layout, walk: Walk) -> Tally:
        """Take what is read of a shard, or of a part of one: count it, write its tables, return what was found."""
        shard_id, plan = account.shard.id, self.plan
        tally = Tally(shard_id)
        with ExitStack() as stack:
            tables = stack.enter_context(opened_tables(plan, layout, shard_id))
            for step in walk.steps(events, plan.batch_documents, plan.batch_characters):
                if isinstance(step, list):
                    self._flush(step, tally, tables)
                    continue
                account.take(step)
                if isinstance(step, SiteFile):
                    keep_site_file(tables.sites, step)
        return tally

    def _flush(self, batch: list[Document], tally: Tally, tables: Tables) -> None:
        documents = with_language(batch)
        sources = self._sources(tally.shard_id, documents)
        facts = {document.id: facts_of(document, _named(sources, document.id)) for document in documents}
        detections = [found for detector in self._detectors for found in detector.detect(documents)]
        detections += self._profiles.join(documents, detections)
        # Findings that the grants of a source in the register answer are set aside.
        if sources is not None:
            settle = self._register.settle
            detections = [kept for found in detections for kept in settle(sources[found.document], (found,))]
        tally.add_documents(facts.values())
        tally.add_detections(detections, facts)
        order = {document.id: place for place, document in enumerate(documents)}
        found = (detection for detection in detections if isinstance(detection, Finding))
        keep_findings(tables.findings, sorted(found, key=lambda finding: (order[finding.document], finding)))
        licences: dict[str, list[RightsStatement]] = {}
        for said in detections:
            if isinstance(said, Said):
                licences.setdefault(said.document, []).append(said.statement)
        for document in documents:
            page = page_of(document, self._tokens, licences.get(document.id, ()))
            _keep_page(tables.pages, page, facts[document.id], [text_field.text for text_field in document.fields])
        self._sign(tally.shard_id, documents, tables)

    def _sources(self, shard_id: str, documents: list[Document]) -> dict[str, Source | None] | None:
        """Return the source of each document; None where no register was given."""
        if self.plan.register is None:
            return None
        return {document.id: self._register.source_of(shard_id, document.url) for document in documents}

    def _sign(self, shard_id: str, documents: list[Document], tables: Tables) -> None:
        if self._signer is None or tables.signatures is None or tables.paragraphs is None:
            return
        texts = [document.text for document in documents]
        signatures, counts = self._signer.sign(texts)
        paragraphs = paragraphs_of(texts)
        signed = zip(documents, texts, signatures.astype("<u4"), counts.tolist(), paragraphs, strict=True)
        for document, text, signature, count, of_text in signed:
            content = unlike_digest(shard_id, document.id) if document.clipped else content_digest(text)
            tables.signatures.add(document.id, count, content, signature.tobytes())
            found = of_text if count else ()  # of what is compared, as shares are taken of that
            tables.paragraphs.add([value for value, _ in found], [length for _, length in found])


def outcome_of(shard: Shard, scan: ShardScan) -> ShardOutcome:
    """Return what is told of a scanned shard."""
    findings = sum(rule.findings for rule in scan.totals.rules.values())
    detail = scan.facts.faults[0].detail if scan.facts.faults else ""
    return ShardOutcome(shard, scan.facts.status, scan.totals.coverage.documents, findings, detail=detail)


def scan_fenced(
    scanner: Scanner, shard: Shard, walk: Walk | None = None, most_bytes: int | None = None
) -> ShardOutcome:
    """Return the shard's outcome; a fault of the tool costs this shard and is named by its place in the code."""
    with Fence() as fence:
        return scanner.scan(shard, walk, most_bytes)
    return ShardOutcome(shard, "failed", 0, 0, FailReason.TOOL_FAULT, f"a fault of the tool: {fence.fault}")


def _named(sources: dict[str, Source | None] | None, document: str) -> str | None:
    if sources is None:
        return None
    source = sources[document]
    return UNREGISTERED if source is None else source.id


def keep_findings(table: TableWriter, findings: Iterable[Finding]) -> None:
    """Add findings to a table in the order given."""
    for finding in findings:
        table.add(
            finding.document,
            finding.field,
            finding.rule,
            finding.start,
            finding.end,
            finding.confidence,
            finding.value_tag,
        )


def _keep_page(table: TableWriter, page: Page, facts: DocumentFacts, texts: Sequence[str]) -> None:
    table.add(
        page.document,
        page.url,
        facts.host,
        facts.language,
        sum(map(len, texts)),
        sum(len(text.encode("utf-8", "surrogatepass")) for text in texts),
        page.fetched_at,
        page.tdm_reservation,
        write_said(page.said),
        list(page.not_observed),
    )
