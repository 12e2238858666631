"""Names → short made sentences in which names stand as they do in mail, forums and reviews.

The labelled sets hold few of them. A line of `templates.txt` is a template: `{f}` is a first name, `{l}` a family name,
`{n}` both, each labelled as a person, unless it is in `<an organisation>` or `[a place]`; `{F}` and `{L}` are names of
something else. A backslash and `n` are a line break.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from train_names.sentences import EWT, MADE, Names, Sentence, sentence_of

_PART = re.compile(r"<[^<>]+>|\[[^\[\]]+\]|\{[fln]\}")
_SLOT = re.compile(r"\{([flnFL])\}")
_KINDS = {"<": "ORG", "[": "LOC", "{": "PER"}


def made_sentences(names: Names, count: int, seed: int) -> list[Sentence]:
    """Return some sentences from the templates, each with other names."""
    rng = random.Random(seed)  # noqa: S311  # training text, not secrets
    lines = Path(__file__).with_name("templates.txt").read_text(encoding="utf-8").splitlines()
    templates = [line.replace("\\n", "\n") for line in lines]
    return [_filled(rng.choice(templates), names, rng) for _ in range(count)]


def _filled(template: str, names: Names, rng: random.Random) -> Sentence:
    text = ""
    spans = []
    for part, kind in _parts(template):
        written = _SLOT.sub(lambda slot: _name(slot[1], names, rng), part)
        if kind:
            spans.append((len(text), len(text) + len(written), kind))
        text += written
    return sentence_of(text, spans, EWT, MADE)


def _parts(template: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a template with their kind of name, empty for none."""
    end = 0
    for part in _PART.finditer(template):
        yield template[end : part.start()], ""
        yield part[0].strip("<>[]"), _KINDS[part[0][0]]
        end = part.end()
    yield template[end:], ""


def _name(slot: str, names: Names, rng: random.Random) -> str:
    if slot == "n":
        return f"{names.first(rng)} {names.last(rng)}"
    return names.first(rng) if slot in "fF" else names.last(rng)
