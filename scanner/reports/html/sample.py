"""Corpus report → the part of its page on a sample of shards, and the sentence that stands beside the verdict."""

from scanner.reports.html.nodes import NOTHING, Node, el
from scanner.reports.html.page import section
from scanner.reports.html.show import code, count, sourced
from scanner.reports.html.speak import say
from scanner.reports.html.tables import Head, capped_table, row
from scanner.reports.sample import words_for
from scanner.reports.words import frame, sample
from scanner.types.report import CorpusReport
from scanner.types.sample import DrawnShare

_FILE = "corpus.json"


def tell_sample(corpus: CorpusReport) -> Node:
    """Return one sentence; nothing where all shards were looked at."""
    drawn = corpus.sample
    if drawn is None:
        return NOTHING
    keys = {"n": "shards", "total": "of_shards", "bytes": "bytes", "all": "of_bytes"}
    numbers = {gap: count(getattr(drawn, key), _FILE, "sample", key) for gap, key in keys.items()}
    return el("p", "soft", say(sample.TOLD, **numbers, outside=f"{drawn.outside:,}"))


def render_sample(corpus: CorpusReport) -> Node:
    """Return the part: of each rule with findings the share of all documents, with its interval."""
    drawn = corpus.sample
    if drawn is None:
        return NOTHING
    heads = (Head(frame.RULE), Head(sample.SHARE, "number"), Head(sample.INTERVAL, "number"))
    ranked = sorted(drawn.shares.items(), key=lambda entry: (-entry[1].high, entry[0]))
    nothing = sourced(f"0 – {drawn.nothing_high:.2%}", _FILE, "sample", "nothing_high")
    rows = [row(heads, (code(rule), *_cells(rule, each))) for rule, each in ranked]
    return section(
        "sample",
        sample.SAMPLE,
        tell_sample(corpus),
        el("p", "lead", say(sample.HOW, option=code(words_for(drawn.shards, drawn.seed)))),
        capped_table(sample.SAMPLE, heads, [row(heads, (say(sample.OTHERS), "0", nothing)), *rows], hide_caption=True),
    )


def _cells(rule: str, each: DrawnShare) -> tuple[Node, Node]:
    place = ("sample", "shares", rule)
    return (
        sourced(f"{each.share:.2%}", _FILE, *place, "share"),
        sourced(f"{each.low:.2%} – {each.high:.2%}", _FILE, *place),
    )
