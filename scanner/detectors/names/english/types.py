"""Pieces as written → numbers of types, with what the network needs of each type."""

import operator
from collections.abc import Sequence
from itertools import count

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.english.features import base_forms, feature_rows
from scanner.detectors.names.english.lexicon import KINDS, Lexicon, codes_of, written
from scanner.detectors.names.english.network import normalize
from scanner.detectors.names.english.tokens import LINE_END, normal_form
from scanner.detectors.names.english.weights import Network

MOST_TYPES = 1 << 16
"""Types remembered; past this many all are forgotten, which costs time and changes no answer."""
_WORD = KINDS.index("word")
_NEW_AT_ONCE = 1 << 12
_FEWEST_MARKS = np.array([3, 4, 255, 3], np.uint8)
"""From which mark on a small word is taken for a possible first name, family name and place (`KINDS`)."""
_IN_DICTIONARY = 2
Ids = npt.NDArray[np.intp]


class Types:
    """Remembers pieces met; what the network reads of one is made when it first stands near a possible name."""

    def __init__(self, lexicon: Lexicon, network: Network) -> None:
        """Begin with the empty type, number 0, and the line end, number 1."""
        self._lexicon = lexicon
        self._network = network
        self._never = np.array(sorted(network.never), np.uint32)
        self._forget()

    def _forget(self) -> None:
        self._numbers: dict[str, int] = {}
        self._forms: list[str] = []
        self._candidates = np.zeros(0, np.bool_)
        self._row_of = np.zeros(0, np.int32)
        self._inputs: Floats = np.zeros((1, len(self._network.base)), np.float32)
        self._described = 1
        self._meet(["", LINE_END])

    def numbers(self, pieces: Sequence[str]) -> Ids:
        """Return the type of each piece; 0 for white space within a line, 1 for a line end.

        A piece after white space counts as standing apart, though the blank is in the piece before it.
        """
        if len(self._forms) > MOST_TYPES:
            self._forget()
        numbers = self._of(pieces)
        after_white = np.flatnonzero(numbers[:-1] <= 1) + 1
        again = [place for place in after_white.tolist() if pieces[place][0] != " "]
        numbers[again] = self._of([" " + pieces[place] for place in again])
        return numbers

    def candidates(self, numbers: Ids) -> npt.NDArray[np.bool_]:
        """Return which types can be a name by themselves: capitals, and small words known as names alone."""
        candidates: npt.NDArray[np.bool_] = self._candidates[numbers]
        return candidates

    def inputs(self, numbers: Ids) -> Floats:
        """Return the network's input [numbers, width]."""
        rows = self._row_of[numbers]
        if not rows.all():
            self._describe(np.unique(numbers[rows == 0]))
            rows = self._row_of[numbers]
        inputs: Floats = self._inputs[rows]
        return inputs

    def _of(self, pieces: Sequence[str]) -> Ids:
        try:
            return np.fromiter(map(self._numbers.__getitem__, pieces), np.intp, len(pieces))
        except KeyError:  # at first, mostly; then the pieces of a batch are often all known
            missing = set(pieces) - self._numbers.keys()
            white = {piece: self._numbers[normal_form(piece)] for piece in missing if piece.isspace()}
            self._numbers |= white
            self._meet(list(missing - white.keys()))
        return np.fromiter(map(self._numbers.__getitem__, pieces), np.intp, len(pieces))

    def _meet(self, forms: Sequence[str]) -> None:
        """Give numbers to new normal forms; every piece that is not white space is its own."""
        codes = codes_of(written(base_forms(forms)))
        marks, _ = self._lexicon.find(codes)
        lower = "\t".join(forms).lower().split("\t")
        capital = np.fromiter(map(operator.ne, forms, lower), np.bool_, len(forms))
        capital &= ~np.isin(codes, self._never)
        small = (marks >= _FEWEST_MARKS).any(axis=1) & (marks[:, _WORD] != _IN_DICTIONARY)
        self._numbers |= dict(zip(forms, count(len(self._forms))))
        self._forms += forms
        self._candidates = np.concatenate([self._candidates, small | capital])
        self._row_of = np.concatenate([self._row_of, np.zeros(len(forms), np.int32)])

    def _describe(self, numbers: Ids) -> None:
        free = self._described
        if free + len(numbers) > len(self._inputs):
            grown = np.zeros((2 * (free + len(numbers)), self._inputs.shape[1]), np.float32)
            grown[:free] = self._inputs[:free]
            self._inputs = grown
        for start in range(0, len(numbers), _NEW_AT_ONCE):
            some = [self._forms[number] for number in numbers[start : start + _NEW_AT_ONCE].tolist()]
            self._inputs[free + start : free + start + len(some)] = described(some, self._lexicon, self._network)
        self._row_of[numbers] = np.arange(free, free + len(numbers), dtype=np.int32)
        self._described += len(numbers)


def described(forms: Sequence[str], lexicon: Lexicon, network: Network) -> Floats:
    """Return [forms, width]: the sum of a form's embeddings, its vector among them, normalized to whole numbers."""
    rows, vectors = feature_rows(forms, lexicon)
    inputs = network.projection.times(network.vectors[vectors].astype(np.float32))
    inputs += network.base
    for slot in rows.T:
        inputs += network.embedding[slot]
    normalize(inputs, network.norm)
    return inputs
