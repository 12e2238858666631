"""Sentences → those parts of them in which a person's name may stand, by a small network over LAC's own embeddings.

It costs a fiftieth of the network behind it. Because it reads embeddings, characters that its training text never had
in a name are judged by their likes.
"""

import numpy as np

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.fastest import fastest_windows
from scanner.detectors.names.chinese.stretches import Places, Stretches
from scanner.detectors.names.chinese.weights import GateWeights, Network

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
        features = np.concatenate([reduced, np.zeros((1, reduced.shape[1]), np.float32)])
        self._windows = fastest_windows(features, weights)
        self._pauses = np.zeros(len(features), np.bool_)
        self._pauses[network.characters[[ord(sign) for sign in _PAUSES]]] = True
        self._threshold = weights.threshold

    def pieces(self, stretches: Stretches) -> tuple[Places, Places]:
        """Return the places where the parts to read begin and end, in order and apart; none leaves its sentence."""
        passed = np.flatnonzero(_with_neighbour(self.scores(stretches)) > self._threshold)
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
        places = stretches.characters()
        scores = np.full(len(stretches.ids), -np.inf, np.float32)
        scores[places] = self._windows.scores(stretches.ids, places)
        return scores


def _with_neighbour(scores: Floats) -> Floats:
    """Return the scores of characters together with their better neighbour."""
    lower, higher = np.minimum(scores[:-1], scores[1:]), np.maximum(scores[:-1], scores[1:])
    pairs = np.pad(_LESS_LIKELY * lower + (1 - _LESS_LIKELY) * higher, 1, constant_values=-np.inf)
    both: Floats = np.maximum(pairs[:-1], pairs[1:])
    return both
