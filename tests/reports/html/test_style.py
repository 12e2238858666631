"""The style: enough contrast in light, dark and print, and nothing that is loaded."""

import re
from itertools import product

import pytest

from corpora import ROOT

CSS = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "scanner/reports/html").glob("*.css")))
AA = 4.5
"""WCAG 2.2, 1.4.3."""


def themes() -> dict[str, dict[str, str]]:
    """Return the colours of each theme; dark and print say only what they change."""
    light, dark, printed = (
        dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})", block)) for block in re.findall(r":root\{([^}]*)\}", CSS)
    )
    return {"light": light, "dark": light | dark, "print": light | printed}


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_text_stands_out_from_what_is_behind_it(theme: str) -> None:
    colours = themes()[theme]
    pairs = [*product(("ink", "soft", "link"), ("bg", "card", "fail-bg", "pass-bg", "open-bg"))]
    pairs += [("card", "ink"), *((word, f"{word}-bg") for word in ("pass", "fail", "open"))]
    pairs += [*product(("pass", "fail", "open"), ("card",))]
    faint = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < AA} == {}


def test_the_style_loads_nothing() -> None:
    assert not re.search(r"@import|@font-face|url\(", CSS)
