"""Two finished runs → which documents of the one have a near-duplicate in the other; no text of either is needed."""

import math
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa

from scanner.dedup.across import Best, Matched, match_rows, prefer_equal
from scanner.dedup.bands import bands_for
from scanner.dedup.links import least_agreement
from scanner.dedup.runs import Runs, RunWriter
from scanner.errors import OutputError
from scanner.pipeline.comparison_files import WORK
from scanner.pipeline.kept_run import Digests, KeptRun, Rows, open_run
from scanner.sidecars.tables import TableWriter
from scanner.types.comparison import COMPARISON_SCHEMA, ComparedRun, Comparison

MATCHES = pa.schema(
    [
        ("shard", pa.string()),
        ("document", pa.string()),
        ("similarity", pa.float64()),
        ("exact", pa.bool_()),
        ("found_shard", pa.string()),
        ("found_document", pa.string()),
    ]
)
"""Documents of the reference that were found, each with its best counterpart in the corpus."""
_SHOWN = (0.5, 0.6, 0.7, 0.8, 0.9)
_ROUNDING = 1e-9


def compare_runs(out: Path, reference: Path, folder: Path, min_similarity: float) -> Comparison:
    """Write `matches.parquet` into a folder and return what it comes to.

    Signatures lie on disk; memory grows with the documents found, beside two bytes a document. Raises `OutputError`
    for a folder that holds no finished run with signatures, and for signatures that must not be compared.
    """
    corpus, own = open_run(out), open_run(reference)
    if corpus.made_by != own.made_by:
        raise OutputError(
            f"{out}: holds signatures made by {corpus.made_by}; they cannot be compared with those of {reference}, "
            f"made by {own.made_by}; scan one of them again with the other's options"
        )
    border = int(own.offsets[-1])
    with TemporaryDirectory(dir=folder, prefix=WORK) as work:
        matched = match_rows(_written(own, corpus, Path(work), min_similarity), border, min_similarity)
    sides = _Sides(own, corpus, border)
    with TableWriter(folder / "matches.parquet", MATCHES) as table:
        exact = _keep_matches(sides, prefer_equal(matched, own.permutations, sides.contents), table)
    return _comparison(sides, matched, exact, min_similarity)


@dataclass(frozen=True, slots=True)
class _Sides:
    reference: KeptRun
    corpus: KeptRun
    border: int
    """First row of the corpus."""

    def contents(self, rows: Rows) -> Digests:
        """Return digests of the texts of rows, ascending, of both sides."""
        at = int(np.searchsorted(rows, self.border))
        own, others = self.reference.contents_at(rows[:at]), self.corpus.contents_at(rows[at:] - self.border)
        return np.concatenate((own, others))


def _written(first: KeptRun, second: KeptRun, work: Path, min_similarity: float) -> Runs:
    writer = RunWriter(work, first.permutations, (bands_for(min_similarity, first.permutations),))
    for run in (first, second):
        for signatures in run.blocks():
            writer.add(signatures, np.ones(len(signatures), dtype=bool))
    return writer.close()


def _keep_matches(sides: _Sides, best: Best, matches: TableWriter) -> int:
    """Write the documents found; return how many of them have the very same text."""
    partners = np.unique(best.partners)
    found = _partners(sides.corpus, partners - sides.border)
    at = exact = 0
    for shard_id, table in sides.reference.documents_at(best.rows):
        part = slice(at, at + len(table))
        others = found.take(np.searchsorted(partners, best.partners[part])).to_pylist()
        for row, other, count in zip(table.to_pylist(), others, best.agreements[part].tolist(), strict=True):
            is_exact = row["content"] == other["content"]
            exact += is_exact
            similarity = round(count / sides.reference.permutations, 4)
            matches.add(shard_id, row["document"], similarity, is_exact, other["shard"], other["document"])
        at += len(table)
    return exact


def _partners(run: KeptRun, rows: Rows) -> pa.Table:
    """Return shard, document and content of rows."""
    parts = [
        table.append_column("shard", pa.array([shard_id] * len(table)).dictionary_encode())
        for shard_id, table in run.documents_at(rows)
    ]
    return pa.concat_tables(parts).unify_dictionaries().combine_chunks() if parts else pa.table({})


def _comparison(sides: _Sides, matched: Matched, exact: int, min_similarity: float) -> Comparison:
    permutations = sides.reference.permutations
    # An estimate is a count of equal values; what reaches the bound must not depend on how 0.8 is stored.
    at_bound = math.ceil(permutations * min_similarity - _ROUNDING)
    reference = _compared(sides.reference, matched.first, 0, at_bound)
    corpus = _compared(sides.corpus, matched.second, sides.border, at_bound)
    bands = bands_for(min_similarity, permutations)
    return Comparison(
        schema=COMPARISON_SCHEMA,
        signatures=sides.reference.made_by,
        min_similarity=min_similarity,
        min_estimate=round(least_agreement(min_similarity, permutations) / permutations, 4),
        share_found=reference.found / reference.compared,
        exact_found=exact,
        corpus=corpus,
        reference=reference,
        capped_buckets=matched.capped_buckets,
        chance_compared={f"{similarity:.1f}": round(bands.chance_found(similarity), 4) for similarity in _SHOWN},
    )


def _compared(run: KeptRun, best: Best, border: int, at_bound: int) -> ComparedRun:
    upto = np.searchsorted(best.rows - border, run.offsets)
    by_shard = zip(run.shard_ids, np.diff(upto).tolist(), strict=True)
    return ComparedRun(
        manifest=run.manifest,
        documents=run.documents,
        compared=int(run.offsets[-1]),
        found=len(best.rows),
        found_at_bound=int((best.agreements >= at_bound).sum()),
        unread_shards=run.unread_shards,
        lost_records=run.lost_records,
        found_by_shard={shard_id: count for shard_id, count in by_shard if count},
    )
