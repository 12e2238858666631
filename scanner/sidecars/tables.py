"""Findings, pages and site files of one shard ↔ Parquet files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from scanner.sidecars.layout import put_in_place
from scanner.types.document import SiteFile

FINDINGS = pa.schema(
    [
        ("document", pa.string()),
        ("field", pa.string()),
        ("rule", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("confidence", pa.float64()),
        ("value_tag", pa.string()),
    ]
)
PAGES = pa.schema(
    [
        ("document", pa.string()),
        ("url", pa.string()),
        ("host", pa.string()),
        ("language", pa.string()),
        ("characters", pa.int64()),
        ("bytes", pa.int64()),
        ("fetched_at", pa.timestamp("us", tz="UTC")),
        ("tdm_reservation", pa.int8()),
        ("said", pa.list_(pa.string())),
        ("not_observed", pa.list_(pa.string())),
    ]
)
SITES = pa.schema(
    [
        ("kind", pa.string()),
        ("record", pa.string()),
        ("authority", pa.string()),
        ("status", pa.int32()),
        ("content_type", pa.string()),
        ("body", pa.binary()),
        ("fetched_at", pa.timestamp("us", tz="UTC")),
        ("location", pa.string()),
        ("whole", pa.bool_()),
    ]
)


@dataclass(slots=True)
class TableWriter:
    """Writes rows in blocks to a Parquet file that appears under its name only when whole."""

    path: Path
    schema: pa.Schema
    rows_per_block: int = 20_000
    partial: Path | None = None
    """Where it is written until it is whole; none: beside its place, by a name that is the same in every process."""
    _columns: list[list[Any]] = field(default_factory=list)
    _held: list[pa.Table] = field(default_factory=list)
    _writer: Any = None

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(self._partial, self.schema, compression="zstd")
        self._columns = [[] for _ in self.schema]
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if kind is None:
                self._flush()
            self._writer.close()
            if kind is None:
                put_in_place(self._partial, self.path)
        finally:
            self._partial.unlink(missing_ok=True)

    def add(self, *row: Any) -> None:
        """Add one row, values in the schema's order."""
        for column, value in zip(self._columns, row, strict=True):
            column.append(value)
        if len(self._columns[0]) >= self.rows_per_block:
            self._flush()

    def add_table(self, table: pa.Table) -> None:
        """Add rows that are a table of the schema already."""
        self._flush()
        self._writer.write_table(table)

    def add_rows(self, rows: pa.Table) -> None:
        """Add rows that were written before, in blocks as long as those of rows that are added one by one."""
        self._held.append(rows.cast(self.schema))
        while sum(map(len, self._held)) >= self.rows_per_block:
            held = pa.concat_tables(self._held).combine_chunks()
            self._writer.write_table(held.slice(0, self.rows_per_block))
            self._held = [held.slice(self.rows_per_block)]

    def tell(self, metadata: Mapping[bytes, bytes]) -> None:
        """Add to the file's metadata what is known once its rows are."""
        self._writer.add_key_value_metadata(dict(metadata))

    def _flush(self) -> None:
        if self._columns[0]:
            arrays = [pa.array(column, kind.type) for column, kind in zip(self._columns, self.schema, strict=True)]
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
            self._columns = [[] for _ in self.schema]
        if any(map(len, self._held)):
            self._writer.write_table(pa.concat_tables(self._held).combine_chunks())
        self._held.clear()

    @property
    def _partial(self) -> Path:
        return self.partial or self.path.with_name(self.path.name + ".partial")


def keep_site_file(table: TableWriter, file: SiteFile) -> None:
    """Add a capture to a table of `SITES`."""
    table.add(
        file.kind.value,
        file.record,
        file.authority,
        file.status,
        file.content_type,
        file.body,
        file.fetched_at,
        file.location,
        file.whole,
    )


def read_rows(path: Path, columns: Sequence[str] | None = None) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a Parquet file as mappings, block by block."""
    for table in read_tables(path, columns):
        yield from table.to_pylist()


def read_blocks(path: Path) -> Iterator[pa.Table]:
    """Yield a Parquet file's rows in the blocks in which they were written."""
    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            yield file.read_row_group(number)


def read_tables(path: Path, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """Yield a Parquet file's rows in tables of bounded size."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=20_000, columns=columns):
            yield pa.Table.from_batches([batch])
