"""The report of a shard → its page: what was read, what was found, and where; places, never values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from scanner.reports.html.nodes import Around, Form, Node, el, form, gap
from scanner.reports.html.page import SHARD, contents, to_bytes, whole_page
from scanner.reports.html.shard_found import (
    RuleForms,
    met_in,
    render_findings,
    render_gaps,
    render_places,
    render_sums,
    rule_forms,
)
from scanner.reports.html.shard_head import render_head
from scanner.reports.html.shard_said import render_origins, render_said
from scanner.reports.html.show import address, page_of, shorten, up_from
from scanner.reports.html.slim import Beside
from scanner.reports.html.speak import say
from scanner.reports.words import frame
from scanner.types.catalogue import RuleCard
from scanner.types.report import ShardReport


@dataclass(frozen=True, slots=True)
class ShardPages:
    """Makes the pages of a run: what they share is made once."""

    forms: Mapping[str, RuleForms]

    def page(self, report: ShardReport) -> tuple[str, bytes]:
        """Return the path of a shard's page, and the page."""
        path = page_of(report.shard.id)
        beside = Beside(address(path.rpartition("/")[2].removesuffix(".html") + ".json") or "")
        met = met_in(report, self.forms)
        parts = {
            "findings": render_findings(report, met, beside),
            "places": render_places(report, met),
            "unlooked": render_gaps(report.totals.rules, beside),
            "rights": render_said(report, beside),
            "languages": render_origins(report.totals, beside),
            "read": render_head(report, beside, render_sums(report, met)),
        }
        present = tuple(named for named, part in parts.items() if part.html)
        whole = _frame().fill(
            title=shorten(report.shard.id),
            up=up_from(path),
            contents=_contents(present),
            head=parts.pop("read"),
            parts=Node("".join([part.html for part in parts.values()])),
        )
        return path, to_bytes(whole)


def shard_pages(cards: Mapping[str, RuleCard]) -> ShardPages:
    """Return what makes the pages of a run with such rules."""
    return ShardPages(rule_forms(cards))


@cache
def _frame() -> Form:
    title = el("title", None, gap("title"), " · corpus-scanner")
    up = el("a", {"href": Around("./", "up", "index.html"), "data-page": ""}, say(frame.BACK))
    head = el("p", None, up, " / ", say(frame.SHARD_TITLE))
    return form(whole_page(SHARD, title, [head], gap("contents"), [gap("head"), gap("parts")]))


@cache
def _contents(present: tuple[str, ...]) -> Node:
    return contents([(named, words) for named, words in frame.PARTS.items() if named in present])
