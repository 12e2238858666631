"""Addresses become shards as folders do: ids below the prefix, sizes and versions from the listing, no secrets."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from loopback import BUCKET, QUICK, SECRET, Store, etag_of, serving
from scanner.errors import ExtraError, NothingToScanError, UsageError
from scanner.sources.discover import discover
from scanner.sources.names import safe_id
from scanner.sources.options import ReadOptions
from scanner.sources.read import read
from scanner.sources.remote.faults import TransferError
from scanner.sources.remote.stores import Store as OpenStore
from scanner.sources.remote.stores import patiently
from scanner.types.document import Document, Shard
from scanner.types.storage import Storage, Transfer

OBJECTS = {
    "p/a.jsonl": b"first",
    "p/b/c.txt": b"second one",
    "p/b/d.txt": b"",
    "p/.hidden": b"x",
    "p/.git/x": b"x",
    "p/": b"",
    "q/e.txt": b"e",
    "p/[1].txt": b"odd",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Store]:
    """One for all tests: a client of S3 takes a second to build."""
    with serving() as store:
        yield store


@pytest.fixture
def store(server: Store) -> Store:
    server.refill(**OBJECTS)
    return server


def ids(store: Store, *paths: str) -> list[str]:
    return [shard.id for shard in discover(paths, storage=store.storage)]


def refusal(store: Store, *paths: str) -> str:
    with pytest.raises(UsageError) as raised:
        discover(paths, storage=store.storage)
    return str(raised.value)


def test_a_prefix_gives_every_object_below_it_over_several_pages(store: Store) -> None:
    assert ids(store, f"s3://{BUCKET}/p/") == ["[1].txt", "a.jsonl", "b/c.txt", "b/d.txt"]
    assert ids(store, f"s3://{BUCKET}/p") == ["[1].txt", "a.jsonl", "b/c.txt", "b/d.txt"]


def test_a_bucket_gives_all_of_it(store: Store) -> None:
    assert ids(store, f"s3://{BUCKET}") == ["p/[1].txt", "p/a.jsonl", "p/b/c.txt", "p/b/d.txt", "q/e.txt"]


def test_size_and_version_are_those_of_the_listing(store: Store) -> None:
    (shard,) = discover([f"s3://{BUCKET}/p/b/c.txt"], storage=store.storage)
    assert shard == Shard("c.txt", f"s3://{BUCKET}/p/b/c.txt", 10, f"ETag={etag_of(b'second one')}")


def test_a_glob_and_several_addresses_are_named_from_what_they_share(store: Store) -> None:
    assert ids(store, f"s3://{BUCKET}/p/**/*.txt") == ["[1].txt", "b/c.txt", "b/d.txt"]
    assert ids(store, f"s3://{BUCKET}/q/e.txt", f"s3://{BUCKET}/p/a.jsonl") == ["p/a.jsonl", "q/e.txt"]


def test_an_object_whose_name_looks_like_a_glob_is_taken_as_it_is(store: Store) -> None:
    assert ids(store, f"s3://{BUCKET}/p/[1].txt") == ["[1].txt"]


def test_a_list_holds_an_address_a_line(store: Store, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(f"# of today\ns3://{BUCKET}/p/a.jsonl\n{store.web}/q/e.txt?signature={SECRET}\n")
    found = discover([f"@{tmp_path / 'list.txt'}"], storage=store.storage)
    assert [(shard.id.partition("/")[2], shard.bytes) for shard in found] == [("q/e.txt", 1), ("p/a.jsonl", 5)] or [
        (shard.id, shard.bytes) for shard in found
    ] == [(f"127.0.0.1:{store.port}/{BUCKET}/q/e.txt", 1), (f"{BUCKET}/p/a.jsonl", 5)]


def test_local_files_beside_objects_keep_their_ids(store: Store, tmp_path: Path) -> None:
    (tmp_path / "here.txt").write_text("x")
    assert ids(store, f"file://{tmp_path}/here.txt", f"s3://{BUCKET}/q/") == ["here.txt", f"s3/{BUCKET}/q/e.txt"]


def test_file_addresses_are_local_folders(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text("x")
    (shard,) = discover([f"file://{tmp_path}"])
    assert (shard.id, shard.uri) == ("a b.txt", str(tmp_path / "a b.txt"))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("s3://nowhere/p/", "s3://nowhere: p: does not exist", id="no such bucket"),
        pytest.param(f"s3://{BUCKET}/none", f"s3://{BUCKET}: none: does not exist", id="no such object"),
        pytest.param(f"s3://{BUCKET}/none/", f"s3://{BUCKET}: none: does not exist", id="no such prefix"),
        pytest.param(f"s3://{BUCKET}/z*.gz", "z*.gz: matches nothing", id="a glob without a match"),
        pytest.param("s3://", "s3://: name a bucket", id="no bucket"),
        pytest.param(f"s3://me:{SECRET}@{BUCKET}/p", "do not belong into an address", id="credentials"),
        pytest.param("ftp://host/a", "ftp://: no such store is known", id="another scheme"),
    ],
)
def test_what_cannot_be_listed_is_named_by_its_place(store: Store, path: str, message: str) -> None:
    said = refusal(store, path)
    assert message in said
    assert SECRET not in said


def test_all_faults_of_all_addresses_are_named_at_once(store: Store) -> None:
    assert len(refusal(store, f"s3://{BUCKET}/no", "s3://nowhere/no", "ftp://x/y").splitlines()) == 3


def test_a_listing_that_is_denied_is_not_asked_for_again(store: Store) -> None:
    store.listing_faults = ["403"] * 9
    assert refusal(store, f"s3://{BUCKET}/p/") == f"s3://{BUCKET}: p: the store denies access"
    assert len(store.listing_faults) == 8


def test_a_busy_store_is_asked_again_and_given_up_after_some_tries(store: Store) -> None:
    store.listing_faults = ["503"] * 3
    assert len(ids(store, f"s3://{BUCKET}/p/")) == 4
    store.listing_faults = ["503"] * 99
    assert "given up after 4 tries: the store answered with HTTP status 503" in refusal(store, f"s3://{BUCKET}/p/")
    assert len(store.listing_faults) == 95


def test_a_fault_in_the_middle_of_a_listing_loses_no_object(store: Store) -> None:
    store.listing_faults = ["-", "503"]
    assert len(ids(store, f"s3://{BUCKET}/p/")) == 4


def test_each_page_of_a_listing_has_tries_of_its_own(store: Store) -> None:
    store.refill(**{f"p/{number}.txt": b"x" for number in range(9)})
    store.listing_faults = ["503", "503", "503", "-"] * 3
    assert len(ids(store, f"s3://{BUCKET}/p/")) == 9


def test_a_listing_of_very_many_pages_may_take_longer_than_one_answer() -> None:
    async def answer_at_length() -> str:
        await asyncio.sleep(0.05)
        return "all"

    store = OpenStore("memory", None, Transfer(tries=1, timeout_s=0.01))
    assert asyncio.run(patiently(store, answer_at_length, at_length=True)) == "all"
    with pytest.raises(TransferError, match="in time"):
        asyncio.run(patiently(store, answer_at_length))


def test_a_store_that_nobody_answers_for_is_an_error(store: Store) -> None:
    options = {"s3": {**store.storage.options["s3"], "endpoint_url": "http://127.0.0.1:9"}}
    with pytest.raises(UsageError, match="s3://crawl: p: given up after 4 tries: the connection could not be made"):
        discover([f"s3://{BUCKET}/p/"], storage=Storage(options, QUICK))


def test_an_empty_bucket_is_nothing_to_scan(store: Store) -> None:
    store.refill()
    with pytest.raises(NothingToScanError):
        discover([f"s3://{BUCKET}"], storage=store.storage)


def test_parts_without_a_name_stay_apart(store: Store) -> None:
    store.refill(**{"p/a//b": b"1", "p/a/b": b"2"})
    assert ids(store, f"s3://{BUCKET}/p/") == ["a/%-/b", "a/b"]


HOSTILE = (
    "<script>.txt",
    "a\"b'c.txt",
    "\u202egpj.txt",
    "a b+c%20d#e?f&g.txt",
    "中文.txt",
    "x" * 900 + ".txt",
    "a\\b.txt",
)


def test_objects_of_odd_names_are_read_under_ids_that_are_safe_to_write(store: Store) -> None:
    store.refill(**{f"p/{name}": name.encode() for name in HOSTILE})
    found = discover([f"s3://{BUCKET}/p/"], storage=store.storage)
    assert sorted(shard.id for shard in found) == sorted(map(safe_id, HOSTILE))
    for shard in found:
        (text,) = (event.text for event in read(shard, ReadOptions(), store.storage) if isinstance(event, Document))
        assert safe_id(text) == shard.id


def test_a_web_file_is_called_by_its_path_and_never_by_its_query(store: Store) -> None:
    (shard,) = discover([f"{store.web}/p/b/c.txt?signature={SECRET}"], storage=store.storage)
    assert (shard.id, shard.bytes) == ("c.txt", 10)
    assert SECRET in shard.uri


def test_web_files_that_differ_in_their_queries_only_are_refused(store: Store) -> None:
    said = refusal(store, f"{store.web}/p/a.jsonl?part={SECRET}1", f"{store.web}/p/a.jsonl?part={SECRET}2")
    assert said == "a.jsonl: more than one object goes by this id"


@pytest.mark.parametrize("path", ["p/", "p/none.txt?X=" + SECRET])
def test_web_folders_and_absent_files_are_refused_without_their_query(store: Store, path: str) -> None:
    said = refusal(store, f"http://me:{SECRET}@127.0.0.1:{store.port}/{BUCKET}/{path}")
    assert said.startswith(f"http://127.0.0.1:{store.port}: ")
    assert SECRET not in said


def test_a_missing_library_is_named_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ImportError

    monkeypatch.setattr("fsspec.filesystem", missing)
    with pytest.raises(ExtraError, match=r'^s3:// needs a library: pip install "corpus-scanner\[s3\]"$'):
        discover(["s3://b/p/"])


def test_options_that_the_library_does_not_take_are_an_error_without_their_values(store: Store) -> None:
    storage = replace(store.storage, options={"s3": {"config_kwargs": {"nonsense": SECRET}, "client_kwargs": 5}})
    with pytest.raises(UsageError) as raised:
        discover([f"s3://{BUCKET}/p/"], storage=storage)
    assert SECRET not in str(raised.value)
