"""A corpus report → the table of its shards: the worst as HTML, as many as fit as rows for the script."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scanner.reports.html.coverage import linked_shard
from scanner.reports.html.facts import SEVERITIES, ranked_shards
from scanner.reports.html.nodes import NOTHING, Child, Node, el, join, raw_element, visible
from scanner.reports.html.page import section
from scanner.reports.html.show import address, count, page_of
from scanner.reports.html.speak import label, say
from scanner.reports.html.tables import Head, head_cell, scroller
from scanner.reports.words import frame, shards
from scanner.reports.words.languages import Words
from scanner.types.report import CorpusReport, ShardSummary

_FILE = "corpus.json"
_DRAWN: Final = 100
_DRAWN_BYTES: Final = 400_000
Ranked = tuple[str, ShardSummary]

_HEADS = (
    Head(shards.RANK, "number", sorts=True),
    Head(shards.SHARD, sorts=True),
    Head(shards.STATE, sorts=True),
    Head(frame.DOCUMENTS, "number", sorts=True),
    Head(shards.LOST, "number", sorts=True),
    *(Head(frame.SEVERITY[word], "number", sorts=True) for word in SEVERITIES),
)


@dataclass(frozen=True, slots=True)
class _Fitted:
    """What fits into the page."""

    drawn: tuple[Node, ...]
    """Rows as HTML, for readers without scripts."""
    data: str
    """Rows for the script, as a JSON list."""
    listed: int


def render_shards(corpus: CorpusReport, max_bytes: int) -> Node:
    """Return the part in at most so many bytes, the frame of some kilobytes not counted: the worst shards are kept."""
    ranked = ranked_shards(corpus)
    fitted = _fit(ranked, max_bytes)
    table = el(
        "table",
        {"id": "shard-table", "class": "sorts"},
        el("caption", None, el("span", "sr", say(shards.SHARDS))),
        el("thead", None, el("tr", None, *map(_head, _HEADS))),
        el("tbody", None, *fitted.drawn),
    )
    where = el("code", None, _FILE)
    left = len(ranked) - fitted.listed
    counts = {"n": len(fitted.drawn), "total": len(ranked), "listed": fitted.listed}
    unscripted = el("p", {"data-no-script": "", "class": "lead"}, say(shards.NO_SCRIPT, **counts, where=where))
    estimated = any(summary.estimated for _, summary in ranked)
    return section(
        "shards",
        shards.SHARDS,
        el("p", "lead", say(shards.LEAD)),
        unscripted if len(fitted.drawn) < len(ranked) else NOTHING,
        el("p", {"class": "more", "id": "left-out"}, say(shards.LEFT_OUT, n=left, where=where)) if left else NOTHING,
        _tools(),
        scroller(table, shards.SHARDS),
        el("p", "lead", say(shards.ESTIMATED)) if estimated else NOTHING,
        el("button", {"id": "next", "class": "next", "type": "button", "hidden": ""}, say(shards.MORE)),
        *(el("template", {"id": f"chip-{status}"}, status_chip(status)) for status in frame.STATUS),
        raw_element("script", ' type="application/json" id="shard-rows"', fitted.data),
    )


def _head(head: Head) -> Node:
    if head.words is not shards.RANK:
        return head_cell(head)
    ranked = {"scope": "col", "class": "num", "data-sort": "ascending", "aria-sort": "ascending"}
    return el("th", ranked, say(head.words))


def _fit(ranked: Sequence[Ranked], max_bytes: int) -> _Fitted:
    drawn: list[Node] = []
    size = 0
    for rank, (shard_id, summary) in enumerate(ranked[:_DRAWN]):
        line = _row(rank, shard_id, summary)
        size += len(line.html.encode())
        if size > min(_DRAWN_BYTES, max_bytes // 2):
            break
        drawn.append(line)
    rows: list[str] = []
    left = max_bytes - size
    for shard_id, summary in ranked:
        told = _data_row(shard_id, summary)
        left -= len(told.encode()) + 1
        if left < 0:
            break
        rows.append(told)
    return _Fitted(tuple(drawn), "[" + ",\n".join(rows) + "]", len(rows))


def _row(rank: int, shard_id: str, summary: ShardSummary) -> Node:
    place = ("shards", shard_id)
    counts = [
        _number(summary.findings.get(word, 0), (*place, "findings", word), is_estimate=word in summary.estimated)
        for word in SEVERITIES
    ]
    return el(
        "tr",
        summary.status,
        el("td", "num soft", f"{rank + 1:,}"),
        el("th", {"scope": "row"}, linked_shard(shard_id)),
        el("td", None, status_chip(summary.status)),
        el("td", "num", count(summary.documents, _FILE, *place, "documents")),
        el(
            "td",
            "num" if summary.lost_records else "num zero",
            count(summary.lost_records, _FILE, *place, "lost_records"),
        ),
        *counts,
    )


def _number(number: int, place: tuple[str, ...], *, is_estimate: bool) -> Node:
    shown: Child = count(number, _FILE, *place) if number else "0"
    return el("td", "num" if number else "num zero", join(["≈ " if is_estimate else "", shown]))


def status_chip(status: str) -> Node:
    """Return the state of a shard with its sign, and what it means as a tooltip."""
    words = next(each for known, each in frame.STATUS.items() if known == status)
    tip = next(each for known, each in frame.STATUS_TIP.items() if known == status)
    return label("span", "title", tip, {"class": f"chip {status}"}, say(words))


def _data_row(shard_id: str, summary: ShardSummary) -> str:
    """Return a row for the script: id, state, documents, lost, five counts, and then only what is out of the usual.

    That is: which counts are estimates; where the page is, if not at `shards/ID.html` (null: nowhere); the name as
    shown, if not the id.
    """
    marks = "".join(str(at) for at, word in enumerate(SEVERITIES) if word in summary.estimated)
    page = page_of(shard_id)
    where = None if address(page) is None else "" if page == f"shards/{shard_id}.html" else page
    shown = "" if shard_id.isprintable() else visible(shard_id)
    told: list[str | int | None] = [shard_id, summary.status, summary.documents, summary.lost_records]
    told += [summary.findings.get(word, 0) for word in SEVERITIES]
    unusual: list[str | int | None] = [marks, where, shown]
    while unusual and unusual[-1] == "":
        unusual.pop()
    return to_script_json([*told, *unusual])


def to_script_json(value: object) -> str:
    """Return JSON that ends no script element and begins no comment in it (HTML §4.12.1.3), all of it visible."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if told.isprintable() and not set("<>&") & set(told):
        return told
    return "".join(each if each.isprintable() and each not in "<>&" else _numbered(each) for each in told)


def _numbered(sign: str) -> str:
    """Return a sign by number; beyond the first plane JSON takes two."""
    return json.dumps(sign)[1:-1] if sign not in "<>&" else f"\\u{ord(sign):04x}"


def _tools() -> Node:
    states = [_option("", shards.ANY_STATE), *(_option(status, words) for status, words in frame.STATUS.items())]
    severities = [_option("", shards.ANY_SEVERITY), *(_option(word, words) for word, words in frame.SEVERITY.items())]
    shown = say(shards.SHOWN, shown=el("b", {"data-shown": ""}), found=el("b", {"data-found": ""}))
    return el(
        "div",
        {"class": "tools", "data-script": "", "hidden": "", "role": "search"},
        el("label", None, say(shards.FILTER), el("input", {"type": "search", "id": "find", "autocomplete": "off"})),
        el("label", None, say(shards.STATE), el("select", {"id": "state", "autocomplete": "off"}, *states)),
        el("label", None, say(shards.WITH), el("select", {"id": "least", "autocomplete": "off"}, *severities)),
        el("p", {"class": "soft", "role": "status"}, shown),
    )


def _option(value: str, words: Words) -> Node:
    return label("option", "text", words, {"value": value})
