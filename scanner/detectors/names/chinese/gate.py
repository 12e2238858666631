"""Sentences → those parts of them in which a person's name may stand, by a small network over LAC's own embeddings.

It costs a fiftieth of the network behind it. Because it reads embeddings, characters that its training text never had
in a name are judged by their likes.
"""

import numpy as np

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.lanes import WIDE
from scanner.detectors.names.chinese.stretches import Places, Stretches
from scanner.detectors.names.chinese.weights import GateWeights, Network

_AT_ONCE = 1024
"""Characters worked on together, `WIDE` in a product of matrices: see `lanes.py`."""
_NEAR = 2
"""Characters to each side of one that passes that are read in any case, and with them the rest of their clauses."""
_FARTHEST = 10
"""Characters to each side beyond which nothing is read, however long a clause is: LAC needs little more to judge."""
_LESS_LIKELY = 0.7
"""What the less likely of two neighbours counts for; a name has two characters at least."""
_PAUSES = ",、: "
"""A clause ends with these; LAC knows no space, so all that it does not know is as good."""


class Gate:
    """Says which parts of sentences the network has to read."""

    def __init__(self, weights: GateWeights, network: Network) -> None:
        """Reduce the embeddings to what the gate looks at; the last row stands for the end of a sentence."""
        reduced = network.embedding.times(weights.reduction)
        self._features = np.concatenate([reduced, np.zeros((1, reduced.shape[1]), np.float32)])
        self._hidden = np.ascontiguousarray(weights.hidden.T)
        self._hidden_bias = weights.hidden_bias[:, None]
        self._output = weights.output[:, None]
        self._pauses = np.zeros(len(self._features), np.bool_)
        self._pauses[network.characters[[ord(sign) for sign in _PAUSES]]] = True
        self._weights = weights

    def pieces(self, stretches: Stretches) -> tuple[Places, Places]:
        """Return the places where the parts to read begin and end, in order and apart; none leaves its sentence."""
        passed = np.flatnonzero(_with_neighbour(self.scores(stretches)) > self._weights.threshold)
        number = np.searchsorted(stretches.starts, passed, side="right") - 1
        before, behind = stretches.cuts(self._pauses)
        low = before[np.maximum(passed - _NEAR, stretches.starts[number])]
        high = behind[np.minimum(passed + _NEAR + 1, stretches.ends[number])]
        steps = np.zeros(len(stretches.ids) + 1, np.intp)
        np.add.at(steps, np.maximum(low, passed - _FARTHEST), 1)
        np.add.at(steps, np.minimum(high, passed + _FARTHEST + 1), -1)
        edges = np.diff(np.cumsum(steps) > 0, prepend=False)
        places = np.flatnonzero(edges)
        return places[::2], places[1::2]

    def scores(self, stretches: Stretches) -> Floats:
        """Return [places]: the log-odds that a character belongs to a person's name; −inf in gaps."""
        inputs, width = self._weights.hidden.shape[0], self._features.shape[1]
        around = inputs // width // 2
        features = np.take(self._features, stretches.ids, axis=0)
        shape, strides = (len(features) - 2 * around, inputs), (width * features.itemsize, features.itemsize)
        windows = np.lib.stride_tricks.as_strided(features, shape, strides, writeable=False)
        places = stretches.characters()
        scores = np.full(len(features), -np.inf, np.float32)
        block = np.zeros((_AT_ONCE, inputs), np.float32)
        lanes = block.reshape(-1, WIDE, inputs).transpose(0, 2, 1)
        hidden = np.empty((len(lanes), len(self._output), WIDE), np.float32)
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            block[: len(some)] = windows[some - around]
            np.matmul(self._hidden, lanes, out=hidden)
            hidden += self._hidden_bias
            np.maximum(hidden, 0, out=hidden)
            hidden *= self._output
            scores[some] = hidden.sum(axis=1).reshape(-1)[: len(some)]
        return scores


def _with_neighbour(scores: Floats) -> Floats:
    """Return the scores of characters together with their better neighbour."""
    lower, higher = np.minimum(scores[:-1], scores[1:]), np.maximum(scores[:-1], scores[1:])
    pairs = np.pad(_LESS_LIKELY * lower + (1 - _LESS_LIKELY) * higher, 1, constant_values=-np.inf)
    both: Floats = np.maximum(pairs[:-1], pairs[1:])
    return both
