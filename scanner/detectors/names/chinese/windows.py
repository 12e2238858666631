"""Characters and what stands around them → the log-odds of each to belong to a person's name, by arrays of NumPy."""

from typing import Protocol

import numpy as np

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.lanes import WIDE
from scanner.detectors.names.chinese.stretches import Ids, Places
from scanner.detectors.names.chinese.weights import GateWeights

_AT_ONCE = 1024
"""Characters worked on together, `WIDE` in a product of matrices: see `lanes.py`."""


class Windows(Protocol):
    """The gate's network."""

    def scores(self, ids: Ids, places: Places) -> Floats:
        """Return [places]: the log-odds of the characters at some places of `ids`; half a window lies around each."""


class ArrayWindows:
    """The gate's network by whole arrays."""

    def __init__(self, features: Floats, weights: GateWeights) -> None:
        """Take what is looked at of each character, [ids, features]."""
        self._features = features
        self._hidden = np.ascontiguousarray(weights.hidden.T)
        self._hidden_bias = weights.hidden_bias[:, None]
        self._output = weights.output[:, None]

    def scores(self, ids: Ids, places: Places) -> Floats:
        """See `Windows.scores`."""
        inputs, width = self._hidden.shape[1], self._features.shape[1]
        around = inputs // width // 2
        features = np.take(self._features, ids, axis=0)
        shape, strides = (len(features) - 2 * around, inputs), (width * features.itemsize, features.itemsize)
        windows = np.lib.stride_tricks.as_strided(features, shape, strides, writeable=False)
        scores = np.empty(len(places), np.float32)
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
            scores[start : start + len(some)] = hidden.sum(axis=1).reshape(-1)[: len(some)]
        return scores
