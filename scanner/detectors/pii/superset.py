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
from scanner.detectors.pii.digit_chain import Chain, chain_of
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
from scanner.detectors.pii.references import without_references

_PARSER: Any = importlib.import_module("re._parser")
_WIDEST_DIGIT_SHAPE = 96
"""Characters; what surrounds digits is read a second time, so far on either side."""
_WIDEST = 4096
"""Characters; a match that may be longer (or endless) is looked for in the whole text."""
_COUNTED = 32
_COUNTED_GROUPS = 8
"""Repeats of one sign, and of a group of signs, that may go on longer are left open: counting them makes a database
large and slow (an IBAN counted to its 30th sign slows all rules down to a third)."""
_MANY_ALTERNATIVES = 5
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_GUARDS = {"ASSERT": "", "ASSERT_NOT": "^"}


class UntranslatableError(Exception):
    """The expression holds something this module does not know; it must be looked for without help."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one alternative of an expression, or all of it, is looked for by."""

    expression: str
    """For Hyperscan."""
    before: int
    """Characters of a match that can lie in front of a reported end; only of use where matches have a bound."""
    chain: Chain | None = None
    """Met only where such a chain stands, which it holds, and never wider than `width`."""
    width: int = 0


@dataclass(frozen=True, slots=True)
class Superset:
    """What to look for with Hyperscan, and how far around a reported end the Python match may lie."""

    parts: tuple[Part, ...]
    max_width: int | None
    """Characters a match can have at most; None: no bound."""
    reach: int
    """Characters behind a match that its look-aheads may ask for."""
    is_spelled_out: bool
    """True: it holds a run of given characters that is met seldom in text."""
    may_be_glued: bool
    """False: no match begins with an ASCII letter right behind another."""
    chain: Chain | None
    """Every match holds such a chain."""


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
    branches = _branches(nodes) or _branches(without_references(nodes, expression.flags))
    infixes = [(branch, infix_of(branch)) for branch in branches] if branches is not None else None
    bounded = high <= _WIDEST and walk.reach <= _WIDEST
    opened = branches[0] if branches is not None and len(branches) == 1 else flat(nodes)
    return Superset(
        (Part(guards[0] + whole + guards[1], min(high, _WIDEST)),)
        if infixes is None
        else _together(_part(infix, guards, expression.flags, walk) for infix in infixes),
        high if bounded else None,
        walk.reach,
        is_spelled_out=infixes is not None and all(is_spelled_out(infix.nodes) for _, infix in infixes),
        may_be_glued=not _refuses_letters(nodes) and (opened is None or begins_with_letter(opened)),
        chain=chain_of(branches) if branches is not None else None,
    )


_Alternative = tuple[tuple[Any, ...], Infix]
"""The nodes of one alternative that have a width, and which of them to look for."""


def _branches(nodes: Sequence[Any]) -> list[tuple[Any, ...]] | None:
    """Return the alternatives of an expression, their groups opened; None where groups must stay whole.

    What stands before and behind a few is left in one piece with them; with many, each has a rare part of its own.
    """
    consuming = flat(nodes)
    if consuming is None:
        return None
    places = [place for place, node in enumerate(consuming) if str(node[0]) == "BRANCH"]
    if len(places) != 1 or (len(consuming) > 1 and not _is_better_split(consuming, places[0])):
        return [consuming]
    front, behind = consuming[: places[0]], consuming[places[0] + 1 :]
    return [(*front, *(flat(list(branch)) or ()), *behind) for branch in consuming[places[0]][1][1]]


def _is_better_split(nodes: Sequence[Any], place: int) -> bool:
    """Tell whether alternatives among other nodes are many, and no digits narrow down where to look for them."""
    return len(nodes[place][1][1]) >= _MANY_ALTERNATIVES and chain_of([nodes]) is None


def _part(alternative: _Alternative, guards: tuple[str, str], flags: int, walk: _Walk) -> Part:
    """Translate an infix with the guards that stand right beside it."""
    nodes, infix = alternative
    first = guards[0] if infix.first == 0 else ""
    last = "" if infix.cut_behind else guards[1]
    width = width_of(infix.nodes)
    chain = chain_of([infix.nodes]) if width <= _WIDEST_DIGIT_SHAPE else None
    before = min(width_of([*nodes[: infix.first], *infix.nodes]), _WIDEST)
    return Part(first + _sequence(infix.nodes, flags, walk) + last, before, chain, width)


def _together(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Keep of parts that look for the same the one that goes back furthest."""
    kept: dict[str, Part] = {}
    for part in sorted(parts, key=lambda part: part.before):
        kept[part.expression] = part
    return tuple(kept[expression] for expression in sorted(kept))


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
