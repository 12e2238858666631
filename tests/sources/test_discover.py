"""Paths on the command line become shards, each file once, under ids that are safe to write."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import NothingToScanError, UsageError
from scanner.sources.discover import discover
from scanner.sources.names import printable, safe_id


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a folder with four files worth reading and two hidden ones."""
    for name in ("a.txt", "sub/b.jsonl", "sub/deep/c.warc", "other/d.txt", ".git/config", "sub/.hidden"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def ids(*paths: Path | str, exclude: tuple[str, ...] = ()) -> list[str]:
    return [shard.id for shard in discover([str(path) for path in paths], exclude)]


def test_a_folder_gives_every_file_below_it_sorted_and_without_hidden_ones(tree: Path) -> None:
    assert ids(tree) == ["a.txt", "other/d.txt", "sub/b.jsonl", "sub/deep/c.warc"]


def test_what_of_a_folder_is_no_shard_is_told(tree: Path) -> None:
    os.mkfifo(tree / "sub" / "pipe.jsonl")
    left_out: list[str] = []
    discover([str(tree)], left_out=left_out)
    assert {path.removeprefix(f"{tree}/") for path in left_out} == {".git", "sub/.hidden", "sub/pipe.jsonl"}


def test_one_file_is_called_by_its_name(tree: Path) -> None:
    assert ids(tree / "sub/deep/c.warc") == ["c.warc"]


def test_several_paths_are_named_from_their_deepest_common_folder(tree: Path) -> None:
    assert ids(tree / "sub/deep/c.warc", tree / "sub/b.jsonl") == ["b.jsonl", "deep/c.warc"]


def test_a_glob_reaches_into_folders(tree: Path) -> None:
    assert ids(tree / "**/*.txt") == ["a.txt", "other/d.txt"]


def test_a_file_whose_name_looks_like_a_glob_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("x")
    (tmp_path / "a1.txt").write_text("x")
    assert ids(tmp_path / "a[1].txt") == ["a[1].txt"]


def test_a_list_names_paths_and_ignores_blanks_and_comments(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    (tree / "list").write_text("# of today\n\nsub/b.jsonl\n  a.txt  \nother\n")
    assert ids("@list") == ["a.txt", "other/d.txt", "sub/b.jsonl"]


def test_a_list_of_thousands_of_paths_is_read(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number:05}.txt" for number in range(3000)]
    for path in paths:
        path.touch()
    (tmp_path / "list").write_text("\n".join(map(str, paths)))
    assert len(discover([f"@{tmp_path / 'list'}"])) == len(paths)


def test_excluded_ids_are_left_out(tree: Path) -> None:
    assert ids(tree, exclude=("sub/*",)) == ["a.txt", "other/d.txt"]


def test_a_file_named_twice_is_one_shard(tree: Path) -> None:
    assert ids(tree, tree / "a.txt", tree / "sub" / ".." / "a.txt").count("a.txt") == 1


def test_a_link_beside_its_file_is_the_same_shard_under_the_files_name(tree: Path) -> None:
    (tree / "0-link.txt").symlink_to(tree / "a.txt")
    assert ids(tree)[0] == "a.txt"


def test_links_in_a_circle_end(tree: Path) -> None:
    (tree / "sub" / "loop").symlink_to(tree)
    (tree / "self").symlink_to(tree / "self")
    assert ids(tree) == ["a.txt", "other/d.txt", "self", "sub/b.jsonl", "sub/deep/c.warc"]


def test_a_link_to_nothing_is_a_shard_so_that_the_missing_file_is_reported(tree: Path) -> None:
    (tree / "gone.txt").symlink_to(tree / "never")
    (shard,) = (shard for shard in discover([str(tree)]) if shard.id == "gone.txt")
    assert shard.bytes == 0


def test_standard_input_is_a_shard_beside_a_file_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "stdin").write_text("x")
    assert [(shard.id, shard.uri) for shard in discover(["-"])] == [("stdin", "-")]
    assert ids("-", tmp_path / "stdin") == ["%73tdin", "stdin"]


def test_every_path_that_does_not_exist_is_named(tree: Path) -> None:
    with pytest.raises(UsageError) as raised:
        discover([str(tree / "no"), str(tree / "a.txt"), str(tree / "*.none"), f"@{tree / 'nolist'}"])
    lines = str(raised.value).splitlines()
    assert [line.rpartition("/")[2] for line in lines] == [
        "nolist: list of paths cannot be read: No such file or directory",
        "no: does not exist",
        "*.none: matches nothing",
    ]


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(25):  # 25 names of 200 letters: no path can name the last, whoever asks
        os.mkdir("x" * 200, dir_fd=folder)
        below = os.open("x" * 200, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(folder)
    with pytest.raises(UsageError, match="folder cannot be read: File name too long"):
        discover([str(tmp_path)])


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda folder: [str(folder)], id="an empty folder"),
        pytest.param(lambda _: [], id="no path at all"),
    ],
)
def test_nothing_to_scan_is_an_error_of_its_own(tmp_path: Path, make: Callable[[Path], list[str]]) -> None:
    with pytest.raises(NothingToScanError):
        discover(make(tmp_path))


def test_everything_excluded_is_nothing_to_scan(tree: Path) -> None:
    with pytest.raises(NothingToScanError, match="all 4 shards are excluded"):
        discover([str(tree)], ["*"])


def test_sizes_are_those_of_the_stored_files(tree: Path) -> None:
    assert [shard.bytes for shard in discover([str(tree)])] == [5, 11, 11, 15]


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        pytest.param("a/b c-1_2.txt", "a/b c-1_2.txt", id="plain names stay"),
        pytest.param("中文/文件.txt", "中文/文件.txt", id="Chinese stays"),
        pytest.param("a%b", "a%25b", id="the escape itself"),
        pytest.param("a\\b", "a%5Cb", id="backslash"),
        pytest.param("a\nb\x1b", "a%0Ab%1B", id="control characters"),
        pytest.param("a\u202egpj.exe", "a%E2%80%AEgpj.exe", id="bidi override"),
        pytest.param("a/.b/..c", "a/%2Eb/%2E.c", id="leading dots"),
        pytest.param("x\udcff", "x%FF", id="bytes that are not UTF-8"),
    ],
)
def test_unsafe_characters_of_an_id_are_percent_encoded(path: str, safe: str) -> None:
    assert safe_id(path) == safe


def test_over_long_names_are_cut_and_stay_apart() -> None:
    one, two = safe_id("长" * 85 + "a"), safe_id("长" * 85 + "b")
    assert one != two
    assert max(len(one.encode()), len(two.encode())) <= 200


NAMES = st.text(st.characters(exclude_characters="/\x00", exclude_categories=()), min_size=1, max_size=120)


@given(NAMES, NAMES)
def test_ids_are_safe_relative_paths_and_different_for_different_names(one: str, two: str) -> None:
    assert (safe_id(one) == safe_id(two)) == (one == two)
    part = safe_id(one)
    assert part.isprintable()
    assert not part.startswith(".")
    assert "/" not in part
    assert len(part.encode()) <= 200
    assert printable(one).isprintable()
