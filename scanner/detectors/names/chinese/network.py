"""Pieces in lanes → scores of each label for each character.

Wherever characters are multiplied with weights, the last axis is that of `WIDE` lanes: see `lanes.py`.
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.lanes import WIDE, Block, Ids, Places
from scanner.detectors.names.chinese.weights import Layer, Network

_UNITS = 128
_GATES = 2 * _UNITS
_INPUTS = 3 * _UNITS
_REMEMBERED = 8192
"""Characters whose inputs are kept, more than any block holds: 25 MB when all are in use."""
Fill = Callable[[int, int, Floats], object]
"""Puts a layer's inputs forwards at one step and backwards at another into [2, groups, 384, wide]."""


class Layers(Protocol):
    """The recurrent layers."""

    def states(self, inputs: Floats, slots: Places, block: Block) -> Floats:
        """Return [steps, groups, 257, wide]: what the second layer knows at each character, and 1 for the bias.

        `inputs` [2, slots, 384] are the first layer's by direction, `slots` [steps, groups, wide] those of each place.
        """


class Emitter:
    """The network without its last step; remembers what the first layer makes of characters it has met."""

    def __init__(self, network: Network, layers: Layers) -> None:
        """Keep room for the first layer's inputs."""
        self._network = network
        self._layers = layers
        self._inputs = np.empty((2, _REMEMBERED, _INPUTS), np.float32)
        self._slots = np.full(len(network.embedding.values), -1, np.intp)
        self._used = 0

    def emissions(self, block: Block) -> Floats:
        """Return [steps, groups, 57, wide]; noise where a lane is empty."""
        slots = block.spread(self._known(block.ids))
        emissions: Floats = np.matmul(self._network.emission, self._layers.states(self._inputs, slots, block))
        return emissions

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
        for start in range(0, len(unknown), WIDE):
            some = unknown[start : start + WIDE]
            embedded = np.ones((_UNITS + 1, WIDE), np.float32)
            embedded[:_UNITS, : len(some)] = self._network.embedding.rows(some).T
            inputs = layer.projection @ embedded
            self._inputs[:, self._used : self._used + len(some)] = inputs.transpose(0, 2, 1)[:, : len(some)]
            self._slots[some] = np.arange(self._used, self._used + len(some))
            self._used += len(some)
        return self._slots[ids]


class ArrayLayers:
    """The recurrent layers by whole arrays of NumPy."""

    def __init__(self, layers: tuple[Layer, Layer]) -> None:
        """Take the weights."""
        self._layers = layers

    def states(self, inputs: Floats, slots: Places, block: Block) -> Floats:
        """See `Layers`."""
        first, second = self._layers
        states = _states(_first_inputs(inputs, slots), block, first)
        return _states(_second_inputs(states, second), block, second)


def _first_inputs(inputs: Floats, slots: Places) -> Fill:
    def fill(step: int, back: int, given: Floats) -> None:
        for way, at in enumerate((step, back)):
            given[way] = inputs[way].take(slots[at], axis=0).transpose(0, 2, 1)

    return fill


def _second_inputs(states: Floats, layer: Layer) -> Fill:
    def fill(step: int, back: int, given: Floats) -> None:
        for way, at in enumerate((step, back)):
            np.matmul(layer.projection[way], states[at], out=given[way])

    return fill


def _states(fill: Fill, block: Block, layer: Layer) -> Floats:
    """Return [steps, groups, 257, wide]: Paddle's gated recurrent unit, forwards, backwards, and 1 for the bias."""
    states = np.ones((block.steps, block.groups, 2 * _UNITS + 1, WIDE), np.float32)
    state = np.zeros((2, block.groups, _UNITS, WIDE), np.float32)
    given = np.empty((2, block.groups, _INPUTS, WIDE), np.float32)
    gates = np.empty((2, block.groups, _GATES, WIDE), np.float32)
    reset = np.empty((2, block.groups, _UNITS, WIDE), np.float32)
    new = np.empty((2, block.groups, _UNITS, WIDE), np.float32)
    with np.errstate(over="ignore"):
        for step, back in enumerate(range(block.steps - 1, -1, -1)):
            fill(step, back, given)
            for way, (groups, lanes) in enumerate((block.first[step], block.last[back])):
                state[way, groups, :, lanes] = 0
            np.matmul(layer.gates, state, out=gates)
            gates += given[:, :, :_GATES]
            np.exp(gates, out=gates)
            gates += 1
            np.divide(1, gates, out=gates)
            np.multiply(gates[:, :, _UNITS:], state, out=reset)
            np.matmul(layer.candidate, reset, out=new)
            new += given[:, :, _GATES:]
            np.exp(new, out=new)
            new += 1
            np.divide(2, new, out=new)
            new -= 1
            new -= state
            new *= gates[:, :, :_UNITS]
            state += new
            states[step, :, :_UNITS] = state[0]
            states[back, :, _UNITS : 2 * _UNITS] = state[1]
    return states
