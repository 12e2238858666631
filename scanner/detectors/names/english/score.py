"""English texts → how many names of persons are to be expected, at a tenth of the cost of looking for them."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from scanner.detectors.names.english.lexicon import KINDS, Lexicon
from scanner.detectors.names.strata import Stratum

_PAIR = re.compile(r"(?<![A-Za-z])([A-Z][a-z]{1,15}) (?:[A-Z]\.? )?[A-Z][a-z]")
"""Two words with capitals, an initial between them at most."""
_FIRST = KINDS.index("first")
_COMMON = 3
"""Mark from which on a word is one of the common first names."""

STRATA: Final = (
    Stratum("no two capitals", float("-inf"), 1.1),
    Stratum("capitals", 1, 1.3),
    Stratum("a first name", 2, 1.3),
    Stratum("first names", 3, 0.7),
    Stratum("many first names", 6, 0.2),
)
"""Spreads seen with the tagger itself: documents of EWT dev, tweets of Broad Twitter, sentences of Wikipedia."""


def expected_names(texts: Sequence[str], lexicon: Lexicon) -> list[float]:
    """Return 0 for a text without two capitals in a row, else one more than the common first names before another."""
    words = [[match[1].lower() for match in _PAIR.finditer(text)] for text in texts]
    flat = [word for some in words for word in some]
    marks, _ = lexicon.look_up(flat)
    common = np.concatenate([[0], np.cumsum(marks[:, _FIRST] >= _COMMON)]) if flat else np.zeros(1, np.intp)
    scores = []
    start = 0
    for some in words:
        end = start + len(some)
        scores.append(float(bool(some)) + float(common[end] - common[start]))
        start = end
    return scores
