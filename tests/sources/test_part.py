"""A shard that is cut and read part by part gives the events of a reading from front to back."""

import gzip
import os
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora import SAMPLES
from in_parts import LINES, RECORDS, members, parquet_of
from scanner.sources.cuts import facts_of_file, parts_of
from scanner.sources.options import ReadOptions
from scanner.sources.part import read_part
from scanner.sources.read import read
from scanner.types.document import Closed, Damaged, FailReason, Opened, ReadEvent, Shard
from shard_bytes import PACKINGS, warc_record

SMALL = ReadOptions(max_record_bytes=1024)
WORDS = b'{"text": "Some words that anyone can read."}\n'
few = settings(max_examples=30)


def read_both(data: bytes, part_bytes: int, name: str) -> tuple[int, list[ReadEvent], list[ReadEvent]]:
    """Return in how many parts bytes are read, what these give, and what the whole gives; digests are compared."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        shard = Shard(name, str(path), len(data))
        opened, *whole, closed = read(shard, SMALL)
        parts = parts_of(shard, SMALL, part_bytes)
        events = [event for part in parts for event in read_part(part, SMALL)]
    if parts:
        file = parts[0].file
        assert (Opened(file.format, file.compression), Closed(file.bytes, file.sha256)) == (opened, closed)
        assert [part.start for part in parts[1:]] == [part.end for part in parts[:-1]]
    return len(parts), without_text_faults(events), without_text_faults(whole)


def without_text_faults(events: Sequence[ReadEvent]) -> list[ReadEvent]:
    """Leave out what is said where no row of a part, or of the whole, has a text field: joining settles that."""
    faults = [event for event in events if isinstance(event, Damaged) and event.reason is FailReason.NO_TEXT_FIELD]
    return [event for event in events if event not in faults]


lines = st.lists(st.sampled_from(LINES), min_size=2, max_size=30)
sizes = st.integers(40, 600)


@few
@given(lines, sizes, st.sampled_from([b"", b"\xef\xbb\xbf"]), st.booleans())
def test_of_json_lines(chosen: list[bytes], part_bytes: int, mark: bytes, ends: bool) -> None:  # noqa: FBT001  # drawn
    data = mark + WORDS * 12 + b"".join(chosen) + WORDS
    parts, events, whole = read_both(data if ends else data.removesuffix(b"\n"), part_bytes, "a.jsonl")
    if [event.reason for event in whole if isinstance(event, Damaged)] == [FailReason.UNKNOWN_FORMAT]:
        assert parts == 0  # so much of it begins as gzip does that it is not told to be text
    else:
        assert events == whole
        assert parts > 1


@few
@given(st.lists(lines, min_size=2, max_size=12), sizes, st.booleans(), st.sampled_from([b"", b"\0" * 40]))
def test_of_gzip_members_of_json_lines(
    chosen: list[list[bytes]],
    part_bytes: int,
    line_ends: bool,  # noqa: FBT001  # drawn
    padding: bytes,
) -> None:
    pieces = [WORDS * 12, *(b"".join(some) for some in chosen)]
    if not line_ends:  # then a member can begin in the middle of a line
        pieces = [pieces[0], *(piece[3:] for piece in pieces[1:])]
    data = padding.join(gzip.compress(piece, mtime=0) for piece in pieces) + padding
    parts, events, whole = read_both(data, part_bytes, "a.jsonl.gz")
    assert parts == 0 or events == whole
    assert parts > 1 or not line_ends or len(data) < 3 * part_bytes


@few
@given(st.lists(st.sampled_from(RECORDS), min_size=2, max_size=20), sizes, st.booleans())
def test_of_warc_records(chosen: list[bytes], part_bytes: int, packed: bool) -> None:  # noqa: FBT001  # drawn
    chosen = [RECORDS[0], *chosen, RECORDS[0]]
    data = members(chosen) if packed else b"".join(chosen)
    parts, events, whole = read_both(data, part_bytes, "a.warc")
    assert parts == 0 or events == whole
    assert parts > 1 or len(data) < 3 * part_bytes


@few
@given(st.integers(1, 40), st.integers(1, 9), st.integers(1, 3000))
def test_of_parquet_row_groups(rows: int, group: int, part_bytes: int) -> None:
    texts = [f"Row {number} " + "with some words " * (number % 7) for number in range(rows)]
    parts, events, whole = read_both(parquet_of(texts, group), part_bytes, "a.parquet")
    assert parts == 0 or events == whole


def test_of_parquet_every_row_group_can_be_a_part() -> None:
    assert read_both(parquet_of(["some words"] * 12, 3), 10, "a.parquet")[0] == 4


def test_every_sample_that_is_cut() -> None:
    cut = set()
    for path in sorted(path for path in SAMPLES.rglob("*") if path.is_file()):
        parts, events, whole = read_both(path.read_bytes(), 700, path.name)
        assert parts == 0 or events == whole, path.name
        cut |= {path.name} if parts else set()
    wanted = {"en-pages.warc.gz", "pages.warc.wat.gz", "pages.warc.wet.gz", "robotstxt.warc.gz", "zh-pages.warc.gz"}
    assert cut == wanted | {"uncompressed.warc", "broken-lines.jsonl", "books.parquet", "chat.jsonl"}


def jsonl(count: int = 40) -> bytes:
    return b"".join(LINES[:6]) + b'{"text": "Some words here."}\n' * count


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(members([jsonl()] * 3)[:-9], id="gzip-cut-off"),
        pytest.param(members([jsonl()] * 3) + b"behind", id="bytes-behind-the-last-member"),
        pytest.param(members([jsonl()] * 2) + b"\x1f\x8b\x08broken" + members([jsonl()]), id="broken-member"),
        pytest.param(gzip.compress(jsonl(900)), id="one-member"),
        pytest.param("".join(f'{{"text": "{n}"}}\n' for n in range(99)).encode("utf-16"), id="two-bytes-a-character"),
        pytest.param(b"".join(RECORDS[:4]) + b"no record\r\n" + b"".join(RECORDS), id="bytes-between-records"),
        pytest.param(b"".join(RECORDS)[:-40], id="record-cut-off"),
        pytest.param(RECORDS[0] + warc_record(length="9x") + RECORDS[0], id="no-length"),
        pytest.param(RECORDS[0] * 3 + RECORDS[0].replace(b"WARC-Type: response\r\n", b""), id="no-type"),
        pytest.param(parquet_of(["some words"] * 40, 2)[:-7], id="no-footer"),
        pytest.param(b"# A text\n\nwith lines\n" * 50, id="a-text"),
        pytest.param(b'[{"text": "a"},\n{"text": "b"}]\n' * 30, id="a-json-document"),
        *(pytest.param(pack(jsonl()), id=name) for name, pack in PACKINGS.items() if name not in {"none", "gzip"}),
    ],
)
def test_what_is_damaged_odd_or_has_no_edge_stays_whole(data: bytes) -> None:
    assert read_both(data, 300, "shard")[0] == 0


def test_a_long_member_is_not_unpacked_to_its_end_in_search_of_an_edge(tmp_path: Path) -> None:
    noise = random.Random(3).randbytes(3 * 2**20).hex()  # nothing secret
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "%s"}\n' % noise.encode(), 1) + b"broken, but nobody comes here")
    assert parts_of(Shard("a.jsonl.gz", str(path), path.stat().st_size), SMALL, 1000) == ()


@pytest.mark.parametrize("uri", ["-", "s3://bucket/a.jsonl", "no\0name", "absent.jsonl", "."])
def test_only_local_files_are_cut(uri: str) -> None:
    assert parts_of(Shard("a", uri, 10**9), SMALL, 10) == ()


def test_a_part_of_a_file_that_changed_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl())
    parts = parts_of(Shard("a.jsonl", str(path), path.stat().st_size), SMALL, 300)
    assert len(parts) > 3
    path.write_bytes(jsonl(41))
    assert [event.reason for event in read_part(parts[0], SMALL) if isinstance(event, Damaged)] == [FailReason.CHANGED]


def test_a_file_that_changed_is_told_by_the_time_that_nobody_sets_back(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl())
    shard = Shard(path.name, str(path), path.stat().st_size)
    part = parts_of(shard, SMALL, 200)[0]
    before = path.stat()
    time.sleep(0.05)  # the clock of a file system ticks some hundred times a second
    path.write_bytes(jsonl().replace(b"Some words", b"Other word"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # as tar, rsync and `cp -p` do
    assert path.stat().st_size == before.st_size
    assert facts_of_file(shard) != (part.file.bytes, part.file.ctime_ns)
