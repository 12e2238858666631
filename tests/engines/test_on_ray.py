"""Nodes of a Ray cluster give the same bytes as one process, and survive what happens to nodes and workers."""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from corpora import KEY, SAMPLES, bodies, write_jsonl
from scanner.engines.in_process import InProcess
from scanner.engines.nodes import connected, load_ray
from scanner.engines.on_ray import OnRay
from scanner.engines.ray_tasks import RayTasks
from scanner.engines.roll_call import Marker, check_nodes
from scanner.errors import EngineError
from scanner.pipeline import duplicates
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.run import Finished, run_scan
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover
from scanner.types.document import FailReason, Shard
from scanner.types.run import Engine, Remark
from small_tasks import PRIVATE, Deadly, Faulty, Square, Task
from stuck_shards import killing, reader_of, small_plan, small_terms, stuck_shard, swap

TEXT = b'{"text": "mail mira.oldfield@corpus-sample-press.org"}\n'
PACKAGES = ("corpus-scanner", "numpy", "unicode")


@dataclass(frozen=True, slots=True)
class Nodes:
    """A cluster on this machine: a head with a core, and what is added."""

    cluster: Any

    def add(self) -> Any:
        """Start a node with one core more."""
        return self.cluster.add_node(num_cpus=1, object_store_memory=100 * 2**20, node_ip_address="127.0.0.1")

    def kill(self, node: Any) -> None:
        """End a node without a word, workers and all."""
        self.cluster.remove_node(node, allow_graceful=False)

    @property
    def address(self) -> str:
        """HOST:PORT of the head."""
        return str(self.cluster.address)

    def logs(self) -> Iterator[Path]:
        """Yield the files in which Ray keeps what its processes said."""
        yield from (path for path in Path(self.cluster.head_node.get_logs_dir_path()).rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def nodes() -> Iterator[Nodes]:
    """Return a cluster of two nodes, on the loopback of this machine only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        here = str(Path(__file__).parent.parent)  # for workers to find tasks of tests in
        patch.setenv("PYTHONPATH", os.pathsep.join([here, *filter(None, [os.environ.get("PYTHONPATH")])]))
        from ray.cluster_utils import Cluster  # noqa: PLC0415  # takes a second, and is for these tests only

        head = {"num_cpus": 1, "object_store_memory": 100 * 2**20, "include_dashboard": False}
        nodes = Nodes(Cluster(initialize_head=True, head_node_args={**head, "node_ip_address": "127.0.0.1"}))
        nodes.add()
        yield nodes
        nodes.cluster.shutdown()


def small_run(plan: ScanPlan, shards: Sequence[Shard], engine: Engine) -> Finished:
    Layout(plan.out).prepare(overwrite=False)
    return run_scan(plan, shards, engine, small_terms(), lambda _: None)


def run_on(nodes: Nodes, out: Path, shards: Sequence[Shard], part_bytes: int = 0) -> Finished:
    plan = replace(small_plan(out), part_bytes=part_bytes)
    with connected(nodes.address):
        return small_run(plan, shards, OnRay(plan))


def good_shard(folder: Path) -> Shard:
    path = write_jsonl(folder / "corpus" / "good.jsonl", ["Nothing to see here, only plain words."] * 3)
    return Shard("good.jsonl", str(path), path.stat().st_size)


def test_two_nodes_and_one_process_give_the_same_bytes_wherever_they_stand(
    nodes: Nodes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)  # workers stand in another folder, and are told of this one's relative paths
    monkeypatch.setattr(duplicates, "_FEW_DOCUMENTS", 0)
    Path("corpus").symlink_to(SAMPLES)
    shards = discover(["corpus"])
    remarks: list[object] = []
    plan = replace(small_plan(Path("nodes")), part_bytes=20_000)  # several shards in parts
    Layout(plan.out).prepare(overwrite=False)
    with connected(nodes.address):
        run_scan(plan, shards, OnRay(plan), small_terms(), remarks.append)
    assert [remark for remark in remarks if isinstance(remark, Remark)] == []  # all was done by the nodes
    told = capfd.readouterr()
    assert (told.out, told.err) == ("", "")
    small_run(small_plan(Path("one")), shards, InProcess(small_plan(Path("one"))))
    assert bodies(Path("nodes")) == bodies(Path("one"))
    assert [path for path in nodes.logs() if KEY in path.read_bytes()] == []


def test_a_shard_that_ends_two_workers_has_failed_and_the_others_are_read(nodes: Nodes, tmp_path: Path) -> None:
    stuck = stuck_shard(tmp_path / "stuck.jsonl")
    with killing(Path(stuck.uri), signal.SIGKILL, times=2):
        finished = run_on(nodes, tmp_path / "out", [stuck, good_shard(tmp_path)])
    assert finished.corpus.shards["good.jsonl"].status == "read"
    fault = finished.corpus.shards["stuck.jsonl"].faults[0]
    assert (fault.reason, fault.detail) == (FailReason.WORKER_DIED, "the worker process died, twice")


def test_a_lost_node_and_lost_workers_change_no_byte(nodes: Nodes, tmp_path: Path) -> None:
    doomed = nodes.add()
    stuck = [stuck_shard(tmp_path / f"stuck{number}.jsonl") for number in range(3)]
    shards = [*stuck, good_shard(tmp_path)]
    held: list[int] = []  # a worker outlives its node's raylet a little, and must not come to an end in that time
    paths = [Path(shard.uri) for shard in stuck]
    harm = threading.Thread(target=lose_all_at_work, args=(nodes, doomed, paths, held))
    harm.start()
    finished = run_on(nodes, tmp_path / "lost", shards)
    harm.join()
    for writer in held:
        os.close(writer)
    assert {summary.status for summary in finished.corpus.shards.values()} == {"read"}
    small_run(small_plan(tmp_path / "one"), shards, InProcess(small_plan(tmp_path / "one")))
    assert bodies(tmp_path / "lost") == bodies(tmp_path / "one")


def lose_all_at_work(nodes: Nodes, doomed: Any, pipes: Sequence[Path], held: list[int]) -> None:
    """Wait until all three nodes are at work; end one, and the workers of the others."""
    held += [os.open(path, os.O_WRONLY) for path in pipes]  # waits for readers
    readers = [reader_of(path) for path in pipes]
    raylet = doomed.all_processes["raylet"][0].process.pid
    (lost,) = [pid for pid in readers if parent_of(pid) == raylet]
    for path in pipes:
        swap(path, TEXT)
    nodes.kill(doomed)
    for pid in {*readers} - {lost}:
        os.kill(pid, signal.SIGKILL)


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_a_scanner_that_cannot_be_built_loses_the_shards_and_prints_nothing(
    nodes: Nodes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = replace(small_plan(tmp_path / "out"), signature_options=None)  # type: ignore[arg-type]  # on purpose
    with connected(nodes.address):
        outcomes = list(OnRay(broken).run([good_shard(tmp_path)]))
    assert [outcome.failure for outcome in outcomes] == [FailReason.WORKER_DIED]
    assert outcomes[0].detail.startswith("no worker could be built: ")
    told = capfd.readouterr()
    assert (told.out, told.err) == ("", "")


def test_where_no_worker_is_ready_in_time_the_shards_are_lost_with_the_reason(nodes: Nodes, tmp_path: Path) -> None:
    with connected(nodes.address):
        outcomes = list(OnRay(small_plan(tmp_path / "out"), patience_s=0.01).run([good_shard(tmp_path)]))
    assert [outcome.detail.startswith("no worker was ready within ") for outcome in outcomes] == [True]


def test_tasks_are_done_once_each_whatever_happens_to_those_who_do_them(nodes: Nodes, tmp_path: Path) -> None:
    here, told = os.getpid(), list[str]()
    for name in ("once", "twice", "work"):
        (tmp_path / name).mkdir()
    deaths = [Deadly(number, here, tmp_path / name, number) for number, name in ((1, "once"), (2, "twice"))]
    tasks: list[Task] = [*deaths, Faulty(3, here), *map(Square, range(4, 9))]
    with connected(nodes.address), OnRay(small_plan(tmp_path)).spread(told.append) as spread:
        found = dict(spread(tasks))
    assert sorted(found) == [number**2 for number in range(1, 9)]
    assert [number for number in range(1, 9) if found[number**2] == here] == [2, 3]
    ends = sorted(line for line in told if "3 of 8" not in line)
    died = "the worker process died"
    assert ends == [
        f"part 1 of 8 is tried again: {died}",
        f"part 2 of 8 is done by the command itself: {died}, 2 times",
        f"part 2 of 8 is tried again: {died}",
    ]
    [fault] = [line for line in told if "3 of 8" in line]
    assert "is done by the command itself: ValueError in __call__" in fault
    assert PRIVATE not in fault
    assert list((tmp_path / "work").iterdir()) == []


def test_a_node_that_does_not_see_the_folder_does_no_task(nodes: Nodes, tmp_path: Path) -> None:
    told: list[str] = []
    elsewhere = Marker(tmp_path / "elsewhere", "on a disk of its own")
    with connected(nodes.address):
        found = list(RayTasks(load_ray(), elsewhere, 0, told.append, str)([Square(2), Square(3)]))
    assert sorted(found) == [(4, os.getpid()), (9, os.getpid())]
    assert {line.partition(": ")[2] for line in told} == {"a node does not see the folder for the reports"}


class NoCores:
    """What is left of a cluster whose nodes are gone."""

    @staticmethod
    def cluster_resources() -> dict[str, float]:
        return {}

    @classmethod
    def remote(cls, _: object) -> type["NoCores"]:
        return cls

    @classmethod
    def options(cls, **_: object) -> type["NoCores"]:
        return cls


def test_without_any_node_tasks_are_done_by_the_command_itself(tmp_path: Path) -> None:
    told: list[str] = []
    found = list(RayTasks(NoCores, Marker(tmp_path / "x", ""), 0, told.append, str)([Square(2), Square(3)]))
    assert found == [(4, os.getpid()), (9, os.getpid())]
    assert told[0] == "part 1 of 2 is done by the command itself: no node is left to work on"


def test_nodes_that_share_folders_and_versions_pass(nodes: Nodes, tmp_path: Path) -> None:
    with connected(nodes.address):
        check_nodes(tmp_path, [good_shard(tmp_path)], PACKAGES)
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]


def test_every_node_that_does_not_see_the_folder_for_reports_is_named(
    nodes: Nodes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Marker, "place", lambda folder: Marker(folder / "elsewhere", "as on a disk of its own"))
    with connected(nodes.address), pytest.raises(EngineError, match="must lie in storage that all nodes share") as told:
        check_nodes(tmp_path, [], PACKAGES)
    assert "node 127.0.0.1: " in str(told.value)
    assert list(tmp_path.iterdir()) == []
