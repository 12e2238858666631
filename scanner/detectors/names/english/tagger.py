"""English texts → the names of persons and places in them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.english.network import probabilities, widened_mask
from scanner.detectors.names.english.score import STRATA, expected_names
from scanner.detectors.names.english.spans import RawName, in_address, joined, raw_names, without_title
from scanner.detectors.names.english.tokens import pieces_of
from scanner.detectors.names.english.types import Types
from scanner.detectors.names.english.weights import English, load_english
from scanner.detectors.names.name import Name

_CODE_POINTS_AT_ONCE = 1 << 16
"""Of texts read together; a longer text is cut."""
_OUTSIDE = " \t\r\n.,;:!?\"'“”‘’()[]{}<>*-_–—/\\|#@&"
"""Signs that belong to no name when they stand at its edge."""


class EnglishTagger:
    """Finds names in English; one network does all of it, only around words that can be a name."""

    strata = STRATA

    def __init__(self, english: English) -> None:
        """Take the parts; `load` reads them from the package."""
        self._lexicon = english.lexicon
        self._network = english.network
        self._calibration = english.calibration
        self._types = Types(english.lexicon, english.network)

    @classmethod
    def load(cls) -> "EnglishTagger":
        """Read the weights of the package; raises `ModelError` when the file is missing or changed."""
        return cls(load_english())

    def names(self, texts: Sequence[str]) -> list[list[Name]]:
        """Return the names of each text by place. The answer for a text is the same in every company of texts."""
        found: list[list[Name]] = [[] for _ in texts]
        for group in _groups(texts):
            parts = [texts[number][start:end] for number, start, end in group]
            for (number, start, _), names in zip(group, self._read(parts), strict=True):
                found[number] += [name._replace(start=name.start + start, end=name.end + start) for name in names]
        return found

    def score(self, texts: Sequence[str]) -> list[float]:
        """Return how many names are to be expected in each text, by a cheap look (see `strata`)."""
        return expected_names(texts, self._lexicon)

    def _read(self, texts: Sequence[str]) -> list[list[Name]]:
        cut = pieces_of(texts)
        ids = self._types.numbers(cut.pieces)
        places = np.flatnonzero(ids)
        ids = ids[places]
        wanted = _closed(self._types.candidates(ids))
        masses = probabilities(self._types, ids, wanted, self._network)
        starts = [0, *accumulate(map(len, cut.pieces))]
        addresses = in_address(cut.pieces)
        found: list[list[Name]] = [[] for _ in texts]
        order = np.flatnonzero(wanted)
        for raw in joined(raw_names(masses, order), lambda number: cut.pieces[places[number]]):
            first, last = int(places[raw.first]), int(places[raw.last])
            if not addresses.isdisjoint((first, last)):
                continue
            number = bisect_right(cut.starts, first) - 1
            name = self._name(
                texts[number],
                raw,
                starts[first] - starts[cut.starts[number]],
                starts[last + 1] - starts[cut.starts[number]],
            )
            if name.start < name.end:
                found[number].append(name)
        return found

    def _name(self, text: str, raw: RawName, start: int, end: int) -> Name:
        while start < end and text[start] in _OUTSIDE:
            start += 1
        while start < end and text[end - 1] in _OUTSIDE:
            end -= 1
        if raw.kind == "PERSON":
            start, end = without_title(text, start, end)
        return Name(raw.kind, start, end, round(self._calibration.share(raw.kind, raw.probability), 2))


def _closed(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return the mask without gaps of one or two: what stands between the parts of a name."""
    return _narrowed(widened_mask(mask)) | mask


def _narrowed(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    inner = mask.copy()
    inner[1:] &= mask[:-1]
    inner[:-1] &= mask[1:]
    return inner


def _groups(texts: Sequence[str]) -> Iterator[list[tuple[int, int, int]]]:
    """Yield parts of texts as (text, start, end), `_CODE_POINTS_AT_ONCE` together at most."""
    group: list[tuple[int, int, int]] = []
    size = 0
    for number, text in enumerate(texts):
        for start, end in _parts(text):
            if group and size + end - start > _CODE_POINTS_AT_ONCE:
                yield group
                group, size = [], 0
            group.append((number, start, end))
            size += end - start
    if group:
        yield group


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text, cut at the end of a line, else of a sentence, else of a word where there is one."""
    start = 0
    while len(text) - start > _CODE_POINTS_AT_ONCE:
        limit = start + _CODE_POINTS_AT_ONCE
        earliest = limit - _CODE_POINTS_AT_ONCE // 8
        cuts = (text.rfind(sign, earliest, limit) + len(sign) for sign in ("\n", ". ", " "))
        end = next((cut for cut in cuts if cut > earliest), limit)
        yield start, end
        start = end
    yield start, len(text)
