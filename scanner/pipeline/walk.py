"""Read events of a shard → the same in their order, and between them a batch of documents wherever one is full.

A walk says where it is, for whoever must know what a worker that died was at, and treads with care where others died.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum

from scanner.types.document import Damaged, Document, Failed, FailReason, ReadEvent, SiteFile, Skipped

Batch = list[Document]


class Doing(IntEnum):
    """What a worker does with its shard."""

    READING = 1
    """Asks the reader for the event at a place."""
    LOOKING = 2
    """Looks at documents, those from one place to another."""
    ENDING = 3
    """Has looked at all, and writes what is left to write."""


@dataclass(frozen=True, slots=True)
class At:
    """Where a worker is: places are those of read events, counted from 0, the opening counted too."""

    doing: Doing
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Caution:
    """How to go through a shard that workers died over."""

    left_out: tuple[tuple[int, str], ...] = ()
    """Places of documents that are not looked at, and why not."""
    alone: tuple[int, int] | None = None
    """Documents from one place to another are looked at one by one: one of them ended a worker."""
    end: tuple[int, str] | None = None
    """The reader is not asked for the event at this place, nor for any behind it, and why not."""


NO_CAUTION = Caution()


def _tell_nobody(doing: Doing, first: int, last: int) -> None:
    """Say nothing: nobody would be there to ask, were this process to die."""
    del doing, first, last


def _full_batches() -> float:
    """Return that nothing asks for smaller batches."""
    return 1.0


@dataclass(slots=True)
class Walk:
    """One way through one shard."""

    caution: Caution = NO_CAUTION
    tell: Callable[[Doing, int, int], None] = _tell_nobody
    ease: Callable[[], float] = _full_batches
    """Asked after every batch for the share of a full one that the next may be."""
    _held: Batch = field(default_factory=list)
    _characters: int = 0
    _first: int = 0

    def end(self) -> tuple[int, Damaged] | None:
        """Return after how many events the reader must not be asked on, and what the shard comes to then."""
        if self.caution.end is None:
            return None
        place, cause = self.caution.end
        return place, Damaged(FailReason.WORKER_DIED, f"{cause} while it read")

    def steps(
        self, events: Iterator[ReadEvent], batch_documents: int, batch_characters: int
    ) -> Iterator[ReadEvent | Batch]:
        """Yield every event, and each batch behind its last document; a document to be left out has failed."""
        share, last = 1.0, 0
        for place, event in self._numbered(events):
            alone = self.caution.alone is not None and self.caution.alone[0] <= place <= self.caution.alone[1]
            if isinstance(event, Document):
                if alone and self._held:
                    yield from self._hand_over(last)
                yield event
                self._hold(event, place)
                last = place
                full = len(self._held) >= batch_documents * share or self._characters >= batch_characters * share
                if alone or full:
                    yield from self._hand_over(last)
                    share = self.ease()
            else:
                yield event
        yield from self._hand_over(last)
        self.tell(Doing.ENDING, 0, 0)

    def _numbered(self, events: Iterator[ReadEvent]) -> Iterator[tuple[int, ReadEvent]]:
        left_out, place, before = dict(self.caution.left_out), 0, ""
        while True:
            self.tell(Doing.READING, place, place)
            event = next(events, None)
            if event is None:
                return
            if isinstance(event, Document) and place in left_out:
                event = _failed(event, left_out[place])
            elif isinstance(event, Damaged) and self.caution.end is not None and self.caution.end[0] == place:
                behind = f"what stands behind {before}" if before else "its beginning"
                event = replace(event, detail=f"{event.detail} {behind}; the rest was left out")
            before = _record_of(event) or before
            yield place, event
            place += 1

    def _hold(self, document: Document, place: int) -> None:
        if not self._held:
            self._first = place
        self._held.append(document)
        self._characters += sum(len(text_field.text) for text_field in document.fields)

    def _hand_over(self, last: int) -> Iterator[Batch]:
        if self._held:
            self.tell(Doing.LOOKING, self._first, last)
            held, self._held, self._characters = self._held, [], 0
            yield held


def _record_of(event: ReadEvent) -> str | None:
    """Return the id of the record that an event is about."""
    if isinstance(event, Document):
        return event.id
    return event.record if isinstance(event, SiteFile | Skipped | Failed) else None


def _failed(document: Document, cause: str) -> Failed:
    """Return what a document comes to that ended workers: its place, and why, and nothing of it."""
    place = "" if document.offset is None else f", at byte {document.offset:,} of the shard"
    return Failed(document.id, FailReason.POISON, f"{cause} over this record{place}; it was left out")
