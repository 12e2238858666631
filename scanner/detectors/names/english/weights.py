"""The weights file in the package → lexicon, embeddings and layers ready for use; a changed file is refused."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.arrays import FOLDER, Arrays, Calibration, Floats, calibration_of, read_arrays, widened
from scanner.detectors.names.english.exact import Matrix, matrix_of
from scanner.detectors.names.english.lexicon import Lexicon

ENGLISH_SHA256 = "3c6efacc97fefe8abf093e33ab5a117de563556f4bf5c95cdc8d2fd8cc5f097b"
LABELS = ("O", "B-PERSON", "I-PERSON", "B-LOCATION", "I-LOCATION", "B-OTHER", "I-OTHER")
"""What a row of probabilities speaks of; organisations are OTHER, which is learnt so as to be told apart."""
_LARGEST_OUTPUT, _LARGEST_PROJECTION = 127, 2047
"""Whole numbers that the float weights become (see `exact`): the larger, the coarser what they are multiplied with."""


@dataclass(frozen=True, slots=True)
class Norm:
    """A row with mean 0 and variance 1, times `gain`, plus `offset`: in steps of `step`, as whole numbers."""

    gain: Floats
    offset: Floats
    """[width], in steps"""
    step: float


@dataclass(frozen=True, slots=True)
class Layer:
    """What is seen in three neighbours, added to the middle one and normalized."""

    weights: Matrix
    """[3 × width, width]: before, here, after"""
    bias: Floats
    """[width]"""
    norm: Norm


@dataclass(frozen=True, slots=True)
class Network:
    """Embeddings by feature, a table of word vectors, convolutions, labels."""

    embedding: Floats
    """[rows, width]"""
    vectors: npt.NDArray[np.int8]
    """[words + 1, reduced]: row 0 is for words without a vector"""
    projection: Matrix
    """[reduced, width]"""
    base: Floats
    """[width]: added to every piece"""
    norm: Norm
    """Of the sum of a piece's embeddings."""
    layers: tuple[Layer, ...]
    output: Matrix
    """[width, labels]"""
    output_bias: Floats
    never: frozenset[int]
    """CRC-32 of lower-case words that no name has alone: not looked at unless they stand between parts of one."""


@dataclass(frozen=True, slots=True)
class English:
    """Everything the weights file holds."""

    lexicon: Lexicon
    network: Network
    calibration: Calibration


def load_english(path: Path = FOLDER / "english.npz", sha256: str = ENGLISH_SHA256) -> English:
    """Return what the file holds, int8 weights as float32; raises `ModelError`."""
    return english_of(read_arrays(path, sha256))


def english_of(arrays: Arrays) -> English:
    """Return lexicon, network and calibration from the arrays of a weights file."""
    keys = np.cumsum(arrays["key_steps"].astype(np.uint64)).astype(np.uint32)
    lexicon = Lexicon(
        keys,
        np.stack([arrays[f"mark_{column}"] for column in range(4)], 1).astype(np.uint8),
        arrays["vector_rows"].astype(np.uint16),
    )
    count = int(arrays["layers"])
    matrices = [_matrix(arrays, f"weights_{number}") for number in range(1, count + 1)]
    output = matrix_of(arrays["output"].astype(np.float32), _LARGEST_OUTPUT)
    norms = [_norm(arrays, number, matrix) for number, matrix in enumerate([*matrices, output])]
    biases = [arrays[f"bias_{number}"].astype(np.float32) for number in range(1, count + 1)]
    scales = arrays["vectors_scale"].astype(np.float32)
    network = Network(
        embedding=widened(arrays, "embedding"),
        vectors=arrays["vectors"].astype(np.int8),
        projection=matrix_of(scales.T * arrays["projection"].astype(np.float32), _LARGEST_PROJECTION),
        base=arrays["base"].astype(np.float32),
        norm=norms[0],
        layers=tuple(map(Layer, matrices, biases, norms[1:])),
        output=output,
        output_bias=arrays["output_bias"].astype(np.float32),
        never=frozenset(arrays["never"].astype(np.uint32).tolist()),
    )
    return English(lexicon, network, calibration_of(arrays))


def _matrix(arrays: Arrays, name: str) -> Matrix:
    return Matrix(arrays[name].astype(np.float32), arrays[f"{name}_scale"].astype(np.float32)[0])


def _norm(arrays: Arrays, number: int, reader: Matrix) -> Norm:
    """Return a norm in steps so small as the matrix that reads its rows can bear."""
    gain, offset = (arrays[f"{name}_{number}"].astype(np.float32) for name in ("gain", "offset"))
    largest = float((np.abs(gain) * np.sqrt(len(gain)) + np.abs(offset)).max())  # of n numbers with mean 0, variance 1
    step = np.float32(largest / (reader.largest_input - 1))
    return Norm(gain / step, offset / step, float(step))
