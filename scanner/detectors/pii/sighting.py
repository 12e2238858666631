"""Sightings of many rules in one text → those that stay when several rules claim the same place.

Precedence, within one family (the first part of the rules' ids, so rules of your own folder are never outdone by the
shipped ones): a pattern rule, which describes one kind of number, before a phone rule, which asks the numbering plans
of the whole world; then the longer span, then the higher confidence, then the rule's id. What overlaps one that stays
goes.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from re import Match, Pattern

from scanner.detectors.pii.words import Nearby
from scanner.types.document import Document


class Rank(IntEnum):
    """Which kind of rule is the more specific; lower comes first."""

    PATTERN = 0
    PHONE = 1


@dataclass(frozen=True, slots=True)
class Sighting:
    """A confirmed match in one text; holds no text."""

    rule: str
    start: int
    """In code points of the text, inclusive."""
    end: int
    """Exclusive."""
    confidence: float
    rank: Rank
    value_tag: str


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look for: where it may be, and the check that decides."""

    expression: Pattern[str]
    confirm: Callable[[Match[str], Document], Sighting | None]
    gate: Nearby | None = None
    """Words without which `confirm` says no; they tell a prefilter where to look."""


def settle(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Return the sightings that stay, no two of one family overlapping."""
    families: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        families.setdefault(sighting.rule.partition(".")[0], []).append(sighting)
    return [kept for family in families.values() for kept in _settle_family(family)]


def _settle_family(family: list[Sighting]) -> list[Sighting]:
    """Go through runs of sightings that touch each other; most runs have one."""
    family.sort(key=lambda sighting: (sighting.start, sighting.end))
    kept: list[Sighting] = []
    run: list[Sighting] = []
    run_end = 0
    for sighting in family:
        if run and sighting.start >= run_end:
            kept.extend(_choose(run))
            run = []
        run.append(sighting)
        run_end = max(run_end, sighting.end) if len(run) > 1 else sighting.end
    kept.extend(_choose(run))
    return kept


def _choose(run: list[Sighting]) -> list[Sighting]:
    if len(run) == 1:
        return run
    chosen: list[tuple[int, int]] = []
    kept = []
    for sighting in sorted(run, key=_precedence):
        place = bisect_left(chosen, (sighting.start, sighting.end))
        free_before = place == 0 or chosen[place - 1][1] <= sighting.start
        if free_before and (place == len(chosen) or chosen[place][0] >= sighting.end):
            insort(chosen, (sighting.start, sighting.end))
            kept.append(sighting)
    return kept


def _precedence(sighting: Sighting) -> tuple[int, int, float, str, int]:
    length = sighting.end - sighting.start
    return sighting.rank, -length, -sighting.confidence, sighting.rule, sighting.start
