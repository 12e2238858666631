"""N-grams of items ↔ a Parquet file that says how they were made, of which shards, and a digest of it: no text."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter, ValidationError

from scanner.errors import OutputError
from scanner.sidecars.tables import TableWriter

_MADE_BY: Final = b"corpus-scanner.ngrams"
_HOLDS: Final = b"corpus-scanner.index"
_READING: Final = 2
"""Raised whenever text is read into other tokens or hashes: an index of before then finds nothing."""
_COLUMNS: Final = [
    ("shard", pa.string()),
    ("document", pa.string()),
    ("tokens", pa.int64()),
    ("ngrams", pa.list_(pa.uint64())),
]


@dataclass(frozen=True, slots=True)
class NgramFile:
    """How an index was made."""

    ngram: int
    """Tokens an n-gram."""
    min_tokens: int
    """Items of fewer tokens have no n-grams."""


@dataclass(frozen=True, slots=True)
class AddedShard:
    """A shard that was added to an index."""

    sha256: str
    """Of its bytes as stored."""
    items: int


@dataclass(frozen=True, slots=True)
class ItemBlock:
    """Items as columns."""

    table: pa.Table
    """`shard`, `document`, `tokens`, `ngrams`."""
    hashes: npt.NDArray[np.uint64]
    """N-grams of one item after those of another, each item's ascending."""
    sizes: npt.NDArray[np.int64]
    """How many each has."""


@dataclass(frozen=True, slots=True)
class _Made:
    reading: int
    ngram: int
    min_tokens: int


@dataclass(frozen=True, slots=True)
class _Holds:
    shards: dict[str, AddedShard]
    content: str
    """Digest of all of the above and of every row."""


_MADE: TypeAdapter[_Made] = TypeAdapter(_Made)
_HELD: TypeAdapter[_Holds] = TypeAdapter(_Holds)


@dataclass(slots=True)
class _Content:
    """A digest of rows, the same however they lie in blocks. It tells damage, not forgery: anyone can reckon it."""

    _columns: tuple["hashlib._Hash", ...] = field(default_factory=lambda: tuple(hashlib.sha256() for _ in range(5)))

    def take(self, block: ItemBlock) -> None:
        """Take rows."""
        names = ("".join(f"{name}\0" for name in block.table.column(at).to_pylist()).encode() for at in range(2))
        numbers = (block.table.column("tokens").to_numpy().astype("<i8"), block.sizes.astype("<i8"))
        parts = (*names, *(array.tobytes() for array in numbers), block.hashes.astype("<u8", copy=False).tobytes())
        for column, part in zip(self._columns, parts, strict=True):
            column.update(part)

    def digest(self, made: NgramFile, shards: Mapping[str, AddedShard]) -> str:
        """Return the digest of an index of these rows."""
        facts = [asdict(made), {name: asdict(shard) for name, shard in shards.items()}]
        whole = hashlib.sha256(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS))
        for column in self._columns:
            whole.update(column.digest())
        return whole.hexdigest()


def index_schema(made: NgramFile) -> pa.Schema:
    """Return the schema of an index; what it was made by travels in the file's metadata."""
    content = asdict(_Made(_READING, made.ngram, made.min_tokens))
    return pa.schema(_COLUMNS, metadata={_MADE_BY: orjson.dumps(content, option=orjson.OPT_SORT_KEYS)})


@dataclass(slots=True)
class IndexWriter:
    """Writes items to a table of `index_schema`, and at last what they come to."""

    table: TableWriter
    made: NgramFile
    _content: _Content = field(default_factory=_Content)

    def add(self, block: ItemBlock) -> None:
        """Add items."""
        self._content.take(block)
        self.table.add_table(block.table)

    def close(self, shards: Mapping[str, AddedShard]) -> None:
        """Say of which shards all items are."""
        held = asdict(_Holds(dict(shards), self._content.digest(self.made, shards)))
        self.table.tell({_HOLDS: orjson.dumps(held, option=orjson.OPT_SORT_KEYS)})


def block_of(columns: tuple[list[str], list[str], list[int], list[npt.NDArray[np.uint64]]]) -> ItemBlock:
    """Return items as a block: shards, documents, tokens, n-grams."""
    table = pa.table([pa.array(own, kind) for own, (_, kind) in zip(columns, _COLUMNS, strict=True)], schema=_schema())
    hashes = np.concatenate([np.empty(0, dtype=np.uint64), *columns[3]])
    return ItemBlock(table, hashes, np.array([len(own) for own in columns[3]], dtype=np.int64))


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An index while it is read: the same file to the end, whatever takes its name meanwhile."""

    path: Path
    made: NgramFile
    shards: Mapping[str, AddedShard]
    state: os.stat_result
    """Of the file when it was opened."""
    _content: str
    _file: BufferedReader
    _parquet: pq.ParquetFile

    def blocks(self) -> Iterator[ItemBlock]:
        """Yield the items in blocks of bounded size; raises `OutputError` at the end where they are not all of it."""
        content = _Content()
        for block in self._read():
            content.take(block)
            yield block
        if content.digest(self.made, self.shards) != self._content:
            raise damaged(self.path, "its content is not what its digest says")

    def sha256(self) -> str:
        """Return the digest of the file."""
        self._file.seek(0)
        return hashlib.file_digest(self._file, "sha256").hexdigest()

    def _read(self) -> Iterator[ItemBlock]:
        try:
            for batch in self._parquet.iter_batches(batch_size=20_000):
                table = pa.Table.from_batches([batch])
                column = table.column("ngrams").combine_chunks()
                hashes = column.flatten()
                if hashes.null_count or any(own.null_count for own in table.columns):
                    raise damaged(self.path, "it has rows without a value")
                table.validate(full=True)
                yield ItemBlock(table, hashes.to_numpy(), column.value_lengths().to_numpy().astype(np.int64))
        except (pa.ArrowException, OSError, UnicodeDecodeError):
            raise damaged(self.path, "its rows cannot be read") from None


@contextmanager
def open_index(path: Path) -> Iterator[OpenIndex]:
    """Give an index, until the block ends; raises `OutputError` for a file that is none, or one of another reading."""
    if not path.is_file():
        raise OutputError(f"{path}: {'not a file' if path.exists() else 'does not exist'}; expected an index")
    try:
        file = path.open("rb")
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror}") from None
    with file:
        yield _opened(path, file)


def damaged(path: Path, why: str) -> OutputError:
    """Return the error for an index that is not as it was written."""
    return OutputError(f"{path}: a damaged index: {why}; make it again")


def _opened(path: Path, file: BufferedReader) -> OpenIndex:
    try:
        parquet = pq.ParquetFile(file)
        schema = parquet.schema_arrow
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        raise _no_index(path) from None
    metadata = parquet.metadata.metadata or {}
    if _MADE_BY not in metadata:
        raise _no_index(path)
    try:
        made = _MADE.validate_json(metadata[_MADE_BY])
        _refuse_reading(path, made.reading)
        held = _HELD.validate_json(metadata[_HOLDS])
    except ValidationError:
        raise damaged(path, "what it says of itself cannot be read") from None
    except KeyError:
        raise OutputError(f"{path}: an index without a digest, of an earlier version; make it again") from None
    if not 1 <= made.min_tokens <= made.ngram:
        raise damaged(path, f"n-grams of {made.ngram} tokens and items of {made.min_tokens} do not go together")
    if {column.name: column.type for column in schema} != dict(_COLUMNS):
        raise damaged(path, f"expected the columns {', '.join(name for name, _ in _COLUMNS)}")
    state = os.fstat(file.fileno())
    return OpenIndex(path, NgramFile(made.ngram, made.min_tokens), held.shards, state, held.content, file, parquet)


def _refuse_reading(path: Path, reading: int) -> None:
    if reading != _READING:
        raise OutputError(
            f"{path}: an index of reading {reading}; this program reads text by reading {_READING}, so "
            "nothing would be found; make the index again"
        )


def _no_index(path: Path) -> OutputError:
    return OutputError(f"{path}: not an index; make one with: corpus-scanner index make PATH --out FILE")


def _schema() -> pa.Schema:
    return pa.schema(_COLUMNS)
