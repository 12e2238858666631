"""Words of a rule → what must stand near a match, and what right in front of it says that it is something else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

_BLANK = "[ \\t\\r\\n\u00a0\u3000_-]"
"""What a blank in a word of a rule stands for: `id number` is also `id_number` and `id-number`."""
_ASCII_BEFORE = "(?<![0-9A-Za-z])"
_ASCII_AFTER = "(?![0-9A-Za-z])"
_LABEL_CHARS = 48
_COUNTER = (
    "(?:[^0-9A-Za-z\\n]{0,2}"
    "(?:[Nn][oOrR]|NR|NO|[Nn]um(?:ber)?|NUM(?:BER)?|I[Dd]|id|[号號][码碼]?|编号|編號|代码|是|为))?"
)
_SIGNS = "[^0-9A-Za-z\\n\u3400-\u9fff]{0,4}"


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@dataclass(frozen=True, slots=True)
class Nearby:
    """Words of which one must begin within `chars` code points in front of a match or behind it, in any case.

    An ASCII letter or digit at either end of a word must not be glued to another, so `tel` is not in `hotel`, yet the
    match itself may be: `tel13800138000`. A Chinese word counts wherever it stands.
    """

    written: str = field(repr=False)
    """The expression that finds one of the words."""
    chars: int
    longest: int
    words: tuple[str, ...]

    @property
    def expression(self) -> re.Pattern[str]:
        """What finds one of the words, compiled at the first match that asks: most rules never have one."""
        return _compiled(self.written)

    def least_words(self) -> tuple[str, ...]:
        """Return words of which one is in any text that has one of all: those that hold no other."""
        return tuple(
            word for word in self.words if not any(_stands_in(other, word) for other in self.words if other in word)
        )

    def is_met(self, match: re.Match[str]) -> bool:
        """Tell whether one of the words stands near."""
        start, end = match.span()
        if self.expression.search(match.string, max(0, start - self.chars), start):
            return True
        word = self.expression.search(match.string, end, end + self.chars + self.longest)
        return word is not None and word.start() < end + self.chars


def nearby(words: Sequence[str], chars: int) -> Nearby:
    """Make the words of a rule ready."""
    # In one case where that is its only difference, so that a word given twice is looked for once.
    ordered = tuple(sorted({plain(word) for word in words}, key=lambda word: (-len(word), word)))
    return Nearby(any_of(ordered), chars, len(ordered[0]), ordered)


def any_of(words: Sequence[str]) -> str:
    """Return an expression for what an alternation of the words, bounded, matches: the first of them that is there.

    Words that begin alike stand together behind their first letter, as `re` tries one alternative after the other at
    every character: seven times as fast with fifty words.
    """
    firsts: dict[str, str] = {}
    for word in words:
        others = {firsts.setdefault(sign, _letter(word[0])) for sign in {word[0], word[0].swapcase()}}
        if others != {_letter(word[0])} or word[0] == " ":  # first letters that are neither the same nor apart
            return "|".join(_bounded(each) for each in words)
    groups: dict[tuple[str, str], list[str]] = {}
    for word in words:
        groups.setdefault((_before(word), _letter(word[0])), []).append(any_case(word[1:]) + _behind(word))
    bounded: dict[str, list[str]] = {}
    for (before, first), rests in groups.items():
        bounded.setdefault(before, []).append(f"{first}(?:{'|'.join(rests)})")
    return "|".join(f"{before}(?:{'|'.join(group)})" for before, group in bounded.items())


@cache
def label_before(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return an expression for `search(text, label_start(start), start)` that finds a label right in front of a match.

    One of the words, a counter, signs: `order no. 123`, `订单编号：123`. To be asked for where it is used: it is kept.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(_bounded(word, after=False) for word in ordered)}){_COUNTER}{_SIGNS}\\Z")


def label_start(start: int) -> int:
    """Return where to begin to look for a label of a match."""
    return max(0, start - _LABEL_CHARS)


def any_case(word: str) -> str:
    """Return an expression for a word in any case, letter by letter, so that it stays a literal for a prefilter."""
    return "".join(_BLANK if sign == " " else _letter(sign) for sign in word)


def _stands_in(word: str, other: str) -> bool:
    """Tell whether a word is met wherever another one, that holds its letters, is."""
    return word != other and re.search(_bounded(word), other) is not None


def plain(word: str) -> str:
    """Return a word in lower case, letter by letter, where that changes nothing for `any_case`."""
    return "".join(low if len(low := sign.lower()) == 1 and low.swapcase() == sign else sign for sign in word)


def _letter(sign: str) -> str:
    other = sign.swapcase()
    return re.escape(sign) if other == sign or len(other) > 1 else f"[{sign}{other}]"


def _bounded(word: str, *, after: bool = True) -> str:
    return _before(word) + any_case(word) + (_behind(word) if after else "")


def _before(word: str) -> str:
    return _ASCII_BEFORE if re.match("[0-9A-Za-z]", word) else ""


def _behind(word: str) -> str:
    return _ASCII_AFTER if re.search("[0-9A-Za-z]$", word) else ""
