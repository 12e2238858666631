"""Texts and many expressions → for each expression the stretches of each text where it may match.

One Hyperscan database of all expressions is run once over the texts' UTF-8 bytes. It may point at too much, never at
too little: what it says is only where to look, the expression itself decides (DESIGN.md §6).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from types import ModuleType

from scanner.detectors.pii.database import HYPERSCAN, Database, Ends
from scanner.detectors.pii.triggers import Trigger, triggers_of
from scanner.detectors.pii.words import Nearby


@dataclass(frozen=True, slots=True)
class Stretch:
    """Matches that start in `start <= position < end`; `limit` is how far the expression must be let see."""

    start: int
    end: int
    limit: int


Stretches = tuple[Stretch, ...]


class Prefilter:
    """The database of one worker; built once, never sent to another process."""

    def __init__(
        self,
        expressions: Sequence[re.Pattern[str]],
        gates: Sequence[Nearby | None] = (),
        engine: ModuleType | None = HYPERSCAN,
    ) -> None:
        """Compile what can be compiled; the rest, and all of it without an engine, is looked for everywhere.

        Where an expression has a gate (same place in the list), only matches with one of its words nearby are wanted.
        """
        self._triggers: tuple[Trigger, ...] = ()
        self._database: Database | None = None
        if engine is not None:
            self._triggers, self._database = _database_of(triggers_of(expressions, gates), engine)
        helped = {target.look for trigger in self._triggers for target in trigger.targets}
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
                for look, spans in self._spans(ends, len(text)).items():
                    wanted[look] = _merged(spans) if spans is not None else _everywhere(text)
            yield wanted

    def _looks_of(self, triggers: Iterable[int]) -> list[int]:
        return [target.look for index in triggers for target in self._triggers[index].targets]

    def _spans(self, ends: Ends, length: int) -> dict[int, list[Stretch] | None]:
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


def _everywhere(text: str) -> Stretches:
    return (Stretch(0, len(text) + 1, len(text)),)


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


def _database_of(triggers: Sequence[Trigger], engine: ModuleType) -> tuple[tuple[Trigger, ...], Database | None]:
    """Compile what can be compiled; each is tried alone only when all together fail.

    A look whose triggers do not all compile gets no help from any of them.
    """
    database = _compiled_or_none(triggers, engine)
    if triggers and database is None:
        lost = {target.look for one in triggers if _compiled_or_none([one], engine) is None for target in one.targets}
        triggers = [one for each in triggers if (one := each.without(lost)).targets]
        database = _compiled_or_none(triggers, engine)
    return (tuple(triggers), database) if database is not None else ((), None)


def _compiled_or_none(triggers: Sequence[Trigger], engine: ModuleType) -> Database | None:
    if not triggers:
        return None
    try:
        return Database(triggers, engine)
    except engine.HyperscanError:
        return None
