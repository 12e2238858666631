"""A file becomes an object whole and once, or it is said why not."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest

from loopback import BUCKET, QUICK, SECRET, Store, serving
from loopback_writes import LEAST_PART
from scanner.errors import UsageError
from scanner.sources.remote.faults import TransferError
from scanner.sources.remote.prefix import Prefix
from scanner.types.storage import Storage

SMALL = b"a line of a report\n" * 50
LARGE = hashlib.shake_256(b"parts").digest(2 * LEAST_PART + 1234)
"""Three parts."""


@pytest.fixture(scope="module")
def server() -> Iterator[Store]:
    with serving() as store:
        yield store


@pytest.fixture
def store(server: Store) -> Store:
    server.refill()
    server.transfer = replace(QUICK, block_bytes=2**21)
    return server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shards").mkdir()
    (tmp_path / "shards" / "a b%2F深.json").write_bytes(SMALL)
    (tmp_path / "large.parquet").write_bytes(LARGE)
    (tmp_path / "empty").write_bytes(b"")
    return tmp_path


NAMES = ("shards/a b%2F深.json", "large.parquet", "empty")


def prefix_in(store: Store) -> Prefix:
    return Prefix(f"s3://{BUCKET}/runs/one/", store.storage)


def held(store: Store) -> dict[str, bytes]:
    return {name.removeprefix("runs/one/"): content for name, content in store.objects.items()}


def test_files_come_to_a_store_and_back(store: Store, folder: Path, tmp_path: Path) -> None:
    prefix = prefix_in(store)
    prefix.send(NAMES, folder, {})
    assert held(store) == {name: (folder / name).read_bytes() for name in NAMES}
    prefix.fetch(NAMES, tmp_path / "back")
    assert all((tmp_path / "back" / name).read_bytes() == (folder / name).read_bytes() for name in NAMES)
    assert not store.uploads


@pytest.mark.parametrize(
    "faults", [["503", "reset", "500"], ["lost", "torn"], ["-", "lost", "reset", "503", "-", "503"]]
)
def test_a_passing_fault_costs_a_try_and_no_byte(store: Store, folder: Path, faults: list[str]) -> None:
    store.put_faults = faults
    prefix_in(store).send(NAMES, folder, {})
    assert held(store) == {name: (folder / name).read_bytes() for name in NAMES}
    assert not store.put_faults


@pytest.mark.parametrize("at", [0, 2, 4])
def test_an_object_in_parts_is_whole_whichever_answer_is_lost(store: Store, folder: Path, at: int) -> None:
    store.put_faults = [*["-"] * at, "lost"]
    prefix_in(store).send(["large.parquet"], folder, {})
    assert held(store) == {"large.parquet": LARGE}


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("503", "given up after 4 tries: the store answered with HTTP status 503"),
        ("reset", "given up after 4 tries: the connection could not be made or broke off"),
        ("403", "the store denies access"),
    ],
)
@pytest.mark.parametrize("name", NAMES[:2])
def test_a_lasting_fault_is_told_and_leaves_no_object(
    store: Store, folder: Path, name: str, fault: str, message: str
) -> None:
    store.broken_puts = fault
    with pytest.raises(TransferError) as raised:
        prefix_in(store).send([name], folder, {})
    assert str(raised.value) == message
    assert SECRET not in str(raised.value)
    assert not store.objects


def test_parts_of_an_object_that_is_given_up_are_removed(store: Store, folder: Path) -> None:
    store.put_faults = ["-", "-", *["503"] * 4]
    with pytest.raises(TransferError):
        prefix_in(store).send(["large.parquet"], folder, {})
    assert (store.objects, store.uploads) == ({}, {})


@pytest.mark.parametrize("name", NAMES[:2])
def test_a_store_that_calls_bytes_otherwise_is_read_back(store: Store, folder: Path, name: str) -> None:
    store.encrypts = True
    prefix_in(store).send([name], folder, {})
    assert held(store) == {name: (folder / name).read_bytes()}
    assert store.gets()


def test_other_bytes_in_the_store_are_noticed(store: Store, folder: Path) -> None:
    store.put_faults = ["other"]
    with pytest.raises(TransferError, match="what the store holds is not what was sent"):
        prefix_in(store).send(NAMES[:1], folder, {})


def test_what_is_there_already_is_not_sent_again(store: Store, folder: Path) -> None:
    prefix = prefix_in(store)
    prefix.send(NAMES, folder, {})
    store.asked.clear()
    store.objects["runs/one/empty"] = b"other"
    prefix.send(NAMES, folder, prefix.listed())
    assert [line for line in store.asked if not line.startswith("GET")] == ["PUT runs/one/empty"]


def test_a_listing_holds_what_lies_below_the_prefix_and_nothing_else(store: Store) -> None:
    store.refill(**dict.fromkeys(("runs/one/a", "runs/one/b/c", "runs/one", "runs/one2/d", "runs/e"), SMALL))
    prefix = prefix_in(store)
    assert sorted(prefix.listed()) == ["a", "b/c"]
    prefix.remove(["a", "gone"])
    assert sorted(prefix.listed()) == ["b/c"]
    assert prefix.read("b/c") == SMALL
    assert prefix.read("a") is None
    assert (prefix.holds(f"s3://{BUCKET}/runs/one/x"), prefix.holds(f"s3://{BUCKET}/runs/one2/d")) == (True, False)


def test_a_store_of_another_kind_is_read_back(folder: Path) -> None:
    prefix = Prefix("memory://sent/run", Storage({}, replace(QUICK, block_bytes=2**20)))
    try:
        prefix.send(NAMES, folder, {})
        prefix.fetch(NAMES, folder / "back")
        assert all((folder / "back" / name).read_bytes() == (folder / name).read_bytes() for name in NAMES)
        prefix.remove([*NAMES, "absent"])
        assert prefix.listed() == {}
    finally:
        fsspec.filesystem("memory").rm("/sent", recursive=True)


def test_files_of_a_web_folder_are_fetched(store: Store, folder: Path) -> None:
    store.refill(**{f"runs/{name}": (folder / name).read_bytes() for name in NAMES})
    Prefix(f"{store.web}/runs/", store.storage).fetch(NAMES, folder / "back")
    assert all((folder / "back" / name).read_bytes() == (folder / name).read_bytes() for name in NAMES)
    with pytest.raises(UsageError, match="names one file, not a folder") as raised:
        Prefix(f"{store.web}/runs/?sig={SECRET}", store.storage)
    assert SECRET not in str(raised.value)
