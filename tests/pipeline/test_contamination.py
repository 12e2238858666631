"""Items of a test set in a corpus: how much of each, and where, by an index that holds no text."""

import gzip
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from corpora import write_jsonl
from scanner.dedup.options import NgramOptions
from scanner.errors import NothingToScanError, OutputError, UsageError
from scanner.pipeline.comparison_files import prepare_folder, write_report
from scanner.pipeline.contamination import find_items
from scanner.pipeline.ngram_index import Items, add_items, make_index
from scanner.sidecars.tables import read_rows
from scanner.sources.discover import discover
from scanner.sources.options import ReadOptions
from scanner.types.comparison import Contamination

CHINESE = "某商店上午卖出苹果三十六箱，下午卖出的是上午的一半，问这一天一共卖出多少箱苹果？"
SHORT = "which harbour does the northern ferry leave from"
TINY = "yes it is"
OPTIONS = NgramOptions()


def _words(seed: int, count: int) -> list[str]:
    random = Random(seed)
    return [f"w{random.randrange(10**6)}" for _ in range(count)]


ITEM = " ".join(_words(1, 32))
"""20 n-grams."""
STRANGER = " ".join(_words(2, 40))


def _around(text: str, seed: int = 50) -> str:
    return f"{' '.join(_words(seed, 300))} {text} {' '.join(_words(seed + 1, 300))}"


def _index(folder: Path, texts: Sequence[str], name: str = "test.jsonl") -> Path:
    make_index(discover([str(write_jsonl(folder / name, texts))]), folder / "index.parquet", OPTIONS, ReadOptions())
    return folder / "index.parquet"


def _found(
    folder: Path, index: Path, paths: Sequence[Path], bound: float = 0.8
) -> tuple[Contamination, dict[str, tuple[float, float, str, str]]]:
    prepare_folder(folder)
    contamination = find_items(discover([str(path) for path in paths]), index, folder, bound, ReadOptions())
    write_report(folder, contamination)
    rows = {
        row["document"]: (row["share_anywhere"], row["share_in_one"], row["found_shard"], row["found_document"])
        for row in read_rows(folder / "matches.parquet")
    }
    return contamination, rows


def test_items_inside_longer_documents_are_found_with_their_places(tmp_path: Path) -> None:
    index = _index(tmp_path / "set", [ITEM, STRANGER, CHINESE, SHORT, TINY])
    corpus = tmp_path / "corpus"
    write_jsonl(corpus / "a.jsonl", [_around("nothing"), _around(ITEM.upper()), _around(TINY)])
    write_jsonl(corpus / "b.jsonl", [_around(f"题目：{CHINESE}答案略。"), _around(ITEM), _around(SHORT)])
    contamination, rows = _found(tmp_path / "found", index, [corpus])
    assert rows == {
        "line:0": (1.0, 1.0, "a.jsonl", "line:1"),
        "line:2": (1.0, 1.0, "b.jsonl", "line:0"),
        "line:3": (1.0, 1.0, "b.jsonl", "line:2"),
    }
    assert contamination.found.anywhere == {"0.5": 3, "0.8": 3, "1": 3}
    facts = contamination.index
    assert (facts.items, facts.short_items, facts.skipped_items) == (5, 1, 1)
    assert contamination.share_found == 0.75  # of four: the item of three words is not looked for
    assert (contamination.corpus.documents, contamination.corpus.shards) == (6, 2)


def test_an_item_in_parts_is_found_in_the_corpus_and_less_of_it_in_one_document(tmp_path: Path) -> None:
    words = ITEM.split()
    corpus = write_jsonl(tmp_path / "c.jsonl", [_around(" ".join(words[:22])), _around(" ".join(words[10:]), 60)])
    contamination, rows = _found(tmp_path / "found", _index(tmp_path / "set", [ITEM]), [corpus])
    # Of 20 n-grams, 10 begin in each part.
    assert rows == {"line:0": (1.0, 0.5, "c.jsonl", "line:0")}
    assert contamination.found.anywhere == {"0.5": 1, "0.8": 1, "1": 1}
    assert contamination.found.in_one_document == {"0.5": 1, "0.8": 0, "1": 0}


def test_no_text_is_written_and_the_order_and_packing_of_shards_do_not_matter(tmp_path: Path) -> None:
    index = _index(tmp_path / "set", [ITEM, CHINESE])
    first = write_jsonl(tmp_path / "one" / "a.jsonl", [_around(ITEM)])
    second = write_jsonl(tmp_path / "one" / "b.jsonl", [_around(CHINESE), _around(ITEM)])
    _found(tmp_path / "found-1", index, [first, second])
    _found(tmp_path / "found-2", index, [second, first])
    secrets = [*(word.encode() for word in ITEM.split()[:3]), CHINESE[:6].encode()]
    assert not any(secret in index.read_bytes() for secret in secrets)
    for name in ("comparison.json", "matches.parquet", "summary.md"):
        body = (tmp_path / "found-1" / name).read_bytes()
        assert body == (tmp_path / "found-2" / name).read_bytes()
        assert not any(secret in body for secret in secrets)


def test_a_damaged_shard_is_counted_and_what_came_before_is_found(tmp_path: Path) -> None:
    index = _index(tmp_path / "set", [ITEM])
    lines = write_jsonl(tmp_path / "a.jsonl", [_around(ITEM), *(_around("more", seed) for seed in range(60, 90))])
    packed = tmp_path / "corpus" / "a.jsonl.gz"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(lines.read_bytes())[:-5000])
    contamination, rows = _found(tmp_path / "found", index, [packed])
    assert contamination.corpus.unread_shards == 1
    assert set(rows) == {"line:0"}


def _added(index: Path, *paths: Path) -> Items:
    return add_items(discover([str(path) for path in paths]), index, ReadOptions())


def test_an_index_that_grew_is_one_made_of_all_its_shards(tmp_path: Path) -> None:
    index = _index(tmp_path / "set", [ITEM, TINY], "1.jsonl")
    second = write_jsonl(tmp_path / "set" / "2.jsonl", [CHINESE, SHORT])
    assert _added(index, second).count == 2
    make_index(discover([str(tmp_path / "set" / "*.jsonl")]), tmp_path / "whole.parquet", OPTIONS, ReadOptions())
    assert list(read_rows(index)) == list(read_rows(tmp_path / "whole.parquet"))
    corpus = write_jsonl(tmp_path / "c.jsonl", [_around(ITEM), _around(CHINESE)])
    contamination, _ = _found(tmp_path / "found", index, [corpus])
    assert contamination.found.in_one_document["1"] == 2


def test_a_shard_that_is_in_the_index_already_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    index = _index(tmp_path / "set", [ITEM], "1.jsonl")
    before = index.read_bytes()
    write_jsonl(tmp_path / "set" / "0.jsonl", [CHINESE])
    with pytest.raises(OutputError, match=r"holds items of 1\.jsonl already"):
        _added(index, tmp_path / "set" / "*.jsonl")
    assert index.read_bytes() == before
    assert not list(tmp_path.rglob("*.partial"))


def test_an_index_is_never_made_over_another(tmp_path: Path) -> None:
    _index(tmp_path, [ITEM])
    with pytest.raises(OutputError, match="is there already"):
        _index(tmp_path, [ITEM])


def test_a_test_set_that_cannot_be_read_in_whole_makes_no_index(tmp_path: Path) -> None:
    (tmp_path / "test.jsonl").write_text('{"text": "one two three four five six seven eight"}\n{"text": \n')
    with pytest.raises(UsageError, match=r"test\.jsonl line:1: .*must be whole"):
        make_index(discover([str(tmp_path)]), tmp_path / "index.parquet", OPTIONS, ReadOptions())
    assert [path.name for path in tmp_path.iterdir()] == ["test.jsonl"]


def test_items_that_are_all_too_short_make_no_index(tmp_path: Path) -> None:
    with pytest.raises(NothingToScanError, match="of 2 items none has 8 tokens"):
        _index(tmp_path, [TINY, "..."])


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "c.jsonl", [ITEM])
    with pytest.raises(OutputError, match="not an index"):
        _found(tmp_path / "found", corpus, [corpus])


def test_an_index_of_another_reading_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = _index(tmp_path / "set", [ITEM])
    monkeypatch.setattr("scanner.sidecars.ngrams._READING", 3)
    with pytest.raises(OutputError, match="an index of reading 2; this program reads text by reading 3"):
        _found(tmp_path / "found", index, [tmp_path / "set" / "test.jsonl"])
