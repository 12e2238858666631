"""What holds for every shard: one opening, one closing, no exception, and no bytes of the data in any detail."""

import gzip
import hashlib
import io
import json
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.options import ReadOptions
from scanner.sources.probe import probe
from scanner.sources.read import read
from scanner.types.document import (
    Closed,
    Compression,
    Damaged,
    Document,
    Failed,
    FailReason,
    Format,
    Opened,
    Shard,
    SiteFile,
    Skipped,
)
from shard_bytes import PACKINGS, PLAIN, account, events_of, http, record_of, warc_record

SAMPLES = {
    "a.jsonl": b'{"text": "first"}\n{"text": "second"}\nbroken\n{"label": 1}\n',
    "a.json": json.dumps([{"text": "first"}, {"text": 5}, {"text": ""}], indent=1).encode(),
    "a.warc": warc_record() + b"garbage\n" + warc_record(http(b"<p>page</p>", "Content-Type: text/html")),
    "a.html": b"<!doctype html><title>t</title><p>words",
    "a.txt": "text, 中文, e\u0301 😀\n".encode() * 5,
    "a.md": b"# Title\n\nwords\n",
}
NAMES = st.sampled_from(sorted(SAMPLES))


@given(NAMES, st.sampled_from(sorted(PACKINGS)), st.data())
def test_damaged_bytes_never_raise_and_every_record_counts_once(name: str, kind: str, data: st.DataObject) -> None:
    packed = bytearray(PACKINGS[kind](SAMPLES[name]))
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(packed)))
        packed[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    events = events_of(bytes(packed), name, ReadOptions(max_record_bytes=data.draw(st.sampled_from([40, 10**6]))))
    assert isinstance(events[0], Opened)
    assert isinstance(events[-1], Closed)
    assert all(isinstance(event, Document | SiteFile | Skipped | Failed) for event in events[1:-2])
    assert not isinstance(events[-2], Closed)
    records = [record for event in events if (record := record_of(event)) is not None]
    assert len(records) == len(set(records))


@given(st.binary(max_size=400), NAMES)
def test_random_bytes_never_raise(data: bytes, name: str) -> None:
    closed = events_of(data, name)[-1]
    assert isinstance(closed, Closed)
    assert closed.sha256 == hashlib.sha256(data[: closed.bytes_read]).hexdigest()


@pytest.mark.parametrize("name", sorted(SAMPLES))
@pytest.mark.parametrize("kind", sorted(PACKINGS))
def test_packing_changes_nothing_but_the_offsets(name: str, kind: str) -> None:
    plain, packed = events_of(SAMPLES[name], name), events_of(PACKINGS[kind](SAMPLES[name]), name)
    assert account(packed) == account(plain)
    fields = [event.fields for event in plain if isinstance(event, Document)]
    assert [event.fields for event in packed if isinstance(event, Document)] == fields


PLANTED = "someone@example.net"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(f'{{"{PLANTED}": 1}}\n{{"text": {PLANTED}}}\n'.encode(), "a.jsonl", id="JSON lines"),
        pytest.param(f'[{{"text": {PLANTED}}}, {{"{PLANTED}": '.encode(), "a.json", id="JSON"),
        pytest.param(warc_record() + PLANTED.encode() + warc_record(url=PLANTED, length=PLANTED), "a", id="WARC"),
        pytest.param(b"PAR1" + PLANTED.encode() + b"PAR1", "a", id="Parquet"),
        pytest.param(PLANTED.encode() + bytes(100), "a", id="binary"),
    ],
)
def test_details_never_quote_the_data(data: bytes, name: str) -> None:
    details = [event.detail for event in events_of(data, name) if isinstance(event, Failed | Damaged)]
    assert details
    assert PLANTED not in " ".join(details)


def test_a_file_that_does_not_exist_is_damage_without_its_path(tmp_path: Path) -> None:
    events = list(read(Shard("a", str(tmp_path / "secret-name"), 0), PLAIN))
    assert events == [
        Opened(Format.UNKNOWN, Compression.NONE),
        Damaged(FailReason.UNREADABLE, "cannot be opened: No such file or directory"),
        Closed(0, hashlib.sha256(b"").hexdigest()),
    ]


def test_a_folder_in_place_of_a_file_is_damage(tmp_path: Path) -> None:
    damage = list(read(Shard("a", str(tmp_path), 0), PLAIN))[1]
    assert damage == Damaged(FailReason.UNREADABLE, "cannot be opened: Is a directory")


def test_a_file_name_no_system_knows_is_damage() -> None:
    assert account(list(read(Shard("a", "a\0b", 0), PLAIN))) == ["- damaged unreadable"]


def test_standard_input_is_read_and_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(gzip.compress(SAMPLES["a.jsonl"])))
    monkeypatch.setattr(sys, "stdin", stdin)
    events = list(read(Shard("stdin", "-", 0), PLAIN))
    assert events[0] == Opened(Format.JSONL, Compression.GZIP)
    assert len(events) == 6
    assert not stdin.closed


def test_a_reader_that_is_left_early_closes_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(SAMPLES["a.jsonl"])
    events = iter(read(Shard("a.jsonl", str(path), 0), PLAIN))
    next(events)
    del events  # an open file would be a warning, and warnings are errors


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_probing_tells_format_and_compression(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(gzip.compress(SAMPLES[name]))
    shard = Shard(name, str(path), 0)
    assert probe(shard) == next(iter(read(shard, PLAIN)))


def test_probing_leaves_standard_input_alone_and_survives_missing_files() -> None:
    unknown = Opened(Format.UNKNOWN, Compression.NONE)
    assert probe(Shard("stdin", "-", 0)) == unknown
    assert probe(Shard("a", "/nowhere/at/all", 0)) == unknown


HUGE = 48 * 2**20
UNIT = "words and 中文 ".encode() * 65536


@pytest.mark.parametrize(
    ("name", "head", "tail", "lines"),
    [
        pytest.param("a.jsonl", b'{"text": "', b'"}\n"after"\n', ["line:0 too_large", "line:1 document"], id="line"),
        pytest.param("a.json", b'[{"text": "', b'"}, "b"]', ["row:0 too_large", "row:1 document"], id="JSON row"),
        pytest.param("a.html", b"<!doctype html><p>", b"</p>", ["part:0 document clipped"], id="page"),
        pytest.param("a.warc", b"", warc_record(), ["record:0 document clipped", "record:1 document"], id="WARC"),
    ],
)  # fmt: skip
def test_ours_an_enormous_record_needs_little_memory(
    name: str, head: bytes, tail: bytes, lines: list[str], tmp_path: Path
) -> None:
    count = HUGE // len(UNIT)
    if name == "a.warc":
        record = warc_record(http(b""), length=str(len(http(b"")) + count * len(UNIT)))
        head = record[:-4]
    path = tmp_path / "x.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for part in (head, *[UNIT] * count, tail):
            file.write(part)
    tracemalloc.start()
    events = list(read(Shard(name, str(path), 0), ReadOptions(max_record_bytes=2**20)))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert account(events) == lines
    assert peak < HUGE // 2


def test_reading_may_end_behind_the_record_for_which_so_many_bytes_were_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(b'{"text": "%d %s"}\n' % (number, b"x" * 100) for number in range(20_000)))
    size = path.stat().st_size
    events = list(read(Shard("a.jsonl", str(path), size), ReadOptions(), most_bytes=size // 4))
    documents = [event for event in events if isinstance(event, Document)]
    assert isinstance(events[-1], Closed)
    assert size // 4 <= events[-1].bytes_read < size // 2 + 2**20
    assert 0 < len(documents) < 20_000
    assert not any(isinstance(event, Damaged | Failed) for event in events)
