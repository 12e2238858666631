"""A saved run → the sections on rights and on duplicates."""

from collections.abc import Iterator
from typing import Final

from scanner.reports.html.show import percent, shorten
from scanner.reports.looked import is_observable
from scanner.reports.pdf import words
from scanner.reports.pdf.blocks import Block, Cell, Column, Facts, Heading, Table, Text
from scanner.reports.pdf.scope import left_out
from scanner.reports.pdf.teller import NAME_CHARS, Teller
from scanner.reports.words import duplicates, frame, rights
from scanner.types.report import CorpusReport
from scanner.types.rights import RightsSummary, SourceSummary

_VERDICTS: Final = ("reserved", "conditional", "allow", "unknown")
_DOMAINS: Final = 15
_SOURCES: Final = 40
_RULES: Final = 20


def tell_rights(corpus: CorpusReport, teller: Teller) -> Iterator[Block]:
    """Yield the section on rights: verdicts by use, what was not seen, domains, and the register."""
    say = teller.say
    yield Heading(say(words.RIGHTS))
    found = corpus.rights
    if found is None or not any(found.uses.values()):
        yield Text(say(rights.NOT_JUDGED))
        return
    yield _by_use(corpus, found, teller)
    yield Text(say(rights.LEAD), is_note=True)
    torn = sum(found.contradictions.values())
    facts = [(say(words.PROFILE), Cell(shorten(found.licences.title, 200)))]
    if torn:
        told = (
            say(words.COUNTED, name=rights.USES[use], n=count) for use, count in sorted(found.contradictions.items())
        )
        facts.append((say(rights.CONTRADICTIONS), Cell(say(words.COMMA).join(told))))
    yield Facts(tuple(facts))
    yield from _unseen(found, teller)
    yield from _domains(found, teller)
    yield from _sources(found, teller)


def _by_use(corpus: CorpusReport, found: RightsSummary, teller: Teller) -> Block:
    say = teller.say
    seen = is_observable(corpus.totals.signals, corpus.totals.coverage.documents)
    rows = []
    for use, title in rights.USES.items():
        verdicts = next((told for named, told in found.uses.items() if named == use), {})
        documents = sum(verdicts.values())
        if documents:
            counts = (verdicts.get(verdict, 0) for verdict in _VERDICTS)
            shares = [Cell(f"{count:,} ({percent(count / documents)})" if count else "0") for count in counts]
            if not seen and not verdicts.get("reserved"):
                shares[0] = Cell(say(rights.NOT_OBSERVABLE))
            rows.append((Cell(say(title)), *shares))
    columns = (
        Column(say(rights.BY_USE), 1),
        *(Column(say(rights.VERDICTS[verdict]), is_number=True) for verdict in _VERDICTS),
    )
    return Table(columns, tuple(rows))


def _unseen(found: RightsSummary, teller: Teller) -> Iterator[Block]:
    ranked = sorted(found.not_observed.items(), key=lambda entry: (-entry[1], entry[0]))
    if ranked:
        columns = (
            Column(teller.say(rights.UNSEEN), 1),
            Column(teller.say(frame.DOCUMENTS), is_number=True),
        )
        yield Table(columns, tuple((Cell(code=signal), Cell(f"{count:,}")) for signal, count in ranked))


def _domains(found: RightsSummary, teller: Teller) -> Iterator[Block]:
    ranked = sorted(found.domains.items(), key=lambda entry: (-entry[1].get("reserved", 0), entry[0]))
    if not ranked:
        return
    columns = (
        Column(teller.say(rights.DOMAINS), 1),
        *(Column(teller.say(rights.VERDICTS[verdict]), is_number=True) for verdict in _VERDICTS),
    )
    rows = tuple(
        (Cell(code=shorten(domain, NAME_CHARS)), *(Cell(f"{verdicts.get(each, 0):,}") for each in _VERDICTS))
        for domain, verdicts in ranked[:_DOMAINS]
    )
    yield Table(columns, rows, left_out(len(ranked), _DOMAINS, "rights/domains.parquet", teller))


def _sources(found: RightsSummary, teller: Teller) -> Iterator[Block]:
    say = teller.say
    if found.sources is None:
        yield Text(say(words.NO_REGISTER))
        return
    yield Heading(say(rights.SOURCES), 2)
    ranked = sorted(found.sources.items(), key=lambda entry: (-entry[1].documents, entry[0]))
    columns = (
        Column(say(rights.SOURCE), 1),
        Column(say(rights.PARTY), 1),
        Column(say(rights.BASIS), 1),
        Column(say(frame.DOCUMENTS), is_number=True),
        Column(say(rights.RESERVED), is_number=True),
        Column(say(rights.SOURCE_CONTRADICTIONS), is_number=True),
    )
    rows = tuple(_source(name, source) for name, source in ranked[:_SOURCES])
    yield Table(columns, rows, left_out(len(ranked), _SOURCES, "corpus.json", teller))
    outside = found.unregistered
    if outside is not None:
        told = say(rights.UNREGISTERED_TOLD, documents=outside.documents, domains=outside.domains)
        yield Text(told if outside.documents else say(rights.ALL_REGISTERED))


def _source(name: str, source: SourceSummary) -> tuple[Cell, ...]:
    return (
        Cell(code=shorten(name, NAME_CHARS)),
        Cell(shorten(source.party, 120)),
        Cell(shorten(f"{source.basis} {source.reference}".strip(), 120)),
        Cell(f"{source.documents:,}"),
        Cell(f"{source.published.get('reserved', 0):,}"),
        Cell(f"{sum(source.contradictions.values()):,}"),
    )


def tell_duplicates(corpus: CorpusReport, teller: Teller) -> Iterator[Block]:
    """Yield the section on duplicates: how much is there more than once, and what of it may be memorised."""
    say, found = teller.say, corpus.duplicates
    yield Heading(say(duplicates.DUPLICATES))
    if found is None:
        yield Text(say(duplicates.NOT_COMPARED))
        return
    yield Text(
        say(
            duplicates.TOLD,
            clusters=found.clusters,
            documents=found.documents,
            redundant=found.redundant_documents,
            largest=found.largest,
            where="duplicates.parquet",
        )
    )
    whole, part, exact = found.compared, found.redundant, found.exact.redundant_documents
    told = (
        (duplicates.REDUNDANT, part.documents, whole.documents),
        (duplicates.EXACT, exact, whole.documents),
        (duplicates.NEAR, part.documents - exact, whole.documents),
        (duplicates.TOKENS, part.tokens, whole.tokens),
        (duplicates.BYTES, part.bytes, whole.bytes),
    )
    if whole.documents:
        heads = (
            Column(say(duplicates.KINDS), 1),
            *(Column(say(w), is_number=True) for w in (frame.HOW_MUCH, frame.SHARE)),
        )
        yield Table(
            heads,
            tuple(
                (Cell(say(title)), Cell(f"{count:,}"), Cell(percent(count / total) if total else "0"))
                for title, count, total in told
            ),
        )
    if found.capped_buckets:
        yield Text(say(duplicates.CAPPED, n=found.capped_buckets), is_note=True)
    yield from _memorised(corpus, teller)


def _memorised(corpus: CorpusReport, teller: Teller) -> Iterator[Block]:
    met = {} if corpus.duplicates is None else corpus.duplicates.memorised
    ranked = sorted(met.items(), key=lambda entry: (-entry[1].copies, entry[0]))
    if ranked:
        columns = (
            Column(teller.say(duplicates.MEMORISED), 1),
            *(Column(teller.say(told), is_number=True) for told in (duplicates.VALUES, duplicates.COPIES)),
        )
        rows = tuple(
            (Cell(code=rule), Cell(f"{each.values:,}"), Cell(f"{each.copies:,}")) for rule, each in ranked[:_RULES]
        )
        yield Table(columns, rows, left_out(len(ranked), _RULES, "corpus.json", teller))
