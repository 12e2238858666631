"""A saved run → the questions that only a person can answer, with how much hangs on each."""

from collections.abc import Iterator

from scanner.reports.html.facts import PRIVATE, sum_of
from scanner.reports.html.nodes import Child, el
from scanner.reports.html.show import count, sourced
from scanner.reports.html.words.first import Question
from scanner.types.catalogue import RuleCard
from scanner.types.report import CorpusReport
from scanner.types.saved_run import SavedRun

_FILE = "corpus.json"
_NAMES = frozenset({"entity", "profile"})


def questions_of(run: SavedRun) -> Iterator[tuple[Question, Child]]:
    """Yield the questions that this corpus raises, the gravest first; what is zero asks nothing."""
    yield from _on_persons(run)
    yield from _on_rights(run.corpus)
    yield from _on_gaps(run)


def _on_persons(run: SavedRun) -> Iterator[tuple[Question, Child]]:
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
            yield question, el("a", {"href": "#personal", "class": "n"}, found.shown())
    unasked = [card for card in rules if card.kind in _NAMES and _is_unapplied(run.corpus, card.id)]
    if unasked:
        yield "no-names", el("a", {"href": "#unlooked", "class": "n"}, f"{len(unasked):,}")


def _is_sensitive(card: RuleCard) -> bool:
    classes = card.sensitive_as
    return classes is not None and {classes.gdpr, classes.pipl, classes.ccpa} != {"none"}


def _is_unapplied(corpus: CorpusReport, rule: str) -> bool:
    tally = corpus.totals.rules.get(rule)
    return tally is not None and sum(tally.not_looked.values()) >= corpus.totals.coverage.documents > 0


def _on_rights(corpus: CorpusReport) -> Iterator[tuple[Question, Child]]:
    unknown = corpus.totals.rules.get("licence.unknown")
    if unknown is not None and unknown.documents:
        yield "unknown-licence", count(unknown.documents, _FILE, "totals", "rules", "licence.unknown", "documents")
    found = corpus.rights
    if found is not None:
        train = found.uses.get("train", {})
        asked: tuple[tuple[Question, str], ...] = (("conditional", "conditional"), ("silent", "unknown"))
        for question, verdict in asked:
            if train.get(verdict):
                yield question, count(train[verdict], _FILE, "rights", "uses", "train", verdict)
        torn = found.contradictions.get("train", 0)
        if torn:
            yield "contradictions", count(torn, _FILE, "rights", "contradictions", "train")
        disagreeing = sum(sum(source.contradictions.values()) for source in (found.sources or {}).values())
        if disagreeing:
            yield "register", sourced(f"{disagreeing:,}", _FILE, "rights", "sources")
    conflicts = None if corpus.duplicates is None else corpus.duplicates.conflicts
    if conflicts is not None and conflicts.clusters:
        yield "copies", count(conflicts.clusters, _FILE, "duplicates", "conflicts", "clusters")


def _on_gaps(run: SavedRun) -> Iterator[tuple[Question, Child]]:
    corpus, verdict = run.corpus, run.verdict
    broken = sum(each.status in {"damaged", "failed"} for each in corpus.shards.values())
    if broken:
        yield "shards", el("a", {"href": "#shards", "class": "n"}, f"{broken:,}")
    if verdict.gates_decided < verdict.gates_total:
        open_gates = verdict.gates_total - verdict.gates_decided
        yield "gates", el("a", {"href": "#reasons", "class": "n"}, f"{open_gates:,}")
    documents = corpus.totals.coverage.documents
    if documents and (corpus.rights is None or corpus.rights.sources is None):
        yield "no-register", count(documents, _FILE, "totals", "coverage", "documents")
