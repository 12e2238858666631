"""Scores of labels → how likely each character begins or goes on with a name of each kind.

The conditional random field behind LAC's network gives one best row of labels, or the probability of each label at
each character over all rows (forward-backward). We take the second: it says how sure it is, one can choose how sure it
must be, and it is a matrix product a character where the best row is a maximum over 57 × 57 sums.
"""

from typing import NamedTuple

import numpy as np

from scanner.detectors.names.arrays import COLUMNS, Floats
from scanner.detectors.names.chinese.lanes import ROWS, Block
from scanner.detectors.names.chinese.weights import Network

_LOWEST = -40.0
"""A label with e^-40 of the weight of the best at a character is as good as impossible; keeps sums off denormals."""
_STARTS = {"PERSON": (16, 48), "LOCATION": (18, 50)}
"""nr-B and PER-B, ns-B and LOC-B of LAC's tag.dic: names told as a word, and told as an entity. `-I` is the next."""


class Masses(NamedTuple):
    """Probabilities of the labels of one kind of name, character by character."""

    begins: Floats
    continues: Floats

    def of(self, start: int, end: int) -> "Masses":
        """Return the masses of some of the characters."""
        return Masses(self.begins[start:end], self.continues[start:end])


class Decoder:
    """Adds the transitions between labels to what the network says of each character."""

    def __init__(self, network: Network) -> None:
        """Bring the transitions from logarithms into weights."""
        self._forwards = np.exp(np.maximum(network.transitions, _LOWEST))
        self._backwards = np.ascontiguousarray(self._forwards.T)
        self._start = np.exp(np.maximum(network.start, _LOWEST))
        self._end = np.exp(np.maximum(network.end, _LOWEST))
        self._ones = np.ones((len(network.end), COLUMNS), np.float32)

    def masses(self, emissions: Floats, block: Block) -> dict[str, Masses]:
        """Return the masses by kind of name for emissions of [characters, 57]; all in the order of the block."""
        probabilities = self.probabilities(emissions, block)
        return {
            kind: Masses(
                probabilities[:, list(starts)].sum(axis=1),
                probabilities[:, [start + 1 for start in starts]].sum(axis=1),
            )
            for kind, starts in _STARTS.items()
        }

    def probabilities(self, emissions: Floats, block: Block) -> Floats:
        """Return [characters, 57]: the probability of each label at each character."""
        weights: Floats = emissions - emissions.max(axis=1, keepdims=True)
        np.maximum(weights, _LOWEST, out=weights)
        np.exp(weights, out=weights)
        lanes = np.ones((block.steps, ROWS, weights.shape[1]), np.float32)
        lanes.reshape(block.steps * ROWS, -1)[block.places] = weights
        reached = self._reached(lanes, block)
        reached *= self._remaining(lanes, block)
        probabilities: Floats = reached.reshape(block.steps * ROWS, -1)[block.places]
        probabilities /= probabilities.sum(axis=1, keepdims=True)
        return probabilities

    def _reached(self, lanes: Floats, block: Block) -> Floats:
        """Return [steps, rows, 57]: the weight of a piece up to each character, if that has each label."""
        reached = np.empty_like(lanes)
        state = np.ones_like(lanes[0])
        for step, weights in enumerate(lanes):
            state = np.matmul(state, self._forwards, out=reached[step])
            state[block.first[step]] = self._start
            state *= weights
            state /= (state @ self._ones)[:, :1]
        return reached

    def _remaining(self, lanes: Floats, block: Block) -> Floats:
        """Return [steps, rows, 57]: the weight of what follows each character, if that has each label."""
        remaining = np.empty_like(lanes)
        state = np.ones_like(lanes[0])
        for step in range(block.steps - 1, -1, -1):
            state = np.matmul(state, self._backwards, out=remaining[step])
            state /= (state @ self._ones)[:, :1]
            state[block.last[step]] = self._end
            state = state * lanes[step]
        return remaining
