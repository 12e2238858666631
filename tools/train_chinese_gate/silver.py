"""Labelled rows → copies with other names in them, and what the network says of their sentences."""

import json
import sys
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from scanner.detectors.names.arrays import Floats
from scanner.detectors.names.chinese.decoding import Decoder, Masses
from scanner.detectors.names.chinese.fastest import fastest_layers
from scanner.detectors.names.chinese.lanes import Ids, blocks_of, packed
from scanner.detectors.names.chinese.network import Emitter
from scanner.detectors.names.chinese.segments import character_ids, segments_of
from scanner.detectors.names.chinese.weights import Network

_JIEBA_SHA256 = "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2"
_WORDS = "jieba-0.42.1/jieba/dict.txt"
_NAME_TAGS = frozenset({"nr", "nrt", "nrfg"})
Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    """Return one object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_names(archive: Path) -> list[str]:
    """Return the words that jieba's dictionary tags as names, from its source distribution."""
    digest = sha256(archive.read_bytes()).hexdigest()
    if digest != _JIEBA_SHA256:
        sys.exit(f"{archive}: sha256 {digest}, expected {_JIEBA_SHA256}")
    with tarfile.open(archive) as tar:
        file = tar.extractfile(_WORDS)
        lines = file.read().decode().splitlines() if file else []
    return [line.split()[0] for line in lines if line.split()[2] in _NAME_TAGS]


def mixed_names(rows: Sequence[Row], rng: np.random.Generator, number: int) -> list[str]:
    """Return names with the first character of one short name of the rows and the later ones of another."""
    names = [row["text"][start:end] for row in rows for start, end, kind in row["spans"] if kind == "PER"]
    short = [name for name in names if 2 <= len(name) <= 4]  # noqa: PLR2004  # those of one surname and a given name
    pairs = rng.integers(len(short), size=(number, 2)).tolist()
    return [short[head][0] + short[tail][1:] for head, tail in pairs]


def with_other_names(rows: Sequence[Row], names: Sequence[str], rng: np.random.Generator) -> list[Row]:
    """Return the rows with each person's name replaced; only the spans of persons are kept."""
    copies = []
    for row in rows:
        text, shift, spans = row["text"], 0, []
        for start, end, kind in row["spans"]:
            if kind == "PER":
                new = names[int(rng.integers(len(names)))]
                text = text[: start + shift] + new + text[end + shift :]
                spans.append([start + shift, start + shift + len(new), kind])
                shift += len(new) - (end - start)
        copies.append({"text": text, "spans": spans})
    return copies


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the network reads it alone."""

    row: int
    start: int
    ids: Ids
    masses: dict[str, Masses]

    @property
    def person(self) -> Floats:
        """[characters]: how likely each is part of a person's name."""
        mass = self.masses["PERSON"]
        return mass.begins + mass.continues


def sentences_of(rows: Sequence[Row], network: Network) -> Iterator[Sentence]:
    """Yield the sentences of all rows, read by the network."""
    emitter, decoder = Emitter(network, fastest_layers(network.layers)), Decoder(network)
    found = [
        (number, start, character_ids(row["text"], network.characters)[start:end])
        for number, row in enumerate(rows)
        for start, end in segments_of(row["text"])
    ]
    for numbers in blocks_of([len(ids) for _, _, ids in found]):
        block = packed([found[number][2] for number in numbers])
        masses = decoder.masses(emitter.emissions(block), block)
        for each, number in enumerate(numbers):
            first, end = block.offsets[each : each + 2].tolist()
            yield Sentence(*found[number], {kind: mass.of(first, end) for kind, mass in masses.items()})
