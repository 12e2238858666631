"""A corpus report → the part of the page on duplicates: how much, of what kind, where."""

from collections.abc import Iterator, Mapping

from scanner.reports.html.charts import bar, curve
from scanner.reports.html.nodes import NOTHING, Child, Node, el, join
from scanner.reports.html.page import section
from scanner.reports.html.show import code, count, name, percent, sourced
from scanner.reports.html.speak import say
from scanner.reports.html.tables import Cell, Head, capped_table, row, table
from scanner.reports.words import duplicates, frame
from scanner.reports.words.languages import Words
from scanner.types.duplicates import DuplicateClusters, GroupCopies
from scanner.types.report import NO_URL, CorpusReport

_FILE = "corpus.json"
_WHERE = "duplicates.parquet"


def render_duplicates(corpus: CorpusReport) -> Node:
    """Return the part."""
    found = corpus.duplicates
    if found is None:
        return section("duplicates", duplicates.DUPLICATES, el("p", None, say(duplicates.NOT_COMPARED)))
    gaps = {
        "clusters": _of(found.clusters, "clusters"),
        "documents": _of(found.documents, "documents"),
        "redundant": _of(found.redundant_documents, "redundant_documents"),
        "largest": _of(found.largest, "largest"),
    }
    bound = say(
        duplicates.BOUND, least=sourced(f"{found.least_similarity:.3f}", _FILE, "duplicates", "least_similarity")
    )
    capped = say(duplicates.CAPPED, n=_of(found.capped_buckets, "capped_buckets"))
    return section(
        "duplicates",
        duplicates.DUPLICATES,
        el("p", None, say(duplicates.TOLD, **gaps, where=el("code", None, _WHERE))),
        el("p", None, bound) if found.clusters else NOTHING,
        el("p", None, capped) if found.capped_buckets else NOTHING,
        _kinds(found) if found.compared.documents else NOTHING,
        el("div", "two", el("div", None, *_left(found)), el("div", None, *_right(found))),
    )


def _of(number: int, *keys: str) -> Node:
    return count(number, _FILE, "duplicates", *keys)


def _kinds(found: DuplicateClusters) -> Node:
    whole, part, exact, again = found.compared, found.redundant, found.exact, found.recaptures
    near = part.documents - exact.redundant_documents
    heads = (
        Head(frame.WHAT),
        Head(frame.PICTURE, "picture"),
        Head(frame.HOW_MUCH, "number"),
        Head(frame.SHARE, "number"),
    )
    told: tuple[tuple[Words, Child, int, int], ...] = (
        (duplicates.REDUNDANT, _of(part.documents, "redundant", "documents"), part.documents, whole.documents),
        (
            duplicates.EXACT,
            _of(exact.redundant_documents, "exact", "redundant_documents"),
            exact.redundant_documents,
            whole.documents,
        ),
        (duplicates.NEAR, f"{near:,}", near, whole.documents),
        (duplicates.TOKENS, _of(part.tokens, "redundant", "tokens"), part.tokens, whole.tokens),
        (duplicates.CHARACTERS, _of(part.characters, "redundant", "characters"), part.characters, whole.characters),
        (duplicates.BYTES, _of(part.bytes, "redundant", "bytes"), part.bytes, whole.bytes),
        (duplicates.ELSEWHERE, _of(exact.elsewhere, "exact", "elsewhere"), exact.elsewhere, whole.documents),
        (duplicates.SAME_TEXT, _of(again.same_text, "recaptures", "same_text"), again.same_text, whole.documents),
        (
            duplicates.OTHER_TEXT,
            _of(again.changed_text, "recaptures", "changed_text"),
            again.changed_text,
            whole.documents,
        ),
    )
    rows = [
        row(heads, (say(words), bar(number, total), Cell(shown, number), percent(number / total) if total else "0"))
        for words, shown, number, total in told
    ]
    return table(duplicates.KINDS, heads, rows)


def _left(found: DuplicateClusters) -> Iterator[Node]:
    yield _groups(duplicates.HOSTS, frame.HOST, found.hosts, "hosts")
    yield _memorised(found)


def _right(found: DuplicateClusters) -> Iterator[Node]:
    yield _groups(duplicates.LANGUAGES, frame.LANGUAGE_HEAD, found.languages, "languages")
    yield _chances(found.chance_compared)
    yield _repeated(found)
    conflicts = found.conflicts
    if conflicts is not None and conflicts.clusters:
        yield el(
            "p",
            None,
            say(
                duplicates.CONFLICTS,
                clusters=_of(conflicts.clusters, "conflicts", "clusters"),
                documents=_of(conflicts.documents, "conflicts", "documents"),
                licences=_of(conflicts.licences_differ, "conflicts", "licences_differ"),
                reserved=_of(conflicts.reserved_in_part, "conflicts", "reserved_in_part"),
                where=el("code", None, _WHERE),
            ),
        )


def _groups(caption: Words, head: Words, groups: Mapping[str, GroupCopies], key: str) -> Node:
    heads = (
        Head(head),
        Head(frame.PICTURE, "picture"),
        Head(duplicates.IN_CLUSTERS, "number"),
        Head(duplicates.REDUNDANT_HEAD, "number"),
        Head(duplicates.TOKENS_HEAD, "number"),
    )
    ranked = sorted(groups.items(), key=lambda entry: (-entry[1].redundant_documents, entry[0]))
    most = max((group.redundant_documents for group in groups.values()), default=0)
    rows = [
        row(
            heads,
            (
                host_of(named),
                bar(group.redundant_documents, most),
                _of(group.documents, key, named, "documents"),
                _of(group.redundant_documents, key, named, "redundant_documents"),
                _of(group.redundant_tokens, key, named, "redundant_tokens"),
            ),
        )
        for named, group in ranked
        if group.redundant_documents
    ]
    return capped_table(caption, heads, rows, 15, _WHERE)


def host_of(host: str) -> Node:
    """Return a host or language; what stands in for documents without a host in words."""
    return say(frame.NO_URL) if host == NO_URL else say(frame.IP_ADDRESS) if host == "(ip address)" else name(host)


def _repeated(found: DuplicateClusters) -> Node:
    repeated = found.repeated
    if repeated is None or not repeated.paragraphs:
        return NOTHING
    told = say(
        duplicates.REPEATED_TOLD,
        paragraphs=_of(repeated.paragraphs, "repeated", "paragraphs"),
        occurrences=_of(repeated.occurrences, "repeated", "occurrences"),
        share=percent(repeated.redundant_characters / max(1, repeated.characters)),
    )
    heads = (Head(frame.HOST), Head(duplicates.REPEATED, "number"))
    ranked = sorted(repeated.hosts.items(), key=lambda entry: (-entry[1], entry[0]))
    rows = [row(heads, (host_of(host), _of(number, "repeated", "hosts", host))) for host, number in ranked]
    return join([el("p", None, told), capped_table(duplicates.REPEATED, heads, rows, 15)])


def _memorised(found: DuplicateClusters) -> Node:
    heads = (
        Head(frame.RULE),
        Head(duplicates.CLUSTERS, "number"),
        Head(duplicates.VALUES, "number"),
        Head(duplicates.COPIES, "number"),
        Head(duplicates.MOST_COPIES, "number"),
    )
    ranked = sorted(found.memorised.items(), key=lambda entry: (-entry[1].copies, entry[0]))
    rows = [
        row(
            heads,
            (
                code(rule),
                _of(each.clusters, "memorised", rule, "clusters"),
                _of(each.values, "memorised", rule, "values"),
                _of(each.copies, "memorised", rule, "copies"),
                _of(each.most_copies, "memorised", rule, "most_copies"),
            ),
        )
        for rule, each in ranked
    ]
    return capped_table(duplicates.MEMORISED, heads, rows, 15)


def _chances(chances: Mapping[str, float]) -> Node:
    if not chances:
        return NOTHING
    heads = (Head(duplicates.SIMILARITY), *(Head(Words(at, at), "number") for at in chances))
    cells = [sourced(f"{chance:.1%}", _FILE, "duplicates", "chance_compared", at) for at, chance in chances.items()]
    points = [(float(at), chance) for at, chance in chances.items()]
    return join([table(duplicates.CHANCE, heads, [row(heads, (say(duplicates.CHANCE_HEAD), *cells))]), curve(points)])
