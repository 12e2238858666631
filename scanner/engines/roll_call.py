"""A cluster's nodes, a folder and shards → an error that names every node which lacks something of these."""

import secrets
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from scanner.engines.nodes import load_ray
from scanner.errors import EngineError
from scanner.sidecars.layout import Layout
from scanner.sources.remote.address import is_remote
from scanner.types.document import Shard

_ANSWER_S = 300.0
"""For a node's first worker to start, and for Python to read our modules from a shared folder that is slow."""
_PAUSE_S = 0.5
_LATE = (f"no answer within {_ANSWER_S:.0f} s",)

Faults = tuple[str, ...]
"""What one node lacks, a sentence each."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A file of the driver that every node must see, so that all of them write into the same folder."""

    path: Path
    content: str

    @classmethod
    def place(cls, folder: Path) -> "Marker":
        """Write a marker with content that no other run has."""
        marker = cls(folder / ".shared", secrets.token_hex(16))
        marker.path.write_text(marker.content)
        return marker

    def seen(self) -> bool:
        """Tell whether this process sees the file as it was written."""
        try:
            return self.path.read_text() == self.content
        except OSError:
            return False

    def answer_of(self, node: str) -> Path:
        """Return where a node writes to say that it can."""
        return self.path.with_name(f"{self.path.name}-{node}")


def check_nodes(out: Path, shards: Sequence[Shard], packages: Sequence[str]) -> None:
    """Raise `EngineError` that names every node which lacks the folder for reports, a shard, or the same packages."""
    ray, here = load_ray(), versions_of(packages)
    local = [shard for shard in shards if not is_remote(shard.uri)]
    with _marked(out) as marker:
        faults = _faults_of(ray, marker, local[:1], here)
    if faults:
        lines = [f"node {node}: {fault}" for node, found in sorted(faults.items()) for fault in found]
        raise EngineError("the cluster cannot be used:\n" + "\n".join(lines))


@contextmanager
def _marked(out: Path) -> Iterator[Marker]:
    """Keep a marker, and what nodes write beside it, for a while in a folder that the next run removes."""
    folder = Layout(out.absolute()).incoming("marker").parent
    folder.mkdir(exist_ok=True)
    marker = Marker.place(folder)
    try:
        yield marker
    finally:
        for path in folder.glob(f"{marker.path.name}*"):
            path.unlink(missing_ok=True)
        with suppress(OSError):  # something else lies in it
            folder.rmdir()


def _faults_of(ray: Any, marker: Marker, shards: Sequence[Shard], here: Mapping[str, str]) -> dict[str, Faults]:
    """Return address → what the node lacks, of all nodes that have cores and are there until they answer.

    A node that just came is listed before tasks reach it, and one that just went is listed a little longer: both are
    asked again until they answer or leave the list.
    """
    deadline = time.monotonic() + _ANSWER_S
    faults: dict[str, Faults] = {}
    nodes = _alive(ray)
    while nodes:
        asked = {_ask(ray, node, marker, shards, here): node for node in nodes}
        left_s = max(0.0, deadline - time.monotonic())
        done, late = ray.wait(list(asked), num_returns=len(asked), timeout=left_s)
        faults |= {nodes[asked[ref]]: _LATE for ref in late}
        answers = {asked[ref]: _answer(ray, ref, marker, asked[ref]) for ref in done}
        faults |= {nodes[node]: answer for node, answer in answers.items() if answer}
        lost = [node for node, answer in answers.items() if answer is None]
        if lost:
            time.sleep(_PAUSE_S)
        there = _alive(ray)
        nodes = {node: there[node] for node in lost if node in there}
    return faults


def _alive(ray: Any) -> dict[str, str]:
    """Return id → address of the nodes that have cores."""
    nodes = (node for node in ray.nodes() if node["Alive"] and node["Resources"].get("CPU", 0))
    return {node["NodeID"]: node["NodeManagerAddress"] for node in nodes}


def _ask(ray: Any, node: str, marker: Marker, shards: Sequence[Shard], here: Mapping[str, str]) -> Any:
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy  # noqa: PLC0415  # as in `load_ray`

    there = NodeAffinitySchedulingStrategy(node, soft=False)
    task = ray.remote(look_around).options(num_cpus=0, scheduling_strategy=there)
    paths = [Path(shard.uri).absolute() for shard in shards]
    return task.remote(node, marker, [path for path in paths if path.is_file()], dict(here))


def _answer(ray: Any, ref: Any, marker: Marker, node: str) -> Faults | None:
    """Return what a node lacks; None: it was lost before it answered, or never reached."""
    try:
        found: Faults = tuple(ray.get(ref))
    except ray.exceptions.RayTaskError as error:
        kind = type(error.cause).__name__ if error.cause is not None else "a fault"
        return (f"corpus-scanner cannot be loaded there ({kind}); install the same version on every node",)
    except ray.exceptions.RayError:
        return None
    if not found and not marker.answer_of(node).exists():
        return (f"what it writes into {marker.path.parent} is not seen here",)
    return found


def look_around(node: str, marker: Marker, paths: Sequence[Path], here: Mapping[str, str]) -> tuple[str, ...]:
    """Return, on a node, what it lacks; write an answer beside the marker."""
    if not marker.seen():
        return (
            f"does not see {marker.path.parent} as this machine does; --out must lie in storage that all nodes share",
        )
    faults = [
        f"does not see {path}; the corpus must lie in storage that all nodes share"
        for path in paths
        if not path.is_file()
    ]
    there = versions_of(tuple(here))
    faults += [f"has {name} {there[name]}, not {here[name]}" for name in here if there[name] != here[name]]
    try:
        marker.answer_of(node).touch()
    except OSError as error:
        faults.append(f"cannot write into {marker.path.parent}: {error.strerror}")
    return tuple(faults)


def versions_of(packages: Sequence[str]) -> dict[str, str]:
    """Return package → version here; the same lock on every node is what makes findings the same."""
    return {name: unicodedata.unidata_version if name == "unicode" else _version(name) for name in packages}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"
