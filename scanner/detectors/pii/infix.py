"""A parsed expression → the part of it that is worth looking for: rare, short, and in every match.

`[a-z0-9.]{1,64}@[a-z0-9.]{1,255}` is met wherever `@` is; looking for the whole of it costs a database its speed, since
each letter of a text may begin a match. What stands far from that part is looked at by the expression itself.
"""

import importlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_PARSER: Any = importlib.import_module("re._parser")
_SIGNS: Any = importlib.import_module("re._constants")
Node = tuple[Any, Any]
"""Operation and argument, as `re._parser` has them."""
_ENOUGH_BITS = 14.5
"""Met about forty times in a megabyte of text."""
_BEARABLE_BITS = 8.0
"""Met two thousand times in a megabyte: still less work than the wide stretches that make it rarer."""
_COMMON_BITS = 3.0
_BITS_MOST = 40.0
_LONG, _FEW = 4, 4
_ASCII = 0x80
LETTERS = frozenset((*range(0x41, 0x5B), *range(0x61, 0x7B)))
_DIGITS = frozenset(range(0x30, 0x3A))
_DIGITS_IN_ANY_WIDTH = _DIGITS | frozenset(range(0xFF10, 0xFF1A))
_SHARES = (
    dict.fromkeys(range(0x61, 0x7B), 0.03)
    | dict.fromkeys(range(0x41, 0x5B), 0.003)
    | dict.fromkeys(_DIGITS, 0.003)
    | dict.fromkeys(map(ord, " \n"), 0.1)
    | dict.fromkeys(map(ord, ".,-"), 0.01)
    | dict.fromkeys(map(ord, "\t/():'\"_="), 0.003)
)
"""About how often a character stands in text of the web."""
_SHARE_OF_OTHERS = 0.0005
_BITS_OF_WIDE_CLASS = 0.3
_BITS_AGAIN = {"digit": 0.3, "letter": 3.5}
_NO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_REFERENCES = (_SIGNS.GROUPREF, _SIGNS.GROUPREF_EXISTS)


@dataclass(frozen=True, slots=True)
class Infix:
    """A run of nodes that every match of a sequence holds."""

    nodes: tuple[Node, ...]
    first: int
    """How many nodes that have a width stand in front of it."""
    cut_behind: bool
    """True: nodes that have a width stand behind it."""


def infix_of(nodes: Sequence[Node]) -> Infix:
    """Return the part of a sequence to look for: the rarest run between its wide stretches that is rare enough.

    Where none is, runs are taken together with what lies between them; the whole sequence is what is left at last.
    """
    borders = [-1, *(index for index, node in enumerate(nodes) if _is_wide(node)), len(nodes)]
    best = (0, len(nodes))
    for runs in range(1, len(borders)):
        spans = [(first + 1, last) for first, last in zip(borders, borders[runs:], strict=False)]
        begin, end = max(spans, key=lambda span: _bits_of_run(nodes[span[0] : span[1]]))
        bits = _bits_of_run(nodes[begin:end])
        if bits >= (_BEARABLE_BITS if runs == 1 else _ENOUGH_BITS):
            best = (begin, end)
            if bits >= _ENOUGH_BITS:
                break
    begin, end = best
    # A run of signs that stand everywhere in text begins a match at each of them; what follows may be rare enough.
    while begin < end and _is_common_run(nodes[begin]) and _bits_of_run(nodes[begin + 1 : end]) >= _ENOUGH_BITS:
        begin += 1
    return Infix(tuple(nodes[begin:end]), begin, end < len(nodes))


def is_spelled_out(nodes: Sequence[Node]) -> bool:
    """Tell whether the nodes hold a rare run of given characters, such as the prefix of a token: cheap to look for."""
    bits = 0.0
    for node in nodes:
        signs = signs_of(node) if str(node[0]) in {"LITERAL", "IN"} else None
        bits = bits + min(_first_bits(node), _BITS_AGAIN["letter"]) if signs and len(signs) <= _FEW else 0.0
        if bits >= _ENOUGH_BITS:
            return True
    return False


def begins_with_letter(nodes: Sequence[Node]) -> bool:
    """Tell whether a match of these nodes can begin with an ASCII letter; True when it cannot be told."""
    for node in nodes:
        operation, argument = str(node[0]), node[1]
        if operation == "BRANCH":
            branches = [flat(list(branch)) for branch in argument[1]]
            if any(branches):
                return any(not branch or begins_with_letter(branch) for branch in branches)
        elif operation in _REPEATS:
            inner = flat(list(argument[2]))
            if inner and begins_with_letter(inner):
                return True
            if inner and argument[0]:
                return False
        else:
            signs = signs_of(node) if operation in {"LITERAL", "RANGE", "IN"} else None
            return signs is None or not signs.isdisjoint(LETTERS)
    return True


def width_of(nodes: Sequence[Node]) -> int:
    """Return the greatest number of characters the nodes can match."""
    return int(_PARSER.SubPattern(_PARSER.State(), list(nodes)).getwidth()[1])


def flat(nodes: Sequence[Node]) -> tuple[Node, ...] | None:
    """Return the nodes that have a width, groups opened; None where a group is referred to and must stay whole."""
    return None if any(_refers(node) for node in nodes) else tuple(_flat(nodes))


def _flat(nodes: Sequence[Node]) -> Iterator[Node]:
    for operation, argument in nodes:
        name = str(operation)
        if name == "SUBPATTERN" and not argument[1] and not argument[2]:
            yield from _flat(list(argument[3]))
        elif name not in _NO_WIDTH and width_of(((operation, argument),)):
            yield operation, argument


def _refers(node: Any) -> bool:
    """Tell whether a node, or one inside it, refers to a group."""
    left = [node]
    while left:
        each = left.pop()
        # Told by identity, as numbers of characters are equal to the parser's signs for operations.
        if isinstance(each, tuple) and each and any(each[0] is sign for sign in _REFERENCES):
            return True
        inner = each if isinstance(each, tuple | list) else getattr(each, "data", ())
        left += [part for part in inner if not isinstance(part, int)]
    return False


def _is_wide(node: Node) -> bool:
    """Tell whether a node lets many different letters through for a long stretch."""
    operation, argument = str(node[0]), node[1]
    if operation not in _REPEATS:
        return operation in {"BRANCH", "SUBPATTERN"} and any(_is_wide(part) for part in _parts(node))
    return any(_is_wide(part) or (argument[1] > _LONG and _is_broad(part)) for part in argument[2])


def _is_common_run(node: Node) -> bool:
    """Tell whether a node is a run of one or more signs, of which each is common."""
    return str(node[0]) in _REPEATS and node[1][0] > 0 and node[1][1] > 1 and _bits_of_run(node[1][2]) < _COMMON_BITS


def _is_broad(node: Node) -> bool:
    """Tell whether a node lets many different letters through."""
    operation, argument = str(node[0]), node[1]
    if operation in {"BRANCH", "SUBPATTERN"}:
        return any(_is_broad(part) for part in _parts(node))
    if operation in _REPEATS:
        return any(_is_broad(part) for part in argument[2])
    return operation in {"ANY", "NOT_LITERAL"} or (operation == "IN" and _first_bits(node) < 1)


def _parts(node: Node) -> Iterator[Node]:
    if str(node[0]) == "BRANCH":
        for branch in node[1][1]:
            yield from branch
    else:
        yield from node[1][3]


def _bits_of_run(nodes: Sequence[Node]) -> float:
    """Return about how rare a run is in text: at 20 bits it is met once in a megabyte.

    Characters of a kind come together: a digit stands behind another in every second case, a letter nearly always.
    """
    total, before = 0.0, ""
    for node in nodes:
        bits, before = _bits(node, before)
        total += bits
    return total


def _bits(node: Node, before: str) -> tuple[float, str]:
    """Return the bits of one node behind one of a kind, and the kind it ends with."""
    operation, argument = str(node[0]), node[1]
    if operation in _REPEATS:
        low = int(argument[0])
        if low == 0:
            return 0.0, before
        once, twice = _bits_of_run(argument[2]), _bits_of_run([*argument[2], *argument[2]])
        return min(_BITS_MOST, once + (low - 1) * (twice - once)), ""
    if operation == "BRANCH":
        return -math.log2(min(1.0, sum(2.0 ** -_bits_of_run(branch) for branch in argument[1]))), ""
    if operation == "SUBPATTERN":
        return _bits_of_run(argument[3]), ""
    if operation in {"LITERAL", "RANGE", "IN"}:
        kind = _kind_of(signs_of(node))
        again = _BITS_AGAIN.get(kind, 0.0)
        first = _first_bits(node)
        return (min(again, first) if kind == before and again else first), kind
    return 0.0, ""


def _first_bits(node: Node) -> float:
    """Return the bits of one character; 0 for what is no class."""
    if str(node[0]) not in {"LITERAL", "RANGE", "IN"}:
        return 0.0
    signs = signs_of(node)
    if signs is None:
        return _BITS_OF_WIDE_CLASS
    return -math.log2(min(1.0, sum(_SHARES.get(sign, _SHARE_OF_OTHERS) for sign in signs)))


def share_of(ranges: Sequence[tuple[int, int]]) -> float:
    """Return about which share of a text's characters lie in the ranges; each is counted once."""
    known = sum(share for sign, share in _SHARES.items() if any(low <= sign <= high for low, high in ranges))
    return known + sum(_SHARE_OF_OTHERS for low, high in ranges if high >= _ASCII)


def _kind_of(signs: frozenset[int] | None) -> str:
    if signs and signs <= _DIGITS_IN_ANY_WIDTH:
        return "digit"
    return "letter" if signs and signs <= LETTERS else ""


def signs_of(node: Node) -> frozenset[int] | None:
    """Return the characters of a class; None: hundreds, such as all ideographs, or all but some."""
    operation, argument = str(node[0]), node[1]
    if operation == "LITERAL":
        return frozenset({argument})
    if operation == "RANGE":
        return frozenset(range(argument[0], argument[1] + 1)) if argument[1] - argument[0] < _ASCII else None
    signs: set[int] = set()
    for inner in argument:
        if str(inner[0]) not in {"LITERAL", "RANGE"}:
            return None
        found = signs_of(inner)
        if found is None:
            return None
        signs |= found
    return frozenset(signs)
