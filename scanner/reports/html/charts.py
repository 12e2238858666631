"""Counts → pictures as inline SVG, each beside the numbers it shows: no picture is the only place of a number."""

from collections.abc import Mapping, Sequence
from typing import Final

from scanner.reports.html.nodes import Node, el, join
from scanner.reports.html.speak import label, say
from scanner.reports.words.languages import Words

PATTERNED: Final = frozenset({"critical", "conditional", "unknown"})


def pattern_defs() -> Node:
    """Return the hatchings that tell kinds apart without colour; once a page."""
    stripes = el("path", {"d": "M-1 7 7 -1M-1 1 1 -1M5 7 7 5", "class": "ink", "stroke-width": "1.4"})
    dots = el("circle", {"cx": 3, "cy": 3, "r": "1", "class": "ink", "fill": "none", "stroke-width": "1.1"})
    cross = el("path", {"d": "M0 3H6M3 0V6", "class": "ink", "stroke-width": "1"})
    named = (("conditional", stripes), ("unknown", dots), ("critical", cross))
    patterns = (
        el("pattern", {"id": f"on-{name}", "width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}, drawn)
        for name, drawn in named
    )
    return el("svg", {"class": "defs", "aria-hidden": "true", "focusable": "false"}, el("defs", None, *patterns))


def bar(value: float, most: float, kind: str = "bar") -> Node:
    """Return a bar whose whole width is `most`."""
    return stack({kind: value}, most, {})


def stack(values: Mapping[str, float], whole: float, names: Mapping[str, Words]) -> Node:
    """Return the parts of a whole side by side, each with its name and number as a tooltip."""
    parts: list[Node] = []
    at = 0.0
    for kind, value in values.items():
        if value > 0 and whole > 0:
            width = 100 * value / whole
            parts.append(_part(kind, at, max(width, 0.6), f"{value:,.0f}", names.get(kind)))
            at += width
    return el("svg", {"class": "bar", "aria-hidden": "true", "focusable": "false", "height": 11}, *parts)


def _part(kind: str, at: float, width: float, told: str, name: Words | None) -> Node:
    place: dict[str, str | int] = {"x": f"{at:.2f}%", "y": 0, "width": f"{width:.2f}%", "height": "100%"}
    tip = [] if name is None else [label("title", "text", Words(f"{name.en}: {told}", f"{name.zh}：{told}"), {})]
    drawn = [_rect(place, {"class": f"c-{kind}"})]
    if kind in PATTERNED:
        drawn.append(_rect(place, {"fill": f"url(#on-{kind})"}))
    return el("g", None, *tip, *drawn)


def _rect(place: Mapping[str, str | int], paint: Mapping[str, str]) -> Node:
    return el("rect", {**place, **paint})


def key(names: Mapping[str, Words]) -> Node:
    """Return what the kinds of a stack look like."""
    place: Mapping[str, str | int] = {"x": 0, "y": 0, "width": "100%", "height": "100%"}
    entries = []
    for kind, words in names.items():
        hatched = [_rect(place, {"fill": f"url(#on-{kind})"})] if kind in PATTERNED else []
        swatch = el(
            "svg", {"aria-hidden": "true", "focusable": "false"}, _rect(place, {"class": f"c-{kind}"}), *hatched
        )
        entries.append(el("li", None, swatch, say(words)))
    return el("ul", "key", *entries)


def curve(points: Sequence[tuple[float, float]]) -> Node:
    """Return a line through (x, y), both from 0 to 1, with x from the first to the last point."""
    left, right, top, bottom = 34.0, 316.0, 10.0, 110.0
    first, last = points[0][0], points[-1][0]
    span = (last - first) or 1.0

    def at(x: float, y: float) -> tuple[float, float]:
        return left + (x - first) / span * (right - left), bottom - y * (bottom - top)

    grid = [
        join(
            [
                el(
                    "line",
                    {"x1": f"{left}", "x2": f"{right}", "y1": f"{at(first, y)[1]:.1f}", "y2": f"{at(first, y)[1]:.1f}"},
                ),
                el("text", {"x": f"{left - 6}", "y": f"{at(first, y)[1] + 4:.1f}", "text-anchor": "end"}, f"{y:.0%}"),
            ]
        )
        for y in (0.0, 0.5, 1.0)
    ]
    places = [at(x, y) for x, y in points]
    line = el("polyline", {"points": " ".join(f"{x:.1f},{y:.1f}" for x, y in places)})
    dots = [el("circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "3"}) for x, y in places]
    below = [
        el("text", {"x": f"{place[0]:.1f}", "y": f"{bottom + 16}", "text-anchor": "middle"}, f"{x:g}")
        for (x, _), place in zip(points, places, strict=True)
    ]
    return el("svg", {"class": "curve", "viewBox": "0 0 326 130", "aria-hidden": "true"}, *grid, line, *dots, *below)


_SIGNS: Final[Mapping[str, tuple[str, str]]] = {
    "fail": ("M15 3H33L45 15V33L33 45H15L3 33V15Z", "M16 16 32 32M32 16 16 32"),
    "pass": ("M24 3A21 21 0 1 1 23.9 3Z", "M14 25 21 32 35 17"),
    "incomplete": ("M24 3 47 44H1Z", "M24 18V30M24 36.5V37.5"),
}
"""Outline and drawing: an octagon with a cross, a disc with a tick, a triangle that calls."""


def mark(outcome: str) -> Node:
    """Return the sign of a verdict, of a shape of its own."""
    outline, drawing = _SIGNS[outcome]
    line: dict[str, str | int] = {
        "stroke": "var(--card)",
        "stroke-width": 5,
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }
    return el(
        "svg",
        {"class": "mark", "viewBox": "0 0 48 48", "aria-hidden": "true", "focusable": "false"},
        el("path", {"d": outline, "fill": "currentColor"}),
        el("path", {"d": drawing, "fill": "none", **line}),
    )
