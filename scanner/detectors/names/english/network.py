"""Pieces by number → probability of each label, only where a name can be.

Rows between layers are whole numbers, so that a matrix product is exact (see `exact`) and the answer for a text does
not depend on the texts read with it.
"""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.english.weights import Layer, Network, Norm

_ROWS = 512
"""Rows of a matrix product: what is done with them stays in a processor's cache."""
_SMALLEST = 1e-5
"""Added to a variance before it is divided by."""
Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


class Inputs(Protocol):
    """Knows what the network reads of a type."""

    def inputs(self, numbers: Places) -> Floats:
        """Return [numbers, width], whole numbers."""


def normalize(rows: Floats, norm: Norm) -> None:
    """Give each row mean 0 and variance 1, times the gain, plus the offset, in whole steps; in place."""
    width = np.float32(rows.shape[1])
    rows -= (rows.sum(axis=1) / width)[:, None]
    spread = np.einsum("ij,ij->i", rows, rows) / width
    rows *= (1 / np.sqrt(spread + np.float32(_SMALLEST)))[:, None]
    rows *= norm.gain
    rows += norm.offset
    np.rint(rows, out=rows)


def probabilities(types: Inputs, ids: Places, wanted: Mask, network: Network) -> Floats:
    """Return [wanted, labels] for the wanted places of a list of types.

    A layer is reckoned only where the one above it looks; at the edge of such a stretch it takes what comes next in
    the list for its neighbour, which the wanted places never see.
    """
    needed = [wanted]
    for _ in network.layers:
        needed.append(widened_mask(needed[-1]))
    places = np.flatnonzero(needed[-1])
    rows, step = types.inputs(ids[places]), network.norm.step
    for layer, mask in zip(network.layers, reversed(needed[:-1]), strict=True):
        kept = mask[places]
        rows, places, step = _looked(rows, step, layer)[kept], places[kept], layer.norm.step
    scores = network.output.times(rows)
    scores *= np.float32(step)
    scores += network.output_bias
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores


def widened_mask(mask: Mask) -> Mask:
    """Return the mask with a place more on each side of each stretch."""
    wide = mask.copy()
    wide[1:] |= mask[:-1]
    wide[:-1] |= mask[1:]
    return wide


def _looked(rows: Floats, step: float, layer: Layer) -> Floats:
    """Return the rows plus what the layer sees in each and its two neighbours, normalized."""
    count, width = rows.shape
    framed = np.zeros((count + 2, width), np.float32)
    framed[1:-1] = rows
    out = np.empty_like(rows)
    seen = np.empty((_ROWS, 3 * width), np.float32)
    scale = layer.weights.scale * np.float32(step)
    for start in range(0, count, _ROWS):
        some = out[start : start + _ROWS]
        for number in range(3):
            seen[: len(some), number * width : (number + 1) * width] = framed[start + number :][: len(some)]
        np.matmul(seen[: len(some)], layer.weights.whole, out=some)
        some *= scale
        some += layer.bias
        np.maximum(some, 0, out=some)
        rest = rows[start : start + _ROWS] * np.float32(step)
        some += rest
        normalize(some, layer.norm)
    return out
