"""A saved run → a row a shard, for `shards.csv` and `shards.parquet`."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from scanner.reports.looked import was_looked_for
from scanner.reports.markup import printable
from scanner.reports.reader import content_of
from scanner.types.report import ShardReport, ShardSummary
from scanner.types.saved_run import SavedRun

SEVERITIES: Final = ("critical", "high", "medium", "low", "info")
_FORMULA: Final = re.compile("[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]")
"""What a spreadsheet may take for the beginning of a formula, full-width forms included."""
_ROWS_A_BLOCK: Final = 20_000
_WRITTEN: Final = {int: pa.int64(), str: pa.string()}


@dataclass(frozen=True, slots=True)
class ShardRow:
    """A shard in cells, and what each rule found in it."""

    cells: tuple[int | str | None, ...]
    """None: not looked for."""
    rules: tuple[tuple[str, int], ...]
    """Rule → findings, of those with any, sorted."""


def columns_of(run: SavedRun) -> tuple[tuple[str, type], ...]:
    """Return names and types of the columns: the same for every run by the same groups of rules."""
    return (
        *(("shard", str), ("state", str), ("format", str), ("bytes", int), ("sha256", str)),
        *(("records", int), ("documents", int), ("skipped", int), ("failed", int), ("lost_records", int)),
        *((f"severity_{word}", int) for word in SEVERITIES),
        *((f"group_{group}", int) for group in _groups(run)),
        *(("estimated", str), ("first_fault", str)),
    )


def row_of(run: SavedRun, groups: Mapping[str, Sequence[str]], report: ShardReport) -> ShardRow:
    """Return the row of a shard; `groups` are ids of rules by their first word.

    Of rules that looked at a sample, as many findings as are estimated.
    """
    rules = tuple(sorted(_findings(report)))
    by_group: dict[str, int | None] = {
        group: 0 if was_looked_for(report.totals.rules, ids, report.totals.coverage.documents) else None
        for group, ids in groups.items()
    }
    for rule, count in rules:
        by_group[_group(rule)] = (by_group[_group(rule)] or 0) + count
    return ShardRow((*_facts(report, run.corpus.shards[report.shard.id]), *by_group.values(), *_ends(report)), rules)


class CsvReader:
    """RFC 4180 in UTF-8, without a byte order mark; a cell that could be a formula begins with `'`."""

    def __init__(self, run: SavedRun) -> None:
        self._run, self._groups = run, _groups(run)
        self._into = io.StringIO(newline="")
        self._writer = csv.writer(self._into, lineterminator="\r\n")
        self._writer.writerow([name for name, _ in columns_of(run)])

    def add(self, report: ShardReport) -> None:
        """Take the next report."""
        cells = row_of(self._run, self._groups, report).cells
        self._writer.writerow([_safe(cell) if isinstance(cell, str) else cell for cell in cells])

    def content(self) -> bytes:
        """Return the file."""
        return self._into.getvalue().encode(errors="replace")


class ParquetReader:
    """The same columns as Parquet, and `rules`, a map from rule id to findings."""

    def __init__(self, run: SavedRun) -> None:
        self._run, self._groups = run, _groups(run)
        fields = [pa.field(name, _WRITTEN[kind], nullable=name.startswith("group_")) for name, kind in columns_of(run)]
        self._schema = pa.schema([*fields, pa.field("rules", pa.map_(pa.string(), pa.int64()), nullable=False)])
        self._into = io.BytesIO()
        self._writer = pq.ParquetWriter(self._into, self._schema, compression="zstd")
        self._block: list[ShardRow] = []

    def add(self, report: ShardReport) -> None:
        """Take the next report."""
        self._block.append(row_of(self._run, self._groups, report))
        if len(self._block) == _ROWS_A_BLOCK:
            self._flush()

    def content(self) -> bytes:
        """Return the file."""
        self._flush()
        self._writer.close()
        return self._into.getvalue()

    def _flush(self) -> None:
        if self._block:
            self._writer.write_table(_table(self._block, self._schema))
            self._block = []


def render_csv(run: SavedRun) -> bytes:
    """Return the rows of a run as CSV."""
    return content_of(run, CsvReader(run))


def render_parquet(run: SavedRun) -> bytes:
    """Return the rows of a run as Parquet."""
    return content_of(run, ParquetReader(run))


def _table(block: Sequence[ShardRow], schema: pa.Schema) -> pa.Table:
    cells: list[Any] = [list(column) for column in zip(*(row.cells for row in block), strict=True)]
    columns = [*cells, [list(row.rules) for row in block]]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _facts(report: ShardReport, summary: ShardSummary) -> tuple[int | str, ...]:
    shard, read = report.shard, report.totals.coverage
    return (
        *(printable(shard.id), shard.status, shard.format.value, shard.bytes, shard.sha256),
        *(read.records, read.documents, sum(read.skipped.values()), sum(read.failed.values()), read.lost_records),
        *(summary.findings.get(word, 0) for word in SEVERITIES),
    )


def _ends(report: ShardReport) -> tuple[str, str]:
    estimated = sorted(rule for rule, estimate in report.estimates.items() if estimate.is_of_a_part)
    fault = next(iter(report.shard.faults), None)
    return " ".join(estimated), "" if fault is None else printable(f"{fault.reason}: {fault.detail}")


def _findings(report: ShardReport) -> Iterator[tuple[str, int]]:
    for rule, tally in report.totals.rules.items():
        estimate = report.estimates.get(rule)
        sampled = estimate is not None and estimate.is_of_a_part
        count = round(estimate.findings) if estimate is not None and sampled else tally.findings
        if count:
            yield rule, count


def _groups(run: SavedRun) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for card in sorted(run.catalogue.rules, key=lambda card: _group(card.id)):
        groups.setdefault(_group(card.id), []).append(card.id)
    return groups


def _group(rule: str) -> str:
    return rule.partition(".")[0]


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
