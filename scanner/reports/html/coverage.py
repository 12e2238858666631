"""Coverage of a corpus or a shard → the part of its page on what was read, set aside and lost."""

from collections.abc import Iterator, Mapping, Sequence

from scanner.reports.html.nodes import Child, Node, el, join
from scanner.reports.html.page import section
from scanner.reports.html.show import address, code, count, english, name, page_of, sourced
from scanner.reports.html.speak import say
from scanner.reports.html.tables import Cell, Head, Many, capped_table, row, table
from scanner.reports.looked import bytes_in_broken
from scanner.reports.words import findings, frame
from scanner.reports.words.languages import Words
from scanner.types.report import CorpusReport, Coverage, Fault

_HEADS = (Head(frame.WHAT), Head(frame.HOW_MUCH, "number"))


def render_coverage(corpus: CorpusReport) -> Node:
    """Return the part on a whole corpus, with what could not be read of each shard."""
    file = "corpus.json"
    states: dict[str, int] = {}
    for summary in corpus.shards.values():
        states[summary.status] = states.get(summary.status, 0) + 1
    told = join(
        (join([f"{states[status]:,} ", say(words)]) for status, words in frame.STATUS.items() if status in states), ", "
    )
    shards = row(_HEADS, (say(findings.SHARDS), told))
    return section(
        "read",
        findings.COVERAGE,
        table(
            findings.COVERAGE,
            _HEADS,
            [shards, *_rows(corpus.totals.coverage, file, bytes_in_broken(corpus))],
            hide_caption=True,
        ),
        _faults(corpus, file),
    )


def _rows(read: Coverage, file: str, broken: int) -> Iterator[Node]:
    """Yield what was read, and why the rest was not; `broken` are bytes of shards that were not read whole."""
    bytes_told = say(
        frame.OF, n=_of(read.bytes_read, file, "bytes_read"), total=_of(read.bytes_total, file, "bytes_total")
    )
    rows: list[tuple[Child, Child | Cell]] = [
        (say(findings.BYTES), say(findings.BYTES_BROKEN, told=bytes_told, n=broken) if broken else bytes_told),
        *(
            (say(words), _of(number, file, key))
            for words, number, key in (
                (findings.RECORDS, read.records, "records"),
                (findings.DOCUMENTS, read.documents, "documents"),
                (findings.CHARACTERS, read.characters, "characters"),
                (findings.SITE_FILES, read.site_files, "site_files"),
            )
        ),
        *_reasons(findings.SKIPPED, read.skipped, file, "skipped"),
        *_reasons(findings.FAILED, read.failed, file, "failed"),
        (say(findings.CLIPPED), _of(read.clipped, file, "clipped")),
        (say(findings.LOST), _of(read.lost_records, file, "lost_records")),
    ]
    for cells in rows:
        yield row(_HEADS, cells)


def _of(number: int, file: str, *keys: str) -> Node:
    return count(number, file, "totals", "coverage", *keys)


def _reasons(words: Words, counts: Mapping[str, int], file: str, key: str) -> Iterator[tuple[Child, Child]]:
    for reason, number in sorted(counts.items()):
        yield say(words, reason=findings.REASONS.get(reason, Words(reason, reason))), _of(number, file, key, reason)


def reason_of(reason: str) -> Node:
    """Return why something was skipped or failed."""
    words = findings.REASONS.get(reason)
    return code(reason) if words is None else say(words)


def linked_shard(shard_id: str) -> Node:
    """Return the name of a shard, linked from the index to its page."""
    target = address(page_of(shard_id))
    return name(shard_id) if target is None else el("a", {"href": target, "data-page": ""}, name(shard_id))


def _faults(corpus: CorpusReport, file: str) -> Node:
    heads = (Head(findings.SHARD), Head(findings.RECORD), Head(findings.FAULT), Head(frame.WHY))

    def rows() -> Iterator[Node]:
        for shard_id, summary in corpus.shards.items():
            for at, fault in enumerate(summary.faults):
                reason = sourced(reason_of(fault.reason), file, "shards", shard_id, "faults", at)
                yield row(heads, (linked_shard(shard_id), *fault_cells(fault, reason)))

    total = sum(len(summary.faults) for summary in corpus.shards.values())
    return capped_table(findings.FAULTS, heads, Many(total, rows()))


def fault_cells(fault: Fault, reason: Node) -> tuple[Node, Node, Node]:
    """Return which record, what is wrong with it, and the reader's own words."""
    record = say(findings.WHOLE) if fault.record is None else name(fault.record)
    return record, reason, english(fault.detail)


def render_shard_faults(faults: Sequence[Fault], file: str) -> Node:
    """Return what could not be read of one shard."""
    heads = (Head(findings.RECORD), Head(findings.FAULT), Head(frame.WHY))
    rows = [
        row(heads, fault_cells(fault, sourced(reason_of(fault.reason), file, "shard", "faults", at)))
        for at, fault in enumerate(faults)
    ]
    return capped_table(findings.FAULTS, heads, rows, 100, file)
