"""What a reader of names says about a text: a kind of name, where, and how likely it is one."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Name(NamedTuple):
    """A name in a text."""

    kind: str
    """`PERSON` or `LOCATION`, the words of presidio-analyzer."""
    start: int
    """Code points from the beginning of the text."""
    end: int
    """One past the last code point."""
    score: float | None = None
    """Share of names with this score that were names in labelled text, 0 to 1; None where a pipeline does not say."""


class NameReader(Protocol):
    """Anything that finds names: a tagger of the package, or presidio-analyzer around a spaCy pipeline."""

    def names(self, texts: Sequence[str]) -> list[list[Name]]:
        """Return the names of each text by place, in the order of the texts."""
