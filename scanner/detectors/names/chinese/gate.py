"""Segments → those in which a person's name may stand, by a small window network over LAC's own embeddings.

It costs a hundredth of the network behind it. Because it reads embeddings, characters that its training text never
had in a name are judged by their likes.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.weights import GateWeights

_ROWS = 1024
"""Characters of one matrix product, always the same number: see `network.py`."""


class Gate:
    """Says of each segment whether the network has to read it."""

    def __init__(self, weights: GateWeights, embedding: Floats) -> None:
        """Reduce the embeddings to what the gate looks at; the last row stands for the end of a segment."""
        features = embedding @ weights.reduction
        self._features = np.concatenate([features, np.zeros((1, features.shape[1]), np.float32)])
        self._weights = weights
        self._around = len(weights.hidden) // features.shape[1] // 2

    def passes(self, segments: Sequence[npt.NDArray[np.uint16]]) -> npt.NDArray[np.bool_]:
        """Return for each segment of character ids (none empty) whether one character scores above the threshold."""
        scores = self.scores(segments)
        starts = np.cumsum([0, *(len(each) for each in segments[:-1])])
        passed: npt.NDArray[np.bool_] = np.maximum.reduceat(scores, starts) > self._weights.threshold
        return passed

    def scores(self, segments: Sequence[npt.NDArray[np.uint16]]) -> Floats:
        """Return the log-odds that a character belongs to a name, for all segments one behind the other."""
        ids, places = self._in_a_row(segments)
        scores = np.empty(len(places), np.float32)
        for start in range(0, len(places), _ROWS):
            some = places[start : start + _ROWS]
            block = np.zeros((_ROWS, len(self._weights.hidden)), np.float32)
            around = some[:, None] + np.arange(-self._around, self._around + 1)
            block[: len(some)] = self._features[ids[around]].reshape(len(some), -1)
            hidden = np.maximum(block @ self._weights.hidden + self._weights.hidden_bias, 0)
            scores[start : start + _ROWS] = (hidden @ self._weights.output)[: len(some)]
        return scores

    def _in_a_row(
        self, segments: Sequence[npt.NDArray[np.uint16]]
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Return all ids with the end sign between segments, and the places of those that are characters."""
        gap = np.full(self._around, len(self._features) - 1, np.intp)
        parts = [gap]
        for each in segments:
            parts += [each.astype(np.intp), gap]
        ids = np.concatenate(parts)
        return ids, np.flatnonzero(ids != gap[0])
