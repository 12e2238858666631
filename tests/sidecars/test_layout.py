"""An output folder is made ready without touching what a run did not write."""

from pathlib import Path

import pytest

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
    [pytest.param("corpus.json", "a finished run", id="finished"), pytest.param("lock.json", "unfinished", id="not")],
)
def test_an_earlier_run_is_kept_unless_told_otherwise(tmp_path: Path, present: str, state: str) -> None:
    (tmp_path / present).write_text("{}")
    with pytest.raises(OutputError, match=f"{state}.*--overwrite"):
        Layout(tmp_path).prepare(overwrite=False)
    Layout(tmp_path).prepare(overwrite=True)
    assert not (tmp_path / present).exists()


def test_a_file_in_the_way_is_an_error_that_says_why(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="cannot be used as output folder"):
        Layout(tmp_path / "out").prepare(overwrite=False)


def test_a_file_is_written_whole_and_leaves_no_neighbour(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.json", b"one")
    write_whole(tmp_path / "a" / "b.json", b"two")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.json"]
    assert (tmp_path / "a" / "b.json").read_bytes() == b"two"
