"""Paragraphs of all documents but redundant ones → how much of the text is there more than once, and on which hosts."""

from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from scanner.dedup.merging import Linked
from scanner.dedup.paragraphs import count_repeated
from scanner.dedup.parts import Entries, PartWriter
from scanner.pipeline.copies import CorpusRows
from scanner.pipeline.plan import ScanPlan
from scanner.sidecars.layout import Layout
from scanner.sidecars.tables import read_tables
from scanner.types.duplicates import RepeatedParagraphs

_HOSTS_SHOWN = 50


def repeated_paragraphs(plan: ScanPlan, corpus: CorpusRows, linked: Linked, characters: int) -> RepeatedParagraphs:
    """Count over the corpus; copies of documents are left out, or they would be counted once more.

    `characters` are those of all documents that are looked at.
    """
    layout = Layout(plan.out)
    numbers: dict[str, int] = {}
    redundant = linked.rows[linked.firsts != linked.rows]
    with PartWriter(layout.paragraph_parts) as parts:
        for place, shard_id in enumerate(corpus.shard_ids):
            hosts = _numbered(layout, shard_id, numbers)
            own = redundant[corpus.within(redundant, place)] - corpus.offsets[place]
            is_kept = np.ones(len(hosts), dtype=bool)
            is_kept[own] = False
            for entries in _entries(layout, shard_id, hosts, is_kept):
                parts.add(entries)
    found = count_repeated(layout.paragraph_parts)
    names = list(numbers)
    ranked = sorted(((-count, names[number]) for number, count in found.hosts.items()))[:_HOSTS_SHOWN]
    shown = {name: -negative for negative, name in ranked}
    return RepeatedParagraphs(found.paragraphs, found.occurrences, found.redundant_characters, characters, shown)


def _numbered(layout: Layout, shard_id: str, numbers: dict[str, int]) -> Entries:
    """Return a number for the host of each document, the same in all shards; new hosts get the next ones."""
    found = [np.empty(0, dtype=np.uint64)]
    for table in read_tables(layout.pages(shard_id), ("host",)):
        column = table.column("host").combine_chunks().dictionary_encode()
        own = [numbers.setdefault(host, len(numbers)) for host in column.dictionary.to_pylist()]
        found.append(np.array(own, dtype=np.uint64)[column.indices.to_numpy()])
    return np.concatenate(found)


def _entries(layout: Layout, shard_id: str, hosts: Entries, is_kept: np.ndarray) -> Iterator[Entries]:
    at = 0
    for table in read_tables(layout.paragraphs(shard_id)):
        hashes, lengths = table.column("hashes").combine_chunks(), table.column("characters").combine_chunks()
        documents = np.repeat(np.arange(at, at + len(table)), pc.list_value_length(hashes).to_numpy())
        kept = is_kept[documents]
        columns = (
            hashes.flatten().to_numpy(),
            lengths.flatten().to_numpy().astype(np.uint64),
            hosts[documents],
        )
        yield np.stack(columns, axis=1)[kept]
        at += len(table)
