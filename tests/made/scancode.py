"""A package with the call of scancode-toolkit 32.5.0 that we make; it answers what its file says."""

import sys
from pathlib import Path

import pytest

_API = """
asked = []


def get_licenses(location, min_score=0, include_text=False, **kwargs):
    with open(location, "rb") as file:
        asked.append(file.read())
    text = asked[-1].decode()
    if text == "fail":
        raise RuntimeError("a fault of scancode")
    said = text.partition("expression: ")[2].partition("\\r")[0] or None
    return {
        "detected_license_expression": said and said.lower(),
        "detected_license_expression_spdx": said,
        "license_detections": [],
        "license_clues": [],
        "percentage_of_license_text": 0,
    }
"""


def write_scancode(site: Path) -> None:
    """Write the package into a folder that Python is to look into."""
    (site / "scancode").mkdir(parents=True)
    (site / "scancode" / "__init__.py").touch()
    (site / "scancode" / "api.py").write_text(_API)


def install_scancode(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process find the package in a folder until the test is over."""
    write_scancode(site)
    for name in ("scancode", "scancode.api"):
        monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(site))
