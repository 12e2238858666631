"""Compiled databases are kept, and what is wrong with a kept one costs nothing but the time to compile again."""

import os
import stat
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from scanner.compiled import compiled
from scanner.marks import HYPERSCAN

EXPRESSIONS = ("a+b", "[0-9]{3}")
TEXT = b"aab 123"


class CountingEngine:
    """The real engine, with its databases counted: each one made is one compiled."""

    def __init__(self, engine: ModuleType) -> None:
        self._engine = engine
        self.compiled = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def Database(self) -> Any:  # noqa: N802  # the engine's own name
        self.compiled += 1
        return self._engine.Database()


@pytest.fixture
def engine() -> CountingEngine:
    assert HYPERSCAN is not None
    return CountingEngine(HYPERSCAN)


def found(engine: Any, folder: Path | None, expressions: tuple[str, ...] = EXPRESSIONS) -> set[int]:
    met: set[int] = set()
    database = compiled(expressions, range(7, 7 + len(expressions)), 0, engine, folder)
    database.scan(TEXT, match_event_handler=lambda number, *_: met.add(number))
    return met


def test_the_second_time_is_read_and_finds_the_same(engine: CountingEngine, tmp_path: Path) -> None:
    assert found(engine, tmp_path) == found(engine, tmp_path) == {7, 8}
    assert engine.compiled == 1


def test_other_expressions_are_another_file(engine: CountingEngine, tmp_path: Path) -> None:
    assert found(engine, tmp_path) == {7, 8}
    assert found(engine, tmp_path, ("zzz", "[0-9]{3}")) == {8}
    assert (engine.compiled, len(list(tmp_path.iterdir()))) == (2, 2)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"x" * 5000, id="of something else"),
        pytest.param(None, id="cut short"),
    ],
)
def test_a_damaged_file_is_as_none_and_replaced(engine: CountingEngine, tmp_path: Path, content: bytes | None) -> None:
    found(engine, tmp_path)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] if content is None else content)
    assert found(engine, tmp_path) == {7, 8}
    assert (engine.compiled, path.read_bytes()) == (2, whole)


def test_a_file_that_others_can_write_is_not_taken(engine: CountingEngine, tmp_path: Path) -> None:
    found(engine, tmp_path)
    (path,) = tmp_path.iterdir()
    path.chmod(0o666)
    assert found(engine, tmp_path) == {7, 8}
    assert engine.compiled == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_where_nothing_can_be_kept_it_is_compiled(engine: CountingEngine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert found(engine, tmp_path / "file" / "below") == {7, 8}
    assert found(engine, None) == {7, 8}
    assert engine.compiled == 2


def test_of_very_many_those_not_used_for_longest_go(engine: CountingEngine, tmp_path: Path) -> None:
    for number in range(20):
        found(engine, tmp_path, (f"a{number}",))
        for path in tmp_path.iterdir():
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 10))
    assert len(list(tmp_path.iterdir())) == 16
    found(engine, tmp_path, ("a19",))
    assert engine.compiled == 20


def test_an_expression_that_the_engine_refuses_is_still_refused(engine: CountingEngine, tmp_path: Path) -> None:
    with pytest.raises(engine.HyperscanError):
        found(engine, tmp_path, ("(",))
    assert not list(tmp_path.iterdir())
