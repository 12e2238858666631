"""Damaged WARC files: every record is accounted for once, and no fault stops the reading before its place."""

import gzip
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.options import ReadOptions
from scanner.types.document import Closed, Damaged, Document, Failed, Opened
from shard_bytes import PACKINGS, account, documents_of, events_of, http, record_of, warc_record

A, B, C = (warc_record(http(text)) for text in (b"first", b"second", b"third"))
INFO = warc_record(b"software: x", "Content-Type: application/warc-fields", kind="warcinfo")


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        pytest.param(A + b"garbage\r\n" + B, ["0 document", "1 malformed_record", "2 document"], id="between records"),
        pytest.param(A + bytes(200_000) + b"\n" + B, ["0 document", "1 malformed_record", "2 document"], id="much"),
        pytest.param(b"WARC/9\r\n\r\n" + A, ["0 malformed_record", "1 document"], id="in front"),
        pytest.param(A + b"garbage", ["0 document", "1 malformed_record"], id="behind the last"),
        pytest.param(A + bytes(50) + B + C, ["0 document", "1 malformed_record", "2 document"], id="glued to a record"),
        pytest.param(A + b"\r\n\r\n\n\n" + B, ["0 document", "1 document"], id="line breaks are none"),
    ],
)  # fmt: skip
def test_garbage_is_one_failed_record(data: bytes, lines: list[str]) -> None:
    assert account(events_of(data)) == [f"record:{line}" for line in lines]


@pytest.mark.parametrize(
    "length",
    [
        pytest.param("", id="empty"),
        pytest.param("-5", id="negative"),
        pytest.param("many", id="a word"),
        pytest.param("9" * 40, id="beyond 64 bits"),
        pytest.param("٣", id="other digits"),
    ],
)
def test_a_record_without_a_usable_length_is_malformed(length: str) -> None:
    assert account(events_of(A + warc_record(length=length) + C)) == [
        "record:0 document",
        "record:1 malformed_record",
        "record:2 document",
    ]


def test_a_record_without_length_is_malformed() -> None:
    without = B.replace(b"Content-Length: ", b"X-Length: ")
    assert account(events_of(A + without + C))[1:] == ["record:1 malformed_record", "record:2 document"]


def test_a_length_too_small_leaves_garbage_behind() -> None:
    lines = account(events_of(A + warc_record(http(b"two\r\nlines"), length="48") + C))
    assert lines == ["record:0 document", "record:1 document", "record:2 malformed_record", "record:3 document"]


def test_a_length_too_large_costs_the_record_behind() -> None:
    lines = account(events_of(A + warc_record(length="200") + B + C))
    assert lines == ["record:0 document", "record:1 document", "record:2 malformed_record", "record:3 document"]


def test_a_record_without_type_is_malformed() -> None:
    without = B.replace(b"WARC-Type: response\r\n", b"")
    failed = events_of(A + without + C)[2]
    assert isinstance(failed, Failed)
    assert failed.detail == f"no WARC-Type, at byte {len(A)}"


def test_a_header_beyond_reason_is_malformed_and_reading_goes_on() -> None:
    large = warc_record(url="http://example.net/" + "x" * 100_000)
    assert account(events_of(A + large + C)) == ["record:0 document", "record:1 malformed_record", "record:2 document"]


def test_line_feeds_alone_end_header_lines_too() -> None:
    head, _, block = B.partition(b"\r\n\r\n")
    data = A + head.replace(b"\r\n", b"\n") + b"\n\n" + block + C
    assert account(events_of(data)) == ["record:0 document", "record:1 document", "record:2 document"]


def test_the_place_of_a_fault_is_told_without_quoting_it() -> None:
    secret = b"someone@example.net 13800138000\r\n"
    failed = events_of(A + secret + B)[2]
    assert isinstance(failed, Failed)
    assert failed.detail == f"bytes that are no WARC record, at byte {len(A) - 4}"


@pytest.mark.parametrize("kind", sorted(PACKINGS))
def test_a_record_that_is_cut_is_a_clipped_document_and_damage(kind: str) -> None:
    pack = PACKINGS[kind]
    start = len(pack(A))
    words = " ".join(sha256(b"%d" % number).hexdigest() for number in range(25_000))  # nothing packs it to nothing
    packed = pack(A) + pack(warc_record(http(words.encode())))
    events = events_of(packed[: start + (len(packed) - start) * 3 // 4])
    assert account(events) == ["record:0 document", "record:1 document clipped", "- damaged truncated"]


@pytest.mark.parametrize("keep", range(1, len(B) - 4))
def test_wherever_a_file_is_cut_its_last_record_counts_once(keep: int) -> None:
    events = events_of(A + B[:keep])
    lines = account(events)
    assert lines[0] == "record:0 document"
    assert lines[1:] in (
        ["record:1 damaged truncated"],
        ["record:1 document clipped", "- damaged truncated"],
    )
    assert isinstance(events[-2], Damaged)


def test_a_cut_record_that_is_no_content_is_named() -> None:
    assert account(events_of(A + INFO[:-10])) == ["record:0 document", "record:1 damaged truncated"]


def test_a_cut_site_file_is_not_judged_by_half() -> None:
    robots = warc_record(http(b"User-agent: *\nDisallow: /"), url="http://example.net/robots.txt")
    assert account(events_of(A + robots[:-10])) == ["record:0 document", "record:1 damaged truncated"]


def test_damage_between_members_names_no_record() -> None:
    assert account(events_of(gzip.compress(A) + gzip.compress(B) + b"garbage")) == [
        "record:0 document",
        "record:1 document",
        "- damaged corrupt",
    ]


@given(st.integers(0, len(A + B + C)), st.binary(max_size=12), st.integers(0, 12), st.sampled_from([100, 10**6]))
def test_whatever_happens_to_a_file_its_records_are_counted_once(at: int, put: bytes, drop: int, bound: int) -> None:
    whole = A + B + C
    events = events_of(whole[:at] + put + whole[at + drop :], "a.warc", ReadOptions(max_record_bytes=bound))
    assert isinstance(events[0], Opened)
    assert isinstance(events[-1], Closed)
    records = [record for event in events if (record := record_of(event)) is not None]
    if any(isinstance(event, Document) and event.id.startswith("record") for event in events):
        assert records == [f"record:{number}" for number in range(len(records))]
    assert len(records) == len(set(records))


def test_records_are_the_same_in_one_member_or_many() -> None:
    one = documents_of(gzip.compress(A + B + C))
    many = documents_of(b"".join(map(gzip.compress, (A, B, C))))
    assert [(d.id, d.text) for d in one] == [(d.id, d.text) for d in many]
