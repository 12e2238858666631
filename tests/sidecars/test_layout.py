"""An output folder is made ready without touching what a run did not write."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import OutputError
from scanner.sidecars.layout import Layout, write_whole


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    Layout(tmp_path / "deep" / "out").prepare(overwrite=False)
    assert (tmp_path / "deep" / "out" / "work").is_dir()


def test_a_folder_with_strange_files_is_refused_even_with_overwrite(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(OutputError, match=r"thesis\.doc"):
        Layout(tmp_path).prepare(overwrite=True)
    assert (tmp_path / "thesis.doc").read_text() == "years of work"


@pytest.mark.parametrize(
    ("present", "state"),
    [pytest.param("manifest.json", "a finished run", id="finished"), pytest.param("lock.json", "unfinished", id="not")],
)
def test_an_earlier_run_is_kept_unless_told_otherwise(tmp_path: Path, present: str, state: str) -> None:
    Layout(tmp_path).prepare(overwrite=False)
    (tmp_path / present).write_text("{}")
    with pytest.raises(OutputError, match=f"{state}.*--overwrite"):
        Layout(tmp_path).prepare(overwrite=False)
    Layout(tmp_path).prepare(overwrite=True)
    assert not (tmp_path / present).exists()


def test_a_claimed_folder_keeps_the_earlier_run_until_it_is_cleared(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    layout.prepare(overwrite=False)
    (tmp_path / "manifest.json").write_text("{}")
    write_whole(layout.incoming("a.warc"), b"left by a run that was killed")
    with pytest.raises(OutputError, match="a finished run"):
        layout.claim(overwrite=False)
    assert layout.incoming("a.warc").exists()
    layout.claim(overwrite=True)
    assert not layout.incoming("a.warc").exists()
    write_whole(layout.incoming("b.warc"), b"captures")
    assert (tmp_path / "manifest.json").exists()
    layout.clear()
    assert not (tmp_path / "manifest.json").exists()
    assert layout.snapshot("b.warc").read_bytes() == b"captures"


@pytest.mark.parametrize("name", ["shards/page.jsonl", "findings/a.parquet", "work/notes.txt", "lock.json", "run.json"])
def test_a_folder_named_like_ours_that_no_run_marked_is_never_cleared(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("the corpus itself")
    with pytest.raises(OutputError, match="which no scan wrote"):
        Layout(tmp_path).prepare(overwrite=True)
    assert (tmp_path / name).read_text() == "the corpus itself"


# No part of an id is a folder itself or the one above: `a` and `./a` would be one shard.
PART = (
    st.text("ab.%", min_size=1, max_size=2)
    .filter(lambda stem: stem not in {".", ".."})
    .map(lambda stem: stem.replace("%", "%25"))
)
SHARD_ID = st.lists(
    st.tuples(PART, st.sampled_from(["", ".json", ".parquet", ".partial"])), min_size=1, max_size=3
).map(lambda parts: "/".join(stem + ending for stem, ending in parts))


@given(st.lists(SHARD_ID, min_size=2, max_size=6, unique=True))
def test_no_two_shards_share_a_place_and_no_file_is_another_ones_folder(ids: list[str]) -> None:
    folders = {shard.rsplit("/", 1)[0] for shard in ids if "/" in shard}
    files = [shard for shard in ids if not any(other == shard or other.startswith(shard + "/") for other in folders)]
    layout = Layout(Path("out"))
    for place in (layout.shard_report, layout.findings, layout.signatures, layout.scan, layout.pages):
        places = [place(shard) for shard in files]
        partial = [path.with_name(path.name + ".partial") for path in places]
        assert len({*places, *partial}) == 2 * len(files)
        assert not {parent for path in places for parent in path.parents} & {*places, *partial}


def test_a_file_in_the_way_is_an_error_that_says_why(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="cannot be used as output folder"):
        Layout(tmp_path / "out").prepare(overwrite=False)


def test_a_file_is_written_whole_and_leaves_no_neighbour(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.json", b"one")
    write_whole(tmp_path / "a" / "b.json", b"two")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.json"]
    assert (tmp_path / "a" / "b.json").read_bytes() == b"two"
