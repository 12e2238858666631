"""The weights files in the package → arrays ready for the network; a changed file is refused."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.arrays import FOLDER, Arrays, Calibration, Floats, calibration_of, read_arrays, widened

NETWORK_SHA256 = "c285273fd5dcec099a7c071686e7c12224fe18d68cbc3a71a2fc7331541dec51"
GATE_SHA256 = "a34f557e0b26a298ac17cb3a7236dd359a221d26b2ea5f3e965ad3df7ae188df"
_DIRECTIONS = 2
_UNITS = 128
_AT_ONCE = 1024
"""Rows of the embedding widened at once."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A two-way gated recurrent layer; the first axis is the direction, forwards first."""

    projection: Floats
    """[2, 384, inputs + 1]: from the input to update, reset and candidate; the last column is for a 1."""
    gates: Floats
    """[2, 1, 256, 128]: from the state to update and reset."""
    candidate: Floats
    """[2, 1, 128, 128]: from the reset state to the candidate."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """A row of 128 for each character, widened from int8 only where it is needed: 3 MB instead of 11."""

    values: npt.NDArray[np.int8]
    """[ids, 128]"""
    scales: Floats
    """[ids, 1]"""

    def rows(self, ids: npt.NDArray[np.intp]) -> Floats:
        """Return [len(ids), 128]."""
        rows: Floats = self.values[ids].astype(np.float32) * self.scales[ids]
        return rows

    def times(self, matrix: Floats) -> Floats:
        """Return [ids, columns]: all rows times a matrix of [128, columns]."""
        numbers = np.array_split(np.arange(len(self.values)), len(self.values) // _AT_ONCE + 1)
        return np.concatenate([self.rows(some) @ matrix for some in numbers])


@dataclass(frozen=True, slots=True)
class Network:
    """LAC "small": characters, two recurrent layers, emissions and transitions of 57 labels."""

    characters: npt.NDArray[np.uint16]
    """[65536]: the id of each code point of the basic plane, LAC's normalization included."""
    embedding: Embedding
    layers: tuple[Layer, Layer]
    emission: Floats
    """[57, 257]: the last column is for a 1."""
    start: Floats
    end: Floats
    transitions: Floats
    """[57 from, 57 to]"""


@dataclass(frozen=True, slots=True)
class GateWeights:
    """A small window network over LAC's own embeddings."""

    reduction: Floats
    """[128, features]"""
    hidden: Floats
    """[window × features, hidden]"""
    hidden_bias: Floats
    output: Floats
    """[hidden]"""
    threshold: float


def load_network(path: Path = FOLDER / "chinese.npz", sha256: str = NETWORK_SHA256) -> Network:
    """Return the network with its layers as float32 (5 MB in all); raises `ModelError`."""
    arrays = read_arrays(path, sha256)
    transitions = arrays["transitions"].astype(np.float32)
    return Network(
        characters=arrays["characters"].astype(np.uint16),
        embedding=Embedding(arrays["embedding"].astype(np.int8), arrays["embedding_scale"].astype(np.float32)),
        layers=(_layer(arrays, 0), _layer(arrays, 1)),
        emission=_with_bias(widened(arrays, "emission"), arrays["emission_bias"]),
        start=transitions[0],
        end=transitions[1],
        transitions=np.ascontiguousarray(transitions[2:]),
    )


def load_gate(path: Path = FOLDER / "chinese_gate.npz", sha256: str = GATE_SHA256) -> tuple[GateWeights, Calibration]:
    """Return the gate's weights and how far the network is to be believed; raises `ModelError`."""
    arrays = read_arrays(path, sha256)
    gate = GateWeights(
        reduction=arrays["reduction"].astype(np.float32),
        hidden=arrays["hidden"].astype(np.float32),
        hidden_bias=arrays["hidden_bias"].astype(np.float32),
        output=arrays["output"].astype(np.float32),
        threshold=float(arrays["threshold"]),
    )
    return gate, calibration_of(arrays)


def _with_bias(weights: Floats, bias: npt.NDArray[np.generic]) -> Floats:
    """Return [..., outputs, inputs + 1] for weights of [..., inputs, outputs]."""
    columns = np.concatenate([weights, bias.astype(np.float32)[..., None, :]], axis=-2)
    return np.ascontiguousarray(np.swapaxes(columns, -1, -2))


def _layer(arrays: Arrays, number: int) -> Layer:
    """Return a layer with signs and sizes such that `1 / (1 + exp(x))` is a gate and `2 / (1 + exp(x)) - 1` the rest.

    NumPy's exponential of float32 is about twice as fast as its hyperbolic tangent.
    """
    projection, bias = widened(arrays, f"projection_{number}"), arrays[f"bias_{number}"].astype(np.float32)
    projection[:, :, : 2 * _UNITS] *= -1
    bias[:, : 2 * _UNITS] *= -1
    projection[:, :, 2 * _UNITS :] *= -2
    bias[:, 2 * _UNITS :] *= -2
    return Layer(
        projection=_with_bias(projection, bias),
        gates=np.ascontiguousarray(-widened(arrays, f"gates_{number}").transpose(0, 2, 1)[:, None]),
        candidate=np.ascontiguousarray(-2 * widened(arrays, f"candidate_{number}").transpose(0, 2, 1)[:, None]),
    )
