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
from scanner.detectors.pii.triggers import Target, Trigger, triggers_of
from scanner.detectors.pii.words import Nearby


class Stretch(NamedTuple):
    """Matches that start in `start <= position < end`; `limit` is how far the expression must be let see."""

    start: int
    end: int
    limit: int


Stretches = tuple[Stretch, ...]


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
                for look, spans in self._spans(ends, text).items():
                    wanted[look] = _merged(spans) if spans is not None else _everywhere(text)
            yield wanted

    def _looks_of(self, triggers: Iterable[int]) -> list[int]:
        return [target.look for index in triggers for target in self._triggers[index].targets]

    def _alphabet(self, look: int) -> Alphabet | None:
        """Return the alphabet of an expression, read off it when its first match is near: most never have one."""
        if look not in self._alphabets:
            self._alphabets[look] = alphabet_of(self._expressions[look])
        return self._alphabets[look]

    def _spans(self, ends: Ends, text: str) -> dict[int, list[Stretch] | None]:
        """Return by look the stretches around the ends of its triggers, unsorted; None: its matches have no bound."""
        spans: dict[int, list[Stretch] | None] = {}
        for index, places in ends.items():
            for target in self._triggers[index].targets:
                look = target.look
                if target.width is None:
                    spans[look] = None
                elif (known := spans.setdefault(look, [])) is not None:
                    alphabet = None if target.after else self._alphabet(look)
                    known += (
                        _around(places, target, len(text))
                        if alphabet is None
                        else _along(places, target, text, alphabet)
                    )
        return spans


def _around(places: Sequence[int], target: Target, length: int) -> Iterator[Stretch]:
    """Yield a stretch for each place, as wide as a match may be away."""
    _, before, after, width, reach, _ = target
    sight = after + (width or 0) + reach
    for place in places:
        yield Stretch(max(0, place - before), place + after, min(length, place + sight))


def _along(places: Sequence[int], target: Target, text: str, alphabet: Alphabet) -> Iterator[Stretch]:
    """Yield a stretch for each run of the alphabet's characters around places, ascending.

    What lies two characters in front of a place is in the match or in front of it; the one in between may be the
    character behind the match, which the trigger consumed.
    """
    _, before, _, width, reach, _ = target
    sight = width or 0
    first = last = 0
    end = -1
    for place in places:
        if place > end + 1:
            if end >= 0:
                yield Stretch(first, last, min(end, last + sight) + reach)
            first = alphabet.start_of_run(text, max(0, place - before), place - 1)
            end = alphabet.end_of_run(text, max(first, place - 1))
        last = place
    yield Stretch(first, last, min(end, last + sight) + reach)


def _everywhere(text: str) -> Stretches:
    return (Stretch(0, len(text) + 1, len(text)),)


def _merged(stretches: list[Stretch]) -> Stretches:
    """Sort stretches and join those that overlap."""
    if len(stretches) == 1:
        return tuple(stretches)
    stretches.sort()
    merged: list[Stretch] = []
    for stretch in stretches:
        if merged and stretch.start <= merged[-1].end:
            last = merged.pop()
            merged.append(Stretch(last.start, max(last.end, stretch.end), max(last.limit, stretch.limit)))
        else:
            merged.append(stretch)
    return tuple(merged)


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
