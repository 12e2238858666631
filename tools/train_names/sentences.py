"""Labelled files and a teacher's opinion → lists of pieces with a label each, and copies with other names in them."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from train_names.lists import Marks

from scanner.detectors.names.english.tokens import LINE_END, normal_form, pieces_of

EWT, WNUT, BTC, WIKIPEDIA = range(4)
"""Where a sentence is from; the network learns each one's ways of labelling and is asked for those of EWT."""
FILES = {
    "en_ewt_dev.jsonl": EWT,
    "en_wnut_train.jsonl": WNUT,
    "en_wnut_dev.jsonl": WNUT,
    **{f"en_btc_{part}.jsonl": BTC for part in "abefg"},
}
MADE = "made"
"""`Sentence.document` of what comes from templates."""
_KINDS = {"PER": 1, "PERSON": 1, "LOC": 3, "GPE": 3, "FAC": 3, "ORG": 5}
PERSON, PLACE = 1, 3
SWAPPED, RECASED = 0.4, 0.12
_SWAP_ONE = 0.7
_INVENTED = 0.06
"""Share of new names that are in no list: they are to be known by what stands around them."""
_HARDLY, _MOSTLY = 0.15, 0.6


@dataclass(frozen=True, slots=True)
class Sentence:
    """Normal forms of pieces and their labels (see `LABELS`)."""

    forms: list[str]
    labels: list[int]
    source: int
    text: str
    spans: list[tuple[int, int, str]]
    document: str

    def without_doubtful(self, probabilities: npt.NDArray[np.float32]) -> "Sentence":
        """Return the sentence without the labels that are far from what another network says; -1 is not learnt from.

        `probabilities` is [pieces, labels].
        """
        labels = list(self.labels)
        for kind in (PERSON, PLACE):
            mass = probabilities[:, kind] + probabilities[:, kind + 1]
            for number, label in enumerate(self.labels):
                said = label in (kind, kind + 1)
                if mass[number] < _HARDLY if said else mass[number] > _MOSTLY:
                    labels[number] = -1
        return replace(self, labels=labels)

    def in_case(self, change: Callable[[str], str]) -> "Sentence":
        """Return the sentence with other letters, where that keeps every place; only its text and spans are changed."""
        return replace(self, text="".join(new if len(new := change(old)) == 1 else old for old in self.text))


def labelled(path: Path, source: int) -> list[Sentence]:
    """Return the sentences of a file of objects with `text` and `spans` ([start, end, kind], code points)."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        sentence_of(row["text"], [tuple(each) for each in row["spans"]], source, row.get("doc", "")) for row in rows
    ]


def taught(path: Path, teacher: Any) -> list[Sentence]:  # a spaCy Language, which has no types
    """Return the lines of a file with the names that a spaCy pipeline finds."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        sentence_of(doc.text, [(each.start_char, each.end_char, each.label_) for each in doc.ents], WIKIPEDIA, "")
        for doc in teacher.pipe(lines, batch_size=64)
    ]


def sentence_of(text: str, spans: Sequence[tuple[int, int, str]], source: int, document: str) -> Sentence:
    """Return a text cut into pieces, with a label each; spans are (start, end, kind) in code points."""
    pieces = pieces_of([text]).pieces[3:-3]
    ends = list(accumulate(map(len, pieces)))
    forms, labels, apart = [], [], True
    for piece, end in zip(pieces, ends, strict=True):
        form = normal_form(piece)
        if form and form != LINE_END:
            start = end - len(piece.lstrip())
            forms.append(" " + form.strip() if apart else form)
            labels.append(_label(start, end, spans, text))
        elif form:
            forms.append(form)
            labels.append(0)
        apart = piece.isspace()
    return Sentence(forms, labels, source, text, list(spans), document)


def _label(start: int, end: int, spans: Sequence[tuple[int, int, str]], text: str) -> int:
    for first, last, kind in spans:
        if start < last and end > first and kind in _KINDS:
            return _KINDS[kind] + (not text[first:start].isspace() and start > first)
    return 0


class Names:
    """Other names to put in the place of those in a sentence, common ones more often."""

    def __init__(self, marks: Marks) -> None:
        """Take the marks of the lexicon: first name, family name, ordinary word, place."""
        self._marks = marks
        self._first, self._last = self._weighted(0), self._weighted(1)
        self._places = [word for word, values in marks.items() if values[3] > 1]

    def _weighted(self, column: int) -> tuple[list[str], list[int]]:
        words = [word for word, values in self._marks.items() if values[column]]
        return words, list(accumulate(self._marks[word][column] ** 2 for word in words))

    def changed(self, sentence: Sentence, rng: random.Random) -> list[str]:
        """Return the sentence's forms, now and then with other names or in other letter cases."""
        words = [form.strip(" ") for form in sentence.forms]
        if rng.random() < SWAPPED:
            for first, last in _stretches(sentence.labels):
                if rng.random() < _SWAP_ONE and all(_is_name_part(word) for word in words[first:last]):
                    self._swap(words, first, last, sentence.labels[first], rng)
        if rng.random() < RECASED:
            style = rng.choice((str.lower, str.lower, str.upper, str.upper, _capitalized))
            words = [style(word) for word in words]
        return [" " + word if form[0] == " " else word for word, form in zip(words, sentence.forms, strict=True)]

    def _swap(self, words: list[str], first: int, last: int, label: int, rng: random.Random) -> None:
        if label == PLACE:
            if last - first == 1:
                words[first] = _capitalized(rng.choice(self._places))
            return
        marks = self._marks.get(words[first].lower(), [0, 0])
        lone_family_name = last - first == 1 and marks[1] > marks[0]
        for number in range(first, last):
            given = number < last - 1 or (last - first == 1 and not lone_family_name)
            name = self.first(rng) if given else self.last(rng)
            words[number] = name.upper() if words[number].isupper() else name

    def first(self, rng: random.Random) -> str:
        """Return a first name, the common ones more often."""
        return self._one(self._first, rng)

    def last(self, rng: random.Random) -> str:
        """Return a family name, the common ones more often."""
        return self._one(self._last, rng)

    def _one(self, names: tuple[list[str], list[int]], rng: random.Random) -> str:
        if rng.random() >= _INVENTED:
            return _capitalized(rng.choices(names[0], cum_weights=names[1])[0])
        front, back = rng.choice(names[0]), rng.choice(names[0])
        return _capitalized(front[: rng.randint(2, 4)] + back[-rng.randint(2, 5) :])


def _stretches(labels: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of persons and places."""
    for first, label in enumerate(labels):
        if label in (PERSON, PLACE):
            last = first + 1
            while last < len(labels) and labels[last] == label + 1:
                last += 1
            yield first, last


def _is_name_part(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word[0].isupper()


def _capitalized(word: str) -> str:
    return word[:1].upper() + word[1:]
