"""Probabilities of a segment's characters → names, with a probability each."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

import numpy as np

from scanner.detectors.names.chinese.decoding import Masses

FEWEST_SURE = 0.4
"""A character belongs to a name from this probability on: lower finds more names, higher finds fewer wrong ones."""
_MIDDLE_DOTS = frozenset("·•‧・．")
"""Stand between the parts of a foreign name."""
_FEWEST = 2
"""Characters of a name: a surname alone tells of nobody."""
_NO_NAMES = frozenset(
    {
        "原告",
        "被告",
        "原审",
        "上诉人",
        "被上诉人",
        "申请人",
        "被申请人",
        "第三人",
        "先生",
        "女士",
        "小姐",
        "同学",
        "老师",
    }
)
"""Words that stand where a name could and are taken for one (parties of a case, forms of address)."""
Kind = Literal["PERSON", "LOCATION"]
_KINDS: tuple[Kind, Kind] = ("PERSON", "LOCATION")


class RawName(NamedTuple):
    """A name within a segment and the least probability of its kind at one of its characters."""

    kind: Kind
    start: int
    end: int
    probability: float


def raw_names(text: str, masses: Mapping[str, Masses]) -> list[RawName]:
    """Return the names of a segment by place; the arrays of `masses` have the length of `text`."""
    totals = {kind: masses[kind].begins + masses[kind].continues for kind in _KINDS}
    person = totals["PERSON"] >= totals["LOCATION"]
    runs: list[tuple[Kind, int, int]] = []
    for kind in _KINDS:
        inside = (totals[kind] > FEWEST_SURE) & (person if kind == "PERSON" else ~person)
        runs += ((kind, start, end) for start, end in _runs(np.flatnonzero(inside).tolist(), masses[kind]))
    names = []
    for kind, start, end in _joined(text, sorted(runs, key=lambda run: run[1])):
        first, last = _trimmed(text, start, end)
        if _is_possible(text[first:last]):
            names.append(RawName(kind, first, last, float(totals[kind][start:end].min())))
    return names


def _is_possible(name: str) -> bool:
    return len(name) >= _FEWEST and name not in _NO_NAMES and not name.islower()


def _runs(places: list[int], masses: Masses) -> Iterator[tuple[int, int]]:
    """Yield the stretches of neighbouring places, cut where beginning is likelier than going on."""
    start = end = -1
    for place in places:
        if place != end or masses.begins[place] > masses.continues[place]:
            if end > start:
                yield start, end
            start = place
        end = place + 1
    if end > start:
        yield start, end


def _joined(text: str, runs: list[tuple[Kind, int, int]]) -> list[tuple[Kind, int, int]]:
    """Join the parts of a foreign name, and of a place that was told as city and district."""
    joined: list[tuple[Kind, int, int]] = []
    for kind, start, end in runs:
        if joined and joined[-1][0] == kind:
            between = text[joined[-1][2] : start]
            if (kind == "LOCATION" and not between) or (len(between) == 1 and between in _MIDDLE_DOTS):
                joined[-1] = (kind, joined[-1][1], end)
                continue
        joined.append((kind, start, end))
    return joined


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return (start, end) if any(each.isalpha() for each in text[start:end]) else (start, start)
