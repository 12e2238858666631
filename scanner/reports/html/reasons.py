"""Reasons of a verdict → what they say in both languages, grouped for the first screen, and all of them as a table."""

import re
from collections.abc import Iterable

from scanner.reports.html.facts import family_of, title_of
from scanner.reports.html.nodes import NOTHING, Child, Node, el, join
from scanner.reports.html.page import section
from scanner.reports.html.show import code, english, name, sourced
from scanner.reports.html.speak import either, say
from scanner.reports.html.tables import Head, capped_table, row
from scanner.reports.words import first, frame, reasons
from scanner.reports.words.first import Family
from scanner.reports.words.languages import Words
from scanner.types.catalogue import RuleCard
from scanner.types.policy import Outcome, Reason, Verdict

_ROWS = 150
_SUBJECTS = 4
_EXAMPLES = 2
_SHORT, _LONG = 90, 600
_FINDINGS = re.compile("(?<= )findings?(?=, allowed)")
Numbered = tuple[int, Reason]
"""A reason with its place in verdict.json."""


def render_reasons(verdict: Verdict, cards: dict[str, RuleCard]) -> Node:
    """Return every reason: failures, then what is incomplete; notes that say the same of many rules share a row."""
    told = [(at, reason) for at, reason in enumerate(verdict.reasons)]
    deciding = [row(_HEADS, _cells([each], cards)) for each in told if each[1].outcome is not Outcome.PASS]
    notes = [row(_HEADS, _cells(group, cards)) for group in _grouped(told)]
    folded = NOTHING
    if notes:
        folded = el(
            "details",
            None,
            el("summary", None, say(reasons.NOTES, n=len(told) - len(deciding), rows=len(notes))),
            capped_table(frame.NOTE, _HEADS, notes, _ROWS, "verdict.json"),
        )
    return section(
        "reasons",
        reasons.REASONS,
        el("p", "lead", _gates(verdict)),
        capped_table(reasons.REASONS, _HEADS, deciding, _ROWS, "verdict.json", hide_caption=True),
        folded,
    )


_HEADS = (
    Head(reasons.SUBJECT),
    Head(reasons.RESULT),
    Head(frame.SEVERITY_HEAD),
    Head(reasons.WHERE),
    Head(reasons.TOLD),
)


def _gates(verdict: Verdict) -> Node:
    decided = _of_verdict(verdict.gates_decided, "gates_decided")
    return say(reasons.GATES, decided=decided, total=_of_verdict(verdict.gates_total, "gates_total"))


def _of_verdict(number: int, key: str) -> Node:
    return sourced(f"{number:,}", "verdict.json", key)


def _grouped(told: Iterable[Numbered]) -> list[list[Numbered]]:
    groups: dict[tuple[str, ...], list[Numbered]] = {}
    for at, reason in told:
        if reason.outcome is Outcome.PASS:
            groups.setdefault((reason.severity, reason.where, reason.message), []).append((at, reason))
    return list(groups.values())


def _cells(group: list[Numbered], cards: dict[str, RuleCard]) -> tuple[Node, ...]:
    at, reason = group[0]
    named = join((code(each.subject) for _, each in group[:_SUBJECTS]), ", ")
    more: list[Child] = [" ", say(reasons.MORE_SUBJECTS, n=len(group) - _SUBJECTS)] if len(group) > _SUBJECTS else []
    card = cards.get(reason.subject) if len(group) == 1 else None
    title = NOTHING if card is None else el("span", "sub", title_of(card))
    if reason.subject == "coverage":
        title = el("span", "sub", say(first.FAMILY["coverage"]))
    return (
        join([named, *more, title]),
        chip(reason.outcome),
        severity_chip(reason.severity),
        where(reason.where),
        sourced(message(reason.message), "verdict.json", "reasons", at, "message"),
    )


def chip(outcome: Outcome) -> Node:
    """Return an outcome with its sign."""
    return el("span", f"chip {outcome.value}", say(frame.NOTE if outcome is Outcome.PASS else frame.OUTCOME[outcome]))


def severity_chip(word: str) -> Node:
    """Return a severity with its sign; a word that is not ours as it stands."""
    words = next((each for known, each in frame.SEVERITY.items() if known == word), None)
    return el("span", f"chip {word}", word if words is None else say(words))


def where(place: str) -> Node:
    """Return where a reason holds."""
    known = {
        "corpus": reasons.CORPUS,
        "shards": reasons.SHARDS,
        "sources": reasons.SOURCES,
        "hosts": reasons.HOSTS,
    }.get(place)
    if known is not None:
        return say(known)
    kind, _, named = place.partition(" ")
    words = {"shard": reasons.SHARD, "source": reasons.SOURCE, "host": reasons.HOST}.get(kind)
    return name(place) if words is None or not named else say(words, name=name(named))


def message(text: str, *, short: bool = False) -> Node:
    """Return what was measured against what is allowed; in short without what stands behind the first semicolon."""
    told = reasons.in_chinese(text)
    shown = _FINDINGS.sub("found", text.partition("; ")[0]) if short else text
    if told is None:
        return english(shown, _SHORT if short else _LONG)
    chinese, rest = told
    if short:
        return either(shown, chinese.partition("；")[0].replace(" 处命中，", " 处，"))
    return either(text, join([chinese, english(rest)] if rest else [chinese]))


def families(verdict: Verdict, cards: dict[str, RuleCard]) -> Node:
    """Return what stands against the corpus, by family: how many reasons, and the gravest of them."""
    grouped: dict[Family, list[Numbered]] = {}
    for at, reason in enumerate(verdict.reasons):
        if reason.outcome is not Outcome.PASS:
            grouped.setdefault(family_of(reason.subject, cards), []).append((at, reason))
    lines = [_family(family, grouped[family], cards) for family in first.FAMILY if family in grouped]
    return el("ul", "families", *lines) if lines else el("p", None, say(first.NO_REASON), " ", _gates(verdict))


def _family(family: Family, found: list[Numbered], cards: dict[str, RuleCard]) -> Node:
    examples = [_example(at, reason, cards) for at, reason in found[:_EXAMPLES]]
    more: list[Node] = [say(first.AND_OTHERS, n=len(found) - _EXAMPLES)] if len(found) > _EXAMPLES else []
    told = el("div", "examples", *(el("span", "example", each) for each in (*examples, *more)))
    heading: list[Child] = [
        el("strong", None, say(first.FAMILY[family])),
        " ",
        el("span", "soft", say(_counted(family, found))),
    ]
    return el("li", None, el("span", "big", f"{len(found):,}"), el("div", None, *heading, told))


def _counted(family: Family, found: list[Numbered]) -> Words:
    one = len(found) == 1
    if family == "coverage":
        return first.GAPS_ONE if one else first.GAPS
    if all(reason.outcome is Outcome.FAIL for _, reason in found):
        return first.CROSSED_ONE if one else first.CROSSED
    if any(reason.outcome is Outcome.FAIL for _, reason in found):
        return first.MIXED
    return first.OPEN_ONE if one else first.OPEN


def _example(at: int, reason: Reason, cards: dict[str, RuleCard]) -> Node:
    """Return a reason in few words: of a shard its name, which says more than what befell it."""
    place = ("verdict.json", "reasons", at, "message")
    if reason.subject == "coverage" and reason.where.startswith("shard "):
        return sourced(where(reason.where), *place)
    card = cards.get(reason.subject)
    told = sourced(message(reason.message, short=True), *place)
    return join([code(reason.subject) if card is None else title_of(card), say(frame.COLON), told])
