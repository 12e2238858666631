"""A saved run → the section on what was scanned, and on what was not looked at."""

import hashlib
from collections.abc import Iterator, Mapping

from scanner.reports.html.facts import ranked_shards
from scanner.reports.html.show import percent, shorten
from scanner.reports.looked import bytes_in_broken
from scanner.reports.pdf import words
from scanner.reports.pdf.blocks import Block, Cell, Column, Facts, Heading, Table, Text
from scanner.reports.pdf.teller import NAME_CHARS, Teller
from scanner.reports.words import findings, frame, sample
from scanner.types.report import CorpusReport, ShardSummary
from scanner.types.saved_run import SavedRun

_LANGUAGES_SHOWN = 8
_SHARDS_SHOWN = 20
_REASONS_SHOWN = 20


def corpus_digest(shards: Mapping[str, ShardSummary]) -> str:
    """Return SHA-256 over the sorted `shard NUL sha256 LF` lines: the same names and contents, the same digest."""
    lines = "".join(f"{shard}\0{summary.sha256}\n" for shard, summary in sorted(shards.items()))
    # A name that a file system gave need not be UTF-8.
    return hashlib.sha256(lines.encode(errors="surrogatepass")).hexdigest()


def tell_scope(run: SavedRun, teller: Teller) -> Iterator[Block]:
    """Yield the section."""
    yield Heading(teller.say(words.SCOPE))
    yield Facts(tuple(_facts(run.corpus, teller)))
    yield Text(teller.say(words.NO_PROOF), is_note=True)
    yield Heading(teller.say(words.NOT_READ), 2)
    yield from _sampled(run, teller)
    gaps = [*_unread(run.corpus, teller), *_unlooked(run.corpus, teller), *_broken(run.corpus, teller)]
    yield Text(teller.say(words.NOT_READ_LEAD if gaps else words.ALL_READ))
    yield from gaps


def _facts(corpus: CorpusReport, teller: Teller) -> Iterator[tuple[str, Cell]]:
    read, say = corpus.totals.coverage, teller.say
    states: dict[str, int] = {}
    for summary in corpus.shards.values():
        states[say(frame.STATUS[summary.status])] = states.get(say(frame.STATUS[summary.status]), 0) + 1
    told = say(words.COMMA).join(say(words.COUNTED, name=state, n=count) for state, count in states.items())
    yield say(words.CORPUS_DIGEST), Cell(say(words.CORPUS_DIGEST_TOLD), corpus_digest(corpus.shards))
    yield say(findings.SHARDS), Cell(f"{len(corpus.shards):,} ({told})")
    if corpus.sample is not None:
        yield say(words.DRAWN), Cell(say(frame.OF, n=corpus.sample.shards, total=corpus.sample.of_shards))
    share = percent(read.bytes_read / read.bytes_total) if read.bytes_total else "0"
    passed = say(words.OF_BYTES, n=read.bytes_read, total=read.bytes_total, share=share)
    broken = bytes_in_broken(corpus)
    yield say(findings.BYTES), Cell(say(findings.BYTES_BROKEN, told=passed, n=broken) if broken else passed)
    yield say(findings.RECORDS), Cell(f"{read.records:,}")
    yield say(findings.DOCUMENTS), Cell(f"{read.documents:,}")
    yield say(findings.CHARACTERS), Cell(f"{read.characters:,}")
    yield say(findings.SITE_FILES), Cell(f"{read.site_files:,}")
    yield say(words.LANGUAGES), Cell(_languages(corpus, teller))


def tell_sample(run: SavedRun, teller: Teller) -> str:
    """Say that only a sample of shards was looked at; nothing where all were."""
    drawn = run.corpus.sample
    if drawn is None:
        return ""
    counts = {"n": drawn.shards, "total": drawn.of_shards, "bytes": drawn.bytes, "all": drawn.of_bytes}
    return teller.say(sample.TOLD, **counts, outside=drawn.outside)


def _sampled(run: SavedRun, teller: Teller) -> Iterator[Block]:
    if run.corpus.sample is not None:
        yield Text(tell_sample(run, teller))


def _languages(corpus: CorpusReport, teller: Teller) -> str:
    ranked = sorted(corpus.totals.languages.items(), key=lambda entry: (-entry[1].documents, entry[0]))
    told = [f"{shorten(name, 24)} {group.documents:,}" for name, group in ranked[:_LANGUAGES_SHOWN]]
    if len(ranked) > _LANGUAGES_SHOWN:
        told.append(teller.say(words.AND_OTHERS, n=len(ranked) - _LANGUAGES_SHOWN))
    return teller.say(words.COMMA).join(told)


def _unread(corpus: CorpusReport, teller: Teller) -> Iterator[Block]:
    read, say = corpus.totals.coverage, teller.say
    rows = [
        *((say(words.SKIPPED, reason=teller.lost(reason)), count) for reason, count in sorted(read.skipped.items())),
        *((say(words.FAILED, reason=teller.lost(reason)), count) for reason, count in sorted(read.failed.items())),
    ]
    if read.clipped:
        rows.append((say(words.CLIPPED), read.clipped))
    if rows:
        rows.append((say(words.LOST), read.lost_records))
        columns = (Column(say(frame.WHAT), 1), Column(say(words.RECORDS), is_number=True))
        yield Table(columns, tuple((Cell(what), Cell(f"{count:,}")) for what, count in rows))


def _unlooked(corpus: CorpusReport, teller: Teller) -> Iterator[Block]:
    """Yield why rules could not be applied: of each reason how many rules, and to how many documents at most."""
    gaps: dict[str, list[int]] = {}
    for tally in corpus.totals.rules.values():
        for reason, count in tally.not_looked.items():
            gaps.setdefault(reason, []).append(count)
    if not gaps:
        return
    ranked = sorted(gaps.items(), key=lambda gap: (-max(gap[1]), -len(gap[1]), gap[0]))
    rows = tuple(
        (Cell(teller.gap(shorten(reason, 200))), Cell(f"{len(counts):,}"), Cell(f"{max(counts):,}"))
        for reason, counts in ranked[:_REASONS_SHOWN]
    )
    columns = (
        Column(teller.say(findings.UNLOOKED_CAPTION), 1),
        Column(teller.say(words.RULES), is_number=True),
        Column(teller.say(words.MOST_DOCUMENTS), is_number=True),
    )
    yield Table(columns, rows, left_out(len(gaps), _REASONS_SHOWN, "corpus.json", teller))


def _broken(corpus: CorpusReport, teller: Teller) -> Iterator[Block]:
    broken = [(name, each) for name, each in ranked_shards(corpus) if each.status in {"damaged", "failed"}]
    if not broken:
        return
    say = teller.say
    rows = []
    for name, each in broken[:_SHARDS_SHOWN]:
        why = teller.lost(each.faults[0].reason) if each.faults else ""
        rows.append(
            (Cell(code=shorten(name, NAME_CHARS)), Cell(say(frame.STATUS_TIP[each.status])), Cell(shorten(why, 120)))
        )
    columns = (Column(say(words.BROKEN), 1.2), Column(say(findings.FAULT), 1), Column(say(frame.WHY), 1))
    yield Table(columns, tuple(rows), left_out(len(broken), _SHARDS_SHOWN, "corpus.json", teller))


def left_out(all_rows: int, shown: int, where: str, teller: Teller) -> str:
    """Say how many rows a table leaves out, and where they are; nothing where it has all."""
    return teller.say(words.MORE_IN, n=all_rows - shown, where=where) if all_rows > shown else ""
