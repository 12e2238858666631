"""A corpus report → the part of the page on what rules found, did not find, and could not look for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scanner.reports.findings import findings_of, sample_of
from scanner.reports.html.charts import bar, key, stack
from scanner.reports.html.facts import SEVERITIES, Sum, sum_of, title_of
from scanner.reports.html.nodes import NOTHING, Child, Node, el, join
from scanner.reports.html.page import section
from scanner.reports.html.reasons import severity_chip
from scanner.reports.html.show import code, count, english, percent, sourced
from scanner.reports.html.speak import either, say
from scanner.reports.html.tables import Cell, Head, capped_table, row, table
from scanner.reports.words import findings, frame, names
from scanner.reports.words.gaps import why_in_chinese
from scanner.types.catalogue import Catalogue, RuleCard
from scanner.types.estimate import Estimate
from scanner.types.report import CorpusReport, RuleTally
from scanner.types.sensitivity import STANDARDS

_FILE = "corpus.json"
_RULES_SHOWN = 400
_QUIET_SHOWN = 800
_BY_CLASS = ("personal", "sensitive", "secret", "organisation", "example")


def render_personal(corpus: CorpusReport, catalogue: Catalogue) -> Node:
    """Return pictures of personal information and secrets: by kind and severity, and as the laws call it."""
    return section(
        "personal", findings.PERSONAL, el("div", "two", _by_class(corpus, catalogue), _by_law(corpus, catalogue))
    )


def _by_class(corpus: CorpusReport, catalogue: Catalogue) -> Node:
    heads = (Head(findings.KIND), Head(frame.PICTURE, "picture"), Head(frame.FINDINGS, "number"))
    sums: dict[str, dict[str, Sum]] = {}
    for kind in _BY_CLASS:
        of_kind = [card for card in catalogue.rules if card.sensitivity == kind]
        if of_kind:
            sums[kind] = {word: sum_of(corpus, (c for c in of_kind if c.severity == word)) for word in SEVERITIES}
    most = max((sum(each.findings for each in parts.values()) for parts in sums.values()), default=0)
    rows = []
    for kind, parts in sums.items():
        whole = Sum(
            sum(each.findings for each in parts.values()),
            any(each.is_estimate for each in parts.values()),
            any(each.is_looked_for for each in parts.values()),
        )
        told = join(
            (
                el("span", "sub", severity_chip(word), f" {each.shown()}")
                for word, each in parts.items()
                if each.findings
            )
        )
        values = {word: each.findings for word, each in parts.items()}
        picture = stack(values, most, {str(word): words for word, words in frame.SEVERITY.items()})
        rows.append(
            row(
                heads,
                (
                    join([say(findings.KINDS[kind]), told]),
                    picture,
                    Cell(whole.shown() if whole.is_looked_for else say(frame.NOT_LOOKED_FOR), whole.findings),
                ),
            )
        )
    return el(
        "div", None, table(findings.BY_CLASS, heads, rows), key({word: frame.SEVERITY[word] for word in SEVERITIES})
    )


def _by_law(corpus: CorpusReport, catalogue: Catalogue) -> Node:
    heads = (Head(findings.CLASS), Head(frame.PICTURE, "picture"), Head(frame.FINDINGS, "number"))
    groups: dict[tuple[str, str], list[RuleCard]] = {}
    for card in catalogue.rules:
        for standard in STANDARDS:
            named = "none" if card.sensitive_as is None else getattr(card.sensitive_as, standard)
            if named != "none":
                groups.setdefault((standard, named), []).append(card)
    found = {place: total for place, cards in groups.items() if (total := sum_of(corpus, cards)).findings}
    most = max((total.findings for total in found.values()), default=0)
    order = list(STANDARDS)
    rows = []
    for (standard, named), total in sorted(found.items(), key=lambda e: (order.index(e[0][0]), -e[1].findings, e[0])):
        title = el("span", "sub", english(STANDARDS[standard].title))
        words = findings.CLASSES.get(named)
        shown = join([code(named) if words is None else say(words), title])
        rows.append(row(heads, (shown, bar(total.findings, most), Cell(total.shown(), total.findings))))
    lead = findings.BY_LAW_LEAD if rows else findings.NO_CLASS
    return el("div", None, table(findings.BY_LAW, heads, rows), el("p", "lead", say(lead)))


@dataclass(frozen=True, slots=True)
class _Met:
    """A rule that was met."""

    card: RuleCard
    tally: RuleTally
    findings: float


_HEADS = (
    Head(frame.RULE, sorts=True),
    Head(frame.SEVERITY_HEAD, sorts=True),
    Head(frame.PICTURE, "picture"),
    Head(frame.FINDINGS, "number", sorts=True),
    Head(frame.DOCUMENTS, "number", sorts=True),
    Head(findings.SHARE_OF_DOCUMENTS, "number", sorts=True),
)


def render_findings(corpus: CorpusReport, catalogue: Catalogue) -> Node:
    """Return every rule that was met, then what was not found, then what was not looked for."""
    cards = catalogue.cards()
    met = [
        _Met(cards[rule], tally, findings_of(corpus, rule, tally))
        for rule, tally in corpus.totals.rules.items()
        if tally.findings and rule in cards
    ]
    met.sort(key=lambda each: (-each.card.rank, -each.findings, each.card.id))
    most = max((each.findings for each in met), default=0)
    rows = [_row(corpus, each, most) for each in met]
    found = (
        capped_table(findings.ALL, _HEADS, rows, _RULES_SHOWN, hide_caption=True)
        if rows
        else el("p", None, say(findings.NONE))
    )
    return section("findings", findings.ALL, found, _quiet(corpus), _quiet_in_samples(corpus))


def _row(corpus: CorpusReport, met: _Met, most: float) -> Node:
    card = met.card
    estimate = sample_of(corpus, card.id)
    sampled = [] if estimate is None else [el("span", "sub", say(names.SAMPLE_OF, looked=estimate.looked))]
    head = join([code(card.id), el("span", "sub", title_of(card)), *sampled])
    severity = Cell(severity_chip(card.severity), card.rank)
    picture = bar(met.findings, most, card.severity)
    numbers = _counted(corpus, met) if estimate is None else _estimated(corpus, card.id, estimate)
    return row(_HEADS, (head, severity, picture, *numbers))


def _counted(corpus: CorpusReport, met: _Met) -> Iterator[Cell]:
    tally, pinned = met.tally, ("totals", "rules", met.card.id)
    yield Cell(count(tally.findings, _FILE, *pinned, "findings"), tally.findings)
    yield Cell(count(tally.documents, _FILE, *pinned, "documents"), tally.documents)
    share = tally.documents / max(1, corpus.totals.coverage.documents)
    yield Cell(percent(share), share)


def _estimated(corpus: CorpusReport, rule: str, estimate: Estimate) -> Iterator[Cell]:
    """Yield what a sample says of all documents, each number with its interval."""
    findings_told = sourced(f"≈ {estimate.findings:,.0f}", _FILE, "estimates", rule, "findings")
    yield Cell(join([findings_told, interval(estimate.findings_low, estimate.findings_high)]), estimate.findings)
    met, low, high = (each * estimate.documents for each in (estimate.share, estimate.share_low, estimate.share_high))
    yield Cell(join([f"≈ {met:,.0f}", interval(low, high)]), met)
    between = el("span", "sub", f"{percent(estimate.share_low)} – {percent(estimate.share_high)}")
    share = sourced(f"≈ {percent(estimate.share)}", _FILE, "estimates", rule, "share")
    is_all = estimate.documents >= corpus.totals.coverage.documents
    readable = NOTHING if is_all else el("span", "sub", say(names.READABLE, n=estimate.documents))
    yield Cell(join([share, between, readable]), estimate.share)


def interval(low: float, high: float | None) -> Node:
    """Return the interval of an estimated number."""
    upper: Child = say(names.NO_BOUND) if high is None else f"{high:,.0f}"
    return el("span", "sub", f"{low:,.0f} – ", upper)


def _quiet(corpus: CorpusReport) -> Node:
    documents = corpus.totals.coverage.documents
    quiet = [
        rule
        for rule, tally in sorted(corpus.totals.rules.items())
        if not tally.findings and sum(tally.not_looked.values()) < documents and sample_of(corpus, rule) is None
    ]
    if not quiet:
        return NOTHING
    told = join((sourced(code(rule), _FILE, "totals", "rules", rule) for rule in quiet[:_QUIET_SHOWN]), " ")
    return el("details", None, el("summary", None, say(findings.QUIET, n=len(quiet))), el("p", "lead", told))


def _quiet_in_samples(corpus: CorpusReport) -> Node:
    lines = []
    for rule, tally in sorted(corpus.totals.rules.items()):
        estimate = sample_of(corpus, rule)
        if not tally.findings and estimate is not None:
            told = say(
                findings.QUIET_SAMPLE_LINE,
                looked=estimate.looked,
                documents=estimate.documents,
                most=sourced(percent(estimate.share_high), _FILE, "estimates", rule, "share_high"),
            )
            lines.append(el("li", None, code(rule), ": ", told))
    return (
        join([el("h3", None, say(findings.QUIET_SAMPLE)), el("ul", None, *lines[:_RULES_SHOWN])]) if lines else NOTHING
    )


def render_unlooked(rules: Mapping[str, RuleTally], documents: int, file: str, cards: Mapping[str, RuleCard]) -> Node:
    """Return which rules could not be applied to how many documents, and why; never a zero."""
    heads = (Head(frame.RULE), Head(frame.PICTURE, "picture"), Head(frame.DOCUMENTS, "number"), Head(frame.WHY))
    gaps = [(rule, tally.not_looked) for rule, tally in rules.items() if tally.not_looked]
    gaps.sort(key=lambda gap: (-sum(gap[1].values()), gap[0]))
    rows = []
    for rule, reasons in gaps:
        whole = sum(reasons.values())
        told = join((_gap(rule, reason, number, file) for reason, number in sorted(reasons.items())), " ")
        shown = sourced(f"{whole:,}", file, "totals", "rules", rule, "not_looked")
        card = cards.get(rule)
        title = NOTHING if card is None else el("span", "sub", title_of(card))
        rows.append(row(heads, (join([code(rule), title]), bar(whole, max(documents, whole), "unknown"), shown, told)))
    if not rows:
        return NOTHING
    lead = el("p", "lead", say(findings.UNLOOKED_LEAD))
    table_of_gaps = capped_table(findings.UNLOOKED_CAPTION, heads, rows, _RULES_SHOWN, file, hide_caption=True)
    return section("unlooked", findings.UNLOOKED, lead, table_of_gaps)


def _gap(rule: str, reason: str, number: int, file: str) -> Node:
    linked = count(number, file, "totals", "rules", rule, "not_looked", reason)
    return el("span", "pair", not_looked(reason), " ", linked)


def not_looked(reason: str) -> Node:
    """Return why a rule could not be applied."""
    chinese = why_in_chinese(reason)
    return english(reason) if chinese is None else either(reason, chinese)
