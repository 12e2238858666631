"""Test sets that come together in one index: names, contents that are there already, modes, and who may write."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from corpora import write_jsonl
from scanner.dedup.options import NgramOptions
from scanner.errors import OutputError
from scanner.pipeline.contamination import find_items
from scanner.pipeline.ngram_index import Items, add_items, make_index, read_holdings
from scanner.sidecars.tables import read_rows
from scanner.sources.discover import discover
from scanner.sources.options import ReadOptions
from scanner.sources.read import read as read_shard
from scanner.types.document import ReadEvent, Shard


def _text(seed: int) -> str:
    random = Random(seed)
    return " ".join(f"w{random.randrange(10**6)}" for _ in range(20))


def _made(folder: Path, texts: list[str], name: str = "", out: Path | None = None) -> Path:
    index = out or folder / "index.parquet"
    shards = discover([str(write_jsonl(folder / "set" / "test.jsonl", texts))])
    make_index(shards, index, NgramOptions(), ReadOptions(), name)
    return index


def _added(index: Path, path: Path, texts: list[str], name: str = "") -> Items:
    return add_items(discover([str(write_jsonl(path, texts))]), index, ReadOptions(), name)


def test_two_test_sets_with_files_of_one_name_fit_into_one_index(tmp_path: Path) -> None:
    index = _made(tmp_path, [_text(1)], "first")
    _added(index, tmp_path / "other" / "test.jsonl", [_text(2)], "second set")
    assert [row["shard"] for row in read_rows(index)] == ["first/test.jsonl", "second set/test.jsonl"]
    assert list(read_holdings(index).shards) == ["first/test.jsonl", "second set/test.jsonl"]
    with pytest.raises(OutputError, match=r"holds items of first/test\.jsonl already.*--name NAME"):
        _added(index, tmp_path / "third" / "test.jsonl", [_text(3)], "first")


def test_a_name_is_made_safe_like_a_shard_id(tmp_path: Path) -> None:
    assert list(read_holdings(_made(tmp_path, [_text(1)], "../a\n/b")).shards) == ["%2E./a%0A/b/test.jsonl"]


def test_the_same_content_by_another_name_is_refused_naming_the_first(tmp_path: Path) -> None:
    index = _made(tmp_path, [_text(1)], "first")
    before = index.read_bytes()
    with pytest.raises(OutputError, match=r"holds the content of renamed\.jsonl already, as first/test\.jsonl"):
        _added(index, tmp_path / "renamed.jsonl", [_text(1)])
    assert index.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.parquet", "renamed.jsonl", "set"]
    write_jsonl(tmp_path / "twice" / "a.jsonl", [_text(1)])
    write_jsonl(tmp_path / "twice" / "b.jsonl", [_text(1)])
    with pytest.raises(OutputError, match=r"content of b\.jsonl already, as a\.jsonl"):
        make_index(discover([str(tmp_path / "twice")]), tmp_path / "new.parquet", NgramOptions(), ReadOptions())


def test_an_item_that_is_there_twice_is_told_and_counted_once(tmp_path: Path) -> None:
    index = _made(tmp_path, [_text(1), _text(1).upper(), _text(2), "tiny", "tiny"])
    assert _added(index, tmp_path / "more.jsonl", [_text(2), _text(3)]).repeated == 1
    items = read_holdings(index).items
    assert (items.count, items.skipped, items.repeated) == (7, 2, 2)
    (tmp_path / "found").mkdir()
    corpus = discover([str(write_jsonl(tmp_path / "corpus.jsonl", [_text(1)]))])
    report = find_items(corpus, index, tmp_path / "found", 0.8, ReadOptions())
    assert (report.index.repeated_items, report.items_found, report.share_found) == (2, 1, 1 / 3)
    assert report.found.anywhere == {"0.5": 1, "0.8": 1, "1": 1}
    assert [row["document"] for row in read_rows(tmp_path / "found" / "matches.parquet")] == ["line:0", "line:1"]


def test_a_new_index_is_private_and_one_that_grows_keeps_its_mode(tmp_path: Path) -> None:
    index = _made(tmp_path, [_text(1)])
    assert index.stat().st_mode & 0o777 == 0o600
    index.chmod(0o640)
    _added(index, tmp_path / "more.jsonl", [_text(2)])
    assert index.stat().st_mode & 0o777 == 0o640


def test_a_link_to_an_index_is_followed(tmp_path: Path) -> None:
    index = _made(tmp_path, [_text(1)])
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "link.parquet"
    link.symlink_to(index)
    _added(link, tmp_path / "more.jsonl", [_text(2)])
    assert link.is_symlink()
    assert len(list(read_rows(index))) == 2
    assert [path.name for path in link.parent.iterdir()] == ["link.parquet"]


def test_an_index_that_is_being_written_is_refused(tmp_path: Path) -> None:
    index = _made(tmp_path, [_text(1)])
    (tmp_path / "index.parquet.lock").touch()
    with pytest.raises(OutputError, match=r"index\.parquet\.lock: is there.* where the process was killed, remove"):
        _added(index, tmp_path / "more.jsonl", [_text(2)])
    assert len(list(read_rows(index))) == 1


def test_an_index_that_was_replaced_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = _made(tmp_path, [_text(1)])

    def read(shard: Shard, options: ReadOptions) -> Iterator[ReadEvent]:
        shutil.copy(index, tmp_path / "copy")
        (tmp_path / "copy").replace(index)
        return read_shard(shard, options)

    monkeypatch.setattr("scanner.pipeline.ngram_index.read", read)
    with pytest.raises(OutputError, match="changed by another process meanwhile; nothing was added"):
        _added(index, tmp_path / "more.jsonl", [_text(2)])
    assert len(list(read_rows(index))) == 1
    assert not list(tmp_path.glob("*.partial"))


def test_a_damaged_index_is_not_added_to(tmp_path: Path) -> None:
    index = _made(tmp_path, [_text(1)])
    index.write_bytes(index.read_bytes()[:-9])
    with pytest.raises(OutputError, match="not an index"):
        _added(index, tmp_path / "more.jsonl", [_text(2)])
    assert not list(tmp_path.glob("*.lock"))
