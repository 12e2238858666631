"""Reports → the places that gates are applied to: the corpus, its shards, its sources and hosts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from scanner.types.catalogue import Catalogue
from scanner.types.estimate import Estimate
from scanner.types.report import IP_ADDRESS, NO_URL, UNREGISTERED, CorpusReport, GroupTally, RuleTally, Totals

NOT_COMPARED = "documents were not compared with each other"
NOT_IN_REPORT = "the report was made without this rule"
GroupKind = Literal["source", "host"]
GROUP_KINDS: Final[tuple[GroupKind, ...]] = ("source", "host")
NO_GROUP: Final = frozenset((NO_URL, IP_ADDRESS, UNREGISTERED))
"""Stand among hosts and sources for documents that have none."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gate is applied: the corpus, a shard, a source, or a host."""

    where: str
    """`corpus`, `shard <id>`, `source <name>` or `host <name>`."""
    documents: int
    rules: Mapping[str, RuleTally]
    counts_documents: bool = False
    """True where only documents with findings are counted, not findings: sources and hosts."""
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    """Rule → what its sample says of the place, for rules that looked at a sample of documents only."""
    part: str = ""
    """Which part of the place is meant, where a baseline divides it."""


@dataclass(frozen=True, slots=True)
class Unlooked:
    """A rule that could not be applied to some of the documents."""

    rule: str
    documents: int
    of_documents: int
    reasons: Mapping[str, int]


def place_of_corpus(report: CorpusReport, catalogue: Catalogue) -> Place:
    """Return the corpus as a place; what was never looked for there is marked as such, not as absent."""
    tallies = tallies_of(report.totals, catalogue, report)
    return Place("corpus", report.totals.coverage.documents, tallies, estimates=report.estimates)


def place_of_group(kind: GroupKind, name: str, group: GroupTally, part: str = "") -> Place:
    """Return a source or host as a place: of it only documents with findings are known."""
    rules = {rule: RuleTally(documents, documents, {}) for rule, documents in group.rules.items()}
    return Place(f"{kind} {name}", group.documents, rules, counts_documents=True, part=part)


def groups_of(totals: Totals, kind: GroupKind) -> Mapping[str, GroupTally]:
    """Return hosts, or sources: those of the register, and the hosts where none was given."""
    return (totals.sources or totals.hosts) if kind == "source" else totals.hosts


def tallies_of(totals: Totals, catalogue: Catalogue, report: CorpusReport) -> dict[str, RuleTally]:
    """Return a tally for every rule of the catalogue; `totals` are of the corpus or of one of its shards."""
    tallies = dict(totals.rules)
    documents = totals.coverage.documents
    for rule in catalogue.rules:
        if rule.id not in tallies:
            tallies[rule.id] = RuleTally(0, 0, {NOT_IN_REPORT: documents})
        elif rule.kind == "duplicate" and report.duplicates is None:
            tallies[rule.id] = RuleTally(0, 0, {NOT_COMPARED: documents})
    return tallies
