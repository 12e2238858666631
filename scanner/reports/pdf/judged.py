"""A saved run → the sections on the verdict with its reasons, and on what was set aside or is new."""

from collections.abc import Iterator

from scanner.reports.html.show import shorten
from scanner.reports.pdf import words
from scanner.reports.pdf.blocks import Block, Cell, Column, Facts, Heading, Outcome, Table, Text
from scanner.reports.pdf.scope import left_out, tell_sample
from scanner.reports.pdf.teller import NAME_CHARS, Teller
from scanner.reports.words import allowances, first, frame, reasons
from scanner.types.catalogue import RuleCard
from scanner.types.policy import Outcome as VerdictOutcome
from scanner.types.policy import Reason, Verdict
from scanner.types.saved_run import SavedRun
from scanner.types.suppression import Suppressed

_REASONS_SHOWN = 60
_ASIDE_SHOWN = 60
_FILE = "verdict.json"


def tell_outcome(run: SavedRun, teller: Teller) -> Iterator[Block]:
    """Yield the verdict in a box."""
    verdict, say = run.verdict, teller.say
    gates = say(reasons.GATES, decided=verdict.gates_decided, total=verdict.gates_total)
    word = say(frame.OUTCOME[verdict.outcome])
    drawn = [tell_sample(run, teller)] if run.corpus.sample is not None else []
    yield Outcome(verdict.outcome.value, word, (say(first.MEANS[verdict.outcome]), *drawn, gates))


def tell_reasons(run: SavedRun, teller: Teller) -> Iterator[Block]:
    """Yield the section on the verdict: what was crossed, what could not be decided, and how many notes there are."""
    say, cards = teller.say, run.catalogue.cards()
    yield Heading(say(words.VERDICT))
    deciding = [reason for reason in run.verdict.reasons if reason.outcome is not VerdictOutcome.PASS]
    if deciding:
        columns = (
            Column(say(reasons.SUBJECT), 1.5),
            Column(say(reasons.RESULT)),
            Column(say(frame.SEVERITY_HEAD)),
            Column(say(reasons.WHERE), 0.9),
            Column(say(reasons.TOLD), 1.9),
        )
        rows = tuple(_row(reason, cards, teller) for reason in deciding[:_REASONS_SHOWN])
        yield Table(columns, rows, left_out(len(deciding), _REASONS_SHOWN, _FILE, teller))
    else:
        yield Text(say(words.NO_REASON))
    notes = len(run.verdict.reasons) - len(deciding)
    if notes:
        yield Text(say(words.NOTES, n=notes, where=_FILE), is_note=True)


def _row(reason: Reason, cards: dict[str, RuleCard], teller: Teller) -> tuple[Cell, ...]:
    card = cards.get(reason.subject)
    title = "" if card is None else teller.title(card)
    if reason.subject == "coverage":
        title = teller.say(first.COVERAGE)
    severity = next((teller.say(told) for word, told in frame.SEVERITY.items() if word == reason.severity), "")
    return (
        Cell(title, "" if reason.subject == "coverage" else shorten(reason.subject, NAME_CHARS)),
        Cell(teller.say(frame.OUTCOME[reason.outcome])),
        Cell(severity),
        teller.place(reason.where),
        Cell(teller.message(reason.message)),
    )


def tell_allowances(run: SavedRun, teller: Teller) -> Iterator[Block]:
    """Yield the section on the baseline and on suppressions; what was not given is said, too."""
    yield Heading(teller.say(words.ALLOWED))
    yield from _baseline(run.verdict, teller)
    yield from _aside(run.verdict, teller)


def _baseline(verdict: Verdict, teller: Teller) -> Iterator[Block]:
    compared, say = verdict.baseline, teller.say
    if compared is None:
        yield Text(say(words.NO_BASELINE))
        return
    over = sum(bool(each.over) for each in compared.rules.values())
    fewer = sum(bool(each.fewer) for each in compared.rules.values())
    yield Text(
        say(
            allowances.SHARDS,
            known=compared.shards_known,
            changed=compared.shards_changed,
            new=compared.shards_new,
            gone=compared.shards_gone,
        )
    )
    yield Text(say(words.BEYOND, over=over, fewer=fewer))
    yield Facts(((say(words.BASELINE), Cell(code=compared.digest)),))


def _aside(verdict: Verdict, teller: Teller) -> Iterator[Block]:
    say = teller.say
    if not verdict.suppressed:
        yield Text(say(words.NOT_ASIDE))
        return
    yield Text(say(allowances.ASIDE_LEAD, day=verdict.as_of or ""))
    columns = (
        Column(say(frame.RULE), 1),
        Column(say(reasons.WHERE), 1),
        Column(say(allowances.STATE)),
        Column(say(frame.FINDINGS), is_number=True),
        Column(say(allowances.UNTIL)),
        Column(say(allowances.OWNER), 0.7),
        Column(say(allowances.REASON), 1.3),
    )
    order = {"expired": 0, "used": 1, "unused": 2}
    ranked = sorted(verdict.suppressed, key=lambda each: (order[each.state], -each.findings))
    rows = tuple(_row_aside(each, teller) for each in ranked[:_ASIDE_SHOWN])
    yield Table(columns, rows, left_out(len(ranked), _ASIDE_SHOWN, _FILE, teller))


def _row_aside(each: Suppressed, teller: Teller) -> tuple[Cell, ...]:
    # Of a host or source only documents are counted, so their findings are the least that was set aside.
    at_least = "" if each.where.startswith("shard ") or not each.findings else "≥ "
    return (
        Cell(code=shorten(each.rule, NAME_CHARS)),
        teller.place(each.where),
        Cell(teller.say(allowances.STATES[each.state])),
        Cell(f"{at_least}{each.findings:,}"),
        Cell(each.expires),
        Cell(shorten(each.owner, 80)),
        Cell(shorten(each.reason, 300)),
    )
