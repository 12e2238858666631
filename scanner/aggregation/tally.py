"""Documents and detections of one shard → its totals."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from scanner.aggregation.strata import opinions_of, strata_of
from scanner.aggregation.totals import no_totals, smallest, sum_counts, sum_totals
from scanner.types.document import Document
from scanner.types.finding import Detection, Drawn, Finding, NotLooked, Opinion, ReadIn, Statement
from scanner.types.report import NO_URL, Coverage, GroupTally, Place, RuleTally, Totals

_KEY_HEX = 16
"""64 bits: two of a billion findings share a key with odds of 1 in 37."""
_PARTS_KEPT = 256


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What of a document its findings are grouped by."""

    host: str
    language: str
    source: str | None = None
    """Of the register; None: none was given."""


def facts_of(document: Document, source: str | None = None) -> DocumentFacts:
    """Return the groups a document belongs to."""
    return DocumentFacts(document.host or NO_URL, document.language or "und", source)


def place_of(shard_id: str, finding: Finding) -> Place:
    """Return where a finding lies, with the key that names it: a digest of the place alone, never of the value."""
    parts = (shard_id, finding.rule, finding.document, finding.field, str(finding.start), str(finding.end))
    key = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_KEY_HEX]
    return Place(key, shard_id, finding.document, finding.field, finding.start, finding.end)


@dataclass(slots=True)
class Tally:
    """Adds up the batches of one shard."""

    shard_id: str
    _parts: list[Totals] = field(default_factory=list)

    def add_documents(self, facts: Iterable[DocumentFacts]) -> None:
        """Count documents by language, host and source."""
        languages: Counter[str] = Counter()
        hosts: Counter[str] = Counter()
        sources: Counter[str] = Counter()
        for fact in facts:
            languages[fact.language] += 1
            hosts[fact.host] += 1
            if fact.source is not None:
                sources[fact.source] += 1
        self._add(
            replace(
                no_totals(),
                languages={name: GroupTally(count, {}) for name, count in languages.items()},
                hosts={name: GroupTally(count, {}) for name, count in hosts.items()},
                sources={name: GroupTally(count, {}) for name, count in sources.items()},
            )
        )

    def add_detections(self, detections: Iterable[Detection], facts: Mapping[str, DocumentFacts]) -> None:
        """Count detections; `facts` by document id; all detections of a document come in one call."""
        findings: Counter[tuple[str, str]] = Counter()
        not_looked: set[NotLooked] = set()
        statements: set[Statement] = set()
        drawn: set[Drawn] = set()
        opinions: set[Opinion] = set()
        read_in: set[ReadIn] = set()
        places: dict[str, list[Place]] = defaultdict(list)
        for detection in detections:
            match detection:
                case Finding():
                    findings[detection.rule, detection.document] += 1
                    places[detection.rule].append(place_of(self.shard_id, detection))
                case NotLooked():
                    not_looked.add(detection)
                case Statement():
                    statements.add(detection)
                case Drawn():
                    drawn.add(detection)
                case Opinion():
                    opinions.add(detection)
                case ReadIn():
                    read_in.add(detection)
        self._add(
            replace(
                no_totals(),
                rules=_rule_tallies(findings, not_looked),
                languages=_groups(findings, {document: fact.language for document, fact in facts.items()}),
                hosts=_groups(findings, {document: fact.host for document, fact in facts.items()}),
                sources=_groups(findings, {document: fact.source for document, fact in facts.items()}),
                signals=_signals(statements),
                samples={rule: smallest(found) for rule, found in places.items()},
                strata=strata_of(drawn, findings),
                opinions=opinions_of(opinions),
                names_read_in=dict(Counter(each.language for each in read_in)),
            )
        )

    def totals(self, coverage: Coverage, rule_ids: Iterable[str]) -> Totals:
        """Return the sum, with a line for every rule, met or not."""
        total = sum_totals(self._parts)
        rules = {rule: RuleTally(0, 0, {}) for rule in rule_ids} | total.rules
        return replace(total, coverage=coverage, rules=rules)

    def _add(self, part: Totals) -> None:
        self._parts.append(part)
        if len(self._parts) >= _PARTS_KEPT:  # adding each to a growing sum would copy every host every time
            self._parts = [sum_totals(self._parts)]


def _rule_tallies(findings: Counter[tuple[str, str]], not_looked: set[NotLooked]) -> dict[str, RuleTally]:
    """Return a line for each rule met or not looked for; `findings` by rule and document."""
    documents = Counter(rule for rule, _ in findings)
    sums: Counter[str] = Counter()
    for (rule, _), count in findings.items():
        sums[rule] += count
    reasons: dict[str, dict[str, int]] = defaultdict(dict)
    for gap in not_looked:
        reasons[gap.rule] = sum_counts(reasons[gap.rule], {gap.reason: 1})
    return {
        rule: RuleTally(sums[rule], documents[rule], reasons.get(rule, {})) for rule in sums.keys() | reasons.keys()
    }


def _groups(met: Iterable[tuple[str, str]], group_of: Mapping[str, str | None]) -> dict[str, GroupTally]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for rule, document in met:
        group = group_of[document]
        if group is not None:
            counts[group][rule] += 1
    return {name: GroupTally(0, dict(rules)) for name, rules in counts.items()}


def _signals(statements: set[Statement]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for statement in statements:
        counts[statement.signal][statement.value] += 1
    return {signal: dict(values) for signal, values in counts.items()}
