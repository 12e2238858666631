"""Parquet files are read row by row, only the columns that are needed."""

import io
import sys
from datetime import UTC, datetime
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scanner.sources.columns import plan_columns
from scanner.sources.options import ReadOptions
from scanner.sources.read import read
from scanner.types.document import Compression, Document, Format, Opened, Shard
from shard_bytes import PACKINGS, account, documents_of, events_of

ROWS: list[dict[str, Any]] = [
    {
        "id": number,
        "text": f"第{number}行 text 😀",
        "metadata": {"url": f"http://example.net/{number}", "score": 0.5},
        "messages": [{"role": "user", "content": f"question {number}", "weight": 1}],
        "embedding": [0.0] * 4,
    }
    for number in range(300)
]


def packed(rows: list[dict[str, Any]], **options: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), sink, **options)
    return sink.getvalue()


@pytest.mark.parametrize("row_group_size", [7, 1000])
@pytest.mark.parametrize("compression", ["none", "snappy", "zstd"])
def test_rows_are_read_as_those_of_json(row_group_size: int, compression: str) -> None:
    data = packed(ROWS, row_group_size=row_group_size, compression=compression)
    lines = b"\n".join(orjson.dumps(row) for row in ROWS)
    documents = documents_of(data)
    assert [(d.fields, d.url, d.host) for d in documents] == [(d.fields, d.url, d.host) for d in documents_of(lines)]
    assert [document.id for document in documents] == [f"row:{number}" for number in range(300)]


def test_only_the_columns_needed_are_read() -> None:
    with pq.ParquetFile(io.BytesIO(packed(ROWS))) as file:
        plan = plan_columns(file, ReadOptions())
    assert plan.columns == [
        "text",
        "messages.list.element.role",
        "messages.list.element.content",
        "messages.list.element.weight",
        "id",
        "metadata.url",
    ]


def test_named_fields_reach_into_structs() -> None:
    document = documents_of(packed(ROWS), options=ReadOptions(text_fields=("metadata.url",)))[3]
    assert [(field.name, field.text) for field in document.fields] == [("metadata.url", "http://example.net/3")]


@pytest.mark.parametrize("kind", sorted(set(PACKINGS) - {"none"}))
def test_a_compressed_file_is_read(kind: str) -> None:
    events = events_of(PACKINGS[kind](packed(ROWS)))
    assert events[0] == Opened(Format.PARQUET, Compression(kind))
    assert len(events) == 302


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed(ROWS))))
    events = list(read(Shard("stdin", "-", 0), ReadOptions()))
    assert sum(isinstance(event, Document) for event in events) == 300


def test_cells_above_the_bound_are_clipped() -> None:
    data = packed([{"text": "short"}, {"text": "中" * 1000}, {"text": "after"}])
    documents = documents_of(data, options=ReadOptions(max_record_bytes=100))
    assert [(document.text, document.clipped) for document in documents] == [
        ("short", False),
        ("中" * 33, True),
        ("after", False),
    ]


def test_empty_and_foreign_cells_are_accounted_for() -> None:
    assert account(events_of(packed([{"text": None}, {"text": ""}, {"text": "a"}]))) == [
        "row:0 no_text",
        "row:1 no_text",
        "row:2 document",
    ]
    assert account(events_of(packed([{"text": 5}])))[0] == "row:0 not_text"


def test_a_file_without_a_text_column_fails_row_by_row_and_says_why() -> None:
    events = events_of(packed([{"label": 1, "score": 2.0}] * 2))
    assert account(events) == ["row:0 no_text_field", "row:1 no_text_field", "- damaged no_text_field"]
    assert "fields seen: label, score" in str(events[-2])


def test_text_that_is_not_utf_8_is_read_with_replacement_characters() -> None:
    raw = pa.array([b"good", b"bad \xff", b"good"])
    text = pa.Array.from_buffers(pa.string(), 3, raw.buffers())
    sink = io.BytesIO()
    pq.write_table(pa.table({"text": text}), sink)
    assert [document.text for document in documents_of(sink.getvalue())] == ["good", "bad \ufffd", "good"]


def test_a_nested_text_that_is_not_utf_8_fails_its_row_alone() -> None:
    raw = pa.array([b"good", b"bad \xff"])
    text = pa.Array.from_buffers(pa.string(), 2, raw.buffers())
    sink = io.BytesIO()
    pq.write_table(pa.table({"data": pa.StructArray.from_arrays([text], ["text"])}), sink)
    assert account(events_of(sink.getvalue())) == ["row:0 document", "row:1 bad_encoding"]


def test_bytes_are_text_too() -> None:
    assert documents_of(packed([{"content": "中文".encode()}]))[0].text == "中文"


def test_times_in_nanoseconds_are_read() -> None:
    moment = pa.array([1_600_000_000_123_456_789], pa.timestamp("ns", "UTC"))
    sink = io.BytesIO()
    pq.write_table(pa.table({"text": ["a"], "timestamp": moment}), sink)
    expected = datetime(2020, 9, 13, 12, 26, 40, 123456, tzinfo=UTC)
    assert documents_of(sink.getvalue())[0].fetched_at == expected


@pytest.mark.parametrize("cut", [1, 4, 100, 2000])
def test_a_broken_footer_is_damage(cut: int) -> None:
    assert account(events_of(packed(ROWS)[:-cut])) == ["- damaged corrupt"]


def test_a_broken_page_is_damage_behind_the_rows_before_it() -> None:
    data = bytearray(packed(ROWS, row_group_size=100, compression="none"))
    with pq.ParquetFile(io.BytesIO(bytes(data))) as file:
        start = file.metadata.row_group(2).column(1).dictionary_page_offset
    data[start : start + 8] = b"\xff" * 8
    lines = account(events_of(bytes(data)))
    assert lines[-1] == "- damaged corrupt"
    assert 0 < len(lines) - 1 < 300
