"""The store of copies: sorted, and summed, whatever the order in which shards come."""

from pathlib import Path

from scanner.sidecars.copies import Copy, CopyStore
from scanner.sidecars.tables import read_rows
from scanner.types.duplicates import GroupCopies, Volume


def _copy(cluster: str, shard: str, place: int, host: str, *, kept: bool = False) -> Copy:
    volume = (10 + place, 100 + place, 200 + place)
    return Copy(cluster, shard, place, f"line:{place}", host, "en", "near", 0.9, kept, 2, "tag", *volume)


COPIES = (
    _copy("b", "s1", 3, "one.example", kept=True),
    _copy("b", "s0", 10, "two.example"),
    _copy("b", "s0", 9, "two.example"),
    _copy("a", "s2", 0, "one.example"),
    _copy("a", "s9", 1, "one.example", kept=True),
)


def _written(folder: Path, copies: tuple[Copy, ...]) -> tuple[bytes, CopyStore]:
    store = CopyStore.create(folder / "work" / "store.sqlite")
    store.add(copies)
    store.write(folder / "duplicates.parquet")
    return (folder / "duplicates.parquet").read_bytes(), store


def test_the_kept_document_leads_each_cluster_and_the_rest_come_by_shard_and_row(tmp_path: Path) -> None:
    _written(tmp_path, COPIES)
    rows = [(row["cluster"], row["shard"], row["document"]) for row in read_rows(tmp_path / "duplicates.parquet")]
    assert rows == [
        ("a", "s9", "line:1"),
        ("a", "s2", "line:0"),
        ("b", "s1", "line:3"),
        ("b", "s0", "line:9"),
        ("b", "s0", "line:10"),
    ]


def test_the_order_of_adding_changes_nothing(tmp_path: Path) -> None:
    one, first = _written(tmp_path / "one", COPIES)
    two, second = _written(tmp_path / "two", COPIES[::-1])
    assert one == two
    assert first.largest("host", 5) == second.largest("host", 5)


def test_text_of_kept_documents_is_not_redundant(tmp_path: Path) -> None:
    _, store = _written(tmp_path, COPIES)
    assert store.redundant() == Volume(3, 20 + 19 + 10, 110 + 109 + 100, 210 + 209 + 200)


def test_hosts_are_told_by_redundant_documents_up_to_a_limit(tmp_path: Path) -> None:
    _, store = _written(tmp_path, COPIES)
    assert store.largest("host", 5) == {"two.example": GroupCopies(2, 2, 39), "one.example": GroupCopies(3, 1, 10)}
    assert list(store.largest("host", 1)) == ["two.example"]
    assert store.largest("language", 5) == {"en": GroupCopies(5, 3, 49)}


def test_an_empty_store_sums_to_nothing(tmp_path: Path) -> None:
    _, store = _written(tmp_path, ())
    assert store.redundant() == Volume()
