"""A passage → the licences whose whole text stands in it, each with the share of its fingerprints that was found."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scanner.detectors.rights.licence_prints import Prints, read_prints
from scanner.detectors.rights.licence_words import SHINGLE_WORDS, blanked, licence_words, places_of_words, shingles

FEWEST = 6
"""Shingles: fewer are turns of phrase, and no text of the list can be told from them."""
_STRETCH = 1.5
"""A licence stands within so many times its words, and `_SPARE` more: what a file puts between its parts."""
_SPARE = 40
_MOST = 16
"""Licences of one passage."""
_CLAUSE = 0.5
"""Of the fingerprints that only the longer of two texts has: with half of them it is the longer one."""

_MARGIN = 0.15
"""How much less of a licence may be there than of the one that is there most: the longer of two has names in it."""

Places = npt.NDArray[np.intp]


class FullText(NamedTuple):
    """A licence text that stands in a passage."""

    start: int
    end: int
    """In code points."""
    id: str
    share: float
    """Of its fingerprints, 0 to 1."""


class _Standing(NamedTuple):
    """A text of the list, and where most of it stands."""

    text: int
    first: int
    last: int
    """In words of the passage, of the first and behind the last."""
    share: float


def full_texts(passage: str) -> list[FullText]:
    """Return the licence texts of a passage in the order in which they stand."""
    prints = read_prints()
    text = blanked(passage)
    standing = list(_standing(prints, *prints.places_of(shingles(licence_words(text)))))
    if not standing:
        return []
    places = places_of_words(text, (word for one in standing for word in (one.first, one.last - 1)))
    return sorted(
        FullText(places[one.first][0], places[one.last - 1][1], prints.ids[one.text], one.share) for one in standing
    )


def holds_licence_words(passages: Sequence[str]) -> bool:
    """Tell whether passages have so many shingles of licences: the quick look before `full_texts`."""
    at, _ = read_prints().places_of(
        shingles([word for passage in passages for word in licence_words(blanked(passage))])
    )
    return len(at) >= FEWEST


def _standing(prints: Prints, at: Places, known: Places) -> Iterator[_Standing]:
    for _ in range(_MOST):
        best = _best(prints, at, known)
        if best is None:
            return
        yield best
        outside = (at < best.first) | (at >= best.last)
        at, known = at[outside], known[outside]


def _best(prints: Prints, at: Places, known: Places) -> _Standing | None:
    """Return the licence that stands here in the place of every other that might."""
    if len(known) < FEWEST:
        return None
    present = np.zeros(len(prints.shingles), np.bool_)
    present[known] = True
    best: _Standing | None = None
    for text in _candidates(prints, np.flatnonzero(present)):
        if best is None or _is_nearer(prints, text, best.text, present):
            standing = _densest(prints, text, at, known)
            best = standing if standing.share >= prints.needed[text] else best
    return best


def _candidates(prints: Prints, present: Places) -> list[int]:
    """Return the texts of which enough is there, the one with most shingles first."""
    starts, ends = prints.texts_from[present].astype(np.intp), prints.texts_from[present + 1].astype(np.intp)
    each = np.repeat(starts - np.cumsum(ends - starts) + (ends - starts), ends - starts)
    counts = np.bincount(prints.texts[each + np.arange(len(each))], minlength=len(prints.ids))
    shares = counts / prints.sizes
    enough = np.flatnonzero(shares >= np.maximum(prints.needed, shares.max() - _MARGIN))
    return sorted(enough.tolist(), key=lambda text: (-counts[text], text))


def _densest(prints: Prints, text: int, at: Places, known: Places) -> _Standing:
    """Return the stretch of about a text's length that has most of its shingles."""
    is_of_text = _marked(prints, prints.shingles_of(text))[known]
    places, numbers = at[is_of_text], known[is_of_text]
    length = int(prints.words[text] * _STRETCH) + _SPARE
    ends = np.searchsorted(places, places + length)
    begin = int(np.argmax(ends - np.arange(len(places))))
    first, last = _trimmed(numbers[begin : ends[begin]].tolist())
    share = len(np.unique(numbers[begin : ends[begin]])) / int(prints.sizes[text])
    return _Standing(text, int(places[begin + first]), int(places[begin + last]) + SHINGLE_WORDS, share)


def _trimmed(numbers: list[int]) -> tuple[int, int]:
    """Return the first and last place that are needed to have each number once: the rest is of a text beside it."""
    left = Counter(numbers)
    first, last = 0, len(numbers) - 1
    while left[numbers[first]] > 1:
        left[numbers[first]] -= 1
        first += 1
    while left[numbers[last]] > 1:
        left[numbers[last]] -= 1
        last -= 1
    return first, last


def _is_nearer(prints: Prints, one: int, other: int, present: npt.NDArray[np.bool_]) -> bool:
    """Tell whether the passage is nearer to `one`, by the shingles that only one of the two has."""
    mine, theirs = prints.shingles_of(one), prints.shingles_of(other)
    only_mine, only_theirs = mine[~_marked(prints, theirs)[mine]], theirs[~_marked(prints, mine)[theirs]]
    return _share(present[only_mine]) > _share(present[only_theirs])


def _marked(prints: Prints, shingles_of_text: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    marked = np.zeros(len(prints.shingles), np.bool_)
    marked[shingles_of_text] = True
    return marked


def _share(found: npt.NDArray[np.bool_]) -> float:
    """Return the share that is there; of nothing `_CLAUSE`, so that a text within another must miss its clause."""
    return np.count_nonzero(found) / len(found) if len(found) else _CLAUSE
