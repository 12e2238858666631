"""Trained parameters → the arrays of the weights file: int8 with scales, few dimensions of the vectors."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from train_names.lists import Lists
from train_names.model import LAYERS
from train_names.sentences import EWT, PERSON, PLACE, Sentence

from scanner.detectors.names.arrays import Arrays
from scanner.detectors.names.english.features import base_form
from scanner.detectors.names.english.lexicon import crc

VECTOR_WIDTH = 48
"""Dimensions of a word's vector that are kept."""
_SEEN_OFTEN, _HARDLY = 20, 0.02
Floats = npt.NDArray[np.float32]


def stored(parameters: Mapping[str, Floats], lists: Lists, never: Sequence[int]) -> Arrays:
    """Return the arrays without the calibration."""
    arrays: Arrays = _lexicon(lists)
    arrays |= _vectors(parameters, lists)
    embedding = parameters["embedding"].copy()
    embedding[0] = 0
    arrays |= _int8("embedding", embedding, axis=1)
    for number in range(1, LAYERS + 1):
        arrays |= _int8(f"weights_{number}", parameters[f"weights_{number}"], axis=0)
        arrays[f"bias_{number}"] = parameters[f"bias_{number}"]
    for number in range(LAYERS + 1):
        arrays |= {f"{name}_{number}": parameters[f"{name}_{number}"] for name in ("gain", "offset")}
    arrays |= {name: parameters[name] for name in ("output", "output_bias")}
    arrays["layers"] = np.array(LAYERS)
    arrays["never"] = np.array(never, np.uint32)
    return arrays


def words_without_names(sentences: Sequence[Sentence], lists: Lists) -> list[int]:
    """Return the CRC-32 of dictionary words that occur often and hardly ever in a name."""
    seen: Counter[str] = Counter()
    in_names: Counter[str] = Counter()
    for sentence in sentences:
        for form, label in zip(sentence.forms, sentence.labels, strict=True):
            word = base_form(form)
            seen[word] += 1
            in_names[word] += PERSON <= label <= PLACE + 1
    often = [word for word, count in seen.items() if count >= _SEEN_OFTEN and in_names[word] <= _HARDLY * count]
    return sorted(crc(word) for word in often if word.isalpha() and lists.marks.get(word, [0, 0, 0, 0])[2] > 1)


def _lexicon(lists: Lists) -> Arrays:
    lexicon = lists.lexicon
    arrays: Arrays = {"key_steps": np.diff(lexicon.keys.astype(np.int64), prepend=0).astype(np.uint32)}
    arrays |= {f"mark_{column}": marks for column, marks in enumerate(lexicon.marks.T)}
    arrays["vector_rows"] = lexicon.vectors
    return arrays


def _vectors(parameters: Mapping[str, Floats], lists: Lists) -> Arrays:
    """Return the vectors by the directions that the network looks at most, and the way back to its width.

    A last column is 1 where there is a vector: times the mean of what vectors add, less what stands for none.
    """
    seen = lists.vectors[1:] @ parameters["projection"]
    mean = seen.mean(axis=0)
    _, _, directions = np.linalg.svd(seen - mean, full_matrices=False)
    back = directions[:VECTOR_WIDTH]
    table = np.zeros((len(lists.vectors), VECTOR_WIDTH + 1), np.float32)
    table[1:, :-1] = (seen - mean) @ back.T
    table[1:, -1] = 1
    arrays = _int8("vectors", table, axis=0)
    arrays["projection"] = np.concatenate([back, (mean - parameters["no_vector"])[None]]).astype(np.float32)
    arrays["base"] = parameters["no_vector"] + parameters["sources"][EWT]
    return arrays


def _int8(name: str, values: Floats, axis: int) -> Arrays:
    scale = np.abs(values).max(axis=axis, keepdims=True) / 127
    scale[scale == 0] = 1
    scale = scale.astype(np.float32)
    return {name: np.clip(np.rint(values / scale), -127, 127).astype(np.int8), f"{name}_scale": scale}
