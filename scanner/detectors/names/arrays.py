"""A weights file in the package → its arrays, and how far its probabilities are to be believed."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scanner.errors import ModelError

Floats = npt.NDArray[np.float32]
Arrays = dict[str, npt.NDArray[np.generic]]
FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Probabilities a network gives, and what share of the names with such a probability are names."""

    probabilities: Floats
    """[points], rising"""
    shares: Mapping[str, Floats]
    """[points] by kind of name, not falling"""

    def share(self, kind: str, probability: float) -> float:
        """Return the share of right names, by straight lines between the points."""
        return float(np.interp(probability, self.probabilities, self.shares[kind]))


def read_arrays(path: Path, sha256: str) -> Arrays:
    """Return the arrays of a file; raises `ModelError` when it is missing or its bytes are not the ones expected."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{path.name}: the weights of the name tagger cannot be read; install the package anew"
        ) from error
    digest = hashlib.sha256(raw).hexdigest()
    if digest != sha256:
        raise ModelError(f"{path.name}: sha256 {digest}, expected {sha256}; install the package anew")
    with np.load(io.BytesIO(raw), allow_pickle=False) as arrays:
        return dict(arrays)


def widened(arrays: Arrays, name: str) -> Floats:
    """Return int8 weights times their scale, which lies beside them as `NAME_scale`."""
    return arrays[name].astype(np.float32) * arrays[f"{name}_scale"].astype(np.float32)


def calibration_of(arrays: Arrays) -> Calibration:
    """Return the calibration that a file of arrays holds."""
    shares = {kind: arrays[f"shares_{kind}"].astype(np.float32) for kind in ("PERSON", "LOCATION")}
    return Calibration(arrays["probabilities"].astype(np.float32), shares)
