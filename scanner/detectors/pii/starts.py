"""An expression → a search that finds the same matches, several times as fast.

Most expressions of rules begin with a look-behind, and `re` then tries them at every character. Their matches begin
with few characters, a digit or an `@`; if a class of these stands in front, `re` skips what is not in it and tries the
expression only at what is. Which characters these are is read off the expression itself.
"""

import importlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from scanner.detectors.pii.infix import Node, share_of

_PARSER: Any = importlib.import_module("re._parser")
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_NO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
_GLOBAL_FLAGS = re.compile(r"\(\?[aimsux]+\)")
_MOST_SHARE = 0.25
"""Of the characters of a text: where more of them may begin a match, the class leaves out too few."""
_ASCII_LETTERS = (range(0x41, 0x5B), range(0x61, 0x7B))
_FOLDED_TO_ASCII = ((0x130, 0x131), (0x17F, 0x17F), (0x212A, 0x212A))
"""What `re` takes for i, s and k when case is ignored."""
_ASCII = 0x80

_Ranges = list[tuple[int, int]]


class _UnknownError(Exception):
    """What a match begins with cannot be told."""


@dataclass(frozen=True, slots=True)
class Starts:
    """Searches as an expression does, and finds the same matches."""

    expression: re.Pattern[str]
    quick: re.Pattern[str] | None
    """Its leftmost match, one character wide, starts where the leftmost of the expression does."""
    needle: str
    """A character that every match holds; "" for none."""

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Return the leftmost match between two places, as `re.Pattern.search` does."""
        if self.needle and text.find(self.needle, start, end) < 0:
            return None
        if self.quick is None:
            return self.expression.search(text, start, end)
        found = self.quick.search(text, start, end)
        return None if found is None else self.expression.match(text, found.start(), end)


def starts_of(expression: re.Pattern[str]) -> Starts:
    """Make an expression ready to be searched for many times."""
    return Starts(expression, _quick(expression), _needle_of(expression))


def _quick(expression: re.Pattern[str]) -> re.Pattern[str] | None:
    """Return an expression that finds the starts of matches, and sees as far; None where nothing would be gained."""
    try:
        # Where case is ignored throughout, it is so for the class as well.
        parsed = _PARSER.parse(expression.pattern, expression.flags)
        first, may_be_empty = _first(parsed, expression.flags & ~re.IGNORECASE)
    except _UnknownError:
        return None
    if may_be_empty or share_of(first) > _MOST_SHARE:
        return None
    written = "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in first)
    flags = _GLOBAL_FLAGS.match(expression.pattern)
    body = expression.pattern[flags.end() if flags is not None else 0 :]
    end = "\n" if expression.flags & re.VERBOSE else ""  # of a comment that the expression may end with
    # A look-behind of one character goes back to where that begins.
    try:
        return re.compile(f"[{written}](?<=(?={body}{end})(?s:.))", expression.flags)
    except re.error:  # a group may not be referred to from within a look-behind
        return None


def _needle_of(expression: re.Pattern[str]) -> str:
    """Return a rare character that every match holds, "" where there is none: to miss it is told at once."""
    if expression.flags & re.IGNORECASE:
        return ""
    held = _held(_PARSER.parse(expression.pattern, expression.flags))
    return min(held, key=lambda sign: (share_of([(ord(sign), ord(sign))]), sign), default="")


def _held(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield characters that stand as they are in every match of the nodes."""
    for operation, argument in nodes:
        name = str(operation)
        if name == "LITERAL":
            yield chr(argument)
        elif name in _REPEATS and argument[0]:
            yield from _held(argument[2])
        elif name == "SUBPATTERN" and not argument[1] and not argument[2]:
            yield from _held(argument[3])


def _first(nodes: Iterable[Node], flags: int) -> tuple[_Ranges, bool]:
    """Return the characters a match of the nodes can begin with, and whether it can have none."""
    found: _Ranges = []
    for operation, argument in nodes:
        name = str(operation)
        if name == "ASSERT" and argument[0] > 0 and not found:
            ahead = _ahead(argument[1], flags)
            if ahead:
                return ahead, False
        if name not in _NO_WIDTH:
            here, may_be_empty = _of_node(name, argument, flags)
            found += here
            if not may_be_empty:
                return found, False
    return found, True


def _ahead(nodes: Iterable[Node], flags: int) -> _Ranges:
    """Return what a look-ahead in front of all else asks for; nothing where it does not say."""
    try:
        found, may_be_empty = _first(nodes, flags)
    except _UnknownError:
        return []
    return [] if may_be_empty else found


def _of_node(name: str, argument: Any, flags: int) -> tuple[_Ranges, bool]:
    if name in {"LITERAL", "IN"}:
        return _of_class([(name, argument)] if name == "LITERAL" else argument, flags), False
    if name in _REPEATS:
        found, may_be_empty = _first(argument[2], flags)
        return found, may_be_empty or argument[0] == 0
    if name == "ATOMIC_GROUP":
        return _first(argument, flags)
    if name == "SUBPATTERN":
        return _first(argument[3], (flags | argument[1]) & ~argument[2])
    if name == "BRANCH":
        branches = [_first(branch, flags) for branch in argument[1]]
        return [each for found, _ in branches for each in found], any(may_be_empty for _, may_be_empty in branches)
    raise _UnknownError


def _of_class(members: Iterable[Node], flags: int) -> _Ranges:
    found: _Ranges = []
    for operation, argument in members:
        name = str(operation)
        if name not in {"LITERAL", "RANGE"}:
            raise _UnknownError
        found.append((argument, argument) if name == "LITERAL" else (argument[0], argument[1]))
    return _in_any_case(found) if flags & re.IGNORECASE else found


def _in_any_case(ranges: _Ranges) -> _Ranges:
    """Add the other case of ASCII letters and what `re` takes for them; other letters that have cases are unknown."""
    found = list(ranges)
    for low, high in ranges:
        if high >= _ASCII and any(chr(code).lower() != chr(code).upper() for code in range(max(low, _ASCII), high + 1)):
            raise _UnknownError
        for letters in _ASCII_LETTERS:
            first, last = max(low, letters.start), min(high, letters.stop - 1)
            if first <= last:
                found += [(first ^ 0x20, last ^ 0x20), *_FOLDED_TO_ASCII]
    return found
