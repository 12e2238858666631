"""Many words and a text → every place where one of them stands, and of those the ones to report.

Three ways to the same places: `every_place` is the plainest and defines the answer, `Literals` asks a Hyperscan
database of the words' bytes, or, where there is no wheel, an index of how the words begin.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from types import ModuleType
from typing import Any

from scanner.detectors.pii.database import HYPERSCAN

Span = tuple[int, int]
"""Code points: first, and one behind the last."""

_HEAD = 2
_WORDS_AT_ONCE = 100_000
"""Literals a database: about 3 s to compile; each further database is one more run over the text."""


class Literals:
    """Words made ready to be found; nothing is kept between texts."""

    def __init__(self, words: Iterable[str], engine: ModuleType | None = HYPERSCAN) -> None:
        """Compile the words, which are not empty and hold no lone surrogate."""
        self._words = sorted(set(words))
        self._lengths = [len(word) for word in self._words]
        self._heads = _heads_of(self._words) if engine is None else {}
        self._known = frozenset(self._words) if engine is None else frozenset()
        self._databases = [] if engine is None else _compile(self._words, engine)

    def places(self, text: str) -> Iterable[Span]:
        """Return where words stand, in any order, also where they overlap."""
        return self._scan(text) if self._databases else self._look_up(text)

    def _scan(self, text: str) -> list[Span]:
        data = text.encode("utf-8", "surrogatepass")
        ends: list[tuple[int, int]] = []

        def note(index: int, _start: int, end: int, _flags: int, _context: object) -> None:
            ends.append((end, index))

        for database in self._databases:
            database.scan(data, match_event_handler=note)
        if not ends:
            return []
        points = _code_points([end for end, _ in ends], data) if len(data) != len(text) else None
        lengths = self._lengths
        return [((at := end if points is None else points[end]) - lengths[index], at) for end, index in ends]

    def _look_up(self, text: str) -> Iterator[Span]:
        heads, known = self._heads, self._known
        for start, sign in enumerate(text):
            lengths = heads.get(text[start : start + _HEAD])
            if lengths is not None:
                for length in lengths:
                    if text[start : start + length] in known:
                        yield start, start + length
            if sign in known:
                yield start, start + 1


def every_place(words: frozenset[str], text: str) -> Iterator[Span]:
    """Yield where words stand by looking for each length at each place: slow, and plainly right."""
    lengths = sorted({len(word) for word in words})
    for start in range(len(text)):
        for length in lengths:
            if text[start : start + length] in words and start + length <= len(text):
                yield start, start + length


def leftmost_longest(places: Iterable[Span], is_apart: Callable[[int, int], bool]) -> Iterator[Span]:
    """Yield places from left to right, of those that start together the longest, none inside another.

    Only places count that stand apart from what is around them, so a word refused cannot hide one that is not.
    """
    behind = 0
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if start >= behind and is_apart(start, end):
            yield start, end
            behind = end


def _heads_of(words: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the lengths of the words of two signs or more by their first two."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        if len(word) >= _HEAD:
            lengths.setdefault(word[:_HEAD], set()).add(len(word))
    return {head: tuple(sorted(some)) for head, some in lengths.items()}


def _compile(words: Sequence[str], engine: ModuleType) -> list[Any]:
    databases = []
    for first in range(0, len(words), _WORDS_AT_ONCE):
        some = words[first : first + _WORDS_AT_ONCE]
        database = engine.Database()
        database.compile(
            expressions=[word.encode() for word in some],
            ids=list(range(first, first + len(some))),
            flags=0,
            literal=True,
        )
        databases.append(database)
    return databases


def _code_points(ends: Iterable[int], data: bytes) -> dict[int, int]:
    """Return for byte offsets on borders of characters how many characters stand in front; decodes the bytes once."""
    points: dict[int, int] = {}
    before = count = 0
    for end in sorted(set(ends)):
        count += len(data[before:end].decode("utf-8", "surrogatepass"))
        points[end] = count
        before = end
    return points
