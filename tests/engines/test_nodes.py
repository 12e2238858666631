"""Which clusters are refused, with what words, and what a node says that cannot do its part."""

import socket
import sys
from pathlib import Path

import pytest

from scanner.engines.nodes import Marker, connected, load_ray, look_around, versions_of
from scanner.errors import EngineError, ExtraError

NOTHING: dict[str, str] = {}


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
