"""Names that were found → what a second, slower pipeline says of them, in a sample of the documents."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from scanner.detectors.names.draw import draws
from scanner.detectors.options import NameOptions
from scanner.detectors.pii.chunks import chunks_of
from scanner.detectors.pii.readers import Readers
from scanner.types.document import Document
from scanner.types.finding import Opinion

_BANDS: Final = (0.5, 0.7, 0.85)
"""Confidences of the first at which a band ends."""
Span = tuple[str, int, int, float]
"""Field, start, end, confidence of a name."""
Seen = tuple[str, str, int, int]
"""Kind, field, start, end of a name that the second pipeline found."""


class SecondReader:
    """Reads a sample of documents again."""

    def __init__(self, options: NameOptions) -> None:
        """Keep what is needed to load a pipeline at the first document drawn for it."""
        self._options = options
        self._readers = Readers(options.second_models)

    def read(self, documents: Sequence[Document]) -> dict[str, list[Seen] | None]:
        """Return what is found in each document whose language has a second pipeline; None: it was not drawn."""
        places: dict[str, list[tuple[str, str, int, str]]] = defaultdict(list)
        seen: dict[str, list[Seen] | None] = {}
        for document in documents:
            language = document.language or ""
            if language in self._readers.languages:
                drawn = draws(document, self._options.seed, "second") < self._options.second_share
                seen[document.id] = [] if drawn else None
                if drawn:
                    places[language] += (
                        (document.id, field.name, offset, chunk)
                        for field in document.fields
                        for offset, chunk in chunks_of(field.text)
                    )
        for language, some in places.items():
            answers = self._readers.reader(language).names([chunk for *_, chunk in some])
            for (document_id, part, offset, _), names in zip(some, answers, strict=True):
                known = seen[document_id] or []
                seen[document_id] = [
                    *known,
                    *((each.kind, part, offset + each.start, offset + each.end) for each in names),
                ]
        return seen


def opinion_on(rule: str, kind: str, document: Document, first: Sequence[Span], seen: Sequence[Seen] | None) -> Opinion:
    """Return what a second reading says of the names of one kind in a document; None: it was not read again."""
    second = None if seen is None else [(part, start, end) for what, part, start, end in seen if what == kind]
    count = None if second is None else len(second)
    return Opinion(rule, document.id, document.language or "", _banded(first, second), count)


def _banded(names: Sequence[Span], second: Sequence[tuple[str, int, int]] | None) -> tuple[tuple[str, int, int], ...]:
    """Return (band, names, confirmed ones) for the bands that occur; a name is confirmed by one that overlaps it."""
    counts: dict[str, list[int]] = {}
    for part, start, end, confidence in names:
        count = counts.setdefault(_band_of(confidence), [0, 0])
        count[0] += 1
        count[1] += any(where == part and first < end and start < last for where, first, last in second or ())
    return tuple((band, seen, confirmed) for band, (seen, confirmed) in sorted(counts.items()))


def _band_of(confidence: float) -> str:
    low = max((bound for bound in _BANDS if bound <= confidence), default=0.0)
    high = min((bound for bound in _BANDS if bound > confidence), default=1.0)
    return f"{low:.2f}-{high:.2f}"
