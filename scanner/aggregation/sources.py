"""Corpus report, register and documents by source and domain → the report with its summary of sources."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from scanner.types.register import NO_SOURCE, Register, Source
from scanner.types.report import CorpusReport
from scanner.types.rights import SourceSummary, UnregisteredSummary

_DOMAINS_SHOWN = 50


def with_sources(corpus: CorpusReport, register: Register, rows: Iterable[Mapping[str, Any]]) -> CorpusReport:
    """Return the report with what was found of each source; `rows` are those of `rights/sources.parquet`."""
    if corpus.rights is None:
        return corpus
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    largest: list[tuple[int, str]] = []
    documents = domains = 0
    for row in rows:
        if row["source"] != NO_SOURCE:
            counts[row["source"]][row["measure"]][row["value"]] += row["documents"]
        elif row["measure"] == "documents":
            documents, domains = documents + row["documents"], domains + 1
            largest.append((-row["documents"], row["domain"]))
            if len(largest) > 2 * _DOMAINS_SHOWN:  # a corpus may have millions
                largest = heapq.nsmallest(_DOMAINS_SHOWN, largest)
    shown = {domain: -negative for negative, domain in heapq.nsmallest(_DOMAINS_SHOWN, largest)}
    sources = {source.id: _summary(source, counts[source.id]) for source in register.sources}
    unregistered = UnregisteredSummary(documents, domains, shown)
    return replace(corpus, rights=replace(corpus.rights, sources=sources, unregistered=unregistered))


def _summary(source: Source, counts: Mapping[str, Counter[str]]) -> SourceSummary:
    found = {name: dict(counts.get(name, {})) for name in ("published", "period", "contradiction")}
    return SourceSummary(
        source.party,
        tuple(source.rights),
        source.basis,
        source.reference,
        dict((source.grants or {}).items()),
        source.unstated,
        sum(counts.get("documents", Counter()).values()),
        found["published"],
        found["period"],
        found["contradiction"],
    )
