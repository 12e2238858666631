"""Batches are as large as they may be, it is told where the walk is, and what is to be left out has failed."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from scanner.pipeline.walk import Caution, Doing, Walk
from scanner.types.document import (
    Closed,
    Compression,
    Damaged,
    Document,
    Failed,
    FailReason,
    Format,
    Opened,
    ReadEvent,
    Skipped,
    SkipReason,
    TextField,
)

OPENED = Opened(Format.JSONL, Compression.NONE)
CLOSED = Closed(1, "ab")


def document(number: int, offset: int | None = None) -> Document:
    return Document(f"line:{number}", (TextField("text", "four"),), offset=offset)


def events_of(count: int) -> Iterator[ReadEvent]:
    """Return a shard of documents at the places 1, 2, …"""
    yield OPENED
    yield from (document(number) for number in range(count))
    yield CLOSED


def batches_of(walk: Walk, count: int, documents: int = 3, characters: int = 1000) -> list[list[str]]:
    steps = walk.steps(events_of(count), documents, characters)
    return [[document.id for document in step] for step in steps if isinstance(step, list)]


def test_a_batch_is_full_by_documents_or_by_characters() -> None:
    assert [len(batch) for batch in batches_of(Walk(), 7)] == [3, 3, 1]
    assert [len(batch) for batch in batches_of(Walk(), 7, characters=8)] == [2, 2, 2, 1]


@given(st.integers(0, 20), st.integers(1, 9), st.none() | st.tuples(st.integers(0, 9), st.integers(0, 20)))
def test_every_document_is_in_one_batch_and_every_event_comes_once_and_in_order(
    count: int, documents: int, alone: tuple[int, int] | None
) -> None:
    steps = list(Walk(Caution(alone=alone)).steps(events_of(count), documents, 10**6))
    assert [step for step in steps if not isinstance(step, list)] == list(events_of(count))
    looked_at = [document for step in steps if isinstance(step, list) for document in step]
    assert looked_at == [event for event in events_of(count) if isinstance(event, Document)]


def test_documents_under_suspicion_are_batches_by_themselves() -> None:
    assert [len(batch) for batch in batches_of(Walk(Caution(alone=(3, 4))), 8)] == [2, 1, 1, 3, 1]


def test_before_each_step_it_is_told_what_comes() -> None:
    told: list[tuple[Doing, int, int]] = []
    batches_of(Walk(tell=lambda doing, first, last: told.append((doing, first, last))), 4)
    reading = [(Doing.READING, place, place) for place in range(7)]
    looking = [(Doing.LOOKING, 1, 3), (Doing.LOOKING, 4, 4)]
    assert told == [*reading[:4], looking[0], *reading[4:], looking[1], (Doing.ENDING, 0, 0)]


def test_a_document_to_be_left_out_has_failed_with_its_place_and_without_its_text() -> None:
    events: Iterator[ReadEvent] = iter([OPENED, document(0), document(1, offset=1234), CLOSED])
    steps = list(Walk(Caution(left_out=((2, "it was killed"),))).steps(events, 3, 1000))
    failed = Failed(
        "line:1", FailReason.POISON, "it was killed over this record, at byte 1,234 of the shard; it was left out"
    )
    assert steps == [OPENED, document(0), failed, CLOSED, [document(0)]]


def test_what_ends_the_reader_is_told_by_the_record_before_it() -> None:
    walk = Walk(Caution(end=(3, "it was killed")))
    end = walk.end()
    assert end is not None
    skipped = Skipped("line:1", SkipReason.NO_TEXT)
    events: Iterator[ReadEvent] = iter([OPENED, document(0), skipped, end[1], CLOSED])
    damaged = next(step for step in walk.steps(events, 3, 1000) if isinstance(step, Damaged))
    assert damaged.detail == "it was killed while it read what stands behind line:1; the rest was left out"


def test_batches_are_as_small_as_is_asked_for() -> None:
    shares = iter([0.5, 0.01, 0.01, 1.0, 1.0])
    assert [len(batch) for batch in batches_of(Walk(ease=lambda: next(shares)), 13, documents=4)] == [4, 2, 1, 1, 4, 1]
