"""Documents and the readers of their languages → names in them, each with its place and the language it was read in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from scanner.detectors.names.name import Name
from scanner.detectors.pii.passages import Passage, passages_of
from scanner.detectors.pii.readers import Readers
from scanner.types.document import Document

_OUTSIDE = " \t\r\n\u00a0\u3000.,;:!?\"'`()[]{}<>«»„“”‚‘’、，。；：！？（）【】《》…*|/\\-–—_"
"""Signs that a pipeline sometimes takes along at the edge of a name."""
_FEWEST_LETTERS = 2


class Found(NamedTuple):
    """A name in a field of a document."""

    document: str
    part: str
    start: int
    end: int
    kind: str
    score: float | None
    language: str
    """In which it was read."""
    value_tag: str


def passages_by_language(documents: Iterable[Document], readers: Readers) -> dict[str, list[Passage]]:
    """Return language → passages of all documents that are to be read in it."""
    passages: dict[str, list[Passage]] = defaultdict(list)
    for document in documents:
        for language, passage in passages_of(document, readers.languages):
            passages[language].append(passage)
    return dict(passages)


def names_in(passages: dict[str, list[Passage]], readers: Readers, tag: Callable[[str], str]) -> list[Found]:
    """Return the names, trimmed; a place read in two languages may hold two of them, see `without_overlaps`.

    Raises `ModelError` when a pipeline that was there at the start of the run is gone.
    """
    return [
        name
        for language, some in passages.items()
        for passage, names in zip(some, readers.reader(language).names([each.text for each in some]), strict=True)
        for name in _placed(passage, language, names, tag)
    ]


def _placed(passage: Passage, language: str, names: Iterable[Name], tag: Callable[[str], str]) -> Iterator[Found]:
    for name in names:
        start, end = _trimmed(passage.text, name.start, name.end)
        if start < end:
            yield Found(
                passage.document,
                passage.part,
                passage.offset + start,
                passage.offset + end,
                name.kind,
                name.score,
                language,
                tag(passage.text[start:end]),
            )


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Return names by place; of two of a kind that lie over each other, told in two languages, the first and longer."""
    last: dict[tuple[str, str, str], int] = {}
    kept = []
    for name in sorted(found, key=lambda each: (each.document, each.part, each.start, -each.end, each.kind)):
        place = (name.document, name.part, name.kind)
        if name.start >= last.get(place, 0):
            last[place] = name.end
            kept.append(name)
    return kept


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut a name at its first line break and take off signs at its edges; nothing is left of what is no name.

    Ours: pipelines read the entries of a menu, one a line, as one long name. A name has two letters and, in scripts
    that have them, a capital.
    """
    while start < end and text[start] in _OUTSIDE:
        start += 1
    line_end = text.find("\n", start, end)
    end = line_end if line_end >= 0 else end
    while end > start and text[end - 1] in _OUTSIDE:
        end -= 1
    letters = [character for character in text[start:end] if character.isalpha()]
    in_lower_case = all(letter.islower() for letter in letters)
    return (start, start) if len(letters) < _FEWEST_LETTERS or in_lower_case else (start, end)
