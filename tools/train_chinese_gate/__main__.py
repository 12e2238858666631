"""Labelled Chinese text and the network → the weights file of the gate before the network.

    python tools/train_chinese_gate FOLDER_OF_NAMES --out scanner/detectors/names/data/chinese_gate.npz

Reads `zh_gsd_train.jsonl` and `zh_gsd_dev.jsonl` of the folder: one object a line with `text` and `spans`
([start, end, PER|LOC|ORG], code points). The gate learns what the network calls a person's name, on those texts and on
copies with other names in them; the threshold is the highest that keeps `KEPT` of the network's right names in text
that was not trained on. The file also says how often a name of a given probability was one in the training text.
Same input, same bytes of output.
"""

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from scanner.detectors.names.chinese.decoding import Decoder, Masses
from scanner.detectors.names.chinese.gate import Gate
from scanner.detectors.names.chinese.network import ROWS, Emitter
from scanner.detectors.names.chinese.segments import character_ids, segments_of
from scanner.detectors.names.chinese.spans import FEWEST_SURE, raw_names
from scanner.detectors.names.chinese.weights import GateWeights, Network, load_network

KEPT = 0.99
_SEED = 20261124
_AROUND = 2
_FEATURES = 16
_HIDDEN = 32
_EPOCHS = 12
_BATCH = 512
_STEP = 2e-3
_COPIES = 2
_HELD_OUT = 10
"""One training row in so many helps to choose the threshold."""
_GOLD = {"PER": "PERSON", "LOC": "LOCATION"}
_BINS = np.array([FEWEST_SURE, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0])
_POSITIVE_WEIGHT = 3.0
Floats = npt.NDArray[np.float32]
Row = dict[str, Any]


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _with_other_names(rows: list[Row], rng: np.random.Generator) -> list[Row]:
    """Return the rows with each person's name replaced by a mixture of the first and later characters of others."""
    names = [row["text"][start:end] for row in rows for start, end, kind in row["spans"] if kind == "PER"]
    short = [name for name in names if 2 <= len(name) <= 4]  # noqa: PLR2004  # those of one surname and a given name
    copies = []
    for row in rows:
        text, shift = row["text"], 0
        for start, end, kind in row["spans"]:
            if kind == "PER":
                head, tail = (short[int(number)] for number in rng.integers(len(short), size=2))
                new = head[0] + tail[1:]
                text = text[: start + shift] + new + text[end + shift :]
                shift += len(new) - (end - start)
        copies.append({"text": text, "spans": []})
    return copies


@dataclass(frozen=True, slots=True)
class _Segment:
    row: int
    start: int
    ids: npt.NDArray[np.uint16]
    masses: dict[str, Masses]

    @property
    def person(self) -> npt.NDArray[np.bool_]:
        """[characters]: part of a person's name, as the network tells it."""
        mass = self.masses["PERSON"]
        told: npt.NDArray[np.bool_] = mass.begins + mass.continues > FEWEST_SURE
        return told


def _labelled(rows: list[Row], network: Network) -> list[_Segment]:
    """Return the segments of all rows as the network reads them."""
    emitter, decoder = Emitter(network), Decoder(network)
    segments = [
        (number, start, character_ids(row["text"], network.characters)[start:end])
        for number, row in enumerate(rows)
        for start, end in segments_of(row["text"])
    ]
    segments.sort(key=lambda each: len(each[2]))
    out = []
    for start in range(0, len(segments), ROWS):
        block = segments[start : start + ROWS]
        masses = decoder.masses(emitter.emissions([ids for _, _, ids in block]), [len(ids) for _, _, ids in block])
        for row, each in enumerate(block):
            out.append(_Segment(*each, {kind: mass.of(row, len(each[2])) for kind, mass in masses.items()}))
    return out


def _windows(segments: list[_Segment], end_sign: int) -> tuple[npt.NDArray[np.intp], Floats]:
    windows, targets = [], []
    for segment in segments:
        padded = np.pad(segment.ids.astype(np.intp), _AROUND, constant_values=end_sign)
        windows.append(np.lib.stride_tricks.sliding_window_view(padded, 2 * _AROUND + 1))
        targets.append(segment.person)
    return np.concatenate(windows), np.concatenate(targets).astype(np.float32)


def _trained(
    windows: npt.NDArray[np.intp], targets: Floats, embedding: Floats, rng: np.random.Generator
) -> list[Floats]:
    """Minimize the weighted logistic loss by Adam; returns reduction, hidden, hidden bias and output."""
    table = np.concatenate([embedding, np.zeros((1, embedding.shape[1]), np.float32)])
    width = windows.shape[1]
    shapes = [(embedding.shape[1], _FEATURES), (width * _FEATURES, _HIDDEN), (_HIDDEN,), (_HIDDEN,)]
    parameters = [(rng.standard_normal(shape) / np.sqrt(shape[0])).astype(np.float32) for shape in shapes]
    parameters[2][:] = 0
    first = [np.zeros_like(each) for each in parameters]
    second = [np.zeros_like(each) for each in parameters]
    step = 0
    for epoch in range(_EPOCHS):
        for some in np.array_split(rng.permutation(len(windows)), len(windows) // _BATCH):
            gradients = _gradients(parameters, table[windows[some]], targets[some])
            step += 1
            rate = _STEP * (1 - epoch / _EPOCHS) * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            for each, gradient in enumerate(gradients):
                first[each] += 0.1 * (gradient - first[each])
                second[each] += 0.001 * (gradient * gradient - second[each])
                parameters[each] -= (rate * first[each] / (np.sqrt(second[each]) + 1e-8)).astype(np.float32)
    return parameters


def _gradients(parameters: list[Floats], embedded: Floats, targets: Floats) -> list[Floats]:
    reduction, hidden, hidden_bias, output = parameters
    rows, width, _ = embedded.shape
    reduced = (embedded @ reduction).reshape(rows, -1)
    active = np.maximum(reduced @ hidden + hidden_bias, 0)
    error = 1 / (1 + np.exp(-(active @ output))) - targets
    error *= np.where(targets > 0, _POSITIVE_WEIGHT, 1) / rows
    back = np.outer(error, output) * (active > 0)
    to_reduced = (back @ hidden.T).reshape(rows * width, -1)
    return [
        embedded.reshape(rows * width, -1).T @ to_reduced,
        reduced.T @ back,
        back.sum(axis=0),
        active.T @ error,
    ]


def _threshold(gate: Gate, rows: list[Row], segments: list[_Segment]) -> tuple[float, float]:
    """Return the threshold that keeps `KEPT` of the right names' segments, and the share of text above it."""
    scores = [float(gate.scores([segment.ids]).max()) for segment in segments]
    right = []
    for segment, score in zip(segments, scores, strict=True):
        first, end = segment.start, segment.start + len(segment.ids)
        gold = [span for span in rows[segment.row]["spans"] if span[2] == "PER" and first <= span[0] < end]
        right += [score for span in gold if segment.person[span[0] - first : span[1] - first].all()]
    threshold = float(np.quantile(right, 1 - KEPT))
    sizes = [len(segment.ids) for segment in segments]
    passed = sum(size for size, score in zip(sizes, scores, strict=True) if score >= threshold) / sum(sizes)
    return threshold - 1e-4, passed


def _calibration(rows: list[Row], segments: list[_Segment]) -> dict[str, Floats]:
    """Return for each kind what share of the names of about a probability are names; never falling."""
    told: dict[str, list[tuple[float, bool]]] = {"PERSON": [], "LOCATION": []}
    for segment in segments:
        row = rows[segment.row]
        gold = {(start, end, _GOLD[kind]) for start, end, kind in row["spans"] if kind in _GOLD}
        for name in raw_names(row["text"][segment.start : segment.start + len(segment.ids)], segment.masses):
            place = (segment.start + name.start, segment.start + name.end, name.kind)
            told[name.kind].append((name.probability, place in gold))
    centres = (_BINS[:-1] + _BINS[1:]) / 2
    arrays = {"probabilities": centres.astype(np.float32)}
    for kind, names in told.items():
        probability, right = (np.array(each, np.float64) for each in zip(*names, strict=True))
        bins = np.clip(np.digitize(probability, _BINS) - 1, 0, len(centres) - 1)
        shares = [(right[bins == each].sum() + 1) / ((bins == each).sum() + 2) for each in range(len(centres))]
        arrays[f"shares_{kind}"] = np.maximum.accumulate(np.array(shares, np.float32))
        print(kind, " ".join(f"{centre:.3f}:{share:.2f}" for centre, share in zip(centres, shares, strict=True)))
    return arrays


def main() -> None:
    """Train, choose the threshold, write the file, print its digest and what the gate lets pass."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rng = np.random.default_rng(_SEED)
    network = load_network()
    train = _rows(options.names / "zh_gsd_train.jsonl")
    held_out = train[::_HELD_OUT] + _rows(options.names / "zh_gsd_dev.jsonl")
    kept = [row for number, row in enumerate(train) if number % _HELD_OUT]
    calibration = _calibration(train, _labelled(train, network))
    copies = [copy for _ in range(_COPIES) for copy in _with_other_names(kept, rng)]
    windows, targets = _windows(_labelled(kept + copies, network), len(network.embedding))
    parameters = [
        each.astype(np.float16).astype(np.float32) for each in _trained(windows, targets, network.embedding, rng)
    ]
    reduction, hidden, bias, output = parameters
    gate = Gate(GateWeights(reduction, hidden, bias, output, threshold=0.0), network.embedding)
    threshold, passed = _threshold(gate, held_out, _labelled(held_out, network))
    names = ("reduction", "hidden", "hidden_bias", "output")
    arrays = {name: each.astype(np.float16) for name, each in zip(names, parameters, strict=True)}
    np.savez_compressed(options.out, allow_pickle=False, **arrays, **calibration, threshold=np.float32(threshold))
    digest = hashlib.sha256(options.out.read_bytes()).hexdigest()
    print(f"{options.out}: {options.out.stat().st_size} bytes, sha256 {digest}")
    print(f"keeps {KEPT:.1%} of the network's right names, {passed:.1%} of the held-out text passes")


if __name__ == "__main__":
    main()
