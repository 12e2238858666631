"""Corpus report → the part of the summary on duplicates: how much, of what kind, where."""

from collections.abc import Iterator, Mapping

from scanner.reports.markup import escape, table
from scanner.types.duplicates import DuplicateClusters, GroupCopies
from scanner.types.report import CorpusReport

_ROWS = 15


def render_duplicates(corpus: CorpusReport) -> str:
    """Return the part as Markdown; empty where documents were not compared."""
    found = corpus.duplicates
    return "" if found is None else "\n".join(("## Duplicates\n", *_parts(found)))


def _parts(found: DuplicateClusters) -> Iterator[str]:
    yield (
        f"{found.clusters:,} clusters hold {found.documents:,} documents; {found.redundant_documents:,} of them are "
        f"copies of the one kept; the largest cluster holds {found.largest:,}. Which one is kept of each: "
        "`duplicates.parquet`.\n"
    )
    if found.clusters:
        yield (
            f"A document counts as a copy from an estimated similarity of {found.least_similarity:.3f} on, the bound "
            "less what estimates scatter; pages of one template that differ in few words are such copies, too.\n"
        )
    if found.capped_buckets:
        yield f"{found.capped_buckets:,} groups of candidates were too large to compare every pair.\n"
    if found.compared.documents:
        yield table(("What", "How much", "Share"), tuple(_kinds(found)))
    yield from _groups("Host", found.hosts)
    yield from _groups("Language", found.languages)
    yield from _repeated(found)
    yield from _joined(found)
    yield from _s_curve(found.chance_compared)


def _kinds(found: DuplicateClusters) -> Iterator[tuple[str, str, str]]:
    whole, part, exact, again = found.compared, found.redundant, found.exact, found.recaptures
    near = part.documents - exact.redundant_documents
    for title, count, total in (
        ("Redundant documents", part.documents, whole.documents),
        ("exact copies of another", exact.redundant_documents, whole.documents),
        ("near copies only", near, whole.documents),
        ("Tokens in redundant documents", part.tokens, whole.tokens),
        ("Characters in redundant documents", part.characters, whole.characters),
        ("Bytes of text (UTF-8) in redundant documents", part.bytes, whole.bytes),
        ("Exact copies that are no repeated capture of a URL", exact.elsewhere, whole.documents),
        ("Repeated captures of a URL with the same text", again.same_text, whole.documents),
        ("Repeated captures of a URL with another text", again.changed_text, whole.documents),
    ):
        yield title, f"{count:,}", f"{count / total:.1%}" if total else "0"


def _groups(title: str, groups: Mapping[str, GroupCopies]) -> Iterator[str]:
    ranked = sorted(groups.items(), key=lambda entry: (-entry[1].redundant_documents, entry[0]))
    rows = [
        (escape(name), f"{group.documents:,}", f"{group.redundant_documents:,}", f"{group.redundant_tokens:,}")
        for name, group in ranked[:_ROWS]
        if group.redundant_documents
    ]
    if rows:
        yield table((title, "Documents in clusters", "Redundant", "Tokens in these"), rows)


def _repeated(found: DuplicateClusters) -> Iterator[str]:
    repeated = found.repeated
    if repeated is None or not repeated.paragraphs:
        return
    share = repeated.redundant_characters / max(1, repeated.characters)
    yield (
        f"Beside copies of whole documents, {repeated.paragraphs:,} paragraphs are there more than once, "
        f"{repeated.occurrences:,} times in all; {share:.1%} of the remaining text could be left out.\n"
    )
    ranked = sorted(repeated.hosts.items(), key=lambda entry: (-entry[1], entry[0]))
    yield table(("Host", "Repeated paragraphs"), [(escape(name), f"{count:,}") for name, count in ranked[:_ROWS]])


def _joined(found: DuplicateClusters) -> Iterator[str]:
    ranked = sorted(found.memorised.items(), key=lambda entry: (-entry[1].copies, entry[0]))
    rows = [
        (rule, f"{each.clusters:,}", f"{each.values:,}", f"{each.copies:,}", f"{each.most_copies:,}")
        for rule, each in ranked[:_ROWS]
    ]
    if rows:
        yield "Personal information and secrets that a model would read again and again:\n"
        yield table(("Rule", "Clusters", "Values", "Copies", "Most of one value"), rows)
    conflicts = found.conflicts
    if conflicts is not None and conflicts.clusters:
        yield (
            f"{conflicts.clusters:,} clusters, with {conflicts.documents:,} documents, hold copies with different "
            f"rights: licences differ in {conflicts.licences_differ:,}, only some copies are reserved in "
            f"{conflicts.reserved_in_part:,}. `duplicates.parquet` marks the strictest copy.\n"
        )


def _s_curve(chances: Mapping[str, float]) -> Iterator[str]:
    """Yield how likely a pair was compared: what was compared is then judged by the whole signature."""
    if chances:
        cells = tuple(f"{chance:.2%}" for chance in chances.values())
        yield "Chance that a pair of documents was compared, by its similarity:\n"
        yield table(tuple(chances), [cells])
