"""JSON arrays and objects of any size are read row by row."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.json_split import JsonSplitter
from scanner.sources.options import ReadOptions
from scanner.types.document import Format, Opened
from shard_bytes import PACKINGS, account, documents_of, events_of

TEXTS = ['a "quoted" text, [with] {brackets} \\ and 中文😀', "b", "c"]
ROWS = [{"text": TEXTS[0]}, {"text": TEXTS[1], "more": [1, {"x": "]"}]}, {"text": TEXTS[2]}]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(json.dumps(ROWS), id="array on one line"),
        pytest.param(json.dumps(ROWS, indent=2), id="array over lines"),
        pytest.param("\ufeff \n" + json.dumps(ROWS, indent=1, ensure_ascii=False), id="byte order mark and blanks"),
        pytest.param("\n".join(json.dumps(row, indent=2) for row in ROWS), id="objects over lines, one after another"),
    ],
)
def test_rows_are_counted_from_0(data: str) -> None:
    events = events_of(data.encode(), "a.json")
    assert isinstance(events[0], Opened)
    assert events[0].format is Format.JSON
    assert account(events) == ["row:0 document", "row:1 document", "row:2 document"]
    assert [document.text for document in documents_of(data.encode(), "a.json")] == TEXTS


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_document_in_another_encoding_is_decoded(encoding: str) -> None:
    texts = ["这是一行中文的文字，在这里", "第二行也是我们的"] * 30
    data = json.dumps([{"text": text} for text in texts], ensure_ascii=False).encode(encoding)
    assert [document.text for document in documents_of(data, "a.json")] == texts


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        pytest.param('[{"text": "a"}, nope, "c"]', ["0 document", "1 invalid_json", "2 document"], id="no JSON"),
        pytest.param('[{"text": "a"},, {"text": "c"}]', ["0 document", "1 invalid_json", "2 document"], id="nothing"),
        pytest.param('[{"text": "a"},]', ["0 document"], id="comma behind the last"),
        pytest.param('[\n"a", "b"]', ["0 document", "1 document"], id="texts alone"),
        pytest.param('[{"text": "a"}, {"text": "b', ["0 document", "1 damaged truncated"], id="cut inside a row"),
        pytest.param('[{"text": "a"}, "b"', ["0 document", "1 document", "- damaged truncated"], id="not closed"),
        pytest.param('[{"text": "a"},\n', ["0 document", "- damaged truncated"], id="cut between rows"),
        pytest.param('[{"text": "a"}]\nmore', ["0 document", "- damaged corrupt"], id="text behind the end"),
        pytest.param('{\n"text": "a"}}', ["0 document", "- damaged corrupt"], id="a bracket too many"),
        pytest.param("[]", [], id="no rows"),
    ],
)  # fmt: skip
def test_every_row_of_a_broken_document_is_accounted_for(data: str, lines: list[str]) -> None:
    expected = [line if line.startswith("-") else f"row:{line}" for line in lines]
    assert account(events_of(data.encode(), "a.json")) == expected


def test_a_row_above_the_bound_is_refused_and_the_next_is_read() -> None:
    data = json.dumps([{"text": "a"}, {"text": "x" * 1000}, {"text": "c"}]).encode()
    lines = account(events_of(data, "a.json", ReadOptions(max_record_bytes=100)))
    assert lines == ["row:0 document", "row:1 too_large", "row:2 document"]


def test_a_damaged_file_names_the_row_it_ends_in() -> None:
    packed = PACKINGS["gzip"](b'[{"text": "a"}, {"text": "b') + b"\x1f\x8b\x08"
    assert account(events_of(packed)) == ["row:0 document", "row:1 damaged truncated"]


@given(st.lists(JSON, max_size=6), st.integers(1, 9), st.sampled_from([None, 1]))
def test_values_are_the_same_however_the_bytes_come(rows: list[object], step: int, indent: int | None) -> None:
    array = json.dumps(rows, indent=indent, ensure_ascii=False)
    objects = "\n".join(json.dumps({"row": row}, indent=indent) for row in rows)
    for data, expected in ((array.encode(), rows), (objects.encode(), [{"row": row} for row in rows])):
        splitter = JsonSplitter(10**6)
        values = list(splitter.values(data[at : at + step] for at in range(0, len(data), step)))
        assert [json.loads(value.data or b"") for value in values] == expected
        assert all(value.whole for value in values)
        assert (splitter.closed, splitter.rest) == (True, False)


@given(st.text(alphabet='[]{},:"\\ a1\n', max_size=60), st.integers(1, 5))
def test_any_text_is_split_to_an_end(text: str, step: int) -> None:
    data = text.encode()
    splitter = JsonSplitter(20)
    list(splitter.values(data[at : at + step] for at in range(0, len(data), step)))
