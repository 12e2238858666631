"""Blocks of segments → scores of each label for each character.

All matrix products have the same shape whatever is in a batch (`ROWS` rows, padded), so that the answer for a text
never depends, not even in its last bit, on the texts read with it.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.weights import Layer, Network

ROWS = 64
"""Segments read side by side."""
_UNITS = 128
_GATES = 2 * _UNITS
_INPUTS = 3 * _UNITS
Ids = npt.NDArray[np.uint16]


class Emitter:
    """The network without its last step; remembers what the first layer makes of each character it has met."""

    def __init__(self, network: Network) -> None:
        """Keep room for the first layer's inputs: 6 kB a character, used only for those that occur."""
        self._network = network
        self._inputs = np.empty((len(network.embedding), 2 * _INPUTS), np.float32)
        self._known = np.zeros(len(network.embedding), np.bool_)

    def emissions(self, segments: Sequence[Ids]) -> Floats:
        """Return [longest, `ROWS`, 57] for up to `ROWS` segments; what lies behind a segment's end is noise."""
        lengths = np.zeros(ROWS, np.intp)
        lengths[: len(segments)] = [len(each) for each in segments]
        ids = np.zeros((int(lengths.max()), ROWS), np.intp)
        for row, each in enumerate(segments):
            ids[: len(each), row] = each
        turn = _turned(lengths, len(ids))
        first = self._first_inputs(ids, turn)
        states = _joined(_states(first, self._network.layers[0]), turn)
        second = self._second_inputs(states, turn)
        states = _joined(_states(second, self._network.layers[1]), turn)
        out = np.empty((len(ids), ROWS, len(self._network.emission_bias)), np.float32)
        for step, state in enumerate(states):
            np.matmul(state, self._network.emission, out=out[step])
        out += self._network.emission_bias
        return out

    def _first_inputs(self, ids: npt.NDArray[np.intp], turn: npt.NDArray[np.intp]) -> Floats:
        self._learn(ids)
        rows = np.arange(ROWS)
        inputs = np.empty((len(ids), 2, ROWS, _INPUTS), np.float32)
        inputs[:, 0] = self._inputs[ids, :_INPUTS]
        inputs[:, 1] = self._inputs[ids[turn, rows], _INPUTS:]
        return inputs

    def _learn(self, ids: npt.NDArray[np.intp]) -> None:
        layer = self._network.layers[0]
        wanted = np.zeros(len(self._known), np.bool_)
        wanted[ids] = True
        unknown = np.flatnonzero(wanted & ~self._known)
        for start in range(0, len(unknown), ROWS):
            some = unknown[start : start + ROWS]
            block = np.zeros((ROWS, _UNITS), np.float32)
            block[: len(some)] = self._network.embedding[some]
            self._inputs[some] = (block @ layer.projection + layer.bias)[: len(some)]
        self._known[unknown] = True

    def _second_inputs(self, states: Floats, turn: npt.NDArray[np.intp]) -> Floats:
        layer = self._network.layers[1]
        projected = np.empty((len(states), ROWS, 2 * _INPUTS), np.float32)
        for step, state in enumerate(states):
            np.matmul(state, layer.projection, out=projected[step])
        projected += layer.bias
        inputs = np.empty((len(states), 2, ROWS, _INPUTS), np.float32)
        inputs[:, 0] = projected[:, :, :_INPUTS]
        inputs[:, 1] = projected[turn, np.arange(ROWS), _INPUTS:]
        return inputs


def _turned(lengths: npt.NDArray[np.intp], longest: int) -> npt.NDArray[np.intp]:
    """Return [longest, rows]: which step of a segment comes first, second … when it is read backwards."""
    steps = np.arange(longest)[:, None]
    return np.where(steps < lengths, lengths - 1 - steps, steps)


def _joined(states: Floats, turn: npt.NDArray[np.intp]) -> Floats:
    """Return [longest, rows, 256]: both directions' states of the same character side by side."""
    return np.concatenate([states[:, 0], states[turn, 1, np.arange(ROWS)]], axis=2)


def _states(inputs: Floats, layer: Layer) -> Floats:
    """Return [longest, 2, rows, 128]: Paddle's gated recurrent unit, both directions in one step."""
    states = np.empty((len(inputs), 2, ROWS, _UNITS), np.float32)
    state = np.zeros((2, ROWS, _UNITS), np.float32)
    gates = np.empty((2, ROWS, _GATES), np.float32)
    candidate = np.empty((2, ROWS, _UNITS), np.float32)
    for step, given in enumerate(inputs):
        np.matmul(state, layer.gates, out=gates)
        gates += given[:, :, :_GATES]
        np.tanh(gates, out=gates)
        gates *= 0.5
        gates += 0.5
        np.multiply(gates[:, :, _UNITS:], state, out=candidate)
        new = np.matmul(candidate, layer.candidate, out=states[step])
        new += given[:, :, _GATES:]
        np.tanh(new, out=new)
        new -= state
        new *= gates[:, :, :_UNITS]
        new += state
        state = new
    return states
