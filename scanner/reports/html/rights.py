"""A corpus report → the part of the page on rights: verdicts on uses, domains, statements, what could not be seen."""

from collections.abc import Iterator, Mapping
from typing import Final

from scanner.reports.html.charts import bar, key, stack
from scanner.reports.html.nodes import NOTHING, Child, Node, el, join
from scanner.reports.html.page import section
from scanner.reports.html.show import code, count, english, name, percent, sourced
from scanner.reports.html.speak import say
from scanner.reports.html.tables import Cell, Head, capped_table, row, table
from scanner.reports.looked import is_observable
from scanner.reports.words import frame, rights
from scanner.types.licence_profile import EFFECTS, LicenceProfile
from scanner.types.report import NO_URL, CorpusReport
from scanner.types.rights import CHANGED, CONTRADICTION, NOT_CAPTURED, NOT_OBSERVED, TODAY, USE, RightsSummary

_FILE = "corpus.json"
VERDICTS: Final = ("reserved", "conditional", "allow", "unknown")
NOTHING_SAID: Final = frozenset({"none", "unknown", "none found"})
VALUES_SHOWN: Final = 30
_LICENCES_SHOWN: Final = 40
_NUMBERS: Final = tuple(Head(rights.VERDICTS[verdict], "number") for verdict in VERDICTS)


def render_rights(corpus: CorpusReport) -> Node:
    """Return the part."""
    found = corpus.rights
    if found is None or not any(found.uses.values()):
        return section("rights", rights.RIGHTS, el("p", None, say(rights.NOT_JUDGED)))
    return section(
        "rights",
        rights.RIGHTS,
        el("p", "lead", say(rights.LEAD)),
        _use_table(corpus, found.uses),
        key({verdict: rights.VERDICTS[verdict] for verdict in VERDICTS}),
        _domains(found),
        _statement_table(corpus.totals.signals, corpus.totals.coverage.documents, _FILE),
        el(
            "div",
            "two",
            el("div", None, _licences_found(corpus), _licences(found.licences)),
            el("div", None, _unseen(found), _contradictions(found)),
        ),
        *_today(found),
    )


def _use_table(corpus: CorpusReport, uses: Mapping[str, Mapping[str, int]]) -> Node:
    """Return verdicts on each use, as a picture and as counts with their shares."""
    seen = is_observable(corpus.totals.signals, corpus.totals.coverage.documents)
    heads = (Head(rights.USE), Head(frame.PICTURE, "picture"), *_NUMBERS)
    rows = []
    for use, words in rights.USES.items():
        verdicts = uses.get(use, {})
        whole = sum(verdicts.values())
        if whole:
            picture = stack({verdict: verdicts.get(verdict, 0) for verdict in VERDICTS}, whole, rights.VERDICTS)
            cells = [_told(verdicts, verdict, ("rights", "uses", use), whole=whole) for verdict in VERDICTS]
            if not seen and not verdicts.get("reserved"):
                cells[0] = say(rights.NOT_OBSERVABLE)
            rows.append(row(heads, (say(words), picture, *cells)))
    return table(rights.BY_USE, heads, rows)


def _told(
    verdicts: Mapping[str, int], verdict: str, place: tuple[str, ...], file: str = _FILE, whole: int | None = None
) -> Child:
    number = verdicts.get(verdict, 0)
    if not number:
        return "0"
    shown = count(number, file, *place, verdict)
    return shown if whole is None else join([shown, el("span", "sub", percent(number / whole))])


def _domains(found: RightsSummary) -> Node:
    ranked = sorted(
        found.domains.items(), key=lambda entry: (-entry[1].get("reserved", 0), -sum(entry[1].values()), entry[0])
    )
    most = max((sum(verdicts.values()) for _, verdicts in ranked), default=0)
    heads = (
        Head(rights.DOMAIN, sorts=True),
        Head(frame.PICTURE, "picture"),
        Head(frame.DOCUMENTS, "number", sorts=True),
        *(Head(head.words, "number", sorts=True) for head in _NUMBERS),
    )
    rows = []
    for domain, verdicts in ranked:
        whole = sum(verdicts.values())
        picture = stack({verdict: verdicts.get(verdict, 0) for verdict in VERDICTS}, most, rights.VERDICTS)
        cells = (Cell(_told(verdicts, each, ("rights", "domains", domain)), verdicts.get(each, 0)) for each in VERDICTS)
        shown = say(frame.NO_URL) if domain == NO_URL else name(domain)
        rows.append(row(heads, (shown, picture, Cell(f"{whole:,}", whole), *cells)))
    if not rows:
        return NOTHING
    where = el("code", None, "rights/domains.parquet")
    lead = el("p", "lead", say(rights.DOMAINS_LEAD, where=where))
    return join([capped_table(rights.DOMAINS, heads, rows, 15, "rights/domains.parquet"), lead])


def _statement_table(signals: Mapping[str, Mapping[str, int]], documents: int, file: str) -> Node:
    """Return what each signal says, as a picture and in numbers; licences, which say much, stand apart."""
    heads = (Head(rights.SIGNAL), Head(frame.PICTURE, "picture"), Head(rights.VALUE))
    rows = []
    for signal in sorted(set(signals) - {"licence", NOT_OBSERVED, CONTRADICTION}):
        if not signal.startswith((USE, TODAY, CHANGED)):
            values = signals[signal]
            stances = dict.fromkeys(rights.STANCES, 0)
            for value, number in values.items():
                stances[_stance(value)] += number
            picture = stack(stances, max(documents, sum(values.values())), rights.STANCES)
            rows.append(row(heads, (code(signal), picture, _values(signal, values, file))))
    return join([table(rights.STATEMENTS, heads, rows), key(rights.STANCES)]) if rows else NOTHING


def _values(signal: str, values: Mapping[str, int], file: str) -> Node:
    ranked = sorted(values.items(), key=lambda entry: (entry[0] in NOTHING_SAID, -entry[1], entry[0]))
    told = (
        el("span", "pair", code(value), " ", count(number, file, "totals", "signals", signal, value))
        for value, number in ranked[:VALUES_SHOWN]
    )
    return join(told, " ")


def _stance(value: str) -> str:
    """Return the colour of a statement: silence and what could not be seen are grey."""
    if value in NOTHING_SAID:
        return "unknown"
    return "reserved" if value.startswith(("deny", "no")) else "allow" if value == "allow" else "bar"


def _licences_found(corpus: CorpusReport) -> Node:
    heads = (Head(rights.LICENCE), Head(frame.PICTURE, "picture"), Head(frame.DOCUMENTS, "number"))
    values = corpus.totals.signals.get("licence", {})
    most = max(values.values(), default=0)
    rows = [
        row(
            heads,
            (
                code(value),
                bar(number, most, "unknown" if value in NOTHING_SAID else "bar"),
                count(number, _FILE, "totals", "signals", "licence", value),
            ),
        )
        for value, number in sorted(values.items(), key=lambda entry: (-entry[1], entry[0]))
    ]
    return capped_table(rights.LICENCES_FOUND, heads, rows, _LICENCES_SHOWN)


def _unseen(found: RightsSummary) -> Node:
    heads = (Head(rights.SIGNAL), Head(frame.DOCUMENTS, "number"))
    rows = [
        row(heads, (code(signal), count(number, _FILE, "rights", "not_observed", signal)))
        for signal, number in sorted(found.not_observed.items(), key=lambda entry: (-entry[1], entry[0]))
    ]
    return capped_table(rights.UNSEEN, heads, rows, 40)


def _contradictions(found: RightsSummary) -> Node:
    heads = (Head(rights.USE), Head(frame.DOCUMENTS, "number"))
    rows = [
        row(heads, (_use(use), count(number, _FILE, "rights", "contradictions", use)))
        for use, number in sorted(found.contradictions.items())
    ]
    return table(rights.CONTRADICTIONS, heads, rows)


def _use(use: str) -> Node:
    words = rights.USES.get(use)
    return code(use) if words is None else say(words)


def _licences(profile: LicenceProfile) -> Node:
    heads = (Head(rights.EFFECT), Head(rights.CLASS))
    by_effect: dict[str, list[Node]] = {}
    for group, effects in (("classes", profile.classes.items()), ("licences", sorted(profile.licences.items()))):
        for named, effect in effects:
            linked = sourced(code(named), _FILE, "rights", "licences", group, named)
            by_effect.setdefault(effect, []).append(linked)
    rows = [
        row(heads, (say(rights.EFFECTS[effect]), join(by_effect[effect][:100], ", ")))
        for effect in EFFECTS
        if effect in by_effect
    ]
    lead = el("p", "lead", say(rights.PROFILE, profile=english(profile.title)))
    return join([table(rights.LICENCES, heads, rows), lead])


def _today(found: RightsSummary) -> Iterator[Node]:
    snapshot = found.snapshot
    if snapshot is None:
        return
    yield el("h3", None, say(rights.TODAY))
    captures = count(snapshot.captures, _FILE, "rights", "snapshot", "captures")
    told = [say(rights.TODAY_TOLD, captures=captures)]
    if snapshot.first and snapshot.last:
        told.append(say(rights.TODAY_DATES, first=snapshot.first[:10], last=snapshot.last[:10]))
    if snapshot.undated:
        told.append(say(rights.UNDATED, n=snapshot.undated))
    yield el("p", None, join(told, " "))
    kinds = (*VERDICTS, NOT_CAPTURED)
    heads = (Head(rights.USE), *(Head(rights.VERDICTS[kind], "number") for kind in kinds))
    rows = [
        row(heads, (say(words), *(_told(found.today[use], kind, ("rights", "today", use)) for kind in kinds)))
        for use, words in rights.USES.items()
        if found.today.get(use)
    ]
    yield table(rights.TODAY_CAPTION, heads, rows)
    yield _changes(found)


def _changes(found: RightsSummary) -> Node:
    heads = (Head(rights.USE), Head(rights.CHANGED), Head(frame.DOCUMENTS, "number"))
    rows = []
    for use, changes in found.changed.items():
        for change, number in sorted(changes.items()):
            before, _, after = change.partition(" > ")
            told = (rights.VERDICTS.get(word) for word in (before, after))
            shown = [
                code(word) if words is None else say(words) for word, words in zip((before, after), told, strict=True)
            ]
            linked = count(number, _FILE, "rights", "changed", use, change)
            rows.append(row(heads, (_use(use), join(shown, " → "), linked)))
    return table(rights.CHANGED, heads, rows)
