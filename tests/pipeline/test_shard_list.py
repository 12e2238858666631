"""A list of shards leads from a shard to its line, whichever of path and id is the longer one."""

from pathlib import Path

import pytest

from scanner.errors import UsageError
from scanner.pipeline.shard_list import read_shard_list


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def lines_of(text: str, *shards: str) -> dict[str, int]:
    Path("list.txt").write_text(text, encoding="utf-8")
    return dict(read_shard_list(Path("list.txt"), shards).lines)


@pytest.mark.parametrize(
    ("text", "shard"),
    [
        pytest.param("# shards\n\na.jsonl\n", "a.jsonl", id="the id itself"),
        pytest.param("# shards\n\ndata/crawl/a.jsonl\n", "crawl/a.jsonl", id="a longer path"),
        pytest.param("# shards\n\n  ./crawl/a.jsonl  \n", "crawl/a.jsonl", id="blanks and a dot"),
        pytest.param("# shards\n\na.jsonl\n", "crawl/a.jsonl", id="a shorter path"),
        pytest.param("b.jsonl\n\n/mnt/a b%.jsonl\n", "a b%25.jsonl", id="escaped in the id"),
    ],
)
def test_a_shard_is_found_at_its_line(text: str, shard: str) -> None:
    assert lines_of(text, shard) == {shard: 3}


def test_the_whole_path_goes_before_the_end_of_another() -> None:
    assert lines_of("b/a.jsonl\na.jsonl\na.jsonl\n", "a.jsonl", "b/a.jsonl") == {"a.jsonl": 2, "b/a.jsonl": 1}


def test_a_shard_that_no_line_names_has_none() -> None:
    assert lines_of("data/\n*.warc.gz\n", "crawl/x.warc.gz") == {}


@pytest.mark.parametrize("name", ["/list.txt", "../list.txt", "missing.txt"])
def test_a_list_elsewhere_or_missing_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="--shard-list"):
        read_shard_list(Path(name), ["a"])
