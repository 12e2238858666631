"""Arrow record batch → rows as Python data, enormous cells clipped before they are copied."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pyarrow as pa


class Cells(NamedTuple):
    """One row."""

    row: dict[str, Any]
    clipped: bool = False
    """Whether a cell was longer than the bound."""


def rows_of(batch: Any, max_bytes: int) -> Iterator[Cells | None]:
    """Yield the rows of a batch; None stands for a row with text that is not UTF-8 where it cannot be mended."""
    batch = _in_microseconds(batch)
    if batch.nbytes <= max_bytes:
        try:
            rows = batch.to_pylist()
        except (ValueError, OverflowError):
            pass  # text that is not UTF-8, or a date that cannot be: looked at cell by cell
        else:
            yield from map(Cells, rows)
            return
    for number in range(batch.num_rows):
        yield _row(batch, number, max_bytes)


def _in_microseconds(batch: Any) -> Any:
    """Return the batch with nanoseconds cut off: Python's times have none."""
    for place, field in enumerate(batch.schema):
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
            shorter = batch.column(place).cast(pa.timestamp("us", field.type.tz), safe=False)
            batch = batch.set_column(place, field.name, shorter)
    return batch


def _row(batch: Any, number: int, max_bytes: int) -> Cells | None:
    row: dict[str, Any] = {}
    clipped = False
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        scalar = column[number]
        if _is_flat_text(scalar.type) and scalar.is_valid:
            buffer = scalar.as_buffer()
            clipped = clipped or buffer.size > max_bytes
            row[name] = _text(buffer.slice(0, min(buffer.size, max_bytes)).to_pybytes(), scalar.type)
            continue
        try:
            row[name] = scalar.as_py()
        except UnicodeDecodeError:
            return None
        except (ValueError, OverflowError):
            row[name] = None  # a date that cannot be
    return Cells(row, clipped)


def _is_flat_text(kind: Any) -> bool:
    types = pa.types
    return bool(
        types.is_string(kind) or types.is_large_string(kind) or types.is_binary(kind) or types.is_large_binary(kind)
    )


def _text(data: bytes, kind: Any) -> str | bytes:
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return data
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        # Clipped inside a character, or not UTF-8.
        at_end = error.reason == "unexpected end of data"
        return data.decode("utf-8", "ignore" if at_end else "replace")
