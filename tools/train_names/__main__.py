"""Labelled English text, lists and a teacher → the weights file of the English tagger.

    PYTHONPATH=.:tools python -m train_names FOLDER --teacher PIPELINE --word-list WORDS --out FILE.npz

See the README beside this file for where the inputs come from. Seeds are fixed, but see there.
"""

import argparse
import hashlib
import os
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[_variable] = "1"  # sums in one order, whatever the machine

import numpy as np  # noqa: E402  # the lines above come first
import numpy.typing as npt  # noqa: E402  # the same
import spacy  # noqa: E402  # the same
from train_names.evaluate import Tally, calibration, tally  # noqa: E402  # the same
from train_names.lists import read_lists  # noqa: E402  # the same
from train_names.model import Features, Trainer  # noqa: E402  # the same
from train_names.sentences import EWT, FILES, Names, Sentence, labelled, taught  # noqa: E402  # the same
from train_names.store import stored, words_without_names  # noqa: E402  # the same
from train_names.templates import made_sentences  # noqa: E402  # the same

from scanner.detectors.names.arrays import Arrays  # noqa: E402  # the same
from scanner.detectors.names.english.tagger import EnglishTagger  # noqa: E402  # the same
from scanner.detectors.names.english.weights import english_of  # noqa: E402  # the same

_SEED = 20261124
_FOLDS = 3
_FIRST_EPOCHS = 4
_MADE = 1500
"""Sentences from templates."""
_TEACHER = {
    "ner/model": "7454af3a8d841f9724f932f95b06591a13da659e0f99dd44ebbb2be804739d6d",
    "vocab/vectors": "22d102290ba09bb681c5a2e6063e9b4cea4c41dec9517565181a907b6ba6a830",
}
_WORD_LIST = "9f513f1ceadb6a01c5485b7dbdfd5118dc66cd70b59cae2851292112d4066a32"
_UNCALIBRATED: Arrays = {
    name: np.array([0, 1], np.float32) for name in ("probabilities", "shares_PERSON", "shares_LOCATION")
}


def _check(path: Path, expected: str) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != expected:
        raise SystemExit(f"{path.name}: sha256 {digest}, expected {expected}")


def _folds(sentences: Sequence[Sentence]) -> dict[str, int]:
    """Return the fold of each document, so that each fold has as many persons' names."""
    persons = Counter(each.document for each in sentences for span in each.spans if span[2] == "PER")
    documents = sorted({each.document for each in sentences})
    random.Random(_SEED).shuffle(documents)  # noqa: S311  # a split, not a secret
    sums = [0.0] * _FOLDS
    folds = {}
    for document in sorted(documents, key=lambda each: -persons[each]):
        fold = min(range(_FOLDS), key=sums.__getitem__)
        folds[document] = fold
        sums[fold] += persons[document] + 0.3
    return folds


def main() -> None:
    """Train once for each fold of the development set, then on everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--word-list", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    for file, digest in _TEACHER.items():
        _check(options.teacher / file, digest)
    _check(options.word_list, _WORD_LIST)
    teacher = spacy.load(options.teacher, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"])
    lists = read_lists(options.word_list, teacher)
    gold = [each for file, source in FILES.items() for each in labelled(options.folder / file, source)]
    silver = taught(options.folder / "en_wikipedia_sentences.txt", teacher)
    never = words_without_names([*gold, *silver], lists)
    trainer = Trainer(lists, Names(lists.marks), Features(lists))
    wanted = [each for each in gold if each.source == EWT]
    folds = _folds(wanted)
    tallies = {kind: Tally() for kind in ("PERSON", "LOCATION")}
    capitals, small = Tally(), Tally()
    for fold in range(_FOLDS):
        print(f"fold {fold + 1} of {_FOLDS}")
        seen = [each for each in gold if folds.get(each.document, -1) != fold]
        arrays = stored(_trained(trainer, seen, silver, _SEED + fold), lists, never) | _UNCALIBRATED
        held_out = [each for each in wanted if folds[each.document] == fold]
        tagger = EnglishTagger(english_of(arrays))
        tally(tagger, held_out, tallies)
        tally(tagger, [each.in_case(str.upper) for each in held_out], {"PERSON": capitals})
        tally(tagger, [each.in_case(str.lower) for each in held_out], {"PERSON": small})
    for kind, counts in tallies.items():
        print(f"held out, {kind}: {counts.line()}")
    print(f"held out, PERSON, all in capitals: {capitals.line()}")
    print(f"held out, PERSON, all in small letters: {small.line()}")
    arrays = stored(_trained(trainer, gold, silver, _SEED + _FOLDS), lists, never) | calibration(tallies)
    np.savez_compressed(options.out, **arrays)  # type: ignore[arg-type]  # NumPy's stub wants a flag among the names
    print(f"{options.out}: sha256 {hashlib.sha256(options.out.read_bytes()).hexdigest()}")


def _trained(
    trainer: Trainer, gold: Sequence[Sentence], silver: Sequence[Sentence], seed: int
) -> Mapping[str, npt.NDArray[np.float32]]:
    """Train on people's labels alone, drop the teacher's labels that this contradicts, train on all of them."""
    made = made_sentences(trainer.names, _MADE, seed)
    first = trainer.train([*gold, *made], seed, _FIRST_EPOCHS)
    return trainer.train([*gold, *made, *trainer.doubted(silver, first)], seed)


if __name__ == "__main__":
    main()
