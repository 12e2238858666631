"""A Python expression → a plainer one for Hyperscan that matches at least wherever the Python one does.

What Hyperscan cannot know (look-arounds, back-references, Unicode classes of this Python) is dropped or widened, never
narrowed: it may cost a needless look, not a finding. The expression is read with the parser of `re` itself, since
nothing else knows as exactly what `re` will match; that parser has no public door.
"""

import importlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from scanner.detectors.pii.characters import character, item_of
from scanner.detectors.pii.digit_chain import has_chain
from scanner.detectors.pii.infix import (
    LETTERS,
    Infix,
    begins_with_letter,
    flat,
    infix_of,
    is_spelled_out,
    signs_of,
    width_of,
)

_PARSER: Any = importlib.import_module("re._parser")
MOST_DIGIT_SHAPE_CHARS = 40
_WIDEST = 4096
"""Characters; a match that may be longer (or endless) is looked for in the whole text."""
_COUNTED = 32
_COUNTED_GROUPS = 8
"""Repeats of one sign, and of a group of signs, that may go on longer are left open: counting them makes a database
large and slow (an IBAN counted to its 30th sign slows all rules down to a third)."""
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_GUARDS = {"ASSERT": "", "ASSERT_NOT": "^"}


class UntranslatableError(Exception):
    """The expression holds something this module does not know; it must be looked for without help."""


@dataclass(frozen=True, slots=True)
class Superset:
    """An expression for Hyperscan and how far around a reported end the Python match may lie."""

    expression: str
    max_width: int | None
    """Characters a match can have at most; None: no bound."""
    before: int
    """Characters of a match that can lie in front of a reported end; only of use where there is a bound."""
    reach: int
    """Characters behind a match that its look-aheads may ask for."""
    is_spelled_out: bool
    """True: it holds a run of given characters that is met seldom in text."""
    may_be_glued: bool
    """False: no match begins with an ASCII letter right behind another."""
    has_digits: bool
    """True: the expression is short, and met only where seven digits or capitals stand close together."""
    has_chain: bool
    """True: every match holds seven digits or capitals close together."""


@dataclass(slots=True)
class _Walk:
    """State of one translation: what each group was translated to, and the reach of the look-aheads met."""

    groups: dict[int, str]
    reach: int = 2
    """Two for `$`, which asks for a line break and the end behind it."""


def superset_of(expression: re.Pattern[str]) -> Superset:
    """Translate a compiled expression; raises `UntranslatableError` where that cannot be done faithfully."""
    parsed = _PARSER.parse(expression.pattern, expression.flags)
    nodes = list(parsed)
    walk = _Walk({})
    whole = _sequence(nodes, expression.flags, walk)
    low, high = parsed.getwidth()
    if low == 0:
        raise UntranslatableError("it can match nothing at all")
    guards = _guards(nodes, expression.flags)
    parts = _parts_worth_looking_for(nodes)
    opened = flat(nodes)
    if parts is None:
        looked_for, before = guards[0] + whole + guards[1], high
    else:
        translated = [_guarded(part, guards, expression.flags, walk) for part in parts]
        looked_for, before = "|".join(sorted({text for text, _ in translated})), max(width for _, width in translated)
    bounded = high <= _WIDEST and walk.reach <= _WIDEST
    return Superset(
        looked_for,
        high if bounded else None,
        min(before, _WIDEST),
        walk.reach,
        is_spelled_out=parts is not None and all(is_spelled_out(infix.nodes) for _, infix in parts),
        may_be_glued=not _refuses_letters(nodes) and (opened is None or begins_with_letter(opened)),
        has_digits=parts is not None and all(_is_short_and_of_digits(infix) for _, infix in parts),
        has_chain=parts is not None and all(has_chain(branch) for branch, _ in parts),
    )


_Part = tuple[tuple[Any, ...], Infix]
"""The nodes of one alternative that have a width, and which of them to look for."""


def _parts_worth_looking_for(nodes: Sequence[Any]) -> list[_Part] | None:
    """Return for each alternative the part to look for; None where groups must stay whole."""
    consuming = flat(nodes)
    if consuming is None:
        return None
    if len(consuming) == 1 and str(consuming[0][0]) == "BRANCH":
        branches = [flat(list(branch)) or () for branch in consuming[0][1][1]]
        return [(branch, infix_of(branch)) for branch in branches]
    return [(consuming, infix_of(consuming))]


def _is_short_and_of_digits(infix: Infix) -> bool:
    return width_of(infix.nodes) <= MOST_DIGIT_SHAPE_CHARS and has_chain(infix.nodes)


def _guarded(part: _Part, guards: tuple[str, str], flags: int, walk: _Walk) -> tuple[str, int]:
    """Translate a part with the guards that stand right beside it; and tell how far back a match may begin."""
    nodes, infix = part
    first = guards[0] if infix.first == 0 else ""
    last = "" if infix.cut_behind else guards[1]
    return first + _sequence(infix.nodes, flags, walk) + last, width_of([*nodes[: infix.first], *infix.nodes])


def _guards(nodes: list[Any], flags: int) -> tuple[str, str]:
    """Turn a one-character look-behind in front and look-ahead at the end into consumed characters or edges.

    Only there: in the middle the character would be consumed twice. They keep long runs of digits from waking the rule.
    """
    before = after = ""
    if flags & re.IGNORECASE:
        return before, after
    for operation, argument in nodes:
        if str(operation) not in _GUARDS or argument[0] > 0:
            break
        before = before or _guard(str(operation), argument[1], "^")
    for operation, argument in reversed(nodes):
        if str(operation) not in _GUARDS or argument[0] < 0:
            break
        after = after or _guard(str(operation), argument[1], "$")
    return before, after


def _guard(operation: str, inner: Any, edge: str) -> str:
    nodes = list(inner)
    if len(nodes) != 1 or str(nodes[0][0]) not in {"IN", "LITERAL"}:
        return ""
    kind, argument = nodes[0]
    items = list(argument) if str(kind) == "IN" else [nodes[0]]
    if not all(str(name) in {"LITERAL", "RANGE"} for name, _ in items):
        return ""
    characters = f"[{_GUARDS[operation]}{''.join(item_of(name, value, flags=0) for name, value in items)}]"
    return f"(?:{edge}|{characters})" if operation == "ASSERT_NOT" else characters


def _refuses_letters(nodes: Sequence[Any]) -> bool:
    """Tell whether a look-behind in front of all else keeps a match from standing behind an ASCII letter."""
    for operation, argument in nodes:
        name = str(operation)
        if name == "SUBPATTERN":
            return _refuses_letters(list(argument[3]))
        if name == "BRANCH":
            branches = [list(branch) for branch in argument[1]]
            return all(_refuses_letters(each) or not begins_with_letter(flat(each) or each) for each in branches)
        if name not in _GUARDS:
            return False
        inner = list(argument[1])
        if argument[0] > 0:
            continue
        if str(operation) == "ASSERT_NOT" and len(inner) == 1 and str(inner[0][0]) == "IN":
            signs = signs_of(inner[0])
            if signs is not None and signs >= LETTERS:
                return True
    return False


def _sequence(nodes: Iterable[Any], flags: int, walk: _Walk) -> str:
    return "".join(_node(str(operation), argument, flags, walk) for operation, argument in nodes)


def _node(operation: str, argument: Any, flags: int, walk: _Walk) -> str:
    if operation in {"LITERAL", "RANGE", "IN", "NOT_LITERAL", "ANY"}:
        return character(operation, argument, flags)
    if operation == "AT":
        return ""
    if operation in _GUARDS:
        walk.reach += argument[1].getwidth()[1]
        _sequence(argument[1], flags, walk)
        return ""
    if operation in _REPEATS:
        return _repeat(argument, flags, walk)
    return _composite(operation, argument, flags, walk)


def _repeat(argument: Any, flags: int, walk: _Walk) -> str:
    low, high, inner = argument
    counted = _COUNTED if len(inner) == 1 else _COUNTED_GROUPS
    bound = "" if high > counted else str(high)
    return f"(?:{_sequence(inner, flags, walk)}){{{min(low, counted)},{bound}}}"


def _composite(operation: str, argument: Any, flags: int, walk: _Walk) -> str:
    if operation == "BRANCH":
        return f"(?:{'|'.join(_sequence(branch, flags, walk) for branch in argument[1])})"
    if operation == "ATOMIC_GROUP":
        return f"(?:{_sequence(argument, flags, walk)})"
    if operation == "SUBPATTERN":
        number, added, removed, inner = argument
        translated = f"(?:{_sequence(inner, (flags | added) & ~removed, walk)})"
        if number is not None:
            walk.groups[number] = translated
        return translated
    if operation == "GROUPREF" and argument in walk.groups:
        return walk.groups[argument]
    if operation == "GROUPREF_EXISTS":
        branches = [_sequence(branch or (), flags, walk) for branch in argument[1:]]
        return f"(?:{'|'.join(branches)})"
    raise UntranslatableError(f"operation {operation}")
