"""A saved run → `index.html`: the first screen, pictures and tables, and every shard that fits; never above 2 MB."""

from typing import Final

from scanner.reports.html.allowances import render_aside
from scanner.reports.html.coverage import render_coverage
from scanner.reports.html.duplicates import render_duplicates
from scanner.reports.html.findings import render_findings, render_personal, render_unlooked
from scanner.reports.html.first import render_first
from scanner.reports.html.groups import render_groups, render_pins
from scanner.reports.html.names import render_names
from scanner.reports.html.nodes import Node, el
from scanner.reports.html.page import page
from scanner.reports.html.reasons import render_reasons
from scanner.reports.html.rights import render_rights
from scanner.reports.html.sample import render_sample
from scanner.reports.html.shards import render_shards
from scanner.reports.html.sources import render_sources
from scanner.reports.html.speak import say
from scanner.reports.words import frame
from scanner.reports.words.languages import Words
from scanner.types.saved_run import SavedRun

MAX_BYTES: Final = 2_000_000
_FRAME_BYTES: Final = 60_000
"""Style, script, and what the table of shards needs around its rows."""


def render_index(run: SavedRun) -> bytes:
    """Return the page."""
    corpus, catalogue = run.corpus, run.catalogue
    before = [
        render_first(run),
        render_sample(corpus),
        render_personal(corpus, catalogue),
        render_findings(corpus, catalogue),
        render_unlooked(corpus.totals.rules, corpus.totals.coverage.documents, "corpus.json", run.catalogue.cards()),
        render_names(corpus),
        render_rights(corpus),
        render_sources(corpus),
        render_duplicates(corpus),
        render_groups(corpus.totals, "corpus.json"),
    ]
    after = [
        render_reasons(run.verdict, catalogue.cards()),
        render_aside(run.verdict),
        render_coverage(corpus),
        render_pins(run),
    ]
    size = sum(len(part.html.encode()) for part in (*before, *after))
    parts = [*before, render_shards(corpus, MAX_BYTES - _FRAME_BYTES - size), *after]
    present = [
        (name, words) for name, words in frame.PARTS.items() if any(f' id="{name}"' in part.html for part in parts)
    ]
    outcome = frame.OUTCOME[run.verdict.outcome]
    title = Words(f"{outcome.en}: {frame.TITLE.en}", f"{outcome.zh}：{frame.TITLE.zh}")
    return page(title, [_brand()], present, parts)


def _brand() -> Node:
    return el("p", None, el("span", "brand", "corpus-scanner"), el("span", "title", " · ", say(frame.TITLE)))
