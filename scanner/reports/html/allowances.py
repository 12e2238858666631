"""Verdict → the parts of the page on what is new against a baseline, what was set aside, what is left to people."""

from typing import Final

from scanner.reports.html.nodes import NOTHING, Child, Node, el, join
from scanner.reports.html.page import section
from scanner.reports.html.reasons import where
from scanner.reports.html.show import code, count, english, shorten
from scanner.reports.html.speak import say
from scanner.reports.html.tables import Head, capped_table, row
from scanner.reports.words import allowances, first, frame, reasons
from scanner.types.baseline import BaselineComparison, RuleAgainst
from scanner.types.policy import Verdict
from scanner.types.suppression import Suppressed

_FILE: Final = "verdict.json"
_ORDER: Final = {"expired": 0, "used": 1, "unused": 2}
_SAID_CHARS: Final = 500


def render_news(compared: BaselineComparison | None) -> Node:
    """Return what a run holds beyond a baseline; nothing where none was given."""
    if compared is None:
        return NOTHING
    told = say(
        allowances.SHARDS,
        known=_of(compared.shards_known, "shards_known"),
        changed=_of(compared.shards_changed, "shards_changed"),
        new=_of(compared.shards_new, "shards_new"),
        gone=_of(compared.shards_gone, "shards_gone"),
    )
    over = sum(each.over for each in compared.rules.values())
    fewer = sum(each.fewer for each in compared.rules.values())
    head = el("p", "gauge", el("b", None, f"{over:,}"), say(allowances.MORE), f" · {fewer:,} ", say(allowances.FEWER))
    moved = [(rule, each) for rule, each in compared.rules.items() if each.over or each.fewer]
    if not moved:
        return section("new", first.NEW, el("p", None, told), el("p", None, say(allowances.SAME)), style="news")
    moved.sort(key=lambda entry: (-entry[1].over, -entry[1].fewer, entry[0]))
    heads = (
        Head(frame.RULE),
        *(Head(each, "number") for each in (allowances.BEFORE, allowances.NOW, allowances.OVER, allowances.LESS)),
    )
    rows = [row(heads, (code(rule), *_counts(rule, each))) for rule, each in moved]
    table = el("details", None, el("summary", None, say(allowances.MOVED)), _capped(heads, rows))
    return section("new", first.NEW, head, el("p", None, told), table, style="news")


def _capped(heads: tuple[Head, ...], rows: list[Node]) -> Node:
    return capped_table(allowances.MOVED, heads, rows, 60, _FILE, hide_caption=True)


def _of(number: int, *keys: str) -> Node:
    return count(number, _FILE, "baseline", *keys)


def _counts(rule: str, each: RuleAgainst) -> tuple[Node, ...]:
    told = (("before", each.before), ("now", each.now), ("over", each.over), ("fewer", each.fewer))
    return tuple(_of(number, "rules", rule, key) for key, number in told)


def render_aside(verdict: Verdict) -> Node:
    """Return what suppressions set aside; nothing where none were given."""
    if not verdict.suppressed:
        return NOTHING
    heads = (
        Head(frame.RULE),
        Head(reasons.WHERE),
        Head(allowances.STATE),
        Head(frame.FINDINGS, "number"),
        Head(frame.DOCUMENTS, "number"),
        Head(allowances.UNTIL),
        Head(allowances.OWNER),
        Head(allowances.REASON),
    )
    numbered = sorted(enumerate(verdict.suppressed), key=lambda one: (_ORDER[one[1].state], -one[1].findings))
    lead = el("p", "lead", say(allowances.ASIDE_LEAD, day=verdict.as_of or ""))
    rows = [row(heads, _aside(at, each)) for at, each in numbered]
    return section(
        "aside", allowances.ASIDE, lead, capped_table(allowances.ASIDE, heads, rows, 60, _FILE, hide_caption=True)
    )


def _aside(at: int, each: Suppressed) -> tuple[Child, ...]:
    """Return cells of a suppression; of a host or source only documents are counted, so findings are at the least."""
    at_least = "" if each.where.startswith("shard ") or not each.findings else "≥ "
    return (
        code(each.rule),
        where(each.where),
        say(allowances.STATES[each.state]),
        join([at_least, count(each.findings, _FILE, "suppressed", at, "findings")]),
        count(each.documents, _FILE, "suppressed", at, "documents"),
        each.expires,
        _said(each.owner),
        _said(each.reason),
    )


def _said(text: str) -> Node:
    """Return a text of the policy's or a suppression's author: English where it looks like it, else of any language."""
    if text.isascii():
        return english(text, _SAID_CHARS)
    return el("bdi", "text", shorten(text, _SAID_CHARS))


def render_left(verdict: Verdict) -> Node:
    """Return what the policy leaves to people, folded."""
    left = verdict.left_to_people
    if not left:
        return NOTHING
    items = (el("li", None, _said(each)) for each in left[:60])
    return el("details", None, el("summary", None, say(allowances.LEFT, n=len(left))), el("ul", None, *items))
