"""A corpus report → the part of the page on the register of sources, and what no source of it covers."""

from collections.abc import Iterator, Mapping

from scanner.reports.html.nodes import NOTHING, Child, Node, el, join
from scanner.reports.html.page import section
from scanner.reports.html.show import code, count, english, name, sourced
from scanner.reports.html.speak import say
from scanner.reports.html.tables import Cell, Head, capped_table, row
from scanner.reports.words import frame, rights
from scanner.reports.words.languages import Words
from scanner.types.report import CorpusReport
from scanner.types.rights import SourceSummary, UnregisteredSummary

_FILE = "corpus.json"
_ROWS = 50
_NAMES_SHOWN = 15
_HEADS = (
    Head(rights.SOURCE, sorts=True),
    Head(rights.PARTY),
    Head(rights.CLAIMED),
    Head(rights.BASIS),
    Head(frame.DOCUMENTS, "number", sorts=True),
    Head(rights.RESERVED, "number", sorts=True),
    Head(rights.SOURCE_CONTRADICTIONS, "number"),
    Head(rights.OTHER_LICENCE, "number"),
    Head(rights.OUTSIDE, "number"),
)


def render_sources(corpus: CorpusReport) -> Node:
    """Return the part; nothing where no register was given."""
    if corpus.rights is None or corpus.rights.sources is None:
        return NOTHING
    sources, rest = corpus.rights.sources, corpus.rights.unregistered
    ranked = sorted(sources.items(), key=lambda entry: (-entry[1].documents, entry[0]))
    undated = sum(source.period.get("time-unknown", 0) for source in sources.values())
    return section(
        "sources",
        rights.SOURCES,
        capped_table(rights.SOURCES, _HEADS, [_row(*entry) for entry in ranked], _ROWS),
        el("p", "lead", say(rights.NO_TIME, n=undated)) if undated else NOTHING,
        *_named(rights.UNMET, [each for each, source in sources.items() if not source.documents]),
        *_unstated(sources),
        *([] if rest is None else _unregistered(rest)),
    )


def _row(source_id: str, source: SourceSummary) -> Node:
    place = ("rights", "sources", source_id)
    granted = {use: number for use, number in source.contradictions.items() if use != "licence"}
    torn: list[Child] = [
        join([say(rights.USES.get(use, Words(use, use))), " ", count(number, _FILE, *place, "contradictions", use)])
        for use, number in sorted(granted.items())
    ]
    reference: list[Child] = [" ", english(source.reference)] if source.reference else []
    no_period = set(source.period) <= {"not-stated", "time-unknown"}
    return row(
        _HEADS,
        (
            name(source_id),
            el("bdi", None, english(source.party)),
            join((say(rights.RIGHT.get(right, Words(right, right))) for right in source.rights), ", "),
            join([code(source.basis), *reference]),
            Cell(count(source.documents, _FILE, *place, "documents"), source.documents),
            Cell(*_found(source.published, "reserved", (*place, "published"))),
            join(torn, ", ") if torn else "0",
            Cell(*_found(source.contradictions, "licence", (*place, "contradictions"))),
            "–" if no_period else Cell(*_found(source.period, "outside", (*place, "period"))),
        ),
    )


def _found(counts: Mapping[str, int], key: str, place: tuple[str, ...]) -> tuple[Child, float]:
    number = counts.get(key, 0)
    return (count(number, _FILE, *place, key) if number else "0"), number


def _named(words: Words, ids: list[str], **gaps: Child) -> Iterator[Node]:
    if ids:
        more = f" + {len(ids) - _NAMES_SHOWN:,}" if len(ids) > _NAMES_SHOWN else ""
        told = join([join(map(name, sorted(ids)[:_NAMES_SHOWN]), ", "), more])
        yield el("p", None, say(words, names=told, **gaps))


def _unstated(sources: Mapping[str, SourceSummary]) -> Iterator[Node]:
    for field in ("reference", "collected", "modality", "contact"):
        without = [each for each, source in sources.items() if field in source.unstated]
        yield from _named(rights.UNSTATED, without, field=code(field))


def _unregistered(found: UnregisteredSummary) -> Iterator[Node]:
    if not found.documents:
        yield el("p", None, say(rights.ALL_REGISTERED))
        return
    heads = (Head(rights.DOMAIN), Head(frame.DOCUMENTS, "number"))
    ranked = sorted(found.largest.items(), key=lambda entry: (-entry[1], entry[0]))
    rows = [
        row(heads, (name(domain), count(number, _FILE, "rights", "unregistered", "largest", domain)))
        for domain, number in ranked
    ]
    documents, domains = (
        sourced(f"{number:,}", _FILE, "rights", "unregistered", key)
        for number, key in ((found.documents, "documents"), (found.domains, "domains"))
    )
    yield el("h3", None, say(rights.UNREGISTERED))
    yield el("p", None, say(rights.UNREGISTERED_TOLD, documents=documents, domains=domains))
    yield capped_table(rights.UNREGISTERED, heads, rows, _NAMES_SHOWN, "rights/sources.parquet")
