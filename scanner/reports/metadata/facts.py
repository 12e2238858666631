"""A saved run → facts on the corpus that all descriptions of it need: licences, languages, personal information."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scanner.reports.allowances import tell_qualified
from scanner.reports.findings import findings_of, sample_of
from scanner.reports.looked import tell_bytes, was_looked_for
from scanner.reports.sample import tell_sample
from scanner.types.catalogue import RuleCard
from scanner.types.saved_run import SavedRun

_NO_LICENCE: Final = "none found"
_UNKNOWN_LANGUAGE: Final = "und"
PERSONAL: Final = frozenset({"personal", "sensitive"})

HUMAN_ONLY: Final = (
    "creator",
    "date of publication",
    "address",
    "how, when and by whom the data were collected",
    "purposes and uses that are allowed",
    "biases and social impact",
)
"""What no scan can know, and every description leaves blank."""


@dataclass(frozen=True, slots=True)
class Met:
    """How often one rule was met in the whole corpus."""

    card: RuleCard
    findings: float
    documents: float
    share: float
    """Of all documents, 0 to 1."""
    is_estimate: bool

    @property
    def sentence(self) -> str:
        """The figures in words."""
        about = "about " if self.is_estimate else ""
        return (
            f"{self.card.title} ({self.card.id}, {self.card.severity}): evidence in {about}{self.documents:,.0f} "
            f"documents ({100 * self.share:.2f} %), {about}{self.findings:,.0f} findings"
        )


def licences_of(run: SavedRun) -> dict[str, int]:
    """Return licence → documents that state it, the most frequent first; documents that state none are left out."""
    found = run.corpus.totals.signals.get("licence", {})
    ranked = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
    return {licence: count for licence, count in ranked if licence != _NO_LICENCE}


def unlicensed(run: SavedRun) -> int:
    """Return how many documents state no licence."""
    return run.corpus.totals.signals.get("licence", {}).get(_NO_LICENCE, 0)


def told_with(run: SavedRun) -> str:
    """Return what the verdict is given with, to be said right after it; empty where there is nothing to say."""
    qualified = tell_qualified(run.verdict)
    return f", with {qualified}" if qualified else ""


def tell_licences(run: SavedRun) -> str:
    """Say what the licences found are, and what they are not."""
    if not any(card.kind == "licence" for card in run.catalogue.rules):
        return "Licences were not looked for: the rules of this run have none on them."
    return (
        f"Licences are those that documents state, which is no licence of the corpus; {unlicensed(run):,} of "
        f"{run.corpus.totals.coverage.documents:,} documents state none."
    )


def languages_of(run: SavedRun) -> dict[str, int]:
    """Return language → documents, the most frequent first; documents of no known language are left out."""
    groups = run.corpus.totals.languages.items()
    ranked = sorted(((name, group.documents) for name, group in groups), key=lambda entry: (-entry[1], entry[0]))
    return {name: count for name, count in ranked if name != _UNKNOWN_LANGUAGE}


def met(run: SavedRun, sensitivities: frozenset[str] = PERSONAL) -> Iterator[Met]:
    """Yield the rules of these sensitivities that were met, the most severe and frequent first."""
    cards = run.catalogue.cards()
    found = [
        _met(run, cards[rule])
        for rule, tally in run.corpus.totals.rules.items()
        if tally.findings and cards[rule].sensitivity in sensitivities
    ]
    yield from sorted(found, key=lambda each: (-each.card.rank, -each.documents, each.card.id))


def tell_no_personal(run: SavedRun) -> str:
    """Say why no personal information is listed."""
    rules = [card.id for card in run.catalogue.rules if card.sensitivity in PERSONAL]
    if was_looked_for(run.corpus.totals.rules, rules, run.corpus.totals.coverage.documents):
        return "No rule on personal information was met in what was read, which is not proof of absence."
    return "Personal information was not looked for: no rule on it could be applied to any document."


def tell_coverage(run: SavedRun) -> str:
    """Say how much was read, and what a count is."""
    read = run.corpus.totals.coverage
    states = [summary.status for summary in run.corpus.shards.values()]
    whole = sum(status in {"read", "empty"} for status in states)
    sample = f"{told} " if (told := tell_sample(run.corpus)) else ""
    return (
        f"{sample}{whole:,} of {len(states):,} shards read whole, {states.count('damaged'):,} up to a fault, "
        f"{states.count('failed'):,} not at all; bytes {tell_bytes(run.corpus)}; {read.documents:,} "
        f"documents scanned, {read.lost_records:,} of {read.records:,} records lost in whole or part. "
        "A count is what these rules met in what was read: evidence, not proof of absence."
    )


def _met(run: SavedRun, card: RuleCard) -> Met:
    tally, documents = run.corpus.totals.rules[card.id], max(1, run.corpus.totals.coverage.documents)
    estimate = sample_of(run.corpus, card.id)
    with_findings = tally.documents if estimate is None else estimate.share * estimate.documents
    count = findings_of(run.corpus, card.id, tally)
    return Met(card, count, with_findings, with_findings / documents, estimate is not None)
