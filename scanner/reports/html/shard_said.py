"""The report of a shard → the parts of its page on what pages said of use, on languages and hosts."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from scanner.reports.html.duplicates import host_of
from scanner.reports.html.nodes import NOTHING, Around, Child, Form, Node, el, form, gap, join
from scanner.reports.html.page import section
from scanner.reports.html.rights import NOTHING_SAID, VALUES_SHOWN, VERDICTS
from scanner.reports.html.show import code, percent, pointer
from scanner.reports.html.slim import NO_COUNT, Beside, slim_stack, slim_table, wide_table
from scanner.reports.html.speak import say
from scanner.reports.html.tables import ROWS, Head
from scanner.reports.looked import is_observable
from scanner.reports.words import frame, rights, shards
from scanner.reports.words.languages import Words
from scanner.types.report import GroupTally, ShardReport, Totals
from scanner.types.rights import CHANGED, CONTRADICTION, NOT_OBSERVED, TODAY, USE

_USE_HEADS: Final = (
    Head(rights.USE),
    Head(frame.PICTURE, "picture"),
    *(Head(rights.VERDICTS[verdict], "number") for verdict in VERDICTS),
)
_SAID_HEADS: Final = (Head(rights.SIGNAL), Head(rights.VALUE))
_NO_STATEMENTS: Final = (USE, TODAY, CHANGED)


def render_said(report: ShardReport, beside: Beside) -> Node:
    """Return what statements come to for each use, and what each signal says."""
    signals = report.totals.signals
    seen = is_observable(signals, report.totals.coverage.documents)
    uses = [row for use, words in rights.USES.items() if (row := _use(use, words, signals, beside, seen=seen)).html]
    said = list(_statements(signals, beside))
    if not uses and not said:
        return NOTHING
    by_use = wide_table(rights.BY_USE, _USE_HEADS, uses) if uses else NOTHING
    statements = slim_table(rights.STATEMENTS, _SAID_HEADS, said) if said else NOTHING
    return _part().fill(uses=by_use, statements=statements)


@cache
def _part() -> Form:
    return form(section("rights", shards.SAID, gap("uses"), gap("statements")))


@cache
def _unseen() -> Node:
    return el("td", "num zero", say(rights.NOT_OBSERVABLE))


@cache
def _use_row(words: Words) -> Form:
    head = el("th", {"scope": "row"}, say(words))
    return form(el("tr", None, head, el("td", "pic", gap("picture")), gap("cells")))


@cache
def _use_cell(use: str, verdict: str) -> Form:
    place = Around("./", "file", pointer("totals", "signals", USE + use, verdict))
    link = el("a", {"class": "n", "href": place}, gap("number"))
    return form(el("td", "num", link, el("span", "sub", gap("share"))))


def _use(use: str, words: Words, signals: Mapping[str, Mapping[str, int]], beside: Beside, *, seen: bool) -> Node:
    verdicts = signals.get(USE + use, {})
    whole = sum(verdicts.values())
    if not whole:
        return NOTHING
    counts = {verdict: verdicts.get(verdict, 0) for verdict in VERDICTS}
    zeros = {} if seen else {"reserved": _unseen()}
    cells = [
        _use_cell(use, verdict).fill(file=beside.file, number=number, share=percent(number / whole))
        if number
        else zeros.get(verdict, NO_COUNT)
        for verdict, number in counts.items()
    ]
    return _use_row(words).fill(picture=slim_stack(counts, whole), cells=join(cells))


def _statements(signals: Mapping[str, Mapping[str, int]], beside: Beside) -> Iterator[Node]:
    for signal in sorted(signals.keys() - {"licence", NOT_OBSERVED, CONTRADICTION}):
        if not signal.startswith(_NO_STATEMENTS):
            yield _said_row(signal).fill(file=beside.file, values=_values(signals[signal]))


@lru_cache(maxsize=1024)
def _said_row(signal: str) -> Form:
    place = Around("./", "file", pointer("totals", "signals", signal))
    head = el("th", {"scope": "row"}, el("a", {"class": "n", "href": place}, code(signal)))
    return form(el("tr", None, head, el("td", None, gap("values"))))


def _values(values: Mapping[str, int]) -> Node:
    ranked = sorted(values.items(), key=lambda entry: (entry[0] in NOTHING_SAID, -entry[1], entry[0]))
    return join([_value(value).fill(number=number) for value, number in ranked[:VALUES_SHOWN]], " ")


@lru_cache(maxsize=4096)
def _value(value: str) -> Form:
    return form(el("span", "pair", code(value), " ", gap("number")))


def render_origins(totals: Totals, beside: Beside) -> Node:
    """Return languages and hosts, those with most documents first."""
    if not totals.languages:
        return NOTHING
    languages = _group(shards.LANGUAGES, frame.LANGUAGE_HEAD, totals.languages, "languages", beside)
    return _origins().fill(languages=languages, hosts=_group(shards.HOSTS, frame.HOST, totals.hosts, "hosts", beside))


@cache
def _origins() -> Form:
    halves = (el("div", None, gap(half)) for half in ("languages", "hosts"))
    return form(section("languages", shards.LANGUAGES_AND_HOSTS, el("div", "two", *halves)))


_ORIGIN: Final = form(
    el(
        "tr",
        None,
        el("th", {"scope": "row"}, gap("named")),
        el("td", "pic", gap("bar")),
        el("td", "num", gap("number")),
    )
)


def _group(caption: Words, head: Words, groups: Mapping[str, GroupTally], keyed: str, beside: Beside) -> Node:
    heads = (Head(head), Head(frame.PICTURE, "picture"), Head(frame.DOCUMENTS, "number"))
    ranked = sorted(groups.items(), key=lambda entry: (-entry[1].documents, entry[0]))
    most = max((group.documents for group in groups.values()), default=0)
    rows = [
        _ORIGIN.fill(
            named=host_of(named),
            bar=slim_stack({"bar": group.documents}, most),
            number=beside.link(group.documents, "totals", keyed, named, "documents"),
        )
        for named, group in ranked[:ROWS]
    ]
    table = slim_table(caption, heads, rows)
    if len(ranked) <= ROWS:
        return table
    more: Child = say(frame.AND_MORE, n=len(ranked) - ROWS, where=el("code", None, beside.file))
    return join([table, el("p", "more", more)])
