"""Texts → the names of persons and places in them; Chinese stretches of any text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.arrays import Calibration
from scanner.detectors.names.chinese.decoding import Decoder
from scanner.detectors.names.chinese.gate import Gate
from scanner.detectors.names.chinese.network import ROWS, Emitter
from scanner.detectors.names.chinese.segments import character_ids, segments_of
from scanner.detectors.names.chinese.spans import RawName, raw_names
from scanner.detectors.names.chinese.weights import Network, load_gate, load_network
from scanner.detectors.names.name import Name

_CHARACTERS_AT_ONCE = 1 << 18
"""Code points taken together: enough to fill blocks with segments of one length, little enough for memory."""


@dataclass(frozen=True, slots=True)
class _Segment:
    text: int
    start: int
    ids: npt.NDArray[np.uint16]


class ChineseTagger:
    """Finds names in Chinese; the gate spares the network what hardly holds a person's name."""

    def __init__(self, network: Network, calibration: Calibration, gate: Gate | None) -> None:
        """Take the parts; `load` reads them from the package."""
        self._network = network
        self._emitter = Emitter(network)
        self._decoder = Decoder(network)
        self._calibration = calibration
        self._gate = gate

    @classmethod
    def load(cls, *, gate: bool = True) -> "ChineseTagger":
        """Read the weights of the package; raises `ModelError` when a file is missing or changed."""
        network = load_network()
        weights, calibration = load_gate()
        return cls(network, calibration, Gate(weights, network.embedding) if gate else None)

    def names(self, texts: Sequence[str]) -> list[list[Name]]:
        """Return the names of each text by place. The answer for a text is the same in every company of texts.

        Behind the gate, places are looked for only in the segments that passed it.
        """
        found: list[list[Name]] = [[] for _ in texts]
        for segments in _groups(self._segments(texts)):
            for segment, names in self._read(segments, texts):
                found[segment.text] += names
        return [sorted(names, key=lambda name: name.start) for names in found]

    def _segments(self, texts: Sequence[str]) -> Iterator[_Segment]:
        for number, text in enumerate(texts):
            ids = None
            for start, end in segments_of(text):
                if ids is None:
                    ids = character_ids(text, self._network.characters)
                yield _Segment(number, start, ids[start:end])

    def _read(self, segments: Sequence[_Segment], texts: Sequence[str]) -> Iterator[tuple[_Segment, list[Name]]]:
        if self._gate:
            passed = self._gate.passes([segment.ids for segment in segments])
            segments = [segment for segment, passes in zip(segments, passed, strict=True) if passes]
        by_length = sorted(segments, key=lambda segment: len(segment.ids))
        for start in range(0, len(by_length), ROWS):
            block = by_length[start : start + ROWS]
            emissions = self._emitter.emissions([segment.ids for segment in block])
            masses = self._decoder.masses(emissions, [len(segment.ids) for segment in block])
            for row, segment in enumerate(block):
                length = len(segment.ids)
                text = texts[segment.text][segment.start : segment.start + length]
                raw = raw_names(text, {kind: each.of(row, length) for kind, each in masses.items()})
                yield segment, [self._name(segment, each) for each in raw]

    def _name(self, segment: _Segment, raw: RawName) -> Name:
        score = round(self._calibration.share(raw.kind, raw.probability), 2)
        return Name(raw.kind, segment.start + raw.start, segment.start + raw.end, score)


def _groups(segments: Iterator[_Segment]) -> Iterator[list[_Segment]]:
    """Yield segments in groups of about `_CHARACTERS_AT_ONCE` code points."""
    group: list[_Segment] = []
    size = 0
    for segment in segments:
        group.append(segment)
        size += len(segment.ids)
        if size >= _CHARACTERS_AT_ONCE:
            yield group
            group, size = [], 0
    if group:
        yield group
