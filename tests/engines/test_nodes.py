"""Which clusters are refused, and with what words."""

import socket
import sys
from pathlib import Path

import pytest

from scanner.engines.nodes import connected, load_ray
from scanner.errors import EngineError, ExtraError


def test_without_ray_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ExtraError, match=r"pip install 'corpus-scanner\[ray\]'"):
        load_ray()


def test_ray_does_not_take_over_how_faults_are_told() -> None:
    before = sys.excepthook
    load_ray()
    assert sys.excepthook is before


@pytest.mark.parametrize(
    ("address", "message"),
    [
        pytest.param("ray://head:10001", "run the command on a node of the cluster", id="a client's address"),
        pytest.param("head", "expected HOST:PORT", id="no port"),
        pytest.param("head:many", "expected HOST:PORT", id="no number"),
        pytest.param("head:0", "expected HOST:PORT", id="port 0"),
        pytest.param("head:70000", "expected HOST:PORT", id="no such port"),
    ],
)
def test_an_address_that_is_none_is_refused_at_once(address: str, message: str) -> None:
    with pytest.raises(EngineError, match=message), connected(address):
        pass


def test_where_nobody_listens_the_error_comes_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and not listening
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(EngineError, match=rf"--address {address}: .*refused"), connected(address):
            pass


@pytest.mark.parametrize("by", ["variable", "file"])
def test_a_cluster_that_is_gone_is_told_at_once_where_ray_still_names_it(
    by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and not listening
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        monkeypatch.setenv("RAY_ADDRESS", address if by == "variable" else "")
        monkeypatch.setenv("RAY_TMPDIR", str(tmp_path))
        monkeypatch.setattr("ray._private.services.find_gcs_addresses", set)  # those of others on this machine
        (tmp_path / "ray").mkdir()
        (tmp_path / "ray" / "ray_current_cluster").write_text(address)
        with pytest.raises(EngineError, match=rf"--address auto \({address}\): .*refused"), connected("auto"):
            pass


def test_an_address_of_ray_client_is_refused_where_a_variable_names_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_ADDRESS", "ray://head:10001")
    with pytest.raises(EngineError, match="run the command on a node of the cluster"), connected("auto"):
        pass
