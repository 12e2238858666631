"""Pairs of texts whose exact Jaccard similarity is known, in five kinds of writing; every word is made up."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

NGRAM = 5
_VOCABULARY = 4000
_VOWELS = {"english": "aeiou", "european": "aeiouäöüéèêàçñåøæыуеоаиεηωά"}
_CONSONANTS = {"english": "bcdfghklmnprstvw", "european": "bcdfghklmnprstvwšžčłжшчвднлтθκλξ"}
_THAI_CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]
_THAI_VOWELS = ["", "\u0e32", "\u0e34", "\u0e35", "\u0e30"]
_THAI_TONES = ["", "", "\u0e48", "\u0e49"]


@dataclass(frozen=True)
class Pair:
    """Two texts."""

    one: str
    other: str
    similarity: float
    """Exact Jaccard similarity of their sets of five-token shingles."""


def planted_pairs(script: str, count: int, seed: int, words: tuple[int, int] = (80, 320)) -> list[Pair]:
    """Return pairs of so many words (of code points where no spaces are written), with similarities from 0.4 to 1."""
    random = Random(f"{script} {seed}")
    make, join = SCRIPTS[script]
    vocabulary = [make(random) for _ in range(_VOCABULARY)]
    return [_pair(random, vocabulary, join, random.randint(*words)) for _ in range(count)]


def exact_similarity(one: str, other: str) -> float:
    """Return the Jaccard similarity of two texts, by sets of tuples."""
    first, second = (_shingles(tokens_of(text)) for text in (one, other))
    return len(first & second) / len(first | second)


def tokens_of(text: str) -> list[str]:
    """Return words in lower case where words are spaced, else code points; by another way than the scanner's."""
    letters = "".join(
        character if unicodedata.category(character)[0] in "LMN" else " "
        for character in unicodedata.normalize("NFC", text).casefold()
    )
    return [
        token
        for word in letters.split()
        for token in (list(word) if any("\u0e00" <= letter <= "\u9fff" for letter in word) else [word])
    ]


def _shingles(tokens: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(tokens[at : at + NGRAM]) for at in range(max(1, len(tokens) - NGRAM + 1))}


def _pair(random: Random, vocabulary: Sequence[str], join: Callable[[Random, list[str]], str], length: int) -> Pair:
    one = random.choices(vocabulary, k=length)
    other = list(one)
    edits = random.randint(0, max(2, length // 11))
    way = random.choice(("scattered", "span", "added", "cut"))
    if way == "scattered":
        for place in random.sample(range(length), min(edits, length)):
            other[place] = random.choice(vocabulary)
    elif way == "span":
        start = random.randrange(max(1, length - 4 * edits))
        other[start : start + 4 * edits] = random.choices(vocabulary, k=4 * edits)
    elif way == "added":
        other += random.choices(vocabulary, k=6 * edits)
    else:
        del other[length - min(4 * edits, length // 2) :]
    texts = join(random, one), join(random, other)
    return Pair(*texts, exact_similarity(*texts))


def _spaced(kind: str) -> Callable[[Random], str]:
    def make(random: Random) -> str:
        syllables = (
            random.choice(_CONSONANTS[kind]) + random.choice(_VOWELS[kind]) for _ in range(random.randint(1, 4))
        )
        return "".join(syllables) + random.choice(("", "", random.choice(_CONSONANTS[kind])))

    return make


def _chinese(random: Random) -> str:
    return chr(0x4E00 + int(random.paretovariate(0.6)) % 5000)


def _japanese(random: Random) -> str:
    if random.random() < 0.6:
        return chr(random.randint(0x3042, 0x3093))
    return chr(random.randint(0x30A2, 0x30F3)) if random.random() < 0.4 else _chinese(random)


def _thai(random: Random) -> str:
    return random.choice(_THAI_CONSONANTS) + random.choice(_THAI_VOWELS) + random.choice(_THAI_TONES)


def _sentences(random: Random, words: list[str]) -> str:
    written: list[str] = []
    for word in words:
        starts = not written or written[-1].endswith(".")
        written.append((word.capitalize() if starts else word) + random.choice(("", "", "", "", "", ",", ".")))
    return " ".join(written)


def _unspaced(marks: Sequence[str]) -> Callable[[Random, list[str]], str]:
    def join(random: Random, words: list[str]) -> str:
        return "".join(word + (random.choice(marks) if random.random() < 0.08 else "") for word in words)

    return join


SCRIPTS: dict[str, tuple[Callable[[Random], str], Callable[[Random, list[str]], str]]] = {
    "english": (_spaced("english"), _sentences),
    "european": (_spaced("european"), _sentences),
    "chinese": (_chinese, _unspaced(("，", "。", "、", "\n"))),
    "japanese": (_japanese, _unspaced(("、", "。", "「", "」"))),
    "thai": (_thai, _unspaced((" ", " ", "\n"))),
}
