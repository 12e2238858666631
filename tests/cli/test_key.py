"""The key of value tags is made once, whole, for its user alone."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from scanner.cli.key import read_key, user_key
from scanner.errors import ConfigError


def path_in(folder: Path) -> Path:
    return folder / "corpus-scanner" / "tag.key"


def put(folder: Path, content: bytes) -> Path:
    path = path_in(folder)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def test_the_first_run_makes_a_key_that_later_runs_read(tmp_path: Path) -> None:
    key = user_key(tmp_path)
    assert key is not None
    assert len(key) == 32
    assert user_key(tmp_path) == key


def test_only_the_user_may_read_it_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    user_key(tmp_path)
    assert stat.S_IMODE(path_in(tmp_path).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "corpus-scanner").iterdir()] == ["tag.key"]


def test_first_runs_at_once_use_one_key(tmp_path: Path) -> None:
    barrier = Barrier(8)

    def run(_: int) -> bytes | None:
        barrier.wait()
        return user_key(tmp_path)

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(run, range(8)))
    assert keys == {path_in(tmp_path).read_bytes()}
    assert [path.name for path in (tmp_path / "corpus-scanner").iterdir()] == ["tag.key"]


def test_what_a_killed_run_left_beside_the_key_does_no_harm(tmp_path: Path) -> None:
    put(tmp_path, b"").rename(tmp_path / "corpus-scanner" / ".tag.key.killed")
    key = user_key(tmp_path)
    assert key is not None
    assert len(key) == 32


@pytest.mark.parametrize("content", [b"", b"x" * 15], ids=["empty", "short"])
def test_a_key_file_that_cannot_be_a_key_is_an_error_with_advice(tmp_path: Path, content: bytes) -> None:
    path = put(tmp_path, content)
    with pytest.raises(ConfigError, match=r"tag\.key: the tag key has .* bytes; .*; remove the file") as caught:
        user_key(tmp_path)
    assert "xxx" not in str(caught.value)
    assert path.read_bytes() == content


def test_a_link_to_nowhere_is_an_error_with_advice(tmp_path: Path) -> None:
    path = put(tmp_path, b"")
    path.unlink()
    path.symlink_to(tmp_path / "absent")
    with pytest.raises(ConfigError, match=r"cannot be read.*remove the file"):
        user_key(tmp_path)


def test_where_no_key_can_be_kept_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "corpus-scanner").write_text("a file where the folder would be")
    assert user_key(tmp_path) is None


def test_a_key_given_by_path_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "own.key"
    path.write_bytes(b"k" * 16)
    assert read_key(path) == b"k" * 16
