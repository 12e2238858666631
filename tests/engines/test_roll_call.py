"""What nodes of a cluster say that cannot do their part, and which are asked again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import ray

from scanner.engines import roll_call
from scanner.engines.roll_call import Marker, check_nodes, look_around, versions_of
from scanner.errors import EngineError

NOTHING: dict[str, str] = {}
OLD, NEW = "0a" * 28, "0b" * 28
"""Ids of nodes, as long as Ray has them."""


def test_a_node_with_the_same_folders_and_packages_lacks_nothing(tmp_path: Path) -> None:
    marker = Marker.place(tmp_path)
    assert look_around("n1", marker, [marker.path], versions_of(["numpy", "unicode"])) == ()
    assert marker.answer_of("n1").exists()


@pytest.mark.parametrize("content", [None, "of another run"], ids=["absent", "another's"])
def test_a_node_that_does_not_see_the_marker_says_only_that(tmp_path: Path, content: str | None) -> None:
    marker = Marker(tmp_path / "marker", "of this run")
    if content is not None:
        marker.path.write_text(content)
    (fault,) = look_around("n1", marker, [tmp_path / "absent"], {"numpy": "0.1"})
    assert fault.startswith(f"does not see {tmp_path}")
    assert not marker.answer_of("n1").exists()


def test_a_node_names_every_shard_and_package_that_differs(tmp_path: Path) -> None:
    marker = Marker.place(tmp_path)
    here = {"numpy": "0.1", "no-such-package": "1.0", **versions_of(["orjson"])}
    shard, numpy, package = look_around("n1", marker, [tmp_path / "absent"], here)
    assert shard.startswith(f"does not see {tmp_path / 'absent'}")
    assert numpy == f"has numpy {versions_of(['numpy'])['numpy']}, not 0.1"
    assert package == "has no-such-package absent, not 1.0"


def test_a_node_that_cannot_write_says_so(tmp_path: Path) -> None:
    marker = Marker.place(tmp_path)
    marker.answer_of("n1").symlink_to(tmp_path / "no" / "such" / "folder")
    (fault,) = look_around("n1", marker, [], NOTHING)
    assert fault.startswith(f"cannot write into {tmp_path}")


@dataclass(slots=True)
class Unsteady:
    """In place of Ray: a cluster whose nodes come and go while they are asked."""

    lists: Iterator[Sequence[str]]
    """The nodes that are listed, call by call."""
    lost: list[str] = field(default_factory=list)
    """Nodes that are not reached, once for each time they stand here."""
    asked: list[str] = field(default_factory=list)
    exceptions: Any = ray.exceptions

    def nodes(self) -> list[dict[str, Any]]:
        return [
            {"NodeID": node, "NodeManagerAddress": f"at {node[:2]}", "Alive": True, "Resources": {"CPU": 1.0}}
            for node in next(self.lists)
        ]

    def remote(self, function: Callable[..., Any]) -> "Unsteady":
        assert function is look_around
        return self

    def options(self, **_: Any) -> Any:
        return Sender(self)

    def wait(self, refs: Sequence[Any], **_: Any) -> tuple[Sequence[Any], Sequence[Any]]:
        return refs, ()

    def get(self, ref: "Sent") -> tuple[str, ...]:
        node = str(ref.arguments[0])
        self.asked.append(node)
        if node in self.lost:
            self.lost.remove(node)
            raise ray.exceptions.RaySystemError("not reached")
        return look_around(*ref.arguments)


@dataclass(frozen=True, slots=True)
class Sender:
    """What Ray's `options` give: a task that can be sent."""

    cluster: Unsteady

    def remote(self, *arguments: Any) -> "Sent":
        return Sent(arguments)


@dataclass(frozen=True, slots=True, eq=False)
class Sent:
    """What stands for the answer of a task."""

    arguments: tuple[Any, ...]


@pytest.fixture
def unsteady(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Unsteady]:
    def stand_in(lists: Sequence[Sequence[str]], lost: Sequence[str]) -> Unsteady:
        cluster = Unsteady(iter(lists), list(lost))
        monkeypatch.setattr(roll_call, "load_ray", lambda: cluster)
        monkeypatch.setattr(roll_call, "_PAUSE_S", 0.0)
        return cluster

    return stand_in


def test_a_node_that_just_came_is_asked_until_tasks_reach_it(tmp_path: Path, unsteady: Callable[..., Unsteady]) -> None:
    cluster = unsteady([[OLD, NEW]] * 4, lost=[NEW, NEW])
    check_nodes(tmp_path, [], ["numpy"])
    assert cluster.asked == [OLD, NEW, NEW, NEW]


def test_a_node_that_went_while_it_was_asked_is_not_waited_for(
    tmp_path: Path, unsteady: Callable[..., Unsteady]
) -> None:
    cluster = unsteady([[OLD, NEW], [OLD]], lost=[NEW])
    check_nodes(tmp_path, [], ["numpy"])
    assert cluster.asked == [OLD, NEW]


def test_a_node_that_stays_and_is_never_reached_is_named(
    tmp_path: Path, unsteady: Callable[..., Unsteady], monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = unsteady([[OLD, NEW]] * 9, lost=[NEW] * 9)
    answers = iter([((0, 1), ()), ((), (0,))])

    def wait(refs: Sequence[Any], **_: Any) -> tuple[list[Any], list[Any]]:
        done, late = next(answers)
        return [refs[each] for each in done], [refs[each] for each in late]

    monkeypatch.setattr(Unsteady, "wait", lambda _, refs, **options: wait(refs, **options))
    with pytest.raises(EngineError, match="node at 0b: no answer within 300 s"):
        check_nodes(tmp_path, [], ["numpy"])
    assert cluster.asked == [OLD, NEW]
