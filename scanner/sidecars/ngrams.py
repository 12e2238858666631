"""N-grams of items ↔ a Parquet file that says how they were made: hashes, and no text."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from scanner.errors import OutputError
from scanner.sidecars.tables import read_tables

_MADE_BY: Final = b"corpus-scanner.ngrams"
_READING: Final = 1
"""Raised whenever text is read into other tokens or hashes: an index of before then finds nothing."""


@dataclass(frozen=True, slots=True)
class NgramFile:
    """How an index was made."""

    ngram: int
    """Tokens an n-gram."""
    min_tokens: int
    """Items of fewer tokens have no n-grams."""


@dataclass(frozen=True, slots=True)
class ItemBlock:
    """Items as columns."""

    table: pa.Table
    """`shard`, `document`, `tokens`."""
    hashes: npt.NDArray[np.uint64]
    """N-grams of one item after those of another, each item's ascending."""
    sizes: npt.NDArray[np.int64]
    """How many each has."""


def index_schema(made: NgramFile) -> pa.Schema:
    """Return the schema of an index; what it was made by travels in the file's metadata."""
    columns = [
        ("shard", pa.string()),
        ("document", pa.string()),
        ("tokens", pa.int64()),
        ("ngrams", pa.list_(pa.uint64())),
    ]
    content = {"reading": _READING, "ngram": made.ngram, "min_tokens": made.min_tokens}
    return pa.schema(columns, metadata={_MADE_BY: orjson.dumps(content, option=orjson.OPT_SORT_KEYS)})


def read_made(path: Path) -> NgramFile:
    """Return how an index was made; raises `OutputError` for a file that is none, or one of another reading."""
    try:
        metadata = pq.read_schema(path).metadata or {}
    except pa.ArrowInvalid:
        metadata = {}
    if _MADE_BY not in metadata:
        raise OutputError(f"{path}: not an index; make one with: corpus-scanner index make PATH --out FILE")
    content = orjson.loads(metadata[_MADE_BY])
    if content["reading"] != _READING:
        raise OutputError(
            f"{path}: an index of reading {content['reading']}; this program reads text by reading {_READING}, so "
            "nothing would be found; make the index again"
        )
    return NgramFile(content["ngram"], content["min_tokens"])


def read_items(path: Path) -> Iterator[ItemBlock]:
    """Yield the items of an index in blocks of bounded size."""
    for table in read_tables(path):
        column = table.column("ngrams").combine_chunks()
        hashes = column.flatten().to_numpy()
        sizes = column.value_lengths().to_numpy().astype(np.int64)
        yield ItemBlock(table.drop_columns(["ngrams"]), hashes, sizes)
