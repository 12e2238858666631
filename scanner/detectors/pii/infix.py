"""A parsed expression → the part of it that is worth looking for: rare, short, and in every match.

`[a-z0-9.]{1,64}@[a-z0-9.]{1,255}` is met wherever `@` is; looking for the whole of it costs a database its speed, since
each letter of a text may begin a match. What stands far from that part is looked at by the expression itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Node = tuple[Any, Any]
"""Operation and argument, as `re._parser` has them."""
_ENOUGH_BITS = 10.0
_BITS_MOST = 24.0
_LETTER_BITS, _DIGIT_BITS, _SIGN_BITS, _COMMON_SIGN_BITS, _BROAD_BITS = 4.0, 2.5, 10.0, 1.0, 0.4
_COMMON_SIGNS = frozenset(map(ord, " .,-\n\t/()"))
_MANY_LETTERS, _FEW_SIGNS, _LONG = 16, 4, 4
_ASCII = 0x80
_LETTERS = frozenset((*range(0x41, 0x5B), *range(0x61, 0x7B)))
_DIGITS = frozenset(range(0x30, 0x3A))
_NO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_REFERENCES = frozenset({"GROUPREF", "GROUPREF_EXISTS"})


@dataclass(frozen=True, slots=True)
class Infix:
    """A run of nodes that every match of a sequence holds."""

    nodes: tuple[Node, ...]
    first: int
    """How many nodes that have a width stand in front of it."""
    cut_behind: bool
    """True: nodes that have a width stand behind it."""


def infix_of(nodes: Sequence[Node]) -> Infix:
    """Return the part of a sequence to look for: from behind its last wide stretch up to the first one behind that.

    A sequence without wide stretches, or without anything rare beside them, is returned as it is.
    """
    wide = [index for index, node in enumerate(nodes) if _is_wide(node)]
    bits = [_bits(node) for node in nodes]
    for begin in (*(index + 1 for index in reversed(wide)), 0):
        for end in (*(index for index in wide if index > begin), len(nodes)):
            if sum(bits[begin:end]) >= _ENOUGH_BITS:
                return Infix(tuple(nodes[begin:end]), begin, end < len(nodes))
    return Infix(tuple(nodes), 0, cut_behind=False)


def flat(nodes: Sequence[Node]) -> tuple[Node, ...] | None:
    """Return the nodes that have a width, groups opened; None where a group is referred to and must stay whole."""
    return None if any(_refers(node) for node in nodes) else tuple(_flat(nodes))


def _flat(nodes: Sequence[Node]) -> Iterator[Node]:
    for operation, argument in nodes:
        name = str(operation)
        if name == "SUBPATTERN" and not argument[1] and not argument[2]:
            yield from _flat(list(argument[3]))
        elif name not in _NO_WIDTH:
            yield operation, argument


def _refers(node: Any) -> bool:
    """Tell whether a node, or one inside it, refers to a group."""
    if isinstance(node, tuple) and node and str(node[0]) in _REFERENCES:
        return True
    inner = node if isinstance(node, tuple | list) else getattr(node, "data", None)
    return inner is not None and any(_refers(part) for part in inner)


def _is_wide(node: Node) -> bool:
    """Tell whether a node lets many different letters through for a long or an open stretch."""
    operation, argument = str(node[0]), node[1]
    if operation not in _REPEATS:
        return operation in {"BRANCH", "SUBPATTERN"} and any(_is_wide(part) for part in _parts(node))
    low, high, inner = argument
    broad = any(_bits(part) <= _BROAD_BITS or _is_wide(part) for part in inner)
    return broad and (high > _LONG or high != low)


def _parts(node: Node) -> Iterator[Node]:
    if str(node[0]) == "BRANCH":
        for branch in node[1][1]:
            yield from branch
    else:
        yield from node[1][3]


def _bits(node: Node) -> float:
    """Return about how rare a node is in text: the more bits the rarer."""
    operation, argument = str(node[0]), node[1]
    if operation in _REPEATS:
        return min(_BITS_MOST, float(argument[0]) * sum(_bits(part) for part in argument[2]))
    if operation == "BRANCH":
        return min(sum(_bits(part) for part in branch) for branch in argument[1])
    if operation == "SUBPATTERN":
        return sum(_bits(part) for part in argument[3])
    if operation in {"LITERAL", "RANGE", "IN"}:
        return _bits_of_class(_signs(node))
    return _BROAD_BITS if operation in {"ANY", "NOT_LITERAL"} else 0.0


def _bits_of_class(signs: frozenset[int] | None) -> float:
    if signs is None or len(signs & _LETTERS) >= _MANY_LETTERS:
        return _BROAD_BITS
    if signs & _COMMON_SIGNS:
        return _COMMON_SIGN_BITS
    if signs & _LETTERS:
        return _LETTER_BITS if len(signs & _LETTERS) <= _FEW_SIGNS else _COMMON_SIGN_BITS
    if signs & _DIGITS:
        return _DIGIT_BITS
    return _SIGN_BITS if len(signs) <= _FEW_SIGNS else _COMMON_SIGN_BITS


def _signs(node: Node) -> frozenset[int] | None:
    """Return the ASCII characters of a class; None: a class that names what it does not hold, or letters by kind."""
    operation, argument = str(node[0]), node[1]
    if operation == "LITERAL":
        return frozenset({argument})
    if operation == "RANGE":
        return frozenset(range(argument[0], min(argument[1], _ASCII) + 1))
    signs: set[int] = set()
    for inner in argument:
        if str(inner[0]) not in {"LITERAL", "RANGE"}:
            return None
        signs |= _signs(inner) or frozenset()
    return frozenset(signs)
