"""A text and many expressions → for each expression the stretches of the text where it may match.

One Hyperscan database of all expressions is run once over the text's UTF-8 bytes. It may point at too much, never at
too little: what it says is only where to look, the expression itself decides (DESIGN.md §6).
"""

import importlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from scanner.detectors.pii.superset import Superset, UntranslatableError, superset_of


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

    def __init__(self, expressions: Sequence[re.Pattern[str]], engine: ModuleType | None = HYPERSCAN) -> None:
        """Compile what can be compiled; the rest, and all of it without an engine, is looked for everywhere."""
        self._engine = engine
        self._supersets: dict[int, Superset] = {}
        self._places: Any = None
        self._presence: Any = None
        if engine is not None:
            self._supersets, self._places = _database_of(expressions, engine)
        self._always = tuple(index for index in range(len(expressions)) if index not in self._supersets)

    def stretches(self, text: str) -> dict[int, Stretches]:
        """Return for each expression, by its number, the stretches to search, in order; a missing number: nothing."""
        everywhere = (Stretch(0, len(text) + 1, len(text)),)
        wanted: dict[int, Stretches] = dict.fromkeys(self._always, everywhere)
        if self._engine is None or self._places is None:
            return wanted
        try:
            data = text.encode()
        except UnicodeEncodeError:  # a lone surrogate has no bytes
            return wanted | dict.fromkeys(self._supersets, everywhere)
        ends = self._ends(data, self._engine)
        if ends is None:
            return wanted | dict.fromkeys(self._present(data, self._engine), everywhere)
        if len(data) != len(text):
            ends = _in_code_points(ends, data)
        for index, places in ends.items():
            wanted[index] = _around(places, self._supersets[index], len(text)) or everywhere
        return wanted

    def _ends(self, data: bytes, engine: ModuleType) -> dict[int, list[int]] | None:
        """Byte offsets where matches end, by expression; None where there are so many that places do not help."""
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
        """Return the expressions that match at all; their database is built at the first text that needs it."""
        if self._presence is None:
            self._presence = _compile(engine, self._supersets, int(engine.HS_FLAG_SINGLEMATCH))
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


def _around(ends: list[int], superset: Superset, length: int) -> Stretches:
    """Stretches that hold every match with one of these ends; none when matches have no greatest width."""
    if superset.max_width is None:
        return ()
    stretches: list[Stretch] = []
    for end in sorted(ends):
        # One more in front: the expression for Hyperscan may have consumed the character behind the match.
        start = max(0, end - superset.max_width - 1)
        limit = min(length, end + superset.max_width + superset.reach)
        if stretches and start <= stretches[-1].end:
            stretches[-1] = Stretch(stretches[-1].start, end, limit)
        else:
            stretches.append(Stretch(start, end, limit))
    return tuple(stretches)


def _database_of(expressions: Sequence[re.Pattern[str]], engine: ModuleType) -> tuple[dict[int, Superset], Any]:
    """Compile what can be compiled, by number; each is tried alone only when all together fail."""
    supersets = {index: found for index, each in enumerate(expressions) if (found := _superset_or_none(each))}
    database = _compile_or_none(engine, supersets)
    if supersets and database is None:
        supersets = {at: one for at, one in supersets.items() if _compile_or_none(engine, {at: one}) is not None}
        database = _compile_or_none(engine, supersets)
    return (supersets, database) if database is not None else ({}, None)


def _superset_or_none(expression: re.Pattern[str]) -> Superset | None:
    try:
        return superset_of(expression)
    except UntranslatableError:
        return None


def _compile_or_none(engine: ModuleType, supersets: dict[int, Superset]) -> Any:
    if not supersets:
        return None
    try:
        return _compile(engine, supersets, 0)
    except engine.HyperscanError:
        return None


def _compile(engine: ModuleType, supersets: dict[int, Superset], extra_flags: int) -> Any:
    database = engine.Database()
    database.compile(
        expressions=[superset.expression.encode() for superset in supersets.values()],
        ids=list(supersets),
        flags=[int(engine.HS_FLAG_UTF8 | engine.HS_FLAG_PREFILTER) | extra_flags] * len(supersets),
    )
    return database
