"""Pieces of text → lanes that hold them end to end, so that the network reads side by side without gaps.

A product of matrices adds up in an order that depends on where in the matrix a number stands, not on its shape alone.
Therefore lanes are always the last axis and `WIDE` of them: what one register holds, and so treated alike. The answer
for a piece is then the same, to its last bit, in every lane and in every company of pieces.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

WIDE = 16
"""Lanes of one product of matrices."""
_MOST_GROUPS = 4
"""Products side by side: more spread what a step costs, as long as there is enough to read."""
_CHARACTERS = 6144
"""Of a block: enough for lanes of one length, little enough for a processor's cache."""
Ids = npt.NDArray[np.uint16]
Places = npt.NDArray[np.intp]
At = tuple[Places, Places]
"""Groups and the lanes within them."""


@dataclass(frozen=True, slots=True)
class Block:
    """Where the characters of some pieces, one behind the other, lie in the lanes."""

    ids: Ids
    """[characters]: of all pieces, in their order."""
    offsets: Places
    """[pieces + 1]: where each piece begins among the characters, and the end."""
    steps: int
    """Characters of the longest lane."""
    groups: int
    """Products of `WIDE` lanes side by side."""
    places: Places
    """[characters]: step times the number of lanes plus lane."""
    first: tuple[At, ...]
    """[steps]: where a piece begins."""
    last: tuple[At, ...]
    """[steps]: where a piece ends."""

    def spread(self, values: Places) -> Places:
        """Return [steps, groups, wide]: the value of the character at each place; 0 where a lane is empty."""
        spread = np.zeros(self.steps * self.groups * WIDE, np.intp)
        spread[self.places] = values
        return spread.reshape(self.steps, self.groups, WIDE)


def blocks_of(lengths: Sequence[int]) -> list[range]:
    """Return the numbers of pieces that are read together: short and long ones in their order fill lanes best."""
    ends = np.cumsum(lengths, dtype=np.intp)
    if not len(ends):
        return []
    parts = -(-int(ends[-1]) // _CHARACTERS)
    bounds = np.searchsorted(ends, ends[-1] * np.arange(parts + 1) / parts).tolist()
    bounds[-1] = len(ends)
    return [range(start, end) for start, end in pairwise(bounds) if start < end]


def packed(pieces: Sequence[Ids]) -> Block:
    """Return the block of some pieces, none empty; each goes to the lane that is shortest so far."""
    lengths = np.array([len(piece) for piece in pieces], np.intp)
    groups = min(max(int(lengths.sum() / lengths.max() / WIDE), 1), _MOST_GROUPS)
    lanes = [(0, lane) for lane in range(groups * WIDE)]
    starts = np.empty(len(pieces), np.intp)
    lane_of = np.empty(len(pieces), np.intp)
    for number in np.argsort(-lengths, kind="stable").tolist():
        start, lane = lanes[0]
        heapq.heapreplace(lanes, (start + len(pieces[number]), lane))
        starts[number], lane_of[number] = start, lane
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    within = np.arange(offsets[-1]) - np.repeat(offsets[:-1], lengths)
    steps = max(lanes)[0]
    return Block(
        ids=np.concatenate(pieces),
        offsets=offsets,
        steps=steps,
        groups=groups,
        places=(np.repeat(starts, lengths) + within) * len(lanes) + np.repeat(lane_of, lengths),
        first=_by_step(starts, lane_of, steps),
        last=_by_step(starts + lengths - 1, lane_of, steps),
    )


def _by_step(at: Places, lanes: Places, steps: int) -> tuple[At, ...]:
    order = np.argsort(at, kind="stable")
    groups, within = np.divmod(lanes[order], WIDE)
    cuts = np.searchsorted(at[order], np.arange(1, steps))
    return tuple(zip(np.split(groups, cuts), np.split(within, cuts), strict=True))
