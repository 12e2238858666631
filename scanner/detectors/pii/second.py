"""Names that were found → what a second, slower pipeline says of them, in a sample of the documents."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from scanner.detectors.names.draw import draws
from scanner.detectors.options import NameOptions
from scanner.detectors.pii.named import Found, names_in, passages_by_language, without_overlaps
from scanner.detectors.pii.passages import can_be_read
from scanner.detectors.pii.readers import Readers
from scanner.types.document import Document
from scanner.types.finding import Opinion
from scanner.types.rule import Rule

_BANDS: Final = (0.5, 0.7, 0.85)
"""Confidences of the first at which a band ends."""
_UNKNOWN: Final = "und"


class SecondReader:
    """Reads a sample of documents again, in the passages that the first one read."""

    def __init__(self, options: NameOptions) -> None:
        """Keep what is needed to load a pipeline at the first document drawn for it."""
        self._options = options
        self._readers = Readers(options.second_models, gate=options.gate)

    def opinions(
        self, rules: Mapping[str, Sequence[Rule]], documents: Sequence[Document], found: Iterable[Found]
    ) -> Iterator[Opinion]:
        """Yield what a second reading says of each document that it could read; `rules` by kind of name.

        `found` is all that the first one found, in every language: held against the second are the names of the
        passages that both can read, put in order alike. Raises `ModelError` when a pipeline is gone.
        """
        first: dict[tuple[str, str], list[Found]] = defaultdict(list)
        for name in without_overlaps(each for each in found if each.language in self._readers.languages):
            first[name.document, name.kind].append(name)
        readable = [document for document in documents if can_be_read(document, self._readers.languages)]
        second = self._read(readable)
        for document in readable:
            for kind, some in rules.items():
                names, again = first[document.id, kind], second.get(document.id)
                seen = None if again is None else [name for name in again if name.kind == kind]
                for rule in some:
                    bands = _banded(names, seen or (), rule.file.confidence)
                    count = None if seen is None else len(seen)
                    yield Opinion(rule.id, document.id, document.language or _UNKNOWN, bands, count)

    def _read(self, documents: Iterable[Document]) -> dict[str, list[Found]]:
        """Return what is found in each document that is drawn."""
        drawn = [
            document
            for document in documents
            if draws(document, self._options.seed, "second") < self._options.second_share
        ]
        names: dict[str, list[Found]] = {document.id: [] for document in drawn}
        passages = passages_by_language(drawn, self._readers)
        for name in without_overlaps(names_in(passages, self._readers, lambda _: "")):
            names[name.document].append(name)
        return names


def _banded(names: Iterable[Found], again: Sequence[Found], confidence: float) -> tuple[tuple[str, int, int], ...]:
    """Return (language and band, names, confirmed ones) for the bands that occur; `confidence` of names without any."""
    ends: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name in again:
        ends[name.part].append((name.start, name.end))
    seen: Counter[str] = Counter()
    confirmed: Counter[str] = Counter()
    for name in names:
        band = f"{name.language} {_band_of(confidence if name.score is None else name.score)}"
        seen[band] += 1
        confirmed[band] += _is_met(name, ends[name.part])
    return tuple((band, count, confirmed[band]) for band, count in sorted(seen.items()))


def _is_met(name: Found, others: Sequence[tuple[int, int]]) -> bool:
    """Tell whether one of the others, which stand in order and not over each other, overlaps a name."""
    before = bisect_left(others, (name.end, 0))
    return before > 0 and others[before - 1][1] > name.start


def _band_of(confidence: float) -> str:
    low = max((bound for bound in _BANDS if bound <= confidence), default=0.0)
    high = min((bound for bound in _BANDS if bound > confidence), default=1.0)
    return f"{low:.2f}-{high:.2f}"
