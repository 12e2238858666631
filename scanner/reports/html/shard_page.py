"""The report of a shard → its page: what was read, what was found, and where; places, never values."""

from collections.abc import Iterator, Sequence
from typing import Final

from scanner.reports.html.charts import bar
from scanner.reports.html.coverage import coverage_rows, render_shard_faults
from scanner.reports.html.facts import title_of
from scanner.reports.html.findings import interval, render_unlooked
from scanner.reports.html.groups import render_groups
from scanner.reports.html.names import render_estimates
from scanner.reports.html.nodes import NOTHING, Child, Node, el, join
from scanner.reports.html.page import page, section
from scanner.reports.html.reasons import severity_chip
from scanner.reports.html.rights import statement_table, use_table
from scanner.reports.html.shards import status_chip
from scanner.reports.html.show import address, code, count, english, name, page_of, percent, shorten, sourced, up_from
from scanner.reports.html.tables import Cell, Head, capped_table, row, table
from scanner.reports.html.words import findings, frame, shards
from scanner.reports.html.words.speak import Words, say
from scanner.types.catalogue import RuleCard
from scanner.types.report import Place, RuleTally, ShardReport
from scanner.types.rights import USE

_PLACES_SHOWN: Final = 20
_RULES_SHOWN: Final = 200


def render_shard(report: ShardReport, cards: dict[str, RuleCard]) -> bytes:
    """Return the page of a shard."""
    shard, totals = report.shard, report.totals
    path = page_of(shard.id)
    json_name = path.rpartition("/")[2].removesuffix(".html") + ".json"
    file = f"./{address(json_name) or ''}"
    shown = shorten(shard.id)
    parts = [
        _head(report, file),
        _findings(report, cards, file),
        _places(report, cards),
        render_unlooked(totals.rules, totals.coverage.documents, file),
        _rights(report, file),
        render_groups(totals, file) if totals.languages else NOTHING,
    ]
    back = el("a", {"href": f"{up_from(path)}index.html", "data-page": ""}, say(frame.BACK))
    title = Words(f"{shown}: {frame.SHARD_TITLE.en}", f"{shown}：{frame.SHARD_TITLE.zh}")
    present = [
        (named, words) for named, words in frame.PARTS.items() if any(f' id="{named}"' in part.html for part in parts)
    ]
    return page(title, [el("p", None, back, " / ", say(frame.SHARD_TITLE))], present, parts)


def _head(report: ShardReport, file: str) -> Node:
    shard = report.shard
    heads = (Head(frame.WHAT), Head(frame.HOW_MUCH, "number"))
    facts: Sequence[tuple[Words, Child]] = (
        (shards.STATE, status_chip(shard.status)),
        (shards.FORMAT, code(shard.format.value)),
        (shards.COMPRESSION, code(shard.compression.value)),
        (shards.BYTES, count(shard.bytes, file, "shard", "bytes")),
        (shards.DIGEST, el("span", "digest", shard.sha256)),
        (shards.RULESET, el("span", "digest", report.ruleset)),
    )
    left = table(shards.FACTS, heads, [row(heads, (say(words), shown)) for words, shown in facts])
    right = table(findings.COVERAGE, heads, coverage_rows(report.totals.coverage, file))
    link = el("a", {"href": file}, say(frame.JSON_OF_PAGE))
    return el(
        "section",
        {"id": "read", "class": f"shard {shard.status}", "aria-labelledby": "read-title"},
        el("h1", {"id": "read-title", "class": "shard-name"}, name(shard.id)),
        el("p", None, status_chip(shard.status), say(frame.COLON), say(frame.STATUS_TIP[shard.status]), " · ", link),
        render_shard_faults(shard.faults, file) if shard.faults else NOTHING,
        el("div", "two", left, right),
    )


def _met(report: ShardReport, cards: dict[str, RuleCard]) -> list[tuple[RuleCard, RuleTally]]:
    met = [(cards[rule], tally) for rule, tally in report.totals.rules.items() if tally.findings and rule in cards]
    return sorted(met, key=lambda entry: (-entry[0].rank, -entry[1].findings, entry[0].id))


_HEADS: Final = (
    Head(frame.RULE, sorts=True),
    Head(frame.SEVERITY_HEAD, sorts=True),
    Head(frame.PICTURE, "picture"),
    Head(frame.FINDINGS, "number", sorts=True),
    Head(frame.DOCUMENTS, "number", sorts=True),
)


def _findings(report: ShardReport, cards: dict[str, RuleCard], file: str) -> Node:
    met = _met(report, cards)
    most = max((tally.findings for _, tally in met), default=0)
    rows = []
    for card, tally in met:
        linked = join([el("a", {"href": f"#places-{card.id}"}, code(card.id)), el("span", "sub", title_of(card))])
        severity = Cell(severity_chip(card.severity), card.rank)
        rows.append(
            row(
                _HEADS,
                (linked, severity, bar(tally.findings, most, card.severity), *_counts(report, card, tally, file)),
            )
        )
    shown = (
        capped_table(findings.ALL, _HEADS, rows, _RULES_SHOWN, file, hide_caption=True)
        if rows
        else el("p", None, say(shards.NOTHING_FOUND))
    )
    return section("findings", findings.ALL, shown, render_estimates(report.estimates, file))


def _counts(report: ShardReport, card: RuleCard, tally: RuleTally, file: str) -> Iterator[Cell]:
    estimate = report.estimates.get(card.id)
    if estimate is None or not estimate.is_of_a_part:
        yield Cell(count(tally.findings, file, "totals", "rules", card.id, "findings"), tally.findings)
        yield Cell(count(tally.documents, file, "totals", "rules", card.id, "documents"), tally.documents)
        return
    guessed = sourced(f"≈ {estimate.findings:,.0f}", file, "estimates", card.id, "findings")
    yield Cell(join([guessed, interval(estimate.findings_low, estimate.findings_high)]), estimate.findings)
    share = el("span", "sub", f"≈ {percent(estimate.share)}")
    yield Cell(join([f"≈ {estimate.share * estimate.documents:,.0f}", share]), estimate.share * estimate.documents)


def _places(report: ShardReport, cards: dict[str, RuleCard]) -> Node:
    parts = []
    for card, tally in _met(report, cards)[:_RULES_SHOWN]:
        places = report.totals.samples.get(card.id, ())
        if places:
            parts.append(_places_of(card, tally, places[:_PLACES_SHOWN]))
    if not parts:
        return NOTHING
    where = el("code", None, "findings/")
    command = el("code", None, "corpus-scanner show")
    return section(
        "places", shards.PLACES, el("p", "lead", say(shards.PLACES_LEAD, where=where, command=command)), *parts
    )


def _places_of(card: RuleCard, tally: RuleTally, places: Sequence[Place]) -> Node:
    heads = (
        Head(shards.DOCUMENT),
        Head(shards.FIELD),
        Head(shards.FROM, "number"),
        Head(shards.TO, "number"),
        Head(shards.KEY),
    )
    rows = []
    for place in sorted(places, key=lambda each: (each.document, each.start)):
        is_whole = place.start == place.end == 0
        field = say(shards.WHOLE_DOCUMENT) if is_whole else name(place.field, 40)
        ends = ("–", "–") if is_whole else (f"{place.start:,}", f"{place.end:,}")
        rows.append(row(heads, (name(place.document), field, *ends, code(place.key))))
    told = say(shards.PLACES_OF, shown=len(places), n=tally.findings)
    return el(
        "details",
        {"id": f"places-{card.id}"},
        el("summary", None, code(card.id), " · ", told),
        el("p", "lead", title_of(card), ". ", say(shards.DO, remedy=english(card.remedy))),
        table(join([code(card.id)]), heads, rows, hide_caption=True),
    )


def _rights(report: ShardReport, file: str) -> Node:
    signals = report.totals.signals
    uses = {signal.removeprefix(USE): values for signal, values in signals.items() if signal.startswith(USE)}
    told = statement_table(signals, report.totals.coverage.documents, file)
    if not told.html and not uses:
        return NOTHING
    places = {use: ("totals", "signals", USE + use) for use in uses}
    return section("rights", shards.SAID, use_table(uses, file, places), told)
