"""The shape of all words that reports say: a sentence in each language."""

from typing import NamedTuple


class Words(NamedTuple):
    """The same said twice; `{name}` is a gap to be filled."""

    en: str
    zh: str
