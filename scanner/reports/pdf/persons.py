"""A saved run → the section on personal information and secrets: how much of each kind, and how sure that is."""

from collections.abc import Iterator
from typing import Final

from scanner.reports.findings import sample_of
from scanner.reports.html.facts import sum_of
from scanner.reports.html.show import percent, shorten
from scanner.reports.looked import was_looked_for
from scanner.reports.metadata.facts import Met, met
from scanner.reports.pdf import words
from scanner.reports.pdf.blocks import Block, Cell, Column, Heading, Table, Text
from scanner.reports.pdf.scope import left_out
from scanner.reports.pdf.teller import Teller
from scanner.reports.words import findings, frame, names
from scanner.types.catalogue import RuleCard
from scanner.types.report import CorpusReport
from scanner.types.saved_run import SavedRun
from scanner.types.sensitivity import STANDARDS

_KINDS: Final = frozenset({"personal", "sensitive", "secret"})
_ROWS: Final = 60
_FILE: Final = "corpus.json"


def tell_persons(run: SavedRun, teller: Teller) -> Iterator[Block]:
    """Yield the section."""
    say = teller.say
    yield Heading(say(words.PERSONAL))
    found = list(met(run, _KINDS))
    if found:
        yield _by_kind(run, found, teller)
        yield Text(say(words.PERSONAL_LEAD), is_note=True)
        if any(each.is_estimate for each in found):
            yield Text(say(words.ESTIMATED), is_note=True)
    else:
        rules = [card.id for card in run.catalogue.rules if card.sensitivity in _KINDS]
        looked = was_looked_for(run.corpus.totals.rules, rules, run.corpus.totals.coverage.documents)
        yield Text(say(words.NOTHING_PERSONAL if looked else words.PERSONAL_UNLOOKED))
    quiet = _quiet(run)
    if quiet:
        yield Text(say(words.QUIET, n=quiet))
    yield from _quiet_in_samples(run, teller)
    yield from _by_law(run, teller)
    yield from _names(run.corpus, teller)


def _by_kind(run: SavedRun, found: list[Met], teller: Teller) -> Block:
    say = teller.say
    columns = (
        Column(say(findings.KIND), 1),
        Column(say(frame.SEVERITY_HEAD)),
        Column(say(frame.FINDINGS), is_number=True),
        Column(say(frame.DOCUMENTS), is_number=True),
        Column(say(frame.SHARE), is_number=True),
        Column(say(words.SURE), is_number=True),
    )
    rows = tuple(_row(run.corpus, each, teller) for each in found[:_ROWS])
    return Table(columns, rows, left_out(len(found), _ROWS, _FILE, teller))


def _row(corpus: CorpusReport, each: Met, teller: Teller) -> tuple[Cell, ...]:
    card, about = each.card, "≈ " * each.is_estimate
    estimate = sample_of(corpus, card.id)
    share, number, documents = percent(each.share), f"{each.findings:,.0f}", f"{each.documents:,.0f}"
    if estimate is not None:  # a figure from a sample never stands without its interval
        high = teller.say(names.NO_BOUND) if estimate.findings_high is None else f"{estimate.findings_high:,.0f}"
        number += f" ({estimate.findings_low:,.0f}–{high})"
        share = f"{percent(estimate.share)} ({percent(estimate.share_low)}–{percent(estimate.share_high)})"
    return (
        Cell(teller.title(card), card.id),
        Cell(teller.say(frame.SEVERITY[card.severity])),
        Cell(f"{about}{number}"),
        Cell(f"{about}{documents}"),
        Cell(f"{about}{share}"),
        Cell(f"{100 * card.confidence:.0f} % {card.confidence_from[:1]}"),
    )


def _quiet(run: SavedRun) -> int:
    """Return how many rules of these kinds found nothing in what they looked at."""
    rules, documents = run.corpus.totals.rules, run.corpus.totals.coverage.documents
    return sum(
        card.sensitivity in _KINDS
        and (tally := rules.get(card.id)) is not None
        and not tally.findings
        and sum(tally.not_looked.values()) < documents
        and sample_of(run.corpus, card.id) is None
        for card in run.catalogue.rules
    )


def _quiet_in_samples(run: SavedRun, teller: Teller) -> Iterator[Block]:
    """Yield the rules that found nothing in a sample, each with how much may be there all the same."""
    rows = []
    for card in run.catalogue.rules:
        tally, estimate = run.corpus.totals.rules.get(card.id), sample_of(run.corpus, card.id)
        if tally is not None and not tally.findings and estimate is not None and card.sensitivity in _KINDS:
            most = percent(estimate.share_high)
            told = teller.say(
                findings.QUIET_SAMPLE_LINE, looked=estimate.looked, documents=estimate.documents, most=most
            )
            rows.append((Cell(teller.title(card), card.id), Cell(told)))
    if rows:
        columns = (Column(teller.say(findings.QUIET_SAMPLE), 1), Column(teller.say(names.LOOKED), 1.3))
        yield Table(columns, tuple(rows[:_ROWS]), left_out(len(rows), _ROWS, _FILE, teller))


def _by_law(run: SavedRun, teller: Teller) -> Iterator[Block]:
    groups: dict[tuple[str, str], list[RuleCard]] = {}
    for card in run.catalogue.rules:
        for standard in STANDARDS:
            named = "none" if card.sensitive_as is None else getattr(card.sensitive_as, standard)
            if named != "none":
                groups.setdefault((standard, named), []).append(card)
    sums = {place: total for place, cards in groups.items() if (total := sum_of(run.corpus, cards)).findings}
    if not sums:
        return
    say, order = teller.say, list(STANDARDS)
    ranked = sorted(sums.items(), key=lambda entry: (order.index(entry[0][0]), -entry[1].findings, entry[0]))
    yield Heading(say(findings.BY_LAW), 2)
    yield Table(
        (
            Column(say(words.BY_LAW_COLUMN), 1),
            Column(say(findings.CLASS), 1),
            Column(say(frame.FINDINGS), is_number=True),
        ),
        tuple(
            (Cell(STANDARDS[standard].title), Cell(_class(named, teller)), Cell(total.shown()))
            for (standard, named), total in ranked
        ),
    )


def _class(named: str, teller: Teller) -> str:
    told = findings.CLASSES.get(named)
    return named if told is None else teller.say(told)


def _names(corpus: CorpusReport, teller: Teller) -> Iterator[Block]:
    """Yield how right the finders of names are, language by language."""
    say = teller.say
    if not corpus.measured:
        yield Text(say(words.NO_NAMES))
        return
    rows = sorted(
        {
            (language, each.finder, each.source, _share(each.precision, teller), _share(each.recall, teller))
            for by_language in corpus.measured.values()
            for language, each in by_language.items()
            if language in corpus.totals.names_read_in
        }
    )
    yield Heading(say(names.NAMES), 2)
    columns = (
        Column(say(frame.LANGUAGE_HEAD)),
        Column(say(names.PRECISION), 0.8, is_number=True),
        Column(say(names.RECALL), 0.8, is_number=True),
        Column(say(names.MEASURED_WITH), 1.6),
    )
    told = tuple(
        (Cell(language), Cell(precision), Cell(recall), Cell(shorten(f"{finder}: {source}", 300)))
        for language, finder, source, precision, recall in rows[:_ROWS]
    )
    yield Table(columns, told, left_out(len(rows), _ROWS, _FILE, teller))
    yield Text(say(names.NOBODY_KNOWS), is_note=True)


def _share(share: float | None, teller: Teller) -> str:
    return teller.say(names.NOT_MEASURED) if share is None else f"{100 * share:.0f} %"
