"""Reading an object gives what reading the same file gives, or says why not: never a short shard."""

import gzip
import hashlib
import io
import json
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loopback import BUCKET, QUICK, SECRET, Store, serving
from scanner.sources.digest import digest_of_shard
from scanner.sources.discover import discover
from scanner.sources.options import ReadOptions
from scanner.sources.probe import probe
from scanner.sources.read import read
from scanner.types.document import Closed, Damaged, Document, FailReason, Format, ReadEvent, Shard
from scanner.types.storage import Storage, Transfer

LINES = b"".join(
    json.dumps({"text": hashlib.sha512(b"%d" % number).hexdigest() * 2}).encode() + b"\n" for number in range(1500)
)
PACKED = gzip.compress(LINES, 6)
"""Some 140 KB: several blocks."""


def parquet_of(rows: int) -> bytes:
    file = io.BytesIO()
    noise = [hashlib.shake_256(b"%d" % row).digest(1000) for row in range(rows)]
    table = pa.table({"text": [f"row {row}" for row in range(rows)], "image": noise})
    pq.write_table(table, file, row_group_size=rows // 4)
    return file.getvalue()


PARQUET = parquet_of(3000)


@pytest.fixture(scope="module")
def server() -> Iterator[Store]:
    """One for all tests: a client of S3 takes a second to build."""
    with serving() as store:
        yield store


@pytest.fixture
def store(server: Store) -> Store:
    server.refill(**{"a.jsonl.gz": PACKED, "a.parquet": PARQUET, "plain.jsonl": LINES})
    return server


def shard_in(store: Store, name: str, *, web: bool = False) -> Shard:
    (shard,) = discover([f"{store.web}/{name}" if web else f"s3://{BUCKET}/{name}"], storage=store.storage)
    store.asked.clear()
    store.sent = 0
    return shard


def events_in(store: Store, shard: Shard) -> list[ReadEvent]:
    return list(read(shard, ReadOptions(), store.storage))


def damage_of(events: Sequence[ReadEvent]) -> tuple[FailReason, str] | None:
    found = [event for event in events if isinstance(event, Damaged)]
    return (found[0].reason, found[0].detail) if found else None


def local(tmp_path: Path, name: str, content: bytes) -> list[ReadEvent]:
    (tmp_path / name).write_bytes(content)
    return list(read(discover([str(tmp_path / name)])[0], ReadOptions()))


@pytest.mark.parametrize("web", [False, True], ids=["s3", "http"])
@pytest.mark.parametrize(("name", "content"), [("a.jsonl.gz", PACKED), ("plain.jsonl", LINES), ("a.parquet", PARQUET)])
def test_an_object_gives_the_events_of_the_same_file(
    store: Store, tmp_path: Path, name: str, content: bytes, *, web: bool
) -> None:
    events = events_in(store, shard_in(store, name, web=web))
    assert events == local(tmp_path, name, content)
    assert events[-1] == Closed(len(content), hashlib.sha256(content).hexdigest())


def test_blocks_follow_each_other_and_none_is_asked_for_twice(store: Store) -> None:
    events_in(store, shard_in(store, "plain.jsonl"))
    spans = [tuple(map(int, span.removeprefix("bytes=").split("-"))) for span in store.gets()]
    assert [first for first, _ in spans] == [0, *(last + 1 for _, last in spans[:-1])]
    assert max(last - first for first, last in spans) < QUICK.block_bytes
    assert store.sent == len(LINES)


FAULTS = [
    pytest.param(["-", "reset"], id="a reset in mid-body"),
    pytest.param(["cut"], id="a body shorter than its length"),
    pytest.param(["-", "short"], id="fewer bytes than asked for with a length that agrees"),
    pytest.param(["503", "503", "503"], id="SlowDown three times"),
    pytest.param(["-", "500"], id="an internal error"),
    pytest.param(["-", "slow"], id="bytes that drip"),
    pytest.param(["reset", "503", "-", "cut", "short"], id="one after the other"),
]


@pytest.mark.parametrize("web", [False, True], ids=["s3", "http"])
@pytest.mark.parametrize("faults", FAULTS)
def test_after_a_passing_fault_reading_goes_on_where_it_stood(store: Store, faults: list[str], *, web: bool) -> None:
    shard = shard_in(store, "a.jsonl.gz", web=web)
    store.faults = list(faults)
    if "slow" in faults:
        store.transfer = replace(QUICK, timeout_s=0.5)
    events = events_in(store, shard)
    assert damage_of(events) is None
    assert events[-1] == Closed(len(PACKED), hashlib.sha256(PACKED).hexdigest())
    assert store.faults == []


@pytest.mark.parametrize("web", [False, True], ids=["s3", "http"])
@pytest.mark.parametrize(
    ("faults", "reason", "detail"),
    [
        pytest.param(["reset"] * 9, FailReason.TRANSFER, "given up after 4 tries: the connection", id="resets"),
        pytest.param(["cut"] * 9, FailReason.TRANSFER, "given up after 4 tries: ", id="cut bodies"),
        pytest.param(["short"] * 9, FailReason.TRANSFER, "given up after 4 tries: other than", id="short bodies"),
        pytest.param(["503"] * 9, FailReason.TRANSFER, "HTTP status 503", id="busy for ever"),
        pytest.param(["403"], FailReason.UNREADABLE, "the store denies access", id="access denied"),
        pytest.param(["404"], FailReason.UNREADABLE, "does not exist", id="removed"),
        pytest.param(["swap"], FailReason.CHANGED, "it was replaced after it was listed", id="replaced"),
    ],
)
def test_a_fault_that_stays_is_told_and_what_came_before_counts(
    store: Store, faults: list[str], reason: FailReason, detail: str, *, web: bool
) -> None:
    shard = shard_in(store, "plain.jsonl", web=web)
    store.faults = ["-", "-", "-", *faults] if not web else ["-", "-", "-", "-", *faults]
    events = events_in(store, shard)
    damage = damage_of(events)
    assert damage is not None
    assert damage[0] is reason
    assert detail in damage[1]
    assert 0 < sum(isinstance(event, Document) for event in events) < 1500
    assert SECRET not in repr(events)


@pytest.mark.parametrize("web", [False, True], ids=["s3", "http"])
def test_an_object_replaced_between_listing_and_reading_is_not_read(store: Store, *, web: bool) -> None:
    shard = shard_in(store, "plain.jsonl", web=web)
    store.objects["plain.jsonl"] = LINES[::-1]
    damage = damage_of(events := events_in(store, shard))
    assert damage is not None
    assert damage[0] is FailReason.CHANGED
    assert events[-1] == Closed(0, hashlib.sha256(b"").hexdigest())


def test_an_object_that_grew_after_the_listing_is_not_a_short_shard(store: Store) -> None:
    shard = Shard("plain.jsonl", f"s3://{BUCKET}/plain.jsonl", len(LINES) - 5)
    damage = damage_of(events_in(store, shard))
    assert damage is not None
    assert damage[0] is FailReason.CHANGED


def test_a_store_without_versions_is_looked_at_again_at_the_end(store: Store) -> None:
    store.etags = False
    shard = shard_in(store, "plain.jsonl", web=True)
    events = iter(read(shard, ReadOptions(), store.storage))
    while not isinstance(next(events), Document):
        pass
    store.objects["plain.jsonl"] = LINES[: len(LINES) // 2]
    assert damage_of(list(events)) is not None


@pytest.mark.parametrize(("name", "documents"), [("plain.jsonl", 1500), ("a.parquet", 3000)])
def test_a_server_without_ranges_is_read_once_from_front_to_back(store: Store, name: str, documents: int) -> None:
    store.ranges = False
    events = events_in(store, shard_in(store, name, web=True))
    assert sum(isinstance(event, Document) for event in events) == documents
    assert len(store.gets()) == 2  # the look at it, and the one answer that is read on


def test_a_server_without_ranges_is_asked_anew_after_a_fault_and_what_was_had_is_passed_over(store: Store) -> None:
    store.ranges = False
    shard = shard_in(store, "plain.jsonl", web=True)
    store.faults = ["-", "cut", "reset"]
    events = events_in(store, shard)
    assert damage_of(events) is None
    assert events[-1] == Closed(len(LINES), hashlib.sha256(LINES).hexdigest())


def test_of_parquet_the_rows_need_only_their_columns(store: Store) -> None:
    shard = shard_in(store, "a.parquet")
    events = iter(read(shard, ReadOptions(), store.storage))
    for _ in range(3001):
        next(events)
    assert store.sent < len(PARQUET) / 4
    assert [type(event) for event in events] == [Closed]  # the digest is of the whole object


@pytest.mark.parametrize(("fault", "reason"), [("403", FailReason.UNREADABLE), ("swap", FailReason.CHANGED)])
def test_a_fault_amid_parquet_is_not_taken_for_a_broken_file(store: Store, fault: str, reason: FailReason) -> None:
    shard = shard_in(store, "a.parquet")
    store.faults = ["-", "-", "-", fault]
    damage = damage_of(events_in(store, shard))
    assert damage is not None
    assert damage[0] is reason


def test_looking_at_an_object_takes_its_beginning_alone(store: Store) -> None:
    store.refill(big=LINES * 4)
    shard = shard_in(store, "big")
    assert probe(shard, Storage(store.storage.options)).format is Format.JSONL
    assert store.sent <= 2**18


def test_memory_is_bounded_by_two_blocks_whatever_the_size(store: Store) -> None:
    store.refill(big=bytes(12 * 2**20))
    shard = shard_in(store, "big")
    storage = Storage(store.storage.options, Transfer(block_bytes=2**18))
    digest_of_shard(shard, storage)  # what is loaded once is loaded
    tracemalloc.start()
    digest_of_shard(shard, storage)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * 2**20


def test_a_reader_that_leaves_early_leaves_nothing_running(store: Store) -> None:
    events = iter(read(shard_in(store, "plain.jsonl"), ReadOptions(), store.storage))
    next(events)
    events.close()  # type: ignore[attr-defined]  # a generator
    asked = len(store.asked)
    time.sleep(0.1)
    assert len(store.asked) <= asked + 1


def test_objects_in_memory_are_read_through_fsspec() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/crawl/a.jsonl", LINES)
    try:
        (shard,) = discover(["memory://crawl/"])
        assert shard.id == "a.jsonl"
        assert damage_of(events := list(read(shard, ReadOptions()))) is None
        assert events[-1] == Closed(len(LINES), hashlib.sha256(LINES).hexdigest())
        memory.pipe_file("/crawl/a.jsonl", LINES[:-1])
        assert damage_of(list(read(shard, ReadOptions()))) is not None
    finally:
        memory.rm("/crawl", recursive=True)
