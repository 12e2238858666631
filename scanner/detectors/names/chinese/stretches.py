"""Texts → the sentences in them that hold Chinese, many in one array."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.chinese.segments import character_ids, segments_of

GAP = 3
"""End signs before, between and behind sentences: as many as the gate looks around a character."""
_CHARACTERS_AT_ONCE = 1 << 17
"""Code points taken together: enough to fill lanes, little enough for memory."""
Ids = npt.NDArray[np.uint16]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Stretches:
    """Sentences one behind the other with `GAP` end signs around each."""

    ids: Ids
    """[places]: LAC's id of each character; `end_sign` in the gaps."""
    starts: Places
    """[sentences], rising: the place of a sentence's first character."""
    ends: Places
    """[sentences]: one past its last."""
    texts: Places
    """[sentences]: the number of its text."""
    offsets: Places
    """[sentences]: where it begins in its text, in code points."""

    def characters(self) -> Places:
        """Return the places that are not in a gap."""
        lengths = self.ends - self.starts
        before = np.cumsum(lengths) - lengths
        places: Places = np.arange(lengths.sum()) + np.repeat(self.starts - before, lengths)
        return places

    def cuts(self, pauses: npt.NDArray[np.bool_]) -> tuple[Places, Places]:
        """Return for each place the last up to it at which a clause begins, and the first from it on that is an end.

        `pauses` [ids] says of which characters a clause ends with.
        """
        cut = np.zeros(len(self.ids), np.bool_)
        cut[1:] = pauses[self.ids[:-1]]
        cut[self.starts] = True
        cut[self.ends] = True
        places = np.arange(len(cut))
        before = np.maximum.accumulate(np.where(cut, places, 0))
        behind = np.minimum.accumulate(np.where(cut, places, len(cut))[::-1])[::-1]
        return before, behind


def stretches_of(texts: Sequence[str], table: Ids) -> Iterator[Stretches]:
    """Yield the sentences of some texts in their order; `table` gives the id of each code point of the basic plane."""
    gap = np.full(GAP, int(table.max()) + 1, np.uint16)
    parts, found, size = [gap], list[tuple[int, int, int]](), 0
    for number, text in enumerate(texts):
        ids: Ids | None = None
        for start, end in segments_of(text):
            if ids is None:
                ids = character_ids(text, table)
            parts += [ids[start:end], gap]
            found.append((number, start, end - start))
            size += end - start
            if size >= _CHARACTERS_AT_ONCE:
                yield _stretches(parts, found)
                parts, found, size = [gap], [], 0
    if found:
        yield _stretches(parts, found)


def _stretches(parts: Sequence[Ids], found: Sequence[tuple[int, int, int]]) -> Stretches:
    texts, offsets, lengths = np.array(found, np.intp).T
    ends = np.cumsum(lengths + GAP)
    return Stretches(np.concatenate(parts), ends - lengths, ends, texts, offsets)
