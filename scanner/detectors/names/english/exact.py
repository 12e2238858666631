"""Matrices of weights → matrices of whole numbers, small enough for exact products in float32.

A sum of fractions depends on its order, and a library of matrix products chooses that order by the processor, by the
number of rows and by a row's place among them: the last bits of a text's answer would depend on the texts beside it.
float32 holds every whole number up to 2**24, so sums of whole numbers below that have no last bits to lose.
"""

from dataclasses import dataclass

import numpy as np

from scanner.detectors.names.arrays import Floats

_EXACT = 1 << 24


@dataclass(frozen=True, slots=True)
class Matrix:
    """Whole numbers times a scale."""

    whole: Floats
    """[inputs, outputs]"""
    scale: Floats
    """[outputs]: what 1 is worth"""

    @property
    def largest_input(self) -> int:
        """The largest size of whole inputs for which no sum can leave what float32 holds exactly."""
        return (_EXACT - 1) // max(1, int(np.abs(self.whole).sum(axis=0).max()))

    def times(self, rows: Floats) -> Floats:
        """Return [rows, outputs] for whole rows [rows, inputs], none larger than `largest_input`."""
        out = rows @ self.whole
        out *= self.scale
        return out


def matrix_of(weights: Floats, largest: int) -> Matrix:
    """Return the nearest matrix of whole numbers up to `largest`, with a scale for each output."""
    scale = np.abs(weights).max(axis=0) / np.float32(largest)
    scale[scale == 0] = 1
    return Matrix(np.rint(weights / scale), scale.astype(np.float32))
