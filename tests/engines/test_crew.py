"""Which actors a crew on Ray keeps, on a made cluster."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scanner.engines.on_ray import _Actor, _Crew
from scanner.engines.queue import Queue
from scanner.engines.roll_call import Marker
from scanner.types.document import Shard


@dataclass
class Busy:
    """As much of Ray as is asked of a cluster in which nothing comes to its end."""

    killed: list[str] = field(default_factory=list)

    def wait(self, refs: Sequence[str], timeout: float) -> tuple[list[str], list[str]]:
        return ([], list(refs)) if timeout else ([], [])

    def kill(self, handle: str, *, no_restart: bool) -> None:
        assert no_restart
        self.killed.append(handle)

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": 2.0}


def test_actors_that_wait_for_cores_are_let_go_once_no_shard_is_left_for_them() -> None:
    ray = Busy()
    crew = _Crew(ray, (None, Marker(Path("marker"), "")), Queue.of([]), jobs=2)
    at_work = _Actor("at work", node="n", shard=Shard("a", "a", 1), fresh=False)
    crew.actors = {"scanned": at_work, "ready": _Actor("waits for a core")}
    assert list(crew.step(1.0)) == []
    assert ray.killed == ["waits for a core"]
    assert list(crew.actors.values()) == [at_work]
