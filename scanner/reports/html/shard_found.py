"""The report of a shard → the parts of its page on what rules found, where, and what they could not look for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from scanner.reports.html.facts import title_of
from scanner.reports.html.findings import interval, not_looked
from scanner.reports.html.names import render_estimates
from scanner.reports.html.nodes import NOTHING, Around, Form, Node, el, form, gap, join
from scanner.reports.html.page import section
from scanner.reports.html.reasons import severity_chip
from scanner.reports.html.show import code, english, percent
from scanner.reports.html.slim import Beside, codes, count_cell, slim_name, slim_stack, wide_table
from scanner.reports.html.speak import say
from scanner.reports.html.tables import Head
from scanner.reports.words import findings, frame, shards
from scanner.reports.words.languages import Words
from scanner.types.catalogue import RuleCard
from scanner.types.estimate import Estimate
from scanner.types.report import Place, RuleTally, ShardReport

_PLACES_SHOWN: Final = 5
_RULES_SHOWN: Final = 200
_HEADS: Final = (
    Head(frame.RULE, sorts=True),
    Head(frame.SEVERITY_HEAD, sorts=True),
    Head(frame.PICTURE, "picture"),
    Head(frame.FINDINGS, "number", sorts=True),
    Head(frame.DOCUMENTS, "number", sorts=True),
)


@dataclass(frozen=True, slots=True)
class RuleForms:
    """What is said of a rule on every page."""

    card: RuleCard
    counted: Form
    guessed: Form
    places: Form


def rule_forms(cards: Mapping[str, RuleCard]) -> dict[str, RuleForms]:
    """Return the forms of every rule."""
    return {rule: RuleForms(card, _counted(card), _guessed(card), _folded(card)) for rule, card in cards.items()}


def _row(card: RuleCard, *numbers: Node) -> Form:
    linked = el("a", {"href": f"#places-{card.id}"}, code(card.id))
    severity = el("td", {"data-v": str(int(card.rank))}, severity_chip(card.severity))
    named = el("th", {"scope": "row"}, linked, el("span", "sub", title_of(card)))
    return form(el("tr", None, named, severity, el("td", "pic", gap("bar")), *numbers))


def _counted(card: RuleCard) -> Form:
    documents = el("td", "num", gap("documents"))
    return _row(card, count_cell("totals", "rules", card.id, "findings"), documents)


def _guessed(card: RuleCard) -> Form:
    findings_cell = el("td", {"class": "num", "data-v": Around("", "findings_sort")}, gap("findings"))
    documents_cell = el("td", {"class": "num", "data-v": Around("", "documents_sort")}, gap("documents"))
    return _row(card, findings_cell, documents_cell)


def _folded(card: RuleCard) -> Form:
    shown = say(shards.PLACES_OF, shown=gap("shown"), n=gap("n"))
    return form(
        el(
            "details",
            {"id": f"places-{card.id}"},
            el("summary", None, code(card.id), " · ", shown),
            el("p", "lead", say(shards.DO), english(card.remedy)),
            el("ul", "places", gap("places")),
        )
    )


def met_in(report: ShardReport, forms: Mapping[str, RuleForms]) -> list[tuple[RuleForms, RuleTally]]:
    """Return the rules that were met, the gravest first."""
    met = [(forms[rule], tally) for rule, tally in report.totals.rules.items() if tally.findings and rule in forms]
    return sorted(met, key=lambda entry: (-entry[0].card.rank, -entry[1].findings, entry[0].card.id))


def render_findings(report: ShardReport, met: Sequence[tuple[RuleForms, RuleTally]], beside: Beside) -> Node:
    """Return every rule that was met, and what samples say of the whole shard."""
    most = max((tally.findings for _, tally in met), default=0)
    rows = (_found(report, told, tally, most, beside) for told, tally in met[:_RULES_SHOWN])
    shown = wide_table(findings.ALL, _HEADS, rows, hide_caption=True) if met else _nothing()
    guesses = render_estimates(report.estimates, f"./{beside.file}")
    return _part("findings", findings.ALL).fill(shown=join([shown, _left(len(met), beside), guesses]))


def render_sums(report: ShardReport, met: Sequence[tuple[RuleForms, RuleTally]]) -> Node:
    """Return how much was found of each severity, in a line; nothing where no document was looked at."""
    if not report.totals.coverage.documents:
        return NOTHING
    sums: dict[str, list[float]] = {}
    for told, tally in met:
        estimate = report.estimates.get(told.card.id)
        is_part = estimate is not None and estimate.is_of_a_part
        found = sums.setdefault(told.card.severity, [0, False])
        found[0] += estimate.findings if estimate is not None and is_part else tally.findings
        found[1] = found[1] or is_part
    parts = [_sum(word).fill(n=f"{'≈ ' * bool(about)}{number:,.0f}") for word, (number, about) in sums.items()]
    return _sums().fill(parts=Node("".join([part.html for part in parts]))) if parts else _nothing()


@cache
def _sums() -> Form:
    return form(el("p", "sums", el("b", None, say(frame.FINDINGS), say(frame.COLON)), " ", gap("parts")))


@cache
def _sum(word: str) -> Form:
    return form(el("span", "pair", severity_chip(word), " ", gap("n")))


@cache
def _nothing() -> Node:
    return el("p", None, say(shards.NOTHING_FOUND))


def _left(rules: int, beside: Beside) -> Node:
    if rules <= _RULES_SHOWN:
        return NOTHING
    return el("p", "more", say(frame.AND_MORE, n=rules - _RULES_SHOWN, where=el("code", None, beside.file)))


def _found(report: ShardReport, told: RuleForms, tally: RuleTally, most: int, beside: Beside) -> Node:
    bar = slim_stack({told.card.severity: tally.findings}, most)
    estimate = report.estimates.get(told.card.id)
    if estimate is None or not estimate.is_of_a_part:
        return told.counted.fill(bar=bar, file=beside.file, number=tally.findings, documents=tally.documents)
    return _estimated(told, estimate, bar, beside)


def _estimated(told: RuleForms, estimate: Estimate, bar: Node, beside: Beside) -> Node:
    number = beside.link(f"≈ {estimate.findings:,.0f}", "estimates", told.card.id, "findings")
    met = estimate.share * estimate.documents
    return told.guessed.fill(
        bar=bar,
        findings_sort=str(estimate.findings),
        findings=join([number, interval(estimate.findings_low, estimate.findings_high)]),
        documents_sort=str(met),
        documents=join([f"≈ {met:,.0f}", el("span", "sub", f"≈ {percent(estimate.share)}")]),
    )


@cache
def _part(named: str, words: Words, lead: Node = NOTHING) -> Form:
    return form(section(named, words, lead, gap("shown")))


def render_places(report: ShardReport, met: Sequence[tuple[RuleForms, RuleTally]]) -> Node:
    """Return places of every rule that was met, folded."""
    parts = []
    for told, tally in met[:_RULES_SHOWN]:
        places = report.totals.samples.get(told.card.id, ())[:_PLACES_SHOWN]
        if places:
            lines = Node("".join([_line(place).html for place in sorted(places, key=_order)]))
            parts.append(told.places.fill(shown=len(places), n=tally.findings, places=lines))
    return _part("places", shards.PLACES, _lead()).fill(shown=join(parts)) if parts else NOTHING


@cache
def _lead() -> Node:
    where, command = el("code", None, "findings/"), el("code", None, "corpus-scanner show")
    return el("p", "lead", say(shards.PLACES_LEAD, where=where, command=command))


def _order(place: Place) -> tuple[str, int]:
    return place.document, place.start


_WHOLE: Final = form(el("li", None, gap("document"), el("code", None, gap("key"))))
_PLACE: Final = form(
    el(
        "li",
        None,
        gap("document"),
        el("span", None, gap("field")),
        el("span", None, gap("start"), "–", gap("end")),
        el("code", None, gap("key")),
    )
)


def _line(place: Place) -> Node:
    document = slim_name(place.document)
    if place.start == place.end == 0:
        return _WHOLE.fill(document=document, key=place.key)
    field = slim_name(place.field)
    return _PLACE.fill(document=document, field=field, start=place.start, end=place.end, key=place.key)


_GAP_HEADS: Final = (Head(frame.WHY), Head(frame.DOCUMENTS, "number"), Head(frame.RULES))


def render_gaps(rules: Mapping[str, RuleTally], beside: Beside) -> Node:
    """Return which rules could not be applied to how many documents, and why; rules with the same gaps share a row."""
    groups: dict[tuple[tuple[str, int], ...], list[str]] = {}
    for rule, tally in rules.items():
        if tally.not_looked:
            groups.setdefault(tuple(tally.not_looked.items()), []).append(rule)
    if not groups:
        return NOTHING
    ranked = sorted(groups.items(), key=lambda group: (-sum(number for _, number in group[0]), group[1]))
    rows = (_gap_row(dict(reasons), sorted(named), beside) for reasons, named in ranked)
    shown = wide_table(findings.UNLOOKED_CAPTION, _GAP_HEADS, rows, hide_caption=True)
    return _part("unlooked", findings.UNLOOKED, _unlooked_lead()).fill(shown=shown)


@cache
def _unlooked_lead() -> Node:
    return el("p", "lead", say(findings.UNLOOKED_LEAD))


_GAP_ROW: Final = form(
    el("tr", None, el("th", {"scope": "row"}, gap("why")), el("td", "num", gap("number")), el("td", None, gap("rules")))
)


def _gap_row(reasons: Mapping[str, int], rules: list[str], beside: Beside) -> Node:
    number = beside.link(sum(reasons.values()), "totals", "rules", rules[0], "not_looked")
    return _GAP_ROW.fill(why=join(_whys(reasons)), number=number, rules=codes(tuple(rules)))


def _whys(reasons: Mapping[str, int]) -> Iterator[Node]:
    for reason, number in sorted(reasons.items()):
        yield _why(reason)
        if len(reasons) > 1:
            yield el("span", "pair", f": {number:,}")


@lru_cache(maxsize=1024)
def _why(reason: str) -> Node:
    return not_looked(reason)
