"""A saved run → the questions that only a person can answer, with how much hangs on each."""

from collections.abc import Iterator
from typing import NamedTuple

from scanner.reports.html.facts import PRIVATE, sum_of
from scanner.reports.words.first import Question
from scanner.types.catalogue import RuleCard
from scanner.types.report import CorpusReport
from scanner.types.saved_run import SavedRun

_NAMES = frozenset({"entity", "profile"})


class Asked(NamedTuple):
    """A question, and how much hangs on it."""

    question: Question
    shown: str
    source: str | tuple[str, ...]
    """The section of the page that tells more, or the keys that lead to the number in `corpus.json`."""


def questions_of(run: SavedRun) -> Iterator[Asked]:
    """Yield the questions that this corpus raises, the gravest first; what is zero asks nothing."""
    yield from _on_persons(run)
    yield from _on_rights(run.corpus)
    yield from _on_gaps(run)


def _on_persons(run: SavedRun) -> Iterator[Asked]:
    rules = run.catalogue.rules
    told: tuple[tuple[Question, list[RuleCard]], ...] = (
        ("legal-basis", [card for card in rules if card.sensitivity in PRIVATE]),
        ("sensitive", [card for card in rules if _is_sensitive(card)]),
        ("secrets", [card for card in rules if card.sensitivity == "secret"]),
        ("names", [card for card in rules if card.kind == "entity"]),
    )
    for question, cards in told:
        found = sum_of(run.corpus, cards)
        if found.findings:
            yield Asked(question, found.shown(), "personal")
    unasked = [card for card in rules if card.kind in _NAMES and _is_unapplied(run.corpus, card.id)]
    if unasked:
        yield Asked("no-names", f"{len(unasked):,}", "unlooked")


def _is_sensitive(card: RuleCard) -> bool:
    classes = card.sensitive_as
    return classes is not None and {classes.gdpr, classes.pipl, classes.ccpa} != {"none"}


def _is_unapplied(corpus: CorpusReport, rule: str) -> bool:
    tally = corpus.totals.rules.get(rule)
    return tally is not None and sum(tally.not_looked.values()) >= corpus.totals.coverage.documents > 0


def _on_rights(corpus: CorpusReport) -> Iterator[Asked]:
    unknown = corpus.totals.rules.get("licence.unknown")
    if unknown is not None and unknown.documents:
        place = ("totals", "rules", "licence.unknown", "documents")
        yield Asked("unknown-licence", f"{unknown.documents:,}", place)
    found = corpus.rights
    if found is not None:
        train = found.uses.get("train", {})
        asked: tuple[tuple[Question, str], ...] = (("conditional", "conditional"), ("silent", "unknown"))
        for question, verdict in asked:
            if train.get(verdict):
                yield Asked(question, f"{train[verdict]:,}", ("rights", "uses", "train", verdict))
        torn = found.contradictions.get("train", 0)
        if torn:
            yield Asked("contradictions", f"{torn:,}", ("rights", "contradictions", "train"))
        disagreeing = sum(sum(source.contradictions.values()) for source in (found.sources or {}).values())
        if disagreeing:
            yield Asked("register", f"{disagreeing:,}", ("rights", "sources"))
    conflicts = None if corpus.duplicates is None else corpus.duplicates.conflicts
    if conflicts is not None and conflicts.clusters:
        yield Asked("copies", f"{conflicts.clusters:,}", ("duplicates", "conflicts", "clusters"))


def _on_gaps(run: SavedRun) -> Iterator[Asked]:
    corpus, verdict = run.corpus, run.verdict
    broken = sum(each.status in {"damaged", "failed"} for each in corpus.shards.values())
    if broken:
        yield Asked("shards", f"{broken:,}", "shards")
    if verdict.gates_decided < verdict.gates_total:
        open_gates = verdict.gates_total - verdict.gates_decided
        yield Asked("gates", f"{open_gates:,}", "reasons")
    documents = corpus.totals.coverage.documents
    if documents and (corpus.rights is None or corpus.rights.sources is None):
        yield Asked("no-register", f"{documents:,}", ("totals", "coverage", "documents"))
