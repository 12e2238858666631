"""Weights → the parts of the network in the fastest form that this installation has: compiled where numba is."""

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.network import ArrayLayers, Layers
from scanner.detectors.names.chinese.weights import GateWeights, Layer
from scanner.detectors.names.chinese.windows import ArrayWindows, Windows


def fastest_layers(layers: tuple[Layer, Layer]) -> Layers:
    """Return the recurrent layers."""
    try:
        from scanner.detectors.names.chinese.compiled import LoopLayers  # noqa: PLC0415  # an extra
    except ImportError:
        return ArrayLayers(layers)
    return LoopLayers(layers)


def fastest_windows(features: Floats, weights: GateWeights) -> Windows:
    """Return the gate's network, which looks at [ids, features]."""
    try:
        from scanner.detectors.names.chinese.compiled import LoopWindows  # noqa: PLC0415  # an extra
    except ImportError:
        return ArrayWindows(features, weights)
    return LoopWindows(features, weights)
