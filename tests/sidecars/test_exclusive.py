"""One writer at a time, and files that keep their mode."""

import os
from pathlib import Path

import pytest

from scanner.errors import OutputError
from scanner.sidecars.exclusive import only_writer, partial_of, refuse_changed


def test_a_second_writer_is_told_which_files_a_killed_one_leaves(tmp_path: Path) -> None:
    path = tmp_path / "index.parquet"
    (tmp_path / "index.parquet.77.partial").touch()
    with (
        only_writer(path),
        pytest.raises(OutputError, match=r"index\.parquet\.lock: is there.* remove .*lock and .*\.77\.partial"),
        only_writer(path),
    ):
        pass
    with only_writer(path):
        pass
    assert not (tmp_path / "index.parquet.lock").exists()


def test_a_lock_that_somebody_else_took_over_is_left_to_them(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    with only_writer(tmp_path / "a"):
        lock.unlink()
        lock.touch()
    assert lock.exists()


def test_an_error_or_an_interrupt_leaves_no_lock(tmp_path: Path) -> None:
    def interrupted() -> None:
        with only_writer(tmp_path / "a"), partial_of(tmp_path / "a"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file: not a folder"), only_writer(tmp_path / "file" / "a"):
        pass


@pytest.mark.parametrize(("before", "after"), [(None, 0o600), (0o600, 0o600), (0o640, 0o640)])
def test_a_file_keeps_its_mode_and_a_new_one_is_private(tmp_path: Path, before: int | None, after: int) -> None:
    path = tmp_path / "a"
    if before is not None:
        path.touch()
        path.chmod(before)
    mask = os.umask(0o022)
    try:
        with partial_of(path) as partial:
            assert str(os.getpid()) in partial.name
            partial.replace(path)
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == after


def test_a_file_that_was_replaced_or_written_to_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    before = path.stat()
    refuse_changed(path, before)
    path.write_text("other")
    with pytest.raises(OutputError, match="changed by another process"):
        refuse_changed(path, before)
    path.unlink()
    with pytest.raises(OutputError, match="changed by another process"):
        refuse_changed(path, before)
