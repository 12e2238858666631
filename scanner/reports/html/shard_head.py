"""The report of a shard → the head of its page: which file it is, how it was read, and what of it was not."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from scanner.reports.html.coverage import render_shard_faults
from scanner.reports.html.nodes import NOTHING, Around, Form, Node, el, form, gap, join
from scanner.reports.html.shards import status_chip
from scanner.reports.html.show import code, name
from scanner.reports.html.slim import Beside, count_cell, slim_table
from scanner.reports.html.speak import say
from scanner.reports.html.tables import Head
from scanner.reports.words import findings, frame, shards
from scanner.reports.words.languages import Words
from scanner.types.report import Coverage, ShardReport

_HEADS: Final = (Head(frame.WHAT), Head(frame.HOW_MUCH, "number"))


def render_head(report: ShardReport, beside: Beside, found: Node) -> Node:
    """Return the head; `found` says in a line what was found."""
    shard = report.shard
    faults = render_shard_faults(shard.faults, f"./{beside.file}") if shard.faults else NOTHING
    is_whole = shard.status in {"read", "empty"}
    return _section(shard.status).fill(
        name=name(shard.id),
        file=beside.file,
        faults=faults,
        found=found,
        facts=slim_table(shards.FACTS, _HEADS, _facts(report, beside)),
        coverage=slim_table(findings.COVERAGE, _HEADS, _coverage(report.totals.coverage, beside, is_whole=is_whole)),
    )


@cache
def _section(status: str) -> Form:
    tip = next(each for known, each in frame.STATUS_TIP.items() if known == status)
    link = el("a", {"href": Around("./", "file")}, say(frame.JSON_OF_PAGE))
    return form(
        el(
            "section",
            {"id": "read", "class": f"shard {status}", "aria-labelledby": "read-title"},
            el("h1", {"id": "read-title", "class": "shard-name"}, gap("name")),
            el("p", None, status_chip(status), say(frame.COLON), say(tip), " · ", link),
            gap("faults"),
            gap("found"),
            el("div", "two", el("div", None, gap("facts")), el("div", None, gap("coverage"))),
        )
    )


@cache
def _fact(words: Words) -> Form:
    return form(el("tr", None, el("th", {"scope": "row"}, say(words)), el("td", "num", gap("shown"))))


_DIGEST: Final = form(el("span", "digest", gap("digest")))


def _facts(report: ShardReport, beside: Beside) -> Iterator[Node]:
    shard = report.shard
    yield _fact(shards.FORMAT).fill(shown=code(shard.format.value))
    yield _fact(shards.COMPRESSION).fill(shown=code(shard.compression.value))
    yield _fact(shards.BYTES).fill(shown=beside.link(shard.bytes, "shard", "bytes"))
    yield _fact(shards.DIGEST).fill(shown=_DIGEST.fill(digest=shard.sha256))
    yield _fact(shards.RULESET).fill(shown=_DIGEST.fill(digest=report.ruleset))


def _coverage(read: Coverage, beside: Beside, *, is_whole: bool) -> Iterator[Node]:
    total = beside.link(read.bytes_total, "totals", "coverage", "bytes_total")
    passed = beside.link(read.bytes_read, "totals", "coverage", "bytes_read")
    unsure = NOTHING if is_whole else el("span", "sub", say(findings.BYTES_UNSURE))
    yield _fact(findings.BYTES).fill(shown=join([say(frame.OF, n=passed, total=total), unsure]))
    file = beside.file
    yield _counted(findings.RECORDS, "records").fill(file=file, number=read.records)
    yield _counted(findings.DOCUMENTS, "documents").fill(file=file, number=read.documents)
    yield _counted(findings.CHARACTERS, "characters").fill(file=file, number=read.characters)
    yield _counted(findings.SITE_FILES, "site_files").fill(file=file, number=read.site_files)
    for reason, number in sorted(read.skipped.items()):
        yield _reasoned(findings.SKIPPED, "skipped", reason).fill(file=file, number=number)
    for reason, number in sorted(read.failed.items()):
        yield _reasoned(findings.FAILED, "failed", reason).fill(file=file, number=number)
    yield _counted(findings.CLIPPED, "clipped").fill(file=file, number=read.clipped)
    yield _counted(findings.LOST, "lost_records").fill(file=file, number=read.lost_records)


@cache
def _counted(words: Words, key: str) -> Form:
    return _counting(say(words), "totals", "coverage", key)


@lru_cache(maxsize=1024)
def _reasoned(words: Words, key: str, reason: str) -> Form:
    told = findings.REASONS.get(reason, Words(reason, reason))
    return _counting(say(words, reason=told), "totals", "coverage", key, reason)


def _counting(told: Node, *keys: str) -> Form:
    return form(el("tr", None, el("th", {"scope": "row"}, told), count_cell(*keys)))
