"""Signatures of all shards → rows and sorted runs in the working folder, each group of shards a task by itself."""

from collections.abc import Sequence

import numpy as np

from scanner.dedup.bands import bands_for
from scanner.dedup.runs import Runs, join_runs
from scanner.pipeline.copies import CorpusRows
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.signature_task import WriteRuns
from scanner.sidecars.layout import Layout
from scanner.sidecars.signatures import count_signatures
from scanner.types.spread import Spread


def corpus_rows(plan: ScanPlan, shard_ids: Sequence[str]) -> CorpusRows:
    """Return where the documents of each shard begin, by what its file says of itself."""
    layout = Layout(plan.out)
    counts = [count_signatures(layout.first_signatures(shard_id)) for shard_id in shard_ids]
    return CorpusRows(tuple(shard_ids), np.cumsum([0, *counts], dtype=np.int64))


def write_runs(plan: ScanPlan, rows: CorpusRows, spread: Spread) -> Runs:
    """Write the runs of all shards; which shards go together does not depend on the number of workers."""
    options, layout = plan.signature_options, Layout(plan.out.absolute())
    layout.runs.mkdir(parents=True, exist_ok=True)
    bands = tuple(dict.fromkeys(bands_for(bound, options.permutations) for bound in plan.duplicate_bounds))
    tasks = [
        WriteRuns(layout.out, rows.shard_ids[part], options, bands, int(rows.offsets[part.start]))
        for part in rows.groups()
    ]
    return join_runs(tuple(spread(tasks)))
