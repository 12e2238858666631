"""A text and many expressions → for each expression the stretches of the text where it may match.

One Hyperscan database of all expressions is run once over the text's UTF-8 bytes. It may point at too much, never at
too little: what it says is only where to look, the expression itself decides (DESIGN.md §6).
"""

import importlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from types import ModuleType
from typing import Any

from scanner.detectors.pii.triggers import Trigger, triggers_of
from scanner.detectors.pii.words import Nearby


def _find_hyperscan() -> ModuleType | None:
    """Return the library, or None where there is no wheel for the machine."""
    try:
        return importlib.import_module("hyperscan")
    except ImportError:
        return None


HYPERSCAN = _find_hyperscan()
_FEWEST_ENDS = 256
_BYTES_PER_END = 8
"""More than one reported end in so many bytes: looking everywhere costs less than going from place to place."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Matches that start in `start <= position < end`; `limit` is how far the expression must be let see."""

    start: int
    end: int
    limit: int


Stretches = tuple[Stretch, ...]


class Prefilter:
    """The databases of one worker; built once, never sent to another process."""

    def __init__(
        self,
        expressions: Sequence[re.Pattern[str]],
        gates: Sequence[Nearby | None] = (),
        engine: ModuleType | None = HYPERSCAN,
    ) -> None:
        """Compile what can be compiled; the rest, and all of it without an engine, is looked for everywhere.

        Where an expression has a gate (same place in the list), only matches with one of its words nearby are wanted.
        """
        self._engine = engine
        self._triggers: tuple[Trigger, ...] = ()
        self._places: Any = None
        self._presence: Any = None
        if engine is not None:
            self._triggers, self._places = _database_of(triggers_of(expressions, gates), engine)
        helped = {target.look for trigger in self._triggers for target in trigger.targets}
        self._always = tuple(index for index in range(len(expressions)) if index not in helped)

    def stretches(self, text: str) -> dict[int, Stretches]:
        """Return for each expression, by its number, the stretches to search, in order; a missing number: nothing."""
        everywhere = (Stretch(0, len(text) + 1, len(text)),)
        wanted: dict[int, Stretches] = dict.fromkeys(self._always, everywhere)
        if self._engine is None or self._places is None:
            return wanted
        try:
            data = text.encode()
        except UnicodeEncodeError:  # a lone surrogate has no bytes
            return wanted | dict.fromkeys(self._looks_of(range(len(self._triggers))), everywhere)
        ends = self._ends(data, self._engine)
        if ends is None:
            return wanted | dict.fromkeys(self._looks_of(self._present(data, self._engine)), everywhere)
        if len(data) != len(text):
            ends = _in_code_points(ends, data)
        for look, spans in self._spans(ends, len(text)).items():
            wanted[look] = _merged(spans) if spans is not None else everywhere
        return wanted

    def _looks_of(self, triggers: Iterable[int]) -> list[int]:
        return [target.look for index in triggers for target in self._triggers[index].targets]

    def _spans(self, ends: dict[int, list[int]], length: int) -> dict[int, list[Stretch] | None]:
        """Return by look the stretches around the ends of its triggers, unsorted; None: its matches have no bound."""
        spans: dict[int, list[Stretch] | None] = {}
        for index, places in ends.items():
            for look, before, after, sight in self._triggers[index].targets:
                if sight is None:
                    spans[look] = None
                elif (known := spans.setdefault(look, [])) is not None:
                    known += [
                        Stretch(max(0, end - before), end + after, min(length, end + after + sight)) for end in places
                    ]
        return spans

    def _ends(self, data: bytes, engine: ModuleType) -> dict[int, list[int]] | None:
        """Byte offsets where matches end, by trigger; None where there are so many that places do not help."""
        ends: dict[int, list[int]] = {}
        left = _FEWEST_ENDS + len(data) // _BYTES_PER_END

        def note(index: int, _start: int, end: int, _flags: int, _context: object) -> bool:
            nonlocal left
            left -= 1
            ends.setdefault(index, []).append(end)
            return left < 0

        try:
            self._places.scan(data, match_event_handler=note)
        except engine.ScanTerminated:  # stopped by `note`
            return None
        return ends

    def _present(self, data: bytes, engine: ModuleType) -> set[int]:
        """Return the triggers that are met at all; their database is built at the first text that needs it."""
        if self._presence is None:
            self._presence = _compile(engine, self._triggers, int(engine.HS_FLAG_SINGLEMATCH))
        present: set[int] = set()
        self._presence.scan(data, match_event_handler=lambda index, *_: present.add(index))
        return present


def _in_code_points(ends: dict[int, list[int]], data: bytes) -> dict[int, list[int]]:
    """Turn byte offsets (on borders of characters) into code-point offsets, decoding the bytes once."""
    places = sorted({end for some in ends.values() for end in some})
    points: dict[int, int] = {}
    before = count = 0
    for place in places:
        count += len(data[before:place].decode())
        points[place] = count
        before = place
    return {index: [points[end] for end in some] for index, some in ends.items()}


def _merged(stretches: list[Stretch]) -> Stretches:
    """Sort stretches and join those that overlap."""
    if len(stretches) == 1:
        return tuple(stretches)
    stretches.sort(key=attrgetter("start", "end"))
    merged: list[Stretch] = []
    for stretch in stretches:
        if merged and stretch.start <= merged[-1].end:
            last = merged.pop()
            merged.append(Stretch(last.start, max(last.end, stretch.end), max(last.limit, stretch.limit)))
        else:
            merged.append(stretch)
    return tuple(merged)


def _database_of(triggers: Sequence[Trigger], engine: ModuleType) -> tuple[tuple[Trigger, ...], Any]:
    """Compile what can be compiled; each is tried alone only when all together fail.

    A look whose triggers do not all compile gets no help from any of them.
    """
    database = _compile_or_none(engine, triggers)
    if triggers and database is None:
        lost = {target.look for one in triggers if _compile_or_none(engine, [one]) is None for target in one.targets}
        kept = [one.without(lost) for one in triggers]
        triggers = [one for one in kept if one.targets]
        database = _compile_or_none(engine, triggers)
    return (tuple(triggers), database) if database is not None else ((), None)


def _compile_or_none(engine: ModuleType, triggers: Sequence[Trigger]) -> Any:
    if not triggers:
        return None
    try:
        return _compile(engine, triggers, 0)
    except engine.HyperscanError:
        return None


def _compile(engine: ModuleType, triggers: Sequence[Trigger], extra_flags: int) -> Any:
    database = engine.Database()
    database.compile(
        expressions=[trigger.expression.encode() for trigger in triggers],
        ids=list(range(len(triggers))),
        flags=[int(engine.HS_FLAG_UTF8 | engine.HS_FLAG_PREFILTER) | extra_flags] * len(triggers),
    )
    return database
