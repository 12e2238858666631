"""Labelled Chinese text and the network → the weights file of the gate before the network.

    PYTHONPATH=.:tools python -m train_chinese_gate FOLDER_OF_NAMES jieba-0.42.1.tar.gz --out FILE.npz

Reads `zh_gsd_train.jsonl` and `zh_gsd_dev.jsonl` of the folder (one object a line with `text` and `spans` as
[start, end, PER|LOC|ORG], code points) and the names in jieba's dictionary (`pip download` as for `tools/convert_lac`).
The gate learns how likely the network finds each character part of a person's name, on those texts and on copies with
other names in them; the threshold is the highest that keeps `KEPT` of the network's right names in text that was not
trained on. The file also says how often a name of a given probability was one in the training text. Same input, same
bytes of output.
"""

import argparse
import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"  # before NumPy is there: sums in one order, the same bytes everywhere

import numpy as np  # noqa: E402  # the lines above come first
import numpy.typing as npt  # noqa: E402  # the same
from train_chinese_gate.learning import AROUND, trained  # noqa: E402  # the same
from train_chinese_gate.silver import (  # noqa: E402  # the same
    Row,
    Sentence,
    mixed_names,
    read_names,
    read_rows,
    sentences_of,
    with_other_names,
)

from scanner.detectors.names.arrays import Floats  # noqa: E402  # the same
from scanner.detectors.names.chinese.gate import Gate  # noqa: E402  # the same
from scanner.detectors.names.chinese.spans import FEWEST_SURE, raw_names  # noqa: E402  # the same
from scanner.detectors.names.chinese.stretches import stretches_of  # noqa: E402  # the same
from scanner.detectors.names.chinese.weights import GateWeights, Network, load_network  # noqa: E402  # the same

KEPT = 0.99
_SEED = 20261124
_COPIES = 2
"""With names of the text mixed, and as many again with names of jieba's dictionary."""
_HELD_OUT = 10
"""One training row in so many helps to choose the threshold."""
_WRONG = 0.4
"""What a probability of the network counts for where the labels say that there is no person's name."""
_GOLD = {"PER": "PERSON", "LOC": "LOCATION"}
_BINS = np.array([0.3, FEWEST_SURE, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0])


def _windows(rows: Sequence[Row], sentences: Sequence[Sentence], end_sign: int) -> tuple[npt.NDArray[np.intp], Floats]:
    windows, targets = [], []
    for sentence in sentences:
        padded = np.pad(sentence.ids.astype(np.intp), AROUND, constant_values=end_sign)
        windows.append(np.lib.stride_tricks.sliding_window_view(padded, 2 * AROUND + 1))
        named = np.zeros(len(sentence.ids), np.bool_)
        for start, end, kind in rows[sentence.row]["spans"]:
            named[max(start - sentence.start, 0) : max(end - sentence.start, 0)] |= kind == "PER"
        targets.append(sentence.person * np.where(named, 1, _WRONG).astype(np.float32))
    return np.concatenate(windows), np.concatenate(targets)


def _right_names(rows: Sequence[Row], network: Network) -> list[tuple[int, int, int]]:
    """Return row, start and end of the persons that the network tells when it reads whole sentences."""
    right = []
    for sentence in sentences_of(rows, network):
        first, end = sentence.start, sentence.start + len(sentence.ids)
        right += [
            (sentence.row, span[0], span[1])
            for span in rows[sentence.row]["spans"]
            if span[2] == "PER" and first <= span[0] and span[1] <= end
            if (sentence.person[span[0] - first : span[1] - first] > FEWEST_SURE).all()
        ]
    return right


def _kept(gate: Gate, rows: Sequence[Row], right: Sequence[tuple[int, int, int]], network: Network) -> Floats:
    """Return the share of right names that the gate lets pass whole, and the share of the text it lets pass."""
    read: set[tuple[int, int]] = set()
    size = 0
    for stretches in stretches_of([row["text"] for row in rows], network.characters):
        size += len(stretches.characters())
        starts, ends = gate.pieces(stretches)
        sentences = np.searchsorted(stretches.starts, starts, side="right") - 1
        shifts = stretches.offsets[sentences] - stretches.starts[sentences]
        for text, start, end in zip(stretches.texts[sentences], starts + shifts, ends + shifts, strict=True):
            read |= {(int(text), place) for place in range(start, end)}
    kept = [all((row, place) in read for place in range(start, end)) for row, start, end in right]
    return np.array([np.mean(kept), len(read) / size], np.float32)


def _threshold(weights: GateWeights, rows: Sequence[Row], network: Network) -> float:
    """Return the highest threshold in steps of 0.1 that keeps `KEPT` of the right names of some rows."""
    right = _right_names(rows, network)
    for step in range(20, -60, -1):
        gate = Gate(replace(weights, threshold=step / 10), network)
        kept, read = _kept(gate, rows, right, network).tolist()
        if kept >= KEPT:
            print(f"threshold {step / 10}: {kept:.1%} of {len(right)} right names, {read:.1%} of the held-out text")
            return step / 10
    raise SystemExit("no threshold keeps enough names")


def _calibration(rows: Sequence[Row], sentences: Sequence[Sentence]) -> dict[str, Floats]:
    """Return for each kind what share of the names of about a probability are names; never falling."""
    told: dict[str, list[tuple[float, bool]]] = {"PERSON": [], "LOCATION": []}
    for sentence in sentences:
        row = rows[sentence.row]
        gold = {(start, end, _GOLD[kind]) for start, end, kind in row["spans"] if kind in _GOLD}
        text = row["text"][sentence.start : sentence.start + len(sentence.ids)]
        for name in raw_names(text, sentence.masses):
            place = (sentence.start + name.start, sentence.start + name.end, name.kind)
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


def _learnt(rows: Sequence[Row], names: Sequence[str], network: Network) -> GateWeights:
    """Return the gate, in what float16 can hold, without a threshold."""
    rng = np.random.default_rng(_SEED)
    copies = []
    for source in (mixed_names(rows, rng, len(names)), names):
        for _ in range(_COPIES):
            copies += with_other_names(rows, source, rng)
    table = network.embedding.times(np.eye(network.embedding.values.shape[1], dtype=np.float32))
    copies = [*rows, *copies]
    windows, targets = _windows(copies, list(sentences_of(copies, network)), len(table))
    table = np.concatenate([table, np.zeros((1, table.shape[1]), np.float32)])
    parameters = [each.astype(np.float16).astype(np.float32) for each in trained(windows, targets, table, rng)]
    reduction, hidden, hidden_bias, output = parameters
    return GateWeights(reduction, hidden, hidden_bias, output, threshold=0.0)


def main() -> None:
    """Train, choose the threshold, write the file, print its digest and what the gate lets pass."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", type=Path)
    parser.add_argument("jieba", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    network = load_network()
    names = read_names(options.jieba)
    train = read_rows(options.names / "zh_gsd_train.jsonl")
    held_out = train[::_HELD_OUT] + read_rows(options.names / "zh_gsd_dev.jsonl")
    kept = [row for number, row in enumerate(train) if number % _HELD_OUT]
    weights = _learnt(kept, names, network)
    rng = np.random.default_rng(_SEED)
    threshold = _threshold(weights, held_out + with_other_names(held_out, names, rng), network)
    arrays = {
        name: getattr(weights, name).astype(np.float16) for name in ("reduction", "hidden", "hidden_bias", "output")
    }
    calibration = _calibration(train, list(sentences_of(train, network)))
    np.savez_compressed(options.out, allow_pickle=False, **arrays, **calibration, threshold=np.float32(threshold))
    digest = hashlib.sha256(options.out.read_bytes()).hexdigest()
    print(f"{options.out}: {options.out.stat().st_size} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
