"""Sentence templates of `prose/*.txt` and a key → an article, the same for the same key on every machine."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SEED = "corpus-scanner samples 1"
_UNSPACED = frozenset({"zh", "ja", "tw"})
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_PARAGRAPH_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Article:
    """A title and paragraphs of plain text."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """Title and paragraphs, a blank line between them."""
        return "\n\n".join((self.title, *self.paragraphs))


@dataclass(frozen=True, slots=True)
class Topic:
    """Templates that go together."""

    titles: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """One file of templates."""

    slots: dict[str, tuple[str, ...]]
    topics: dict[str, Topic]


class Draw:
    """Choices that depend on a key alone; only `random()` is used, whose sequence Python promises to keep."""

    def __init__(self, key: str) -> None:
        self._random = random.Random(f"{SEED}/{key}")  # noqa: S311  # repeatable text, nothing secret

    def one(self, options: Sequence[str]) -> str:
        """Return one of the options."""
        return options[int(self._random.random() * len(options))]

    def some(self, options: Sequence[str], count: int) -> list[str]:
        """Return `count` options in random order; all are used before one comes again."""
        chosen: list[str] = []
        while len(chosen) < count:
            rest = list(options)
            while rest and len(chosen) < count:
                chosen.append(rest.pop(int(self._random.random() * len(rest))))
        return chosen


def load_bank(path: Path) -> Bank:
    """Read a file of templates; its first lines explain the signs."""
    slots: dict[str, tuple[str, ...]] = {}
    titles: dict[str, list[str]] = {}
    sentences: dict[str, list[str]] = {}
    topic = ""
    for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
        sign, _, rest = line.partition(" ")
        if sign.startswith("@"):
            slots[sign[1:-1]] = tuple(option.strip() for option in rest.split("|"))
        elif sign == "=":
            topic = rest
        elif sign == "!":
            titles.setdefault(topic, []).append(rest)
        elif sign != "#":
            sentences.setdefault(topic, []).append(line)
    return Bank(slots, {name: Topic(tuple(titles[name]), tuple(sentences[name])) for name in titles})


class Prose:
    """Articles in six languages."""

    def __init__(self) -> None:
        folder = Path(__file__).with_name("prose")
        self._banks = {path.stem: load_bank(path) for path in sorted(folder.glob("*.txt"))}

    def article(self, language: str, topic: str, key: str, sentences: int = 10) -> Article:
        """Return an article of so many sentences; the topic of `de`, `fr`, `es`, `ja` and `tw` is the language."""
        bank = self._banks[{"de": "eu", "fr": "eu", "es": "eu", "tw": "ja"}.get(language, language)]
        draw = Draw(f"{language}/{topic}/{key}")
        templates = bank.topics[topic]
        title = _fill(bank, draw, draw.one(templates.titles))
        lines = [_fill(bank, draw, template) for template in draw.some(templates.sentences, sentences)]
        joint = "" if language in _UNSPACED else " "
        return Article(title, tuple(joint.join(lines[i : i + _PARAGRAPH_SENTENCES]) for i in _starts(lines)))


def _starts(lines: list[str]) -> range:
    return range(0, len(lines), _PARAGRAPH_SENTENCES)


def _fill(bank: Bank, draw: Draw, template: str) -> str:
    text = _CHOICE.sub(lambda match: draw.one(match[1].split("|")), template)
    text = _SLOT.sub(lambda match: draw.one(bank.slots[match[1]]), text)
    return text[:1].upper() + text[1:]
