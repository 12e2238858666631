"""Corpus report → the part of the summary on the source register; what the register says is escaped."""

from collections.abc import Iterator

from scanner.reports.markup import escape, plain, table
from scanner.types.report import CorpusReport
from scanner.types.rights import SourceSummary, UnregisteredSummary

_ROWS = 50
_DOMAINS_SHOWN = 15
_NOTHING = "–"  # a dash in a table cell


def render_sources(corpus: CorpusReport) -> str:
    """Return the part as Markdown; empty where no register was given."""
    if corpus.rights is None or corpus.rights.sources is None:
        return ""
    sources = corpus.rights.sources
    parts = [
        "## Sources, as registered\n",
        *_table(sources),
        *_named(
            "Registered, and not met in this corpus", [name for name, each in sources.items() if not each.documents]
        ),
        *_unstated(sources),
    ]
    if corpus.rights.unregistered is not None:
        parts += _unregistered(corpus.rights.unregistered)
    return "\n".join(parts)


def _table(sources: dict[str, SourceSummary]) -> Iterator[str]:
    ranked = sorted(sources.items(), key=lambda entry: (-entry[1].documents, entry[0]))
    head = (
        "Source",
        "Party",
        "Rights",
        "Basis",
        "Documents",
        "Reserved",
        "Contradictions",
        "Other licence",
        "Outside period",
    )
    yield table(head, [_row(name, source) for name, source in ranked[:_ROWS]])
    if len(ranked) > _ROWS:
        yield f"{len(ranked) - _ROWS:,} more sources: see `corpus.json`.\n"
    yield (
        "*Reserved*: documents whose site or page reserves training. *Contradictions*: documents that the register "
        "grants for a use which their site or page reserves; the register decides their verdict, and a person should "
        "know why.\n"
    )
    undated = sum(source.period.get("time-unknown", 0) for source in sources.values())
    if undated:
        yield f"Documents of registered sources without a capture time, so of no known period: {undated:,}.\n"


def _row(name: str, source: SourceSummary) -> tuple[str, ...]:
    reference = f" {plain(source.reference)}" if source.reference else ""
    granted = {use: count for use, count in source.contradictions.items() if use != "licence"}
    contradictions = ", ".join(f"{use} {count:,}" for use, count in sorted(granted.items()))
    return (
        escape(name),
        plain(source.party),
        ", ".join(source.rights),
        f"{source.basis}{reference}",
        f"{source.documents:,}",
        f"{source.published.get('reserved', 0):,}",
        contradictions or "0",
        f"{source.contradictions.get('licence', 0):,}",
        _NOTHING if set(source.period) <= {"not-stated", "time-unknown"} else f"{source.period.get('outside', 0):,}",
    )


def _unstated(sources: dict[str, SourceSummary]) -> Iterator[str]:
    for field in ("reference", "collected", "modality", "contact"):
        yield from _named(
            f"Without `{field}` in the register", [name for name, each in sources.items() if field in each.unstated]
        )


def _named(title: str, names: list[str]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - _DOMAINS_SHOWN:,} more" if len(names) > _DOMAINS_SHOWN else ""
        yield f"{title}: {', '.join(map(escape, sorted(names)[:_DOMAINS_SHOWN]))}{more}.\n"


def _unregistered(found: UnregisteredSummary) -> Iterator[str]:
    if not found.documents:
        yield "Every document belongs to a registered source.\n"
        return
    yield "### Unregistered\n"
    yield f"{found.documents:,} documents of {found.domains:,} domains belong to no registered source.\n"
    ranked = sorted(found.largest.items(), key=lambda entry: (-entry[1], entry[0]))[:_DOMAINS_SHOWN]
    yield table(("Domain", "Documents"), [(escape(domain), f"{documents:,}") for domain, documents in ranked])
    if found.domains > len(ranked):
        yield "All of them: `rights/sources.parquet`.\n"
