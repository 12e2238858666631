"""Texts → for each of many expressions the places where it ends, from one run over the texts' UTF-8 bytes."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from scanner.compiled import compiled
from scanner.detectors.pii.code_points import Stretches, in_code_points
from scanner.detectors.pii.crowds import Crowds, DigitReader, Places, joined
from scanner.detectors.pii.digit_chain import Chain
from scanner.detectors.pii.triggers import Trigger
from scanner.marks import HYPERSCAN

__all__ = ["HYPERSCAN", "Database", "Ends"]

_FEWEST_ENDS = 256
_BYTES_PER_END = 8
"""More than one reported end in so many bytes: looking everywhere costs less than going from place to place."""
_BLOCK_CHARS = 524_288
"""Short texts are joined up to this length: a call for each would cost more than reading them."""
_BETWEEN = "\n"
"""Stands between joined texts; the database takes a line's edges for a text's, so nothing is lost at either."""

_EDGE_CHARS = 4
"""What an expression may consume beside a shape of digits: the characters in front and behind; and two to be sure."""

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
        shapes = {number: each for number, each in enumerate(triggers) if each.chain is not None}
        self._reaches = _widest(shapes.values())
        self._near = _reaches_of_words(triggers)
        self._chains = tuple({*self._reaches, *self._near})
        # Apart, since a database of nothing but words is read in another way, and twice as fast.
        words = [number for number, each in enumerate(triggers) if number not in shapes and each.is_word]
        others = [number for number, each in enumerate(triggers) if number not in shapes and not each.is_word]
        self._places = tuple(self._compiled(some) for some in (words, others) if some)
        self._shapes = self._compiled(list(shapes))
        self._presence: Any = None

    def ends(self, texts: Sequence[str]) -> Iterator[Ends | None]:
        """Yield for each text the ends in code points.

        None: the text has a lone surrogate and so no bytes, or ends stand so dense in it that they do not help.
        """
        for block in _blocks(texts):
            shares = self._ends_of(block)
            if shares is not None:
                yield from shares
            elif len(block) == 1:
                yield None
            else:
                for text in block:
                    alone = self._ends_of([text])
                    yield alone[0] if alone is not None else None

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

    def _ends_of(self, block: Sequence[str]) -> list[Ends] | None:
        text = _BETWEEN.join(block)
        try:
            data = text.encode()
        except UnicodeEncodeError:  # a lone surrogate
            return None
        found = self._found(data)
        if found is None:
            return None
        indices, places = found
        return _shared_out(indices, places if len(data) == len(text) else in_code_points(places, data), block)

    def _found(self, data: bytes) -> tuple[Places, Places] | None:
        """Read all of the bytes with the one database, and the places with digits in them with the other."""
        reader = DigitReader(data)
        crowds = reader.crowds(self._chains)
        most = _FEWEST_ENDS + len(data) // _BYTES_PER_END
        try:
            scanned = [self._scan(database, data, most) for database in self._places]
            indices = np.concatenate([indices for indices, _ in scanned]) if scanned else np.zeros(0, np.int64)
            places = np.concatenate([places for _, places in scanned]) if scanned else indices
            if self._near and len(indices):
                is_kept = self._is_near_digits(indices, places, crowds, reader.most_bytes)
                indices, places = indices[is_kept], places[is_kept]
            if self._shapes is None:
                return indices, places
            around = [crowds[chain].around(reach * reader.most_bytes) for chain, reach in self._reaches.items()]
            stretches = Stretches(*joined(around, data), data)
            of_shapes, within = self._scan(self._shapes, stretches.text(), most)
        except self._engine.ScanTerminated:  # too many
            return None
        return np.append(indices, of_shapes), np.append(places, stretches.places(within))

    def _scan(self, database: Any, data: bytes, most: int) -> tuple[Places, Places]:
        """Return which expressions end where; raises the engine's error behind more than `most` ends."""
        found: list[int] = []
        note, most_numbers = found.extend, 2 * most

        def noted(index: int, _start: int, end: int, _flags: int, _context: object) -> bool:
            note((index, end))
            return len(found) > most_numbers

        if database is not None and data:
            database.scan(data, match_event_handler=noted)
        pairs = np.array(found, np.int64)
        return pairs[::2], pairs[1::2]

    def _is_near_digits(
        self, indices: Places, places: Places, crowds: dict[Chain, Crowds], most_bytes: int
    ) -> npt.NDArray[np.bool_]:
        """Tell which ends are no words that speak of numbers and have none nearby: in prose, nearly all are."""
        is_kept = np.ones(len(indices), np.bool_)
        for chain, reaches in self._near.items():
            reach = reaches[indices]
            asks = reach > 0
            is_kept[asks] = crowds[chain].is_near(places[asks], reach[asks] * most_bytes)
        return is_kept

    def _compiled(self, numbers: Sequence[int], extra_flags: int = 0) -> Any:
        """Compile some of the triggers, by number."""
        if not numbers:
            return None
        engine = self._engine
        flags = int(engine.HS_FLAG_UTF8 | engine.HS_FLAG_PREFILTER | engine.HS_FLAG_MULTILINE) | extra_flags
        return compiled([self._triggers[number].expression for number in numbers], numbers, flags, engine, self._folder)


def _widest(shapes: Iterable[Trigger]) -> dict[Chain, int]:
    """Return for each chain how far around it, in code points, the expressions that hold it must be let see."""
    widest: dict[Chain, int] = {}
    for each in shapes:
        if each.chain is not None:
            widest[each.chain] = max(widest.get(each.chain, 0), each.width + _EDGE_CHARS)
    return widest


def _reaches_of_words(triggers: Sequence[Trigger]) -> dict[Chain, Places]:
    """Return for each chain how far from each trigger, in code points, one must stand; 0 for those that need none."""
    reaches: dict[Chain, Places] = {}
    for number, trigger in enumerate(triggers):
        near = trigger.chain_nearby()
        if near is not None:
            reaches.setdefault(near[0], np.zeros(len(triggers), np.int64))[number] = near[1] + _EDGE_CHARS
    return reaches


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


def _shared_out(indices: Places, places: Places, block: Sequence[str]) -> list[Ends]:
    """Give each text of a block its own ends; one behind the sign between two texts belongs to the first of them."""
    shares: list[Ends] = [{} for _ in block]
    if len(block) > 1:
        starts = np.array([0, *accumulate(len(text) + len(_BETWEEN) for text in block[:-1])])
        owners = np.searchsorted(starts, places) - 1
        for owner, index, place in zip(
            owners.tolist(), indices.tolist(), (places - starts[owners]).tolist(), strict=True
        ):
            shares[owner].setdefault(index, []).append(place)
    else:
        for index, place in zip(indices.tolist(), places.tolist(), strict=True):
            shares[0].setdefault(index, []).append(place)
    return shares
