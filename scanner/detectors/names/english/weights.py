"""The weights file in the package → lexicon, embeddings and layers ready for use; a changed file is refused."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scanner.detectors.names.arrays import FOLDER, Arrays, Calibration, Floats, calibration_of, read_arrays, widened
from scanner.detectors.names.english.lexicon import Lexicon

ENGLISH_SHA256 = "84b189dbe231a5a74198d9fd947945585fd8adc6d83c2ad087711577791b9e1a"
LABELS = ("O", "B-PERSON", "I-PERSON", "B-LOCATION", "I-LOCATION", "B-OTHER", "I-OTHER")
"""What a row of probabilities speaks of; organisations are OTHER, which is learnt so as to be told apart."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What is seen in three neighbours, added to the middle one and normalized; the first one has no weights."""

    weights: Floats
    """[3 × width, width]: before, here, after"""
    bias: Floats
    gain: Floats
    offset: Floats
    """[width]"""


@dataclass(frozen=True, slots=True)
class Network:
    """Embeddings by feature, a table of word vectors, convolutions, labels."""

    embedding: Floats
    """[rows, width]"""
    vectors: Floats
    """[words + 1, reduced]: row 0 is for words without a vector"""
    projection: Floats
    """[reduced, width]"""
    base: Floats
    """[width]: added to every piece"""
    layers: tuple[Layer, ...]
    output: Floats
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
    layers = [Layer(np.empty((0, 0), np.float32), np.empty(0, np.float32), *_affine(arrays, 0))]
    for number in range(1, int(arrays["layers"]) + 1):
        weights = widened(arrays, f"weights_{number}")
        layers.append(Layer(weights, arrays[f"bias_{number}"].astype(np.float32), *_affine(arrays, number)))
    network = Network(
        embedding=widened(arrays, "embedding"),
        vectors=widened(arrays, "vectors"),
        projection=arrays["projection"].astype(np.float32),
        base=arrays["base"].astype(np.float32),
        layers=tuple(layers),
        output=arrays["output"].astype(np.float32),
        output_bias=arrays["output_bias"].astype(np.float32),
        never=frozenset(arrays["never"].astype(np.uint32).tolist()),
    )
    return English(lexicon, network, calibration_of(arrays))


def _affine(arrays: Arrays, number: int) -> tuple[Floats, Floats]:
    return arrays[f"gain_{number}"].astype(np.float32), arrays[f"offset_{number}"].astype(np.float32)
