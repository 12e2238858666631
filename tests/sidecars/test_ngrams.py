"""An index comes back as it was written, or not at all: every other file is one error that says what is wrong."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scanner.errors import OutputError
from scanner.sidecars.ngrams import AddedShard, IndexWriter, NgramFile, block_of, index_schema, open_index
from scanner.sidecars.tables import TableWriter

MADE = NgramFile(13, 8)
SHARDS = {"a.jsonl": AddedShard("0" * 64, 2), "b.jsonl": AddedShard("1" * 64, 1)}
_NGRAMS = [np.array(own, dtype=np.uint64) for own in ([3, 5, 8], [], [2**64 - 1])]


def _index(path: Path) -> Path:
    with TableWriter(path, index_schema(MADE)) as table:
        writer = IndexWriter(table, MADE)
        writer.add(block_of((["a.jsonl", "a.jsonl"], ["line:0", "line:1"], [15, 3], _NGRAMS[:2])))
        writer.add(block_of((["b.jsonl"], ["line:0"], [9], _NGRAMS[2:])))
        writer.close(SHARDS)
    return path


def _read(path: Path) -> list[list[int]]:
    with open_index(path) as index:
        assert index.shards == SHARDS
        return [own for block in index.blocks() for own in block.table.column("ngrams").to_pylist()]


def _rewritten(path: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    table = pq.read_table(path)
    pq.write_table(change(table).replace_schema_metadata(pq.read_metadata(path).metadata), path)


def _set(column: str, values: pa.Array) -> Callable[[pa.Table], pa.Table]:
    return lambda table: table.set_column(table.schema.get_field_index(column), column, values)


def _told(key: bytes, value: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        table, metadata = pq.read_table(path), dict(pq.read_metadata(path).metadata)
        metadata[key] = value
        pq.write_table(table.replace_schema_metadata(metadata), path)

    return change


def test_what_was_written_comes_back_whatever_its_blocks(tmp_path: Path) -> None:
    path = _index(tmp_path / "index.parquet")
    assert _read(path) == [[3, 5, 8], [], [2**64 - 1]]
    with open_index(path) as index:
        assert index.made == MADE
    _rewritten(path, lambda table: table.combine_chunks())
    assert _read(path) == [[3, 5, 8], [], [2**64 - 1]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            _set("ngrams", pa.array([[], [], []], pa.list_(pa.uint64()))), "not what its digest says", id="emptied"
        ),
        pytest.param(_set("tokens", pa.array([15, 3, 10])), "not what its digest says", id="changed"),
        pytest.param(lambda table: table.slice(1), "not what its digest says", id="row-lost"),
        pytest.param(_set("tokens", pa.array([15, None, 9])), "rows without a value", id="null"),
        pytest.param(
            _set("ngrams", pa.array([[3, None, 8], [], [1]], pa.list_(pa.uint64()))), "without a value", id="null-hash"
        ),
        pytest.param(_set("ngrams", pa.array([[3], [], [1]], pa.list_(pa.int64()))), "expected the columns", id="type"),
        pytest.param(lambda table: table.drop_columns(["ngrams"]), "expected the columns shard", id="column-lost"),
    ],
)
def test_other_rows_than_were_written_are_one_error(
    tmp_path: Path, change: Callable[[pa.Table], pa.Table], message: str
) -> None:
    path = _index(tmp_path / "index.parquet")
    _rewritten(path, change)
    with pytest.raises(OutputError, match=message):
        _read(path)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _page_damaged(path: Path) -> None:
    column = pq.read_metadata(path).row_group(0).column(3)
    body = bytearray(path.read_bytes())
    middle = column.data_page_offset + column.total_compressed_size // 2
    body[middle : middle + 12] = b"\xff" * 12
    path.write_bytes(body)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


HELD = orjson.dumps({"shards": {"a.jsonl": {"sha256": "0", "items": "many"}}, "content": "0"})


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(_cut, "not an index", id="cut"),
        pytest.param(_page_damaged, "a damaged index: .*; make it again", id="page"),
        pytest.param(Path.unlink, "does not exist", id="missing"),
        pytest.param(_folder, "not a file", id="folder"),
        pytest.param(_fifo, "not a file", id="pipe"),
        pytest.param(_told(b"corpus-scanner.ngrams", b"{"), "says of itself cannot be read", id="no-json"),
        pytest.param(_told(b"corpus-scanner.ngrams", b"[13]"), "says of itself cannot be read", id="no-object"),
        pytest.param(
            _told(b"corpus-scanner.ngrams", b'{"reading": 2, "ngram": 5, "min_tokens": 8}'), "do not go", id="lengths"
        ),
        pytest.param(
            _told(b"corpus-scanner.ngrams", b'{"reading": 2, "ngram": 14, "min_tokens": 8}'), "its digest", id="ngram"
        ),
        pytest.param(_told(b"corpus-scanner.index", HELD), "says of itself cannot be read", id="no-number"),
    ],
)
def test_a_damaged_file_is_one_error(tmp_path: Path, damage: Callable[[Path], None], message: str) -> None:
    path = _index(tmp_path / "index.parquet")
    damage(path)
    with pytest.raises(OutputError, match=message):
        _read(path)


def test_an_index_of_before_there_was_a_digest_is_to_be_made_again(tmp_path: Path) -> None:
    path = tmp_path / "old.parquet"
    with TableWriter(path, index_schema(MADE)) as table:
        table.add("a.jsonl", "line:0", 15, [1, 2, 3])
    with pytest.raises(OutputError, match="without a digest, of an earlier version; make it again"):
        _read(path)


def test_the_file_that_was_opened_is_read_to_its_end(tmp_path: Path) -> None:
    path = _index(tmp_path / "index.parquet")
    with open_index(path) as index:
        path.unlink()
        assert sum(len(block.sizes) for block in index.blocks()) == 3
        assert len(index.sha256()) == 64
