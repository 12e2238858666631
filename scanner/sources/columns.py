"""Schema of a Parquet file → the columns that must be read, and how many rows at a time."""

from typing import Any, NamedTuple

from scanner.sources.field_names import (
    CONTAINERS,
    DATE,
    HEADED_DATE,
    HEADED_URL,
    HEADERS,
    HTML_TEXT,
    LANGUAGE,
    LICENSE,
    MAIN_TEXT,
    OTHER_TEXT,
    URL,
    WRAPPERS,
)
from scanner.sources.options import ReadOptions

_BATCH_BYTES = 2**24
_MOST_ROWS = 2048
_TEXTS = frozenset((*MAIN_TEXT, *OTHER_TEXT, *HTML_TEXT))
_FACTS = frozenset((*URL, *DATE, *LANGUAGE, *LICENSE, *HEADERS, *HEADED_URL, *HEADED_DATE, "id"))
_WRAPPERS = frozenset((*WRAPPERS[1:], *CONTAINERS))


class Plan(NamedTuple):
    """How a file is read."""

    columns: list[str]
    """Paths of leaves as Parquet names them; none: no column can hold text."""
    names: list[str]
    """Every top-level column."""
    rows: int
    """Of all row groups."""
    batch_rows: int


def plan_columns(file: Any, options: ReadOptions) -> Plan:
    """Return which leaves of a `pyarrow.parquet.ParquetFile` hold texts and facts, by their usual or given names."""
    leaves = [file.schema.column(index).path for index in range(len(file.schema))]
    texts = [path for path in leaves if _is_text(path, options.text_fields)]
    names = list(dict.fromkeys(field.name for field in file.schema_arrow))
    groups = [file.metadata.row_group(index) for index in range(file.metadata.num_row_groups)]
    rows = sum(group.num_rows for group in groups)
    if not texts:
        return Plan([], names, rows, _MOST_ROWS)
    given = [options.url_field, options.license_field, options.date_field, options.language_field]
    facts = [path for path in leaves if _is_fact(path, [name for name in given if name])]
    columns = list(dict.fromkeys((*texts, *facts)))
    return Plan(columns, names, rows, _batch_rows(groups, rows))


def _is_text(path: str, named: tuple[str, ...]) -> bool:
    if named:
        return any(_below(path, name) for name in named)
    first, _, rest = path.partition(".")
    return path in _TEXTS or first in _TEXTS or (first in _WRAPPERS and rest.partition(".")[0] in _TEXTS)


def _is_fact(path: str, given: list[str]) -> bool:
    first, _, rest = path.partition(".")
    if path in _FACTS or first in _FACTS or any(_below(path, name) for name in given):
        return True
    # A wrapper without parts may hold JSON as text.
    return first in _WRAPPERS and (not rest or rest.partition(".")[0] in _FACTS)


def _below(path: str, name: str) -> bool:
    return path == name or path.startswith(f"{name}.")


def _batch_rows(groups: list[Any], rows: int) -> int:
    """Return how many rows take about `_BATCH_BYTES`, by what the footer says.

    Counted over all columns: asking a damaged footer about single ones can end the process.
    """
    size = sum(group.total_byte_size for group in groups)
    return max(1, min(_MOST_ROWS, _BATCH_BYTES * rows // size)) if size > 0 else _MOST_ROWS
