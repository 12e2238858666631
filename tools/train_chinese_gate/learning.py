"""Windows of characters and how likely each is part of a name → the weights of the gate, by Adam in NumPy."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.arrays import Floats

AROUND = 3
_FEATURES = 24
_HIDDEN = 64
_EPOCHS = 5
_BATCH = 512
_STEP = 2e-3
_POSITIVE_WEIGHT = 3.0


def trained(windows: npt.NDArray[np.intp], targets: Floats, table: Floats, rng: np.random.Generator) -> list[Floats]:
    """Minimize the weighted logistic loss; returns reduction, hidden, hidden bias and output.

    `windows` [characters, 2 × `AROUND` + 1] are rows of `table`, `targets` [characters] probabilities.
    """
    width = windows.shape[1]
    shapes = [(table.shape[1], _FEATURES), (width * _FEATURES, _HIDDEN), (_HIDDEN,), (_HIDDEN,)]
    parameters = [(rng.standard_normal(shape) / np.sqrt(shape[0])).astype(np.float32) for shape in shapes]
    parameters[2][:] = 0
    first = [np.zeros_like(each) for each in parameters]
    second = [np.zeros_like(each) for each in parameters]
    step = 0
    for epoch in range(_EPOCHS):
        for some in np.array_split(rng.permutation(len(windows)), len(windows) // _BATCH):
            step += 1
            rate = _STEP * (1 - epoch / _EPOCHS) * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            for each, gradient in enumerate(_gradients(parameters, table[windows[some]], targets[some])):
                first[each] += 0.1 * (gradient - first[each])
                second[each] += 0.001 * (gradient * gradient - second[each])
                parameters[each] -= (rate * first[each] / (np.sqrt(second[each]) + 1e-8)).astype(np.float32)
    return parameters


def _gradients(parameters: Sequence[Floats], embedded: Floats, targets: Floats) -> list[Floats]:
    reduction, hidden, hidden_bias, output = parameters
    rows, width, _ = embedded.shape
    reduced = (embedded.reshape(rows * width, -1) @ reduction).reshape(rows, -1)
    active = np.maximum(reduced @ hidden + hidden_bias, 0)
    error = 1 / (1 + np.exp(-(active @ output))) - targets
    error *= (1 + (_POSITIVE_WEIGHT - 1) * targets) / rows
    back = np.outer(error, output) * (active > 0)
    to_reduced = (back @ hidden.T).reshape(rows * width, -1)
    return [
        embedded.reshape(rows * width, -1).T @ to_reduced,
        reduced.T @ back,
        back.sum(axis=0),
        active.T @ error,
    ]
