"""A tagger and labelled sentences → right and wrong names, and what its probabilities are worth."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from train_names.sentences import Sentence

from scanner.detectors.names.arrays import Arrays
from scanner.detectors.names.english.tagger import EnglishTagger

_GOLD = {"PER": "PERSON", "LOC": "LOCATION"}
_OUTSIDE = " \t\n.,;:!?\"'()[]{}<>*-_–—“”‘’/\\|#@&"
_BINS = np.array([0.0, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.92, 0.96, 0.985, 1.0])


@dataclass(slots=True)
class Tally:
    """Counts of one kind of name over sentences, and each found name's probability and whether it was right."""

    right: int = 0
    found: int = 0
    labelled: int = 0
    touched: int = 0
    opinions: list[tuple[float, bool]] = field(default_factory=list)

    def line(self) -> str:
        """Return precision, recall, F1 and the share of labelled names with a found one over some of their letters."""
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.labelled)
        score = 2 * precision * recall / max(1e-9, precision + recall)
        return f"P {precision:.3f} R {recall:.3f} F1 {score:.3f} touched {self.touched / max(1, self.labelled):.3f}"


def tally(tagger: EnglishTagger, sentences: Sequence[Sentence], tallies: dict[str, Tally]) -> None:
    """Add what a tagger finds in sentences to the tallies by kind of name."""
    for sentence, names in zip(sentences, tagger.names([each.text for each in sentences]), strict=True):
        for kind, counts in tallies.items():
            gold = {
                _trimmed(sentence.text, start, end) for start, end, label in sentence.spans if _GOLD.get(label) == kind
            }
            found = [
                (_trimmed(sentence.text, name.start, name.end), name.score or 0) for name in names if name.kind == kind
            ]
            counts.right += len(gold & {place for place, _ in found})
            counts.found += len(found)
            counts.labelled += len(gold)
            counts.touched += sum(any(start < b and a < end for (a, b), _ in found) for start, end in gold)
            counts.opinions += [(score, place in gold) for place, score in found]


def calibration(tallies: dict[str, Tally]) -> Arrays:
    """Return the share of right names at some probabilities, not falling (pooled neighbours)."""
    arrays: Arrays = {"probabilities": _BINS.astype(np.float32)}
    for kind, counts in tallies.items():
        scores = np.array([score for score, _ in counts.opinions])
        right = np.array([was_right for _, was_right in counts.opinions], np.float64)
        pools: list[list[float]] = []
        for low, high in pairwise(_BINS):
            inside = (scores > low) & (scores <= high)
            pools.append([float(right[inside].sum()) + 0.5, float(inside.sum()) + 1, 1])
            while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
                last = pools.pop()
                pools[-1] = [mine + its for mine, its in zip(pools[-1], last, strict=True)]
        shares = [hits / seen for hits, seen, bins in pools for _ in range(int(bins))]
        middle = (np.array([shares[0], *shares]) + np.array([*shares, shares[-1]])) / 2
        arrays[f"shares_{kind}"] = middle.astype(np.float32)
    return arrays


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a name's place without outer signs, a leading "the" and a genitive ending."""
    before = None
    while before != (start, end):
        before = (start, end)
        while start < end and text[start] in _OUTSIDE:
            start += 1
        while start < end and text[end - 1] in _OUTSIDE:
            end -= 1
        start += 4 * (text[start : start + 4].lower() == "the ")
        end -= 2 * (text[max(start, end - 2) : end].lower() in ("'s", "’s"))
    return start, end
