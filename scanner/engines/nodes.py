"""An address → a Ray cluster to scan on, each node of which sees the same folders and has the same versions."""

import importlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

from scanner.errors import EngineError, ExtraError

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
        options["address"] = _knock(address, _found(address))
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


def _found(address: str) -> str:
    """Return the address that Ray takes for `auto`: of `RAY_ADDRESS`, a cluster's process here, or the last start."""
    if address != "auto":
        return address
    try:
        # Not public, and there is no public way to ask; without it Ray is left to look by itself.
        find = importlib.import_module("ray._private.services").get_ray_address_from_environment
    except (ImportError, AttributeError):
        return address
    try:
        return str(find("auto", None))
    except ConnectionError as error:
        raise EngineError(f"--address auto: no Ray cluster to scan on: {_first_line(error)}") from None


def _knock(told: str, address: str) -> str:
    """Return the address; raises `EngineError` where nobody listens: Ray itself tries for minutes, deaf to signals."""
    if address == "auto":
        return address
    told = told if told == address else f"{told} ({address})"
    if "://" in address:
        raise EngineError(f"--address {told}: expected HOST:PORT; run the command on a node of the cluster itself")
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdecimal() or not 0 < int(port) < 2**16:
        raise EngineError(f"--address {told}: expected HOST:PORT, auto or {LOCAL}")
    host = host.strip("[]")
    # As Ray does: it takes the outer address of this machine in place of the inner one.
    host = load_ray().util.get_node_ip_address() if host in _LOOPBACK else host
    try:
        socket.create_connection((host, int(port)), _CONNECT_S).close()
    except OSError as error:
        raise EngineError(f"--address {told}: {host} port {port}: {error.strerror or error}") from None
    return address


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
