"""Probabilities of pieces → names, with a probability each."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.arrays import Floats

FEWEST_SURE = 0.3
"""A piece belongs to a name from this probability on, of whatever kind, and a name is one from this mean probability
of its own kind on: lower finds more names, higher finds fewer wrong ones."""
Kind = Literal["PERSON", "LOCATION", "OTHER"]
_KINDS: tuple[Kind, Kind, Kind] = ("PERSON", "LOCATION", "OTHER")
_TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|drs?|prof|professor|president|minister|senator|sen|rep|gov|governor|judge|justice|rev|sgt|lt|col|gen"
    r"|sir|sheikh)"
    r"(?![^\W_])\.?\s*",
    re.IGNORECASE,
)
_WEIGHTS = np.array([1.25, 1, 1], np.float32)
"""Of the kinds: in doubt a name is a person's, which is the graver mistake to miss."""
_LONGEST_INITIALS = 5
"""Pieces: letter, stop, letter, stop, and the next part of the name."""
_MOST_INITIALS = 3
_ARTICLES = frozenset(("a", "an"))
_QUOTES = frozenset('"“”')
_LONGEST_ADDRESS = 64
"""Pieces of an e-mail address looked at on either side of its `@`."""
_IN_ADDRESS = frozenset(".+-_")


class RawName(NamedTuple):
    """Pieces that are a name and the mean probability of them being of its kind."""

    kind: Kind
    first: int
    last: int
    """Numbers of the first and the last piece."""
    probability: float


def raw_names(probabilities: Floats, places: npt.NDArray[np.intp]) -> Iterator[RawName]:
    """Yield names by place. `probabilities` is [places, labels]; `places` are rising numbers of pieces."""
    begins, goes_on = probabilities[:, 1::2], probabilities[:, 2::2]
    masses = begins + goes_on
    kinds = (masses * _WEIGHTS).argmax(axis=1)
    rows = np.flatnonzero(masses.sum(axis=1) > FEWEST_SURE)
    if not len(rows):
        return
    here, before = rows[1:], rows[:-1]
    joined = (places[here] == places[before] + 1) & (kinds[here] == kinds[before])
    joined &= begins[here, kinds[here]] <= goes_on[here, kinds[here]]
    starts = np.concatenate([[0], np.flatnonzero(~joined) + 1])
    ends = np.append(starts[1:], len(rows)) - 1
    sums = np.add.reduceat(masses[rows, kinds[rows]].astype(np.float64), starts)
    for start, end, total in zip(starts.tolist(), ends.tolist(), sums.tolist(), strict=True):
        kind = _KINDS[kinds[rows[start]]]
        probability = total / (end - start + 1)
        if kind != "OTHER" and probability >= FEWEST_SURE:
            yield RawName(kind, int(places[rows[start]]), int(places[rows[end]]), probability)


def joined(names: Iterable[RawName], piece: Callable[[int], str]) -> Iterator[RawName]:
    """Join the parts of a person's name: initials, parts with a hyphen, `"Smith, John"`; `piece` by its number."""
    last: RawName | None = None
    for raw in names:
        name = raw
        if raw.kind == "PERSON" and piece(raw.first - 1) == ".":
            name = _with_initials(raw, piece, -1 if last is None else last.last)
        if last is not None and _is_one_person(last, name, piece):
            last = RawName(name.kind, last.first, name.last, min(last.probability, name.probability))
            continue
        if last is not None:
            yield last
        last = name
    if last is not None:
        yield last


def _is_one_person(one: RawName, other: RawName, piece: Callable[[int], str]) -> bool:
    if one.kind != "PERSON" or other.kind != "PERSON" or other.first - one.last > _LONGEST_INITIALS:
        return False
    if other.first == one.last + 2 and piece(one.last + 1) == ",":
        return piece(one.first - 1).strip() in _QUOTES and piece(other.last + 1) in _QUOTES  # `"Smith, John"`
    if other.first <= one.last + 2 and "-" in (piece(one.last), piece(other.first - 1), piece(other.first)):
        return not any(piece(number).startswith(" ") for number in range(one.last + 1, other.first + 1))
    between = [piece(number).strip() for number in range(one.last, other.first)]
    return all(each == "." or _is_initial(each) for each in between)


def _with_initials(name: RawName, piece: Callable[[int], str], end: int) -> RawName:
    """Return a person with the initials in front, which the network may have missed; none is at or before `end`."""
    if _is_initial(piece(name.last)):
        return name
    first = name.first
    end = max(end, first - 1 - 2 * _MOST_INITIALS)
    while first - 2 > end and piece(first - 1) == "." and _is_initial(piece(first - 2)):
        first -= 2
    if first == name.first - 2 and (piece(first).strip() == "I" or piece(first - 1).strip() in _ARTICLES):
        return name  # the end of a sentence: `So did I. Mary Jones came`, `She got an A. John Miller`
    return name._replace(first=first)


def _is_initial(piece: str) -> bool:
    return len(piece.strip()) == 1 and piece.strip().isupper()


def without_title(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a person's place without the titles in front; nothing is left of a title alone."""
    while title := _TITLE.match(text, start, end):
        start = title.end()
    return start, end


def in_address(pieces: Sequence[str]) -> set[int]:
    """Return the numbers of the pieces that belong to an e-mail address: words there are no names to report twice."""
    inside: set[int] = set()
    for place in _signs(pieces):
        domain = list(_after(pieces, place))
        if any(pieces[number] == "." for number in domain[:-1]) and _is_local(pieces[place - 1]):
            inside |= {place, *_before(pieces, place), *domain}
    return inside


def _signs(pieces: Sequence[str]) -> Iterator[int]:
    place = -1
    for _ in range(pieces.count("@")):
        place = pieces.index("@", place + 1)
        yield place


def _before(pieces: Sequence[str], place: int) -> Iterator[int]:
    for number in range(place - 1, max(-1, place - _LONGEST_ADDRESS), -1):
        if not _is_local(pieces[number]):
            return
        yield number
        if pieces[number][0] == " ":
            return


def _after(pieces: Sequence[str], place: int) -> Iterator[int]:
    for number in range(place + 1, min(len(pieces), place + _LONGEST_ADDRESS)):
        if not _is_inner(pieces[number]):
            return
        yield number


def _is_local(piece: str) -> bool:
    return piece[-1].isalnum() or piece[-1] in _IN_ADDRESS


def _is_inner(piece: str) -> bool:
    return piece[0].isalnum() or piece[0] in _IN_ADDRESS
