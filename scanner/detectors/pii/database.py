"""Texts → for each of many expressions the places where it ends, from one run over the texts' UTF-8 bytes."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from typing import Any

from scanner.compiled import compiled
from scanner.detectors.pii.digit_chain import CHAIN, COARSE, DELAY
from scanner.detectors.pii.superset import MOST_DIGIT_SHAPE_CHARS
from scanner.detectors.pii.triggers import Trigger
from scanner.marks import HYPERSCAN

__all__ = ["HYPERSCAN", "Database", "Ends"]

_FEWEST_ENDS = 256
_BYTES_PER_END = 8
"""More than one reported end in so many bytes: looking everywhere costs less than going from place to place."""
_BLOCK_CHARS = 16_384
"""Short texts are joined up to this length: a call for each would cost more than reading them."""
_BETWEEN = "\n"
"""Stands between joined texts; the database takes a line's edges for a text's, so nothing is lost at either."""

_MOST_BYTES_A_SIGN = 4
_CONTINUATION_MASK, _CONTINUATION = 0xC0, 0x80
"""RFC 3629 §3: bytes 10xxxxxx go on with a character."""

Ends = dict[int, list[int]]
"""Number of an expression → where its matches end, ascending."""


class Database:
    """Compiled expressions of one worker; never sent to another process."""

    def __init__(self, triggers: Sequence[Trigger], engine: ModuleType, folder: Path | None = None) -> None:
        """Compile; raises the engine's error when it cannot take one of the expressions.

        `folder` keeps compiled databases.
        """
        self._engine, self._folder = engine, folder
        self._triggers = triggers
        everywhere = [number for number, trigger in enumerate(triggers) if not trigger.has_digits]
        of_digits = [number for number, trigger in enumerate(triggers) if trigger.has_digits]
        self._near_digits = {
            number: within for number in everywhere if (within := triggers[number].digits_within()) is not None
        }
        self._places = self._compiled(everywhere, coarse=COARSE if of_digits or self._near_digits else ())
        self._shapes = self._compiled(of_digits)
        self._presence: Any = None

    def ends(self, texts: Sequence[str]) -> Iterator[Ends | None]:
        """Yield for each text the ends in code points.

        None: the text has a lone surrogate and so no bytes, or ends stand so dense in it that they do not help.
        """
        for block in _blocks(texts):
            found = self._ends_of("\n".join(block))
            if found is not None:
                yield from _shared_out(found, block)
            elif len(block) == 1:
                yield None
            else:
                yield from (self._ends_of(text) for text in block)

    def present(self, text: str) -> set[int]:
        """Return the expressions that match at all; all of them where the text has no bytes."""
        if self._presence is None:  # built at the first text that needs it
            self._presence = self._compiled(range(len(self._triggers)), int(self._engine.HS_FLAG_SINGLEMATCH))
        try:
            data = text.encode()
        except UnicodeEncodeError:  # a lone surrogate
            return set(range(len(self._triggers)))
        present: set[int] = set()
        self._presence.scan(data, match_event_handler=lambda index, *_: present.add(index))
        return present

    def _ends_of(self, text: str) -> Ends | None:
        try:
            data = text.encode()
        except UnicodeEncodeError:  # a lone surrogate
            return None
        ends = self._byte_ends(data, 1 if len(data) == len(text) else _MOST_BYTES_A_SIGN)
        return _in_code_points(ends, data) if ends and len(data) != len(text) else ends

    def _byte_ends(self, data: bytes, sign_bytes: int) -> Ends | None:
        """Read all of the bytes with the one database, and the places with digits in them with the other."""
        ends: Ends = {}
        digits: list[int] = []
        left = _FEWEST_ENDS + len(data) // _BYTES_PER_END
        first_coarse = len(self._triggers)
        offset = 0

        def note(index: int, _start: int, end: int, _flags: int, _context: object) -> bool:
            nonlocal left
            left -= 1
            if index < first_coarse:
                ends.setdefault(index, []).append(end + offset)
            else:
                digits.append(end)
            return left < 0

        try:
            self._places.scan(data, match_event_handler=note)
            self._drop_far_from_digits(ends, digits, sign_bytes)
            for start, end in _around(digits, data, sign_bytes) if self._shapes is not None else ():
                offset = start
                self._shapes.scan(data[start:end], match_event_handler=note)
        except self._engine.ScanTerminated:  # stopped by `note`
            return None
        return ends

    def _drop_far_from_digits(self, ends: Ends, digits: list[int], sign_bytes: int) -> None:
        """Take away words that speak of numbers and have none nearby: in prose, nearly all of them."""
        for index in ends.keys() & self._near_digits.keys():
            reach = self._near_digits[index] * sign_bytes
            near = [place for place in ends[index] if _is_near(digits, place, reach)]
            if near:
                ends[index] = near
            else:
                del ends[index]

    def _compiled(self, numbers: Sequence[int], extra_flags: int = 0, coarse: Sequence[str] = ()) -> Any:
        """Compile some of the triggers, by number, and further expressions that are numbered behind all triggers."""
        if not numbers and not coarse:
            return None
        engine = self._engine
        flags = int(engine.HS_FLAG_UTF8 | engine.HS_FLAG_PREFILTER | engine.HS_FLAG_MULTILINE) | extra_flags
        expressions = [*(self._triggers[number].expression for number in numbers), *coarse]
        ids = [*numbers, *range(len(self._triggers), len(self._triggers) + len(coarse))]
        return compiled(expressions, ids, flags, engine, self._folder)


def _is_near(digits: Sequence[int], place: int, reach: int) -> bool:
    after = bisect_left(digits, place - reach)
    return after < len(digits) and digits[after] <= place + reach


def _around(ends: Sequence[int], data: bytes, sign_bytes: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of bytes, cut between characters, where expressions may match that need these digits."""
    reach = (MOST_DIGIT_SHAPE_CHARS + DELAY + CHAIN + 2) * sign_bytes
    start = end = -1
    for place in ends:
        if place - reach > end:
            if end >= 0:
                yield _between_characters(start, end, data)
            start = place - reach
        end = place + reach
    if end >= 0:
        yield _between_characters(start, end, data)


def _between_characters(start: int, end: int, data: bytes) -> tuple[int, int]:
    start, end = max(0, start), min(end, len(data))
    while start > 0 and data[start] & _CONTINUATION_MASK == _CONTINUATION:
        start -= 1
    while end < len(data) and data[end] & _CONTINUATION_MASK == _CONTINUATION:
        end += 1
    return start, end


def _blocks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield runs of texts that are short together; a long one is a run of its own."""
    first = chars = 0
    for index, text in enumerate(texts):
        if index > first and chars + len(text) > _BLOCK_CHARS:
            yield texts[first:index]
            first, chars = index, 0
        chars += len(text) + len(_BETWEEN)
    if texts:
        yield texts[first:]


def _shared_out(ends: Ends, block: Sequence[str]) -> Iterator[Ends]:
    """Give each text of a block its own ends; one behind the sign between two texts belongs to the first of them."""
    if len(block) == 1:
        yield ends
        return
    starts = [0, *accumulate(len(text) + len(_BETWEEN) for text in block[:-1])]
    shares: dict[int, Ends] = {}
    for index, places in ends.items():
        for place in places:
            owner = bisect_left(starts, place) - 1
            shares.setdefault(owner, {}).setdefault(index, []).append(place - starts[owner])
    nothing: Ends = {}
    yield from (shares.get(owner, nothing) for owner in range(len(block)))


def _in_code_points(ends: Ends, data: bytes) -> Ends:
    """Turn byte offsets into code-point offsets, decoding the bytes once.

    Large expressions are approximated and may end inside a character; that counts as its end.
    """
    points: dict[int, int] = {}
    before = count = 0
    for place in sorted({end for some in ends.values() for end in some}):
        border = place
        while border < len(data) and data[border] & _CONTINUATION_MASK == _CONTINUATION:
            border += 1
        count += len(data[before:border].decode())
        points[place] = count
        before = border
    return {index: [points[end] for end in some] for index, some in ends.items()}
