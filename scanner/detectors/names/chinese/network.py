"""Pieces in lanes → scores of each label for each character.

All matrix products have the same shape whatever is in a batch, so that the answer for a text never depends, not even
in its last bit, on the texts read with it.
"""

from collections.abc import Iterator

import numpy as np

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.lanes import ROWS, Block, Ids, Places
from scanner.detectors.names.chinese.weights import Layer, Network

_UNITS = 128
_GATES = 2 * _UNITS
_INPUTS = 3 * _UNITS
_AT_ONCE = 128
"""Characters of one product that is not within a step."""
_REMEMBERED = 8192
"""Characters whose inputs are kept, more than any block holds: 25 MB when all are in use."""


class Emitter:
    """The network without its last step; remembers what the first layer makes of characters it has met."""

    def __init__(self, network: Network) -> None:
        """Keep room for the first layer's inputs."""
        self._network = network
        self._inputs = np.empty((2, _REMEMBERED, _INPUTS), np.float32)
        self._slots = np.full(len(network.embedding.values), -1, np.intp)
        self._used = 0

    def emissions(self, block: Block) -> Floats:
        """Return [characters, 57] in the order of the block's characters."""
        grid = block.grid()
        network = self._network
        states = _states(self._inputs, self._known(block.ids)[grid], block, network.layers[0])
        second = network.layers[1]
        inputs = np.empty((2, len(block.ids), _INPUTS), np.float32)
        for start, both in _in_portions(states, block.places):
            some = (both @ second.projection + second.bias)[: len(block.ids) - start]
            inputs[0, start : start + _AT_ONCE] = some[:, :_INPUTS]
            inputs[1, start : start + _AT_ONCE] = some[:, _INPUTS:]
        states = _states(inputs, grid, block, second)
        out = np.empty((len(block.ids), len(network.emission_bias)), np.float32)
        for start, both in _in_portions(states, block.places):
            out[start : start + _AT_ONCE] = (both @ network.emission)[: len(out) - start]
        out += network.emission_bias
        return out

    def _known(self, ids: Ids) -> Places:
        """Return where the inputs of each character are; works out those of characters not met yet."""
        wanted = np.zeros(len(self._slots), np.bool_)
        wanted[ids] = True
        unknown = np.flatnonzero(wanted & (self._slots < 0))
        if self._used + len(unknown) > self._inputs.shape[1]:
            self._slots[:] = -1
            self._used = 0
            unknown = np.flatnonzero(wanted)
        layer = self._network.layers[0]
        for start in range(0, len(unknown), ROWS):
            some = unknown[start : start + ROWS]
            embedded = np.zeros((ROWS, _UNITS), np.float32)
            embedded[: len(some)] = self._network.embedding.rows(some)
            inputs = (embedded @ layer.projection + layer.bias)[: len(some)]
            self._inputs[0, self._used : self._used + len(some)] = inputs[:, :_INPUTS]
            self._inputs[1, self._used : self._used + len(some)] = inputs[:, _INPUTS:]
            self._slots[some] = np.arange(self._used, self._used + len(some))
            self._used += len(some)
        return self._slots[ids]


def _in_portions(states: Floats, places: Places) -> Iterator[tuple[int, Floats]]:
    """Yield where a portion of the characters begins, and [`_AT_ONCE`, 256]: both directions' states of each."""
    flat = states.reshape(2, -1, _UNITS)
    both = np.zeros((_AT_ONCE, 2 * _UNITS), np.float32)
    for start in range(0, len(places), _AT_ONCE):
        some = places[start : start + _AT_ONCE]
        both[: len(some), :_UNITS] = flat[0][some]
        both[: len(some), _UNITS:] = flat[1][some]
        yield start, both


def _states(source: Floats, rows: Places, block: Block, layer: Layer) -> Floats:
    """Return [2, steps, rows, 128]: Paddle's gated recurrent unit, both directions in one step.

    `source` is [2, characters, 384], `rows` [steps, rows] the character at each place.
    """
    states = np.empty((2, len(rows), ROWS, _UNITS), np.float32)
    state = np.zeros((2, ROWS, _UNITS), np.float32)
    given = np.empty((2, ROWS, _INPUTS), np.float32)
    gates = np.empty((2, ROWS, _GATES), np.float32)
    new = np.empty((2, ROWS, _UNITS), np.float32)
    reset = np.empty((2, ROWS, _UNITS), np.float32)
    with np.errstate(over="ignore"):
        for step, back in enumerate(range(len(rows) - 1, -1, -1)):
            source[0].take(rows[step], axis=0, out=given[0], mode="clip")
            source[1].take(rows[back], axis=0, out=given[1], mode="clip")
            state[0, block.first[step]] = 0
            state[1, block.last[back]] = 0
            np.matmul(state, layer.gates, out=gates)
            gates += given[:, :, :_GATES]
            np.exp(gates, out=gates)
            gates += 1
            np.divide(1, gates, out=gates)
            np.multiply(gates[:, :, _UNITS:], state, out=reset)
            np.matmul(reset, layer.candidate, out=new)
            new += given[:, :, _GATES:]
            np.exp(new, out=new)
            new += 1
            np.divide(2, new, out=new)
            new -= 1
            new -= state
            new *= gates[:, :, :_UNITS]
            state += new
            states[0, step] = state[0]
            states[1, back] = state[1]
    return states
