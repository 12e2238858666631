"""Signatures of all shards → near-duplicates of each shard on disk, and what they come to."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from scanner.dedup.bands import bands_for
from scanner.dedup.merging import Linked, link_rows
from scanner.dedup.runs import Runs, RunWriter
from scanner.pipeline.plan import ScanPlan
from scanner.sidecars.layout import Layout
from scanner.sidecars.signatures import COPIES, read_signatures
from scanner.sidecars.tables import TableWriter, read_rows, read_tables
from scanner.types.finding import DOCUMENT_FIELD, Finding
from scanner.types.report import DuplicateClusters

_SHOWN = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Similarities at which a report says how likely a pair is found."""

Offsets = npt.NDArray[np.int64]


def find_duplicates(plan: ScanPlan, shard_ids: Sequence[str]) -> DuplicateClusters:
    """Compare every document with every other, and leave each shard's near-duplicates beside its other sidecars.

    The order of shards and rows decides which document of a cluster is the first. Signatures lie on disk; memory grows
    with the documents that have a near-duplicate. Returns what the rule with the lowest bound found.
    """
    summary = DuplicateClusters(0, 0, 0, 0, 0)
    if not shard_ids or not plan.duplicate_bounds:
        return summary
    runs, offsets = _write_runs(plan, shard_ids)
    found: list[tuple[str, Linked]] = []
    for rule_id, bound in sorted(plan.duplicate_bounds.items(), key=lambda entry: -entry[1]):
        linked = link_rows(runs, bound)
        found.append((rule_id, linked))
        summary = _summary(linked, bound, plan.signature_options.permutations)
    for place in range(len(shard_ids)):
        _write_copies(plan, shard_ids, offsets, place, found)
    return summary


def copies_of(plan: ScanPlan, shard_id: str) -> dict[str, tuple[Finding, ...]]:
    """Return one finding per rule for every document of a shard that is in a cluster and not its first."""
    path = Layout(plan.out).copies(shard_id)
    found: dict[str, tuple[Finding, ...]] = {}
    if path.exists():
        for row in read_rows(path):
            finding = Finding(row["rule"], row["document"], DOCUMENT_FIELD, 0, 0, row["similarity"])
            found[finding.document] = (*found.get(finding.document, ()), finding)
    return found


def _write_runs(plan: ScanPlan, shard_ids: Sequence[str]) -> tuple[Runs, Offsets]:
    """Return the runs, and the first row of each shard."""
    layout, options = Layout(plan.out), plan.signature_options
    cuts = dict.fromkeys(bands_for(bound, options.permutations) for bound in plan.duplicate_bounds.values())
    writer = RunWriter(layout.runs, options.permutations, tuple(cuts))
    offsets = np.zeros(len(shard_ids) + 1, dtype=np.int64)
    for place, shard_id in enumerate(shard_ids):
        rows = 0
        for block in read_signatures(layout.first_signatures(shard_id), options.as_text()):
            writer.add(block.signatures, block.tokens > 0)
            rows += len(block.tokens)
        offsets[place + 1] = offsets[place] + rows
    return writer.close(), offsets


def _write_copies(
    plan: ScanPlan, shard_ids: Sequence[str], offsets: Offsets, place: int, found: Sequence[tuple[str, Linked]]
) -> None:
    layout, first = Layout(plan.out), int(offsets[place])
    columns: list[tuple[str, Linked, Offsets]] = []
    for rule_id, linked in found:
        within = np.arange(*np.searchsorted(linked.rows, offsets[place : place + 2]))
        columns.append((rule_id, linked, within[linked.firsts[within] != linked.rows[within]]))
    if not any(len(within) for _, _, within in columns):
        return
    with TableWriter(layout.copies(shard_ids[place]), COPIES) as copies:
        for table in read_tables(layout.first_signatures(shard_ids[place]), ("document",)):
            documents = table.column("document")
            for rule_id, linked, within in columns:
                low, high = np.searchsorted(linked.rows[within], (first, first + len(documents)))
                for at in within[low:high].tolist():
                    original = int(linked.firsts[at])
                    owner = int(np.searchsorted(offsets, original, "right")) - 1
                    document = documents[int(linked.rows[at]) - first].as_py()
                    similarity = round(float(linked.similarity[at]), 4)
                    copies.add(document, rule_id, similarity, shard_ids[owner], original - int(offsets[owner]))
            first += len(documents)


def _summary(linked: Linked, bound: float, permutations: int) -> DuplicateClusters:
    _, sizes = np.unique(linked.firsts, return_counts=True)
    held = len(linked.rows)
    bands = bands_for(bound, permutations)
    return DuplicateClusters(
        len(sizes),
        held,
        held - len(sizes),
        int(sizes.max(initial=0)),
        linked.capped_buckets,
        {f"{similarity:.1f}": round(bands.chance_found(similarity), 4) for similarity in _SHOWN},
    )
