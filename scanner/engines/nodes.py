"""An address → a Ray cluster to scan on, each node of which sees the same folders and has the same versions."""

import logging
import os
import secrets
import signal
import socket
import sys
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from scanner.errors import EngineError, ExtraError
from scanner.sidecars.layout import Layout
from scanner.sources.remote.address import is_remote
from scanner.types.document import Shard

LOCAL = "local"
"""In place of an address: a Ray of one's own on this machine, ended with the run."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_OURS = "127.0.0.1"
"""For a Ray of one's own, out of reach of other machines."""
LOOPBACK_ONLY = "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"
"""Variable that, set to 0 before Ray is loaded, lets it stay on the loopback as it does on those systems.

Without it Ray puts the machine's outer address in place of 127.0.0.1, and its processes listen on all of them.
"""
_STORE_BYTES = 128 * 2**20
"""Of shared memory: what goes through it is the plan, once a node."""
_CONNECT_S = 10.0
_ANSWER_S = 300.0
"""For a node's first worker to start, and for Python to read our modules from a shared folder that is slow."""


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


def load_ray() -> Any:
    """Return Ray; raises `ExtraError` where it is not installed."""
    hook = sys.excepthook
    try:
        import ray  # noqa: PLC0415  # an extra: most installations do not have it
    except ImportError as error:
        raise ExtraError(
            "Ray cannot be loaded; install it, on every node, with: pip install 'corpus-scanner[ray]'"
        ) from error
    finally:
        sys.excepthook = hook  # Ray's own prints messages of exceptions, in which texts can be
    return ray


@contextmanager
def connected(address: str, cores: int | None = None) -> Iterator[None]:
    """Connect to the cluster at `HOST:PORT`, `auto` (the one Ray finds by itself) or `local`, and leave it at the end.

    `cores` is for `local` only; None: all. Raises `EngineError` where there is no cluster.
    """
    ray = load_ray()
    options: dict[str, Any] = {"address": address}
    if address == LOCAL:
        options |= {"num_cpus": cores, "include_dashboard": False, "object_store_memory": _STORE_BYTES}
        options |= {"_node_ip_address": _OURS}
    else:
        _knock(ray, address)
    # Ray prints what happens to its workers on our standard output, asked or not.
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        try:
            with _own_signals():
                ray.init(log_to_driver=False, logging_level=logging.CRITICAL, **options)
        except (ConnectionError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
            raise EngineError(f"--address {address}: no Ray cluster to scan on: {_first_line(error)}") from None
        try:
            yield
        finally:
            ray.shutdown()


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__


def _knock(ray: Any, address: str) -> None:
    """Raise `EngineError` where nobody listens: Ray itself tries for minutes, and then ends the process."""
    if address == "auto":
        return
    if "://" in address:
        raise EngineError(f"--address {address}: expected HOST:PORT; run the command on a node of the cluster itself")
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdecimal() or not 0 < int(port) < 2**16:
        raise EngineError(f"--address {address}: expected HOST:PORT, auto or {LOCAL}")
    host = host.strip("[]")
    # As Ray does: it takes the outer address of this machine in place of the inner one.
    host = ray.util.get_node_ip_address() if host in _LOOPBACK else host
    try:
        socket.create_connection((host, int(port)), _CONNECT_S).close()
    except OSError as error:
        raise EngineError(f"--address {address}: {host} port {port}: {error.strerror or error}") from None


@contextmanager
def _own_signals() -> Iterator[None]:
    """Keep our way to end at SIGTERM, which Ray would put its own in place of."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Ray sets none here either
        return
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def check_nodes(out: Path, shards: Sequence[Shard], packages: Sequence[str]) -> None:
    """Raise `EngineError` that names every node which lacks the folder for reports, a shard, or the same packages."""
    ray = load_ray()
    here = versions_of(packages)
    folder = (
        Layout(out.absolute()).incoming("marker").parent
    )  # which the next run removes, should this one be killed here
    folder.mkdir(exist_ok=True)
    marker = Marker.place(folder)
    local = [shard for shard in shards if not is_remote(shard.uri)]
    try:
        nodes = {
            node["NodeID"]: node["NodeManagerAddress"] for node in ray.nodes() if node["Alive"] and _cores_of(node)
        }
        asked = {_ask(ray, node, marker, local[:1], here): node for node in nodes}
        done, late = ray.wait(list(asked), num_returns=len(asked), timeout=_ANSWER_S) if asked else ((), ())
        faults: dict[str, tuple[str, ...]] = {
            nodes[asked[ref]]: (f"no answer within {_ANSWER_S:.0f} s",) for ref in late
        }
        for ref in done:
            found = _answer(ray, ref)
            if not found and not marker.answer_of(asked[ref]).exists():
                found = (f"what it writes into {folder} is not seen here",)
            if found:
                faults[nodes[asked[ref]]] = found
    finally:
        for path in folder.glob(f"{marker.path.name}*"):
            path.unlink(missing_ok=True)
        with suppress(OSError):  # something else lies in it
            folder.rmdir()
    if faults:
        lines = [f"node {node}: {fault}" for node, found in sorted(faults.items()) for fault in found]
        raise EngineError("the cluster cannot be used:\n" + "\n".join(lines))


def _cores_of(node: Mapping[str, Any]) -> float:
    return float(node["Resources"].get("CPU", 0))


def _ask(ray: Any, node: str, marker: Marker, shards: Sequence[Shard], here: Mapping[str, str]) -> Any:
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy  # noqa: PLC0415  # as in `load_ray`

    there = NodeAffinitySchedulingStrategy(node, soft=False)
    task = ray.remote(look_around).options(num_cpus=0, scheduling_strategy=there)
    paths = [Path(shard.uri).absolute() for shard in shards]
    return task.remote(node, marker, [path for path in paths if path.is_file()], dict(here))


def _answer(ray: Any, ref: Any) -> tuple[str, ...]:
    try:
        return tuple(ray.get(ref))
    except ray.exceptions.RayTaskError as error:
        kind = type(error.cause).__name__ if error.cause is not None else "a fault"
        return (f"corpus-scanner cannot be loaded there ({kind}); install the same version on every node",)
    except ray.exceptions.RayError as error:
        return (f"lost before it answered ({type(error).__name__})",)


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
