"""Pieces by number → probability of each label, only where a name can be.

All matrix products have the same shape whatever is in a batch (`ROWS` rows, padded), so that the answer for a text
does not depend on the texts read with it.
"""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.english.weights import Layer, Network

ROWS = 1024
"""Rows of a matrix product."""
Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


class Inputs(Protocol):
    """Knows what the network reads of a type."""

    def inputs(self, numbers: Places) -> Floats:
        """Return [numbers, width]."""


def normalized(rows: Floats, layer: Layer) -> Floats:
    """Return [rows, width]: each row with mean 0 and variance 1, times the layer's gain, plus its offset; in place."""
    rows -= (rows.sum(axis=1) / np.float32(rows.shape[1]))[:, None]
    spread = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows *= (1 / np.sqrt(spread + np.float32(1e-5)))[:, None]
    rows *= layer.gain
    rows += layer.offset
    return rows


def product(rows: Floats, weights: Floats, bias: Floats) -> Floats:
    """Return `rows @ weights + bias`, `ROWS` rows at a time."""
    out = np.empty((len(rows), weights.shape[1]), np.float32)
    whole = len(rows) - len(rows) % ROWS
    for start in range(0, whole, ROWS):
        np.matmul(rows[start : start + ROWS], weights, out=out[start : start + ROWS])
    if whole < len(rows):
        last = np.zeros((ROWS, rows.shape[1]), np.float32)
        last[: len(rows) - whole] = rows[whole:]
        out[whole:] = (last @ weights)[: len(rows) - whole]
    out += bias
    return out


def probabilities(types: Inputs, ids: Places, wanted: Mask, network: Network) -> Floats:
    """Return [wanted, labels] for the wanted places of a list of types.

    A layer is reckoned only where the one above it looks; at the edge of such a stretch it takes what comes next in
    the list for its neighbour, which the wanted places never see.
    """
    needed = [wanted]
    for _ in network.layers[1:]:
        needed.append(widened_mask(needed[-1]))
    places = np.flatnonzero(needed[-1])
    rows = types.inputs(ids[places])
    for layer, mask in zip(network.layers[1:], reversed(needed[:-1]), strict=True):
        new = normalized(_looked(rows, layer), layer)
        kept = mask[places]
        rows, places = new[kept], places[kept]
    scores = product(rows, network.output, network.output_bias)
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


def _looked(rows: Floats, layer: Layer) -> Floats:
    """Return the rows plus what the layer sees in each and its two neighbours."""
    count, width = rows.shape
    seen = np.empty((count, 3 * width), np.float32)
    seen[:1, :width] = 0
    seen[-1:, 2 * width :] = 0
    seen[1:, :width] = rows[:-1]
    seen[:, width : 2 * width] = rows
    seen[:-1, 2 * width :] = rows[1:]
    out = product(seen, layer.weights, layer.bias)
    np.maximum(out, 0, out=out)
    out += rows
    return out
