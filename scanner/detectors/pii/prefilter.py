"""Texts and many expressions → for each expression the stretches of each text where it may match.

One Hyperscan database of all expressions is run once over the texts' UTF-8 bytes. It may point at too much, never at
too little: what it says is only where to look, the expression itself decides (DESIGN.md §6).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from scanner.detectors.pii.alphabet import Alphabet, alphabet_of
from scanner.detectors.pii.database import HYPERSCAN, Database, Ends
from scanner.detectors.pii.triggers import Trigger, triggers_of
from scanner.detectors.pii.words import Nearby

Stretch = tuple[int, int, int]
"""Start, end and limit: matches that start in `start <= position < end`; `limit` is how far the expression must see."""
Stretches = Sequence[Stretch]


class Way(NamedTuple):
    """Looks and distances that several triggers may share: their ends are gathered before stretches are made."""

    look: int
    before: int
    after: int
    width: int | None
    reach: int


@lru_cache(maxsize=2)
def prefilter_of(
    expressions: tuple[re.Pattern[str], ...],
    gates: tuple[Nearby | None, ...],
    engine: ModuleType | None,
    folder: Path | None = None,
) -> "Prefilter":
    """Return the prefilter of some expressions; a process that scans again with the same rules compiles nothing."""
    return Prefilter(expressions, gates, engine, folder)


class Prefilter:
    """The database of one worker; built once, never sent to another process."""

    def __init__(
        self,
        expressions: Sequence[re.Pattern[str]],
        gates: Sequence[Nearby | None] = (),
        engine: ModuleType | None = HYPERSCAN,
        folder: Path | None = None,
    ) -> None:
        """Compile what can be compiled; the rest, and all of it without an engine, is looked for everywhere.

        `folder` keeps what was compiled from one process to the next.

        Where an expression has a gate (same place in the list), only matches with one of its words nearby are wanted.
        """
        self._triggers: tuple[Trigger, ...] = ()
        self._database: Database | None = None
        if engine is not None:
            self._triggers, self._database = _database_of(triggers_of(expressions, gates), engine, folder)
        ways: dict[Way, int] = {}
        self._ways_of = tuple(
            tuple(ways.setdefault(Way(*target[:-1]), len(ways)) for target in trigger.targets)
            for trigger in self._triggers
        )
        self._ways = tuple(ways)
        helped = {target.look for trigger in self._triggers for target in trigger.targets}
        self._expressions = tuple(expressions)
        self._alphabets: dict[int, Alphabet | None] = {}
        self._always = tuple(index for index in range(len(expressions)) if index not in helped)

    def stretches(self, texts: Sequence[str]) -> Iterator[dict[int, Stretches]]:
        """Yield for each text by expression number the stretches to search, in order; a missing number: nothing."""
        if self._database is None:
            yield from (dict.fromkeys(self._always, _everywhere(text)) for text in texts)
            return
        for text, ends in zip(texts, self._database.ends(texts), strict=True):
            wanted = dict.fromkeys(self._always, _everywhere(text)) if self._always else {}
            if ends is None:
                wanted |= dict.fromkeys(self._looks_of(self._database.present(text)), _everywhere(text))
            elif ends:
                self._add(ends, text, wanted)
            yield wanted

    def _looks_of(self, triggers: Iterable[int]) -> list[int]:
        return [target.look for index in triggers for target in self._triggers[index].targets]

    def _alphabet(self, look: int) -> Alphabet | None:
        """Return the alphabet of an expression, read off it when its first match is near: most never have one."""
        if look not in self._alphabets:
            self._alphabets[look] = alphabet_of(self._expressions[look])
        return self._alphabets[look]

    def _add(self, ends: Ends, text: str, wanted: dict[int, Stretches]) -> None:
        """Add by look the stretches around the ends of its triggers, sorted, those that overlap joined."""
        gathered: dict[int, list[int]] = {}
        for index, places in ends.items():
            for number in self._ways_of[index]:
                known = gathered.get(number)
                gathered[number] = places if known is None else known + places
        for number, places in gathered.items():
            way = self._ways[number]
            if way.width is None:
                wanted[way.look] = _everywhere(text)
                continue
            alphabet = None if way.after else self._alphabet(way.look)
            places.sort()
            around = _around(places, way, len(text)) if alphabet is None else _along(places, way, text, alphabet)
            known_stretches = wanted.get(way.look)
            wanted[way.look] = around if known_stretches is None else _merged([*known_stretches, *around])


def _around(places: Sequence[int], way: Way, length: int) -> list[Stretch]:
    """Return the stretches around places, ascending, as wide as a match may be away."""
    _, before, after, width, reach = way
    sight = after + (width or 0) + reach
    stretches = []
    first = last = places[0]
    for place in places:
        if place - before > last + after:
            stretches.append((max(0, first - before), last + after, min(length, last + sight)))
            first = place
        last = place
    stretches.append((max(0, first - before), last + after, min(length, last + sight)))
    return stretches


def _along(places: Sequence[int], way: Way, text: str, alphabet: Alphabet) -> list[Stretch]:
    """Return a stretch for each run of the alphabet's characters around places, ascending.

    What lies two characters in front of a place is in the match or in front of it; the one in between may be the
    character behind the match, which the trigger consumed.
    """
    _, before, _, width, reach = way
    sight = width or 0
    stretches: list[Stretch] = []
    first = last = 0
    end = -1
    start_of_run, end_of_run = alphabet.start_of_run, alphabet.end_of_run
    for place in places:
        if place > end + 1:
            if end >= 0:
                stretches.append((first, last, min(end, last + sight) + reach))
            first = start_of_run(text, place - before if place > before else 0, place - 1)
            end = end_of_run(text, first if first >= place else place - 1)
        last = place
    stretches.append((first, last, min(end, last + sight) + reach))
    return stretches


def _everywhere(text: str) -> Stretches:
    return ((0, len(text) + 1, len(text)),)


def _merged(stretches: list[Stretch]) -> Stretches:
    """Sort stretches and join those that overlap."""
    stretches.sort()
    merged: list[Stretch] = []
    start, end, limit = stretches[0]
    for other_start, other_end, other_limit in stretches:
        if other_start <= end:
            end, limit = max(end, other_end), max(limit, other_limit)
        else:
            merged.append((start, end, limit))
            start, end, limit = other_start, other_end, other_limit
    merged.append((start, end, limit))
    return merged


def _database_of(
    triggers: Sequence[Trigger], engine: ModuleType, folder: Path | None
) -> tuple[tuple[Trigger, ...], Database | None]:
    """Compile what can be compiled; each is tried alone only when all together fail.

    A look whose triggers do not all compile gets no help from any of them.
    """
    database = _compiled_or_none(triggers, engine, folder)
    if triggers and database is None:
        lost = {target.look for one in triggers if _compiled_or_none([one], engine) is None for target in one.targets}
        triggers = [one for each in triggers if (one := each.without(lost)).targets]
        database = _compiled_or_none(triggers, engine, folder)
    return (tuple(triggers), database) if database is not None else ((), None)


def _compiled_or_none(triggers: Sequence[Trigger], engine: ModuleType, folder: Path | None = None) -> Database | None:
    if not triggers:
        return None
    try:
        return Database(triggers, engine, folder)
    except engine.HyperscanError:
        return None
