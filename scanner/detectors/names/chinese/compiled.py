"""Inputs of characters in lanes → states of the recurrent layers, by loops that numba compiles.

What `ArrayLayers` gives but for rounding, in half the time. Imported only where numba is installed (extra `fast`). A sum
is added up from the first input to the last in every lane, so that here too the answer for a piece is the same in every
company of pieces.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from numba import njit

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.lanes import WIDE, Block, Places
from scanner.detectors.names.chinese.tile import ROWS, add_rows
from scanner.detectors.names.chinese.weights import Layer

Marks = npt.NDArray[np.bool_]
_UNITS: Final = 128
_GATES: Final = 2 * _UNITS
_LOG2_E: Final = np.float32(1.44269504)
_LN2_HIGH: Final = np.float32(0.693359375)
_LN2_LOW: Final = np.float32(-2.12194440e-4)
_ROUNDER: Final = np.float32(12582912)
"""1.5 times 2 to the 23rd: what is added to it in float32 loses its fraction, and lies in the lowest bits."""
_ROUNDER_BITS: Final = np.int32(0x4B400000)
_EXPONENT: Final = np.int32(127)
_FRACTION: Final = np.int32(23)
_FARTHEST: Final = np.float32(60)
"""Beyond it a gate is open or shut for float32, and the reciprocal of its power stays off denormals."""
_ONE: Final = np.float32(1)
_TWO: Final = np.float32(2)
_C2: Final = np.float32(0.5)
_C3: Final = np.float32(1.6666665459e-1)
_C4: Final = np.float32(4.1665795894e-2)
_C5: Final = np.float32(8.3334519073e-3)
_C6: Final = np.float32(1.3981999507e-3)
_C7: Final = np.float32(1.9875691500e-4)
"""Of Cephes' expf, within 2 units of the last place."""


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function on first use; where no folder for its cache can be written, for this process only."""
    try:
        compiled: Callable[..., Any] = njit(function, cache=True, nogil=True, error_model="numpy")
    except RuntimeError:
        compiled = njit(function, nogil=True, error_model="numpy")
    return compiled


class LoopLayers:
    """See `ArrayLayers`."""

    def __init__(self, layers: tuple[Layer, Layer]) -> None:
        """Bring the weights into the order in which they are read."""
        self._layers = [
            tuple(_panels(part) for part in (layer.projection, layer.gates[:, 0], layer.candidate[:, 0]))
            for layer in layers
        ]

    def states(self, inputs: Floats, slots: Places, block: Block) -> Floats:
        """See `ArrayLayers.states`."""
        marks = [np.zeros(slots.shape, np.bool_) for _ in range(2)]
        for marked, at in zip(marks, (block.first, block.last), strict=True):
            for step, (groups, lanes) in enumerate(at):
                marked[step, groups, lanes] = True
        _, *weights = self._layers[0]
        first = np.ones((block.steps, block.groups, 2 * _UNITS + 1, WIDE), np.float32)
        for way in range(2):
            _first_layer(inputs[way], slots, marks[way], *(each[way] for each in weights), first, way)
        second = np.ones_like(first)
        for way in range(2):
            _second_layer(first, marks[way], *(each[way] for each in self._layers[1]), second, way)
        return second


def _panels(weights: Floats) -> Floats:
    """Return [2, rows / 4, inputs, 4] for [2, rows, inputs]."""
    ways, rows, inputs = weights.shape
    return np.ascontiguousarray(weights.reshape(ways, rows // ROWS, ROWS, inputs).swapaxes(2, 3))


@_compiled
def _reciprocals(values: Floats, above: np.float32) -> None:
    """Put `above / (1 + exp(x))` in the place of each x."""
    for place in range(len(values)):
        power = min(max(values[place], -_FARTHEST), _FARTHEST)
        shifted = power * _LOG2_E + _ROUNDER
        whole = shifted - _ROUNDER
        rest = power - whole * _LN2_HIGH - whole * _LN2_LOW
        series = ((((_C7 * rest + _C6) * rest + _C5) * rest + _C4) * rest + _C3) * rest + _C2
        fraction = series * rest * rest + rest + _ONE
        doubled = np.int32((np.float32(shifted).view(np.int32) - _ROUNDER_BITS + _EXPONENT) << _FRACTION)
        values[place] = above / (_ONE + fraction * doubled.view(np.float32))


@_compiled
def _advance(gates: Floats, new: Floats, state: Floats, reset: Floats, by_state: Floats, by_reset: Floats) -> None:
    """Bring a state [128, 16] to the next character, whose inputs are in `gates` and `new`."""
    for row in range(0, len(gates), ROWS):
        add_rows(gates, row, by_state, state, len(state))
    _reciprocals(gates.reshape(-1), _ONE)
    for unit in range(len(state)):
        for lane in range(WIDE):
            reset[unit, lane] = gates[_UNITS + unit, lane] * state[unit, lane]
    for row in range(0, len(new), ROWS):
        add_rows(new, row, by_reset, reset, len(reset))
    _reciprocals(new.reshape(-1), _TWO)
    for unit in range(len(state)):
        for lane in range(WIDE):
            state[unit, lane] += gates[unit, lane] * (new[unit, lane] - _ONE - state[unit, lane])


@_compiled
def _first_layer(
    inputs: Floats, slots: Places, begins: Marks, by_state: Floats, by_reset: Floats, states: Floats, way: int
) -> None:
    steps, groups = slots.shape[:2]
    gates, new = np.empty((_GATES, WIDE), np.float32), np.empty((_UNITS, WIDE), np.float32)
    reset = np.empty((_UNITS, WIDE), np.float32)
    for group in range(groups):
        state = np.zeros((_UNITS, WIDE), np.float32)
        for turn in range(steps):
            step = turn if way == 0 else steps - 1 - turn
            for lane in range(WIDE):
                given = inputs[slots[step, group, lane]]
                for row in range(_GATES):
                    gates[row, lane] = given[row]
                for row in range(_UNITS):
                    new[row, lane] = given[_GATES + row]
                if begins[step, group, lane]:
                    state[:, lane] = 0
            _advance(gates, new, state, reset, by_state, by_reset)
            states[step, group, way * _UNITS : (way + 1) * _UNITS] = state


@_compiled
def _second_layer(
    before: Floats, begins: Marks, by_before: Floats, by_state: Floats, by_reset: Floats, states: Floats, way: int
) -> None:
    steps, groups = begins.shape[:2]
    gates, new = np.empty((_GATES, WIDE), np.float32), np.empty((_UNITS, WIDE), np.float32)
    reset = np.empty((_UNITS, WIDE), np.float32)
    for group in range(groups):
        state = np.zeros((_UNITS, WIDE), np.float32)
        for turn in range(steps):
            step = turn if way == 0 else steps - 1 - turn
            given = before[step, group]
            gates[:] = 0
            new[:] = 0
            for row in range(0, _GATES, ROWS):
                add_rows(gates, row, by_before, given, len(given))
            for row in range(0, _UNITS, ROWS):
                add_rows(new, row, by_before[_GATES // ROWS :], given, len(given))
            for lane in range(WIDE):
                if begins[step, group, lane]:
                    state[:, lane] = 0
            _advance(gates, new, state, reset, by_state, by_reset)
            states[step, group, way * _UNITS : (way + 1) * _UNITS] = state
