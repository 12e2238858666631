"""What is asked of scancode-toolkit, and what becomes of the file that it reads; a package of its shape stands in."""

import sys
import tempfile
from pathlib import Path

import pytest

from made.scancode import install_scancode
from scanner.errors import ExtraError
from scanner.pipeline.scancode import scancode_verifier


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which files are made for the while of a question, with a stand-in for scancode."""
    install_scancode(tmp_path / "site", monkeypatch)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize(
    ("expression", "ids"),
    [
        ("MIT", {"MIT"}),
        ("MIT AND (GPL-2.0-only WITH Classpath-exception-2.0)", {"MIT", "GPL-2.0-only WITH Classpath-exception-2.0"}),
        ("GPL-2.0-only OR MIT", {"MIT"}),  # of a choice the least restrictive, as our detector takes it
        ("MIT AND LicenseRef-scancode-unknown-spdx", {"MIT", "LicenseRef-scancode-unknown-spdx"}),
        ("MIT AND AND", {"LicenseRef-Unreadable"}),
        ("", set()),
    ],
)
@pytest.mark.usefixtures("temporary")
def test_an_expression_comes_to_the_licences_that_it_makes_count(expression: str, ids: set[str]) -> None:
    assert scancode_verifier()(f"expression: {expression}") == ids


def test_the_text_is_a_file_only_while_it_is_asked_about(temporary: Path) -> None:
    ids_of = scancode_verifier()
    assert ids_of("expression: MIT\r\n\ud800 号") == {"MIT"}
    (asked,) = sys.modules["scancode.api"].asked
    assert asked == "expression: MIT\r\n? 号".encode()
    assert list(temporary.iterdir()) == []


def test_the_file_is_deleted_when_scancode_fails(temporary: Path) -> None:
    ids_of = scancode_verifier()
    with pytest.raises(RuntimeError):
        ids_of("fail")
    assert len(sys.modules["scancode.api"].asked) == 1
    assert list(temporary.iterdir()) == []


def test_where_it_is_not_installed_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scancode", None)
    with pytest.raises(ExtraError, match=r"pip install 'scancode-toolkit-mini>=32\.5'$"):
        scancode_verifier()
