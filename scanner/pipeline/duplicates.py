"""Signatures of all shards → copies of each shard on disk, and what they come to."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

import numpy as np

from scanner.dedup.bands import bands_for
from scanner.dedup.kept import exact_copies, keep_earliest
from scanner.dedup.links import least_agreement
from scanner.dedup.merging import Linked, connect_rows
from scanner.dedup.runs import Runs
from scanner.pipeline.copies import CorpusRows, Known, fill_store, known_of
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.repeated import repeated_paragraphs
from scanner.pipeline.signature_runs import corpus_rows, write_runs
from scanner.sidecars.copies import CopyStore
from scanner.sidecars.layout import Layout
from scanner.sidecars.signatures import COPIES
from scanner.sidecars.tables import TableWriter, read_rows, read_tables
from scanner.types.duplicates import DuplicateClusters, ExactCopies
from scanner.types.finding import DOCUMENT_FIELD, Finding
from scanner.types.run import Engine
from scanner.types.spread import Spread, one_by_one

_SHOWN = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Similarities at which a report says how likely a pair is found."""
_GROUPS_SHOWN = 50
_FEW_DOCUMENTS = 1 << 17
"""Up to so many are compared in this process."""


def _tell_nobody(_: str) -> None:
    """Do nothing."""


def find_duplicates(
    plan: ScanPlan, shard_ids: Sequence[str], engine: Engine | None = None, tell: Callable[[str], None] = _tell_nobody
) -> DuplicateClusters:
    """Compare every document with every other, and leave each shard's copies beside its other sidecars.

    The document of a cluster that is kept is the one captured first, and of several, or where times are not known, the
    first by the order of shards and rows. Signatures lie on disk; memory grows with the documents that have a copy.
    Workers of the engine do what is to be done for each part of them; `tell` is told what they could not do.
    Returns what the lowest bound of all rules found.
    """
    if not shard_ids or not plan.duplicate_rules:
        return DuplicateClusters(0, 0, 0, 0, 0)
    rows, layout = corpus_rows(plan, shard_ids), Layout(plan.out)
    for folder in (layout.runs, layout.captures):
        shutil.rmtree(folder, ignore_errors=True)  # of a run that was killed here, where this one goes on from it
    with _workers(engine, rows, tell) as spread:
        runs = write_runs(plan, rows, spread)
        linked = {bound: connect_rows(runs, bound, spread) for bound in plan.duplicate_bounds}
        copied = np.unique(np.concatenate([each.rows for each in linked.values()]))
        known = known_of(plan, rows, copied, spread)
    widest = linked[plan.duplicate_bounds[-1]]
    exact = exact_copies(widest, known.digests_of(widest.rows))
    exact = keep_earliest(runs, exact, known.moments_of(exact.rows), runs.permutations)
    linked = {bound: _clusters(runs, known, bound, each) for bound, each in linked.items()}
    widest = linked[plan.duplicate_bounds[-1]]
    found = {
        rule_id: exact if match.finds == "exact" else linked[match.min_similarity]
        for rule_id, match in plan.duplicate_rules.items()
        if match.finds in {"near", "exact"}
    }
    for place in range(len(shard_ids)):
        _write_copies(plan, rows, place, found)
    return _summary(plan, runs, rows, known, widest, exact)


def _workers(engine: Engine | None, rows: CorpusRows, tell: Callable[[str], None]) -> AbstractContextManager[Spread]:
    """Return what does tasks: workers take longer to start than a few documents take to be compared."""
    return nullcontext(one_by_one) if engine is None or rows.count < _FEW_DOCUMENTS else engine.spread(tell)


def _clusters(runs: Runs, known: Known, bound: float, linked: Linked) -> Linked:
    return keep_earliest(runs, linked, known.moments_of(linked.rows), least_agreement(bound, runs.permutations))


def copies_of(plan: ScanPlan, shard_id: str) -> dict[str, tuple[Finding, ...]]:
    """Return one finding per rule for every document of a shard that is in a cluster and not the one kept."""
    path = Layout(plan.out).copies(shard_id)
    found: dict[str, tuple[Finding, ...]] = {}
    if path.exists():
        for row in read_rows(path):
            finding = Finding(row["rule"], row["document"], DOCUMENT_FIELD, 0, 0, row["similarity"])
            found[finding.document] = (*found.get(finding.document, ()), finding)
    return found


def _write_copies(plan: ScanPlan, rows: CorpusRows, place: int, found: Mapping[str, Linked]) -> None:
    layout, first, shard_id = Layout(plan.out), int(rows.offsets[place]), rows.shard_ids[place]
    columns: list[tuple[str, Linked, np.ndarray]] = []
    for rule_id, linked in found.items():
        within = rows.within(linked.rows, place)
        columns.append((rule_id, linked, within[linked.firsts[within] != linked.rows[within]]))
    if not any(len(within) for _, _, within in columns):
        return
    with TableWriter(layout.copies(shard_id), COPIES) as copies:
        for table in read_tables(layout.first_signatures(shard_id), ("document",)):
            documents = table.column("document")
            for rule_id, linked, within in columns:
                low, high = np.searchsorted(linked.rows[within], (first, first + len(documents)))
                for at in within[low:high].tolist():
                    document = documents[int(linked.rows[at]) - first].as_py()
                    similarity = round(float(linked.similarity[at]), 4)
                    copies.add(document, rule_id, similarity, *rows.owner_of(int(linked.firsts[at])))
            first += len(documents)


def _summary(
    plan: ScanPlan, runs: Runs, rows: CorpusRows, known: Known, widest: Linked, exact: Linked
) -> DuplicateClusters:
    _, sizes = np.unique(widest.firsts, return_counts=True)
    texts = len(np.unique(exact.firsts))
    bands = bands_for(plan.duplicate_bounds[-1], plan.signature_options.permutations)
    store = CopyStore.create(Layout(plan.out).duplicates_store)
    try:
        fill_store(plan, store, rows, known, widest)
        redundant = store.redundant()
        return DuplicateClusters(
            len(sizes),
            len(widest.rows),
            len(widest.rows) - len(sizes),
            int(sizes.max(initial=0)),
            widest.capped_buckets,
            round(least_agreement(plan.duplicate_bounds[-1], runs.permutations) / runs.permutations, 4),
            {f"{similarity:.1f}": round(bands.chance_found(similarity), 4) for similarity in _SHOWN},
            ExactCopies(
                texts, len(exact.rows), len(exact.rows) - texts, len(exact.rows) - texts - known.recaptures.same_text
            ),
            known.compared,
            redundant,
            known.recaptures,
            store.largest("host", _GROUPS_SHOWN),
            store.largest("language", _GROUPS_SHOWN),
            repeated_paragraphs(plan, rows, widest, known.compared.characters - redundant.characters),
        )
    finally:
        store.close()
