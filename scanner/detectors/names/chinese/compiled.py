"""Inputs of characters in lanes → states of the recurrent layers, by loops that numba compiles.

What `ArrayLayers` gives but for rounding, in half the time. Imported only where numba is installed (extra `fast`). A
sum is added up from the first input to the last in every lane, so that here too the answer for a piece is the same in
every company of pieces.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.lanes import WIDE, Block, Ids, Places
from scanner.detectors.names.chinese.tile import ROWS, add_rows
from scanner.detectors.names.chinese.weights import GateWeights, Layer

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
_NOTHING: Final = np.float32(0)
_ONE: Final = np.float32(1)
_TWO: Final = np.float32(2)
_C2: Final = np.float32(0.5)
_C3: Final = np.float32(1.6666665459e-1)
_C4: Final = np.float32(4.1665795894e-2)
_C5: Final = np.float32(8.3334519073e-3)
_C6: Final = np.float32(1.3981999507e-3)
_C7: Final = np.float32(1.9875691500e-4)
"""Of Cephes' expf, within 2 units of the last place."""


class Panels(NamedTuple):
    """The weights of one direction of a layer, each as [rows / 4, inputs, 4]."""

    projection: Floats
    gates: Floats
    candidate: Floats


class Window(NamedTuple):
    """The gate's weights."""

    features: Floats
    """[ids, features]"""
    hidden: Floats
    """[hidden / 4, window × features, 4]"""
    bias: Floats
    output: Floats


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function on first use; where no folder for its cache can be written, for this process only."""
    try:
        return _compile(function, cache=True)
    except RuntimeError:
        return _compile(function, cache=False)


def _compile(function: Callable[..., Any], *, cache: bool) -> Callable[..., Any]:
    """Compile with a division by zero infinite and a product rounded with its sum: else no loop fills registers."""
    compiled: Callable[..., Any] = njit(function, cache=cache, nogil=True, error_model="numpy", fastmath={"contract"})
    return compiled


class LoopLayers:
    """See `ArrayLayers`."""

    def __init__(self, layers: tuple[Layer, Layer]) -> None:
        """Bring the weights into the order in which they are read."""
        self._first, self._second = (
            [
                Panels(_panels(layer.projection[way]), _panels(layer.gates[way, 0]), _panels(layer.candidate[way, 0]))
                for way in range(2)
            ]
            for layer in layers
        )

    def states(self, inputs: Floats, slots: Places, block: Block) -> Floats:
        """See `Layers.states`."""
        begins = [np.zeros(slots.shape, np.bool_) for _ in range(2)]
        for begin, at in zip(begins, (block.first, block.last), strict=True):
            for step, (groups, lanes) in enumerate(at):
                begin[step, groups, lanes] = True
        first = np.ones((block.steps, block.groups, 2 * _UNITS + 1, WIDE), np.float32)
        for way, panels in enumerate(self._first):
            _first_layer(inputs[way], slots, begins[way], panels, first, way)
        second = np.ones_like(first)
        for way, panels in enumerate(self._second):
            _second_layer(first, begins[way], panels, second, way)
        return second


class LoopWindows:
    """See `ArrayWindows`."""

    def __init__(self, features: Floats, weights: GateWeights) -> None:
        """Take what is looked at of each character, [ids, features]."""
        self._window = Window(features, _panels(weights.hidden.T), weights.hidden_bias, weights.output)

    def scores(self, ids: Ids, places: Places) -> Floats:
        """See `Windows.scores`."""
        scores = np.empty(len(places), np.float32)
        _score(self._window, ids, places, scores)
        return scores


def _panels(weights: Floats) -> Floats:
    """Return [rows / 4, inputs, 4] for [rows, inputs]."""
    rows, inputs = weights.shape
    return np.ascontiguousarray(weights.reshape(rows // ROWS, ROWS, inputs).swapaxes(1, 2))


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
def _advance(gates: Floats, new: Floats, state: Floats, reset: Floats, panels: Panels) -> None:
    """Bring a state [128, 16] to the next character, whose inputs are in `gates` and `new`."""
    for row in range(0, len(gates), ROWS):
        add_rows(gates, row, panels.gates, state, len(state))
    _reciprocals(gates.reshape(-1), _ONE)
    for unit in range(len(state)):
        for lane in range(WIDE):
            reset[unit, lane] = gates[_UNITS + unit, lane] * state[unit, lane]
    for row in range(0, len(new), ROWS):
        add_rows(new, row, panels.candidate, reset, len(reset))
    _reciprocals(new.reshape(-1), _TWO)
    for unit in range(len(state)):
        for lane in range(WIDE):
            state[unit, lane] += gates[unit, lane] * (new[unit, lane] - _ONE - state[unit, lane])


@_compiled
def _first_layer(inputs: Floats, slots: Places, begins: Marks, panels: Panels, states: Floats, way: int) -> None:
    steps, groups = slots.shape[:2]
    gates, new = np.empty((_GATES, WIDE), np.float32), np.empty((_UNITS, WIDE), np.float32)
    reset, flat, given = np.empty((_UNITS, WIDE), np.float32), inputs.reshape(-1), np.empty(WIDE, np.uintp)
    for group in range(groups):
        state = np.zeros((_UNITS, WIDE), np.float32)
        for turn in range(steps):
            step = turn if way == 0 else steps - 1 - turn
            for lane in range(WIDE):
                given[lane] = slots[step, group, lane] * inputs.shape[1]
                if begins[step, group, lane]:
                    state[:, lane] = 0
            for row in range(_GATES):
                for lane in range(WIDE):
                    gates[row, lane] = flat[given[lane] + row]
            for row in range(_UNITS):
                for lane in range(WIDE):
                    new[row, lane] = flat[given[lane] + _GATES + row]
            _advance(gates, new, state, reset, panels)
            states[step, group, way * _UNITS : (way + 1) * _UNITS] = state


@_compiled
def _second_layer(before: Floats, begins: Marks, panels: Panels, states: Floats, way: int) -> None:
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
                add_rows(gates, row, panels.projection, given, len(given))
            for row in range(0, _UNITS, ROWS):
                add_rows(new, row, panels.projection[_GATES // ROWS :], given, len(given))
            for lane in range(WIDE):
                if begins[step, group, lane]:
                    state[:, lane] = 0
            _advance(gates, new, state, reset, panels)
            states[step, group, way * _UNITS : (way + 1) * _UNITS] = state


@_compiled
def _score(window: Window, ids: Ids, places: Places, scores: Floats) -> None:
    width = window.features.shape[1]
    seen = window.hidden.shape[1] // width
    flat, given = window.features.reshape(-1), np.empty(WIDE, np.uintp)
    inputs = np.empty((seen * width, WIDE), np.float32)
    hidden, total = np.empty((len(window.output), WIDE), np.float32), np.empty(WIDE, np.float32)
    for start in range(0, len(places), WIDE):
        for place in range(seen):
            for lane in range(WIDE):
                middle = places[min(start + lane, len(places) - 1)]
                given[lane] = ids[middle - seen // 2 + place] * width
            for feature in range(width):
                for lane in range(WIDE):
                    inputs[place * width + feature, lane] = flat[given[lane] + feature]
        hidden[:] = 0
        for row in range(0, len(hidden), ROWS):
            add_rows(hidden, row, window.hidden, inputs, len(inputs))
        total[:] = 0
        for row in range(len(hidden)):
            for lane in range(WIDE):
                total[lane] += max(hidden[row, lane] + window.bias[row], _NOTHING) * window.output[row]
        scores[start : start + WIDE] = total[: len(places) - start]
