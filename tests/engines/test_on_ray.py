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
from scanner.engines.nodes import connected
from scanner.engines.on_ray import OnRay
from scanner.engines.roll_call import Marker, check_nodes
from scanner.errors import EngineError
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.run import Finished, run_scan
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover
from scanner.types.document import FailReason, Shard
from scanner.types.run import Engine
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
    Path("corpus").symlink_to(SAMPLES)
    shards = discover(["corpus"])
    run_on(nodes, Path("nodes"), shards, part_bytes=20_000)  # several shards in parts
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
