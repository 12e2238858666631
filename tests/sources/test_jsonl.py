"""JSON lines: one record a line that is not blank, whatever is wrong with it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.jsonl import split_lines
from scanner.sources.options import ReadOptions
from scanner.types.document import Compression, Failed, FailReason, Format, Opened, Skipped, SkipReason
from shard_bytes import PACKINGS, account, documents_of, events_of

GOOD = b'{"text": "good"}\n'
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)


def test_ids_are_physical_lines_and_blank_lines_are_no_records() -> None:
    assert account(events_of(GOOD + b"\n  \r\n" + GOOD, "a.jsonl")) == ["line:0 document", "line:3 document"]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        pytest.param(b'{"text": "cut', "invalid_json", id="cut inside a string"),
        pytest.param(b"nothing", "invalid_json", id="no JSON"),
        pytest.param(b"[" * 100_000, "invalid_json", id="nested without end"),
        pytest.param(b'{"text": 5}', "not_text", id="a number as text"),
        pytest.param(b'{"text": {"a": "b"}}', "not_text", id="an object as text"),
        pytest.param(b"17", "not_text", id="a number as row"),
        pytest.param(b'["a"]', "not_text", id="an array as row"),
        pytest.param(b"null", "not_text", id="null as row"),
        pytest.param(b'{"text": ""}', "no_text", id="empty text"),
        pytest.param(b'{"text": null}', "no_text", id="no text"),
        pytest.param(b'{"text": " \\n\\u3000"}', "no_text", id="blanks"),
        pytest.param(b'{"label": 1}', "no_text_field", id="no text field"),
        pytest.param(b'"a text alone"', "document", id="a string is a text"),
        pytest.param(b'{"text": "lone \\ud83d"}', "document", id="lone surrogate"),
        pytest.param(b'{"text": "a\tb"}', "document", id="bare control character"),
        pytest.param(b'{"text": "a", "score": NaN}', "document", id="NaN"),
        pytest.param(b'{"text": "a", "n": ' + b"9" * 400 + b"}", "document", id="a number of 400 digits"),
        pytest.param(b'{"text": "caf\xe9"}', "document", id="a byte that is not UTF-8"),
    ],
)
def test_reading_goes_on_behind_any_line(line: bytes, outcome: str) -> None:
    assert account(events_of(GOOD + line + b"\n" + GOOD, "a.jsonl")) == [
        "line:0 document",
        f"line:1 {outcome}",
        "line:2 document",
    ]


def test_lone_surrogates_and_bad_bytes_become_replacement_characters() -> None:
    data = GOOD + b'{"text": "a\\ud83dz"}\n{"text": "\xe4\xb8\xadcaf\xe9"}\n'
    assert [document.text for document in documents_of(data, "a.jsonl")][1:] == ["a\ufffdz", "中caf\ufffd"]


def test_a_byte_order_mark_is_taken_away() -> None:
    assert documents_of(b"\xef\xbb\xbf" + GOOD)[0].text == "good"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "gb18030", "big5", "shift_jis"])
def test_lines_in_another_encoding_are_decoded(encoding: str) -> None:
    texts = [
        "一行的文字在大學所有的人",
        "第二行 \\ { } 能功許",
    ] * 20  # trail bytes that look like ASCII are among these
    data = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts).encode(encoding)
    if encoding == "shift_jis":
        texts = ["これは日本語の文章です。ソ", "表と能の\\ { }"] * 20
        data = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts).encode(encoding)
    assert [document.text for document in documents_of(data, "a.jsonl")] == texts


def test_a_line_above_the_bound_is_refused_and_the_next_is_read() -> None:
    data = GOOD + b'{"text": "' + b"x" * 1000 + b'"}\n' + GOOD
    assert events_of(data, "a.jsonl", ReadOptions(max_record_bytes=100))[2] == Skipped("line:1", SkipReason.TOO_LARGE)
    assert account(events_of(data, "a.jsonl", ReadOptions(max_record_bytes=100)))[2] == "line:2 document"


def test_the_line_a_damaged_file_ends_in_is_named_once() -> None:
    packed = PACKINGS["bz2"](GOOD * 3) + PACKINGS["bz2"](b'{"text": "cut') + PACKINGS["bz2"](GOOD)[:12]
    lines = account(events_of(packed))
    assert lines[-1] == "line:3 damaged truncated"
    assert len(lines) == 4


def test_a_last_line_that_is_whole_counts_though_the_file_is_damaged() -> None:
    assert account(events_of(PACKINGS["gzip"](GOOD + GOOD[:-1]) + b"\x1f\x8b\x08")) == [
        "line:0 document",
        "line:1 document",
        "- damaged truncated",
    ]


def test_a_file_without_any_text_field_says_so_and_how_to_name_one() -> None:
    events = events_of(b'{"label": 1, "score": 2}\n{"label": 3}\n', "a.jsonl")
    failed = events[1]
    assert isinstance(failed, Failed)
    assert failed.detail == "no known text field; fields seen: label, score"
    assert account(events)[-1] == "- damaged no_text_field"
    assert "fields seen: label, score; name one with --text-field" in str(events[-2])


def test_field_names_that_look_like_data_are_not_shown() -> None:
    names = ["someone@example.net", "13800138000", "a" * 60, "line\nbreak", "名称", "a.b", "x_y"]
    failed = events_of(json.dumps(dict.fromkeys(names, 1)).encode(), "a.jsonl")[1]
    assert isinstance(failed, Failed)
    assert failed.reason is FailReason.NO_TEXT_FIELD
    assert failed.detail.endswith("fields seen: " + ", ".join(["(unprintable name)"] * 4 + ["名称", "a.b", "x_y"]))


def test_at_most_twenty_field_names_are_shown() -> None:
    failed = events_of(json.dumps({f"f{number}": 1 for number in range(30)}).encode(), "a.jsonl")[1]
    assert isinstance(failed, Failed)
    assert failed.detail.endswith("f18, f19 and 10 more")


@given(st.lists(TEXTS, min_size=1, max_size=8), st.booleans())
def test_texts_round_trip_and_packing_changes_nothing(texts: list[str], ascii_only: bool) -> None:  # noqa: FBT001  # drawn
    data = "".join(json.dumps({"text": text}, ensure_ascii=ascii_only) + "\n" for text in texts).encode()
    documents = documents_of(data, "a.jsonl")
    assert [document.text for document in documents] == texts
    for pack in PACKINGS.values():
        assert documents_of(pack(data), "a.jsonl") == documents


@given(st.lists(st.binary(max_size=30)), st.integers(1, 40))
def test_lines_are_the_same_however_the_bytes_come(pieces: list[bytes], max_bytes: int) -> None:
    data = b"".join(pieces)
    lines = data.split(b"\n")
    expected: list[tuple[bytes | None, bool]] = [
        (line if len(line) <= max_bytes else None, True) for line in lines[:-1]
    ]
    if lines[-1]:
        expected.append((lines[-1] if len(lines[-1]) <= max_bytes else None, False))
    assert list(split_lines(pieces, max_bytes)) == expected


def test_a_file_named_jsonl_is_opened_as_such() -> None:
    assert events_of(b"broken\n", "a.jsonl")[0] == Opened(Format.JSONL, Compression.NONE)
