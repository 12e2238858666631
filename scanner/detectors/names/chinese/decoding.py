"""Scores of labels → how likely each character begins or goes on with a name of each kind.

The conditional random field behind LAC's network gives one best row of labels, or the probability of each label at
each character over all rows (forward-backward). We take the second: it says how sure it is, one can choose how sure it
must be, and it is a matrix product a character where the best row is a maximum over 57 × 57 sums.
"""

from typing import NamedTuple

import numpy as np

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.lanes import Block
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
        """Return the masses of some of the characters, apart from the rest of the arrays."""
        return Masses(self.begins[start:end].copy(), self.continues[start:end].copy())


class Decoder:
    """Adds the transitions between labels to what the network says of each character."""

    def __init__(self, network: Network) -> None:
        """Bring the transitions from logarithms into weights."""
        self._backwards = np.exp(np.maximum(network.transitions, _LOWEST))
        self._forwards = np.ascontiguousarray(self._backwards.T)
        self._start = np.exp(np.maximum(network.start, _LOWEST))
        self._end = np.exp(np.maximum(network.end, _LOWEST))

    def masses(self, emissions: Floats, block: Block) -> dict[str, Masses]:
        """Return the masses by kind of name for [steps, groups, 57, wide], character by character of the block."""
        probabilities = self.probabilities(emissions, block)

        def mass(*labels: int) -> Floats:
            total: Floats = sum((probabilities[:, :, label] for label in labels[1:]), probabilities[:, :, labels[0]])
            return total.reshape(-1)[block.places]

        return {kind: Masses(mass(*starts), mass(*(start + 1 for start in starts))) for kind, starts in _STARTS.items()}

    def probabilities(self, emissions: Floats, block: Block) -> Floats:
        """Return [steps, groups, 57, wide]: the probability of each label; noise where a lane is empty."""
        weights: Floats = emissions - emissions.max(axis=2, keepdims=True)
        np.maximum(weights, _LOWEST, out=weights)
        np.exp(weights, out=weights)
        probabilities = self._reached(weights, block)
        probabilities *= self._remaining(weights, block)
        probabilities /= probabilities.sum(axis=2, keepdims=True)
        return probabilities

    def _reached(self, weights: Floats, block: Block) -> Floats:
        """Return the weight of a piece up to each character, if that has each label."""
        reached = np.empty_like(weights)
        state = np.ones_like(weights[0])
        for step, (groups, lanes) in enumerate(block.first):
            state = np.matmul(self._forwards, state, out=reached[step])
            state[groups, :, lanes] = self._start
            state *= weights[step]
            state /= state.sum(axis=1, keepdims=True)
        return reached

    def _remaining(self, weights: Floats, block: Block) -> Floats:
        """Return the weight of what follows each character, if that has each label."""
        remaining = np.empty_like(weights)
        state = np.ones_like(weights[0])
        for step in range(block.steps - 1, -1, -1):
            groups, lanes = block.last[step]
            np.matmul(self._backwards, state, out=remaining[step])
            remaining[step] /= remaining[step].sum(axis=1, keepdims=True)
            remaining[step, groups, :, lanes] = self._end
            state = remaining[step] * weights[step]
        return remaining
