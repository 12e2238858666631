"""A corpus report and its rules → sums and orders that several parts of the pages share."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scanner.reports.findings import findings_of, sample_of
from scanner.reports.html.nodes import Node
from scanner.reports.html.show import english
from scanner.reports.html.speak import either
from scanner.reports.looked import was_looked_for
from scanner.reports.words.first import Family
from scanner.reports.words.titles import chinese_titles
from scanner.types.catalogue import RuleCard
from scanner.types.report import CorpusReport, ShardSummary
from scanner.types.rule import SeverityWord

SEVERITIES: Final[tuple[SeverityWord, ...]] = ("critical", "high", "medium", "low", "info")
PRIVATE: Final = frozenset({"personal", "sensitive"})
_FAMILIES: Final[dict[str, Family]] = {
    "coverage": "coverage",
    "rights": "rights",
    "licence": "licence",
    "duplicate": "duplicate",
    "secret": "secret",
    "pii": "personal",
}


@dataclass(frozen=True, slots=True)
class Sum:
    """Findings of several rules; an estimate where one of them looked at a sample."""

    findings: float
    is_estimate: bool
    is_looked_for: bool = True
    """False where no rule could be applied to any document: then nothing is known."""

    def shown(self) -> str:
        """Return the number, marked where it is an estimate."""
        return f"{'≈ ' * self.is_estimate}{self.findings:,.0f}"


def sum_of(corpus: CorpusReport, cards: Iterable[RuleCard]) -> Sum:
    """Return the findings of some rules."""
    rules = [card.id for card in cards]
    met = [(rule, tally) for rule in rules if (tally := corpus.totals.rules.get(rule)) is not None]
    is_estimate = any(sample_of(corpus, rule) is not None and tally.findings for rule, tally in met)
    found = sum(findings_of(corpus, rule, tally) for rule, tally in met)
    return Sum(found, is_estimate, was_looked_for(corpus.totals.rules, rules, corpus.totals.coverage.documents))


def family_of(subject: str, cards: dict[str, RuleCard]) -> Family:
    """Return which family a rule, or a group of rules, belongs to."""
    known = _FAMILIES.get(subject.partition(".")[0])
    if known is not None:
        return known
    card = cards.get(subject)
    kind = "" if card is None else card.sensitivity
    if kind in PRIVATE:
        return "personal"
    return "secret" if kind == "secret" else "rights" if kind == "rights" else "other"


def title_of(card: RuleCard) -> Node:
    """Return the title of a rule; in English for Chinese readers, too, where nobody has translated it."""
    chinese = chinese_titles().get(card.title)
    return english(card.title) if chinese is None else either(card.title, chinese)


def ranked_shards(corpus: CorpusReport) -> list[tuple[str, ShardSummary]]:
    """Return shards, worst first: what could not be read, then by the most severe findings."""
    return sorted(
        corpus.shards.items(),
        key=lambda entry: (
            ("failed", "damaged", "read", "empty").index(entry[1].status),
            [-entry[1].findings.get(word, 0) for word in SEVERITIES],
            entry[0],
        ),
    )


def unlooked_rules(corpus: CorpusReport) -> list[str]:
    """Return the rules that could not be applied to some document."""
    return sorted(rule for rule, tally in corpus.totals.rules.items() if tally.not_looked)
