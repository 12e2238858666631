"""What a maker of synthetic numbers says: the rule that must find them, how to make one, how people introduce it."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Made:
    """Numbers of one kind."""

    rule: str
    make: Callable[[Random], str]
    """A valid number as people write it; written in all usual ways, by chance."""
    said: tuple[str, ...]
    """Sentences with `{}` where the number stands; in English, in the country's language, glued to Chinese."""
    breakable: bool = True
    """False: the number has no check, so that a changed digit gives another valid one."""
