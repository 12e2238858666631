"""Signatures of all shards → near-duplicate documents by shard, and what they come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scanner.dedup.clusters import Clusters, find_clusters
from scanner.pipeline.plan import ScanPlan
from scanner.sidecars.layout import Layout
from scanner.sidecars.tables import read_tables
from scanner.types.finding import DOCUMENT_FIELD, Finding
from scanner.types.report import DuplicateClusters


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Near-duplicate documents by shard, and what they come to."""

    findings: Mapping[str, Mapping[str, tuple[Finding, ...]]]
    """Shard id → document id → one finding per rule, for every document of a cluster but its first."""
    summary: DuplicateClusters
    """Of the rule with the lowest bound."""


def find_duplicates(plan: ScanPlan, shard_ids: Sequence[str]) -> Duplicates:
    """Compare every document with every other; the order of shards and rows decides which one is the first.

    Holds all signatures in memory: 512 bytes a document at 128 permutations.
    """
    layout = Layout(plan.out)
    owners: list[tuple[str, str]] = []
    blocks: list[np.ndarray[Any, np.dtype[np.uint32]]] = []
    counts: list[np.ndarray[Any, np.dtype[np.uint32]]] = []
    for shard_id in shard_ids:
        for table in read_tables(layout.first_signatures(shard_id)):
            owners.extend((shard_id, document) for document in table.column("document").to_pylist())
            rows = b"".join(table.column("signature").to_pylist())
            blocks.append(np.frombuffer(rows, dtype="<u4").reshape(table.num_rows, -1).astype(np.uint32))
            counts.append(table.column("tokens").to_numpy().astype(np.uint32))
    if not owners:
        return Duplicates({}, DuplicateClusters(0, 0, 0, 0, 0))
    signatures, tokens = np.vstack(blocks), np.concatenate(counts)
    found: dict[str, dict[str, tuple[Finding, ...]]] = {}
    summary = DuplicateClusters(0, 0, 0, 0, 0)
    for rule_id, bound in sorted(plan.duplicate_bounds.items(), key=lambda entry: -entry[1]):
        clusters = find_clusters(signatures, tokens, bound)
        summary = _summary(clusters)
        for members in clusters.members:
            for row in members[1:]:
                shard_id, document = owners[row]
                similarity = round(clusters.similarity[row], 4)
                finding = Finding(rule_id, document, DOCUMENT_FIELD, 0, 0, similarity)
                known = found.setdefault(shard_id, {})
                known[document] = (*known.get(document, ()), finding)
    return Duplicates(found, summary)


def _summary(clusters: Clusters) -> DuplicateClusters:
    sizes = [len(members) for members in clusters.members]
    held = sum(sizes)
    return DuplicateClusters(len(sizes), held, held - len(sizes), max(sizes, default=0), clusters.capped_buckets)
