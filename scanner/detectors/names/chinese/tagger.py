"""Texts → the names of persons and places in them; Chinese stretches of any text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from scanner.detectors.names.arrays import Calibration
from scanner.detectors.names.chinese.decoding import Decoder
from scanner.detectors.names.chinese.fastest import fastest_layers
from scanner.detectors.names.chinese.gate import Gate
from scanner.detectors.names.chinese.lanes import Ids, blocks_of, packed
from scanner.detectors.names.chinese.memory import Answer, Memory
from scanner.detectors.names.chinese.network import Emitter
from scanner.detectors.names.chinese.spans import FEWEST_SURE, RawName, raw_names
from scanner.detectors.names.chinese.stretches import stretches_of
from scanner.detectors.names.chinese.weights import GateWeights, Network, load_gate, load_network
from scanner.detectors.names.name import Name
from scanner.detectors.names.strata import Stratum

STRATA = (
    Stratum("ruled out by the gate", float("-inf"), 0.2),
    Stratum("hardly", -2, 1.4),
    Stratum("perhaps", -1, 1.9),
    Stratum("likely", 0.5, 1.4),
    Stratum("very likely", 2, 0.6),
    Stratum("sure", 4, 0.2),
)
"""By the gate's largest log-odds; spreads seen in sentences of GSD train and in pages of the web."""


class ChineseTagger:
    """Finds names in Chinese; the gate spares the network what hardly holds a person's name."""

    strata = STRATA

    def __init__(self, network: Network, calibration: Calibration, weights: GateWeights, *, gate: bool = True) -> None:
        """Take the parts; `load` reads them from the package."""
        self._network = network
        self._emitter = Emitter(network, fastest_layers(network.layers))
        self._decoder = Decoder(network)
        self._memory = Memory()
        self._calibration = calibration
        self._gate = Gate(weights, network)
        self._all = not gate

    @classmethod
    def load(cls, *, gate: bool = True) -> "ChineseTagger":
        """Read the weights of the package; raises `ModelError` when a file is missing or changed."""
        weights, calibration = load_gate()
        return cls(load_network(), calibration, weights, gate=gate)

    def names(self, texts: Sequence[str]) -> list[list[Name]]:
        """Return the names of each text by place. The answer for a text is the same in every company of texts.

        Behind the gate, places are looked for only in the parts of sentences that passed it.
        """
        found: list[list[Name]] = [[] for _ in texts]
        for stretches in stretches_of(texts, self._network.characters):
            starts, ends = (stretches.starts, stretches.ends) if self._all else self._gate.pieces(stretches)
            sentences = np.searchsorted(stretches.starts, starts, side="right") - 1
            numbers = stretches.texts[sentences].tolist()
            offsets = (starts - stretches.starts[sentences] + stretches.offsets[sentences]).tolist()
            pieces = [stretches.ids[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
            for piece, masses in enumerate(self._masses(pieces)):
                if masses:
                    number, offset = numbers[piece], offsets[piece]
                    text = texts[number][offset : offset + len(pieces[piece])]
                    found[number] += [self._name(raw, offset) for raw in raw_names(text, masses)]
        return found

    def score(self, texts: Sequence[str]) -> list[float]:
        """Return for each text the gate's largest log-odds that a character belongs to a person's name.

        A text without Chinese has −inf. The network is not run, and whether the tagger has its gate does not matter.
        """
        scores = np.full(len(texts), -np.inf, np.float32)
        for stretches in stretches_of(texts, self._network.characters):
            by_sentence = np.maximum.reduceat(self._gate.scores(stretches), stretches.starts)
            np.maximum.at(scores, stretches.texts, by_sentence)
        told: list[float] = scores.tolist()
        return told

    def _masses(self, pieces: Sequence[Ids]) -> list[Answer]:
        """Return the masses of each piece, empty where no name is; one that is met again is read once."""
        keys = [piece.tobytes() for piece in pieces]
        known = {key: self._memory.recall(key) for key in keys}
        fresh = {key: piece for key, piece in zip(keys, pieces, strict=True) if known[key] is None}
        read = dict(zip(fresh, self._read(list(fresh.values())), strict=True))
        for key, answer in read.items():
            self._memory.keep(key, answer)
        return [read.get(key) or known[key] or {} for key in keys]

    def _read(self, pieces: Sequence[Ids]) -> Iterator[Answer]:
        """Yield the masses of each piece, in order."""
        for numbers in blocks_of([len(piece) for piece in pieces]):
            block = packed([pieces[number] for number in numbers])
            masses = self._decoder.masses(self._emitter.emissions(block), block)
            highest = np.maximum.reduceat(
                np.maximum(*(mass.begins + mass.continues for mass in masses.values())), block.offsets[:-1]
            )
            bounds = pairwise(block.offsets.tolist())
            for (start, end), named in zip(bounds, (highest > FEWEST_SURE).tolist(), strict=True):
                yield {kind: mass.of(start, end) for kind, mass in masses.items()} if named else {}

    def _name(self, raw: RawName, offset: int) -> Name:
        score = round(self._calibration.share(raw.kind, raw.probability), 2)
        return Name(raw.kind, offset + raw.start, offset + raw.end, score)
