"""Scores of labels → how likely each character begins or goes on with a name of each kind.

The conditional random field behind LAC's network gives one best row of labels, or the probability of each label at
each character over all rows (forward-backward). We take the second: it says how sure it is, one can choose how sure it
must be, and it is a matrix product a character where the best row is a maximum over 57 × 57 sums.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.weights import Network

_LOWEST = -40.0
"""A label with e^-40 of the weight of the best at a character is as good as impossible; keeps sums off denormals."""
_STARTS = {"PERSON": (16, 48), "LOCATION": (18, 50)}
"""nr-B and PER-B, ns-B and LOC-B of LAC's tag.dic: names told as a word, and told as an entity. `-I` is the next."""


class Masses(NamedTuple):
    """Probabilities of the labels of one kind of name; each array is [longest, rows]."""

    begins: Floats
    continues: Floats

    def of(self, row: int, length: int) -> "Masses":
        """Return the masses of one row alone, without what lies behind its end."""
        return Masses(self.begins[:length, row], self.continues[:length, row])


class Decoder:
    """Adds the transitions between labels to what the network says of each character."""

    def __init__(self, network: Network) -> None:
        """Bring the transitions from logarithms into weights."""
        self._forwards = np.exp(np.maximum(network.transitions, _LOWEST))
        self._backwards = np.ascontiguousarray(self._forwards.T)
        self._start = np.exp(np.maximum(network.start, _LOWEST))
        self._end = np.exp(np.maximum(network.end, _LOWEST))

    def masses(self, emissions: Floats, lengths: Sequence[int]) -> dict[str, Masses]:
        """Return the masses by kind of name for emissions of [longest, rows, 57]; nothing is meant behind an end."""
        probabilities = self.probabilities(emissions, lengths)
        return {
            kind: Masses(
                probabilities[:, :, list(starts)].sum(axis=2),
                probabilities[:, :, [start + 1 for start in starts]].sum(axis=2),
            )
            for kind, starts in _STARTS.items()
        }

    def probabilities(self, emissions: Floats, lengths: Sequence[int]) -> Floats:
        """Return [longest, rows, 57]: the probability of each label at each character."""
        weights: Floats = emissions - emissions.max(axis=2, keepdims=True)
        np.maximum(weights, _LOWEST, out=weights)
        np.exp(weights, out=weights)
        reached: Floats = np.empty_like(weights)
        state = weights[0] * self._start
        for step in range(len(weights)):
            if step:
                state = (state @ self._forwards) * weights[step]
            state /= state.sum(axis=1, keepdims=True)
            reached[step] = state
        ends = np.full(emissions.shape[1], len(weights), np.intp)
        ends[: len(lengths)] = lengths
        rest = np.broadcast_to(self._end, state.shape)
        for step in range(len(weights) - 1, -1, -1):
            rest = np.where((step >= ends - 1)[:, None], self._end, rest)
            reached[step] *= rest
            rest = (weights[step] * rest) @ self._backwards
            rest /= rest.sum(axis=1, keepdims=True)
        reached /= reached.sum(axis=2, keepdims=True)
        return reached
