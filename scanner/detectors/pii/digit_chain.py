"""A parsed expression → whether each of its matches holds five digits close together.

Most ids are digits, and most text has few: where a text has no such place, none of those expressions can match, and a
database need not carry all of their shapes through every page.
"""

from collections.abc import Sequence

from scanner.detectors.pii.infix import Node, flat, signs_of, width_of

CHAIN = 5
GAP = 2
_LONGEST_RUN = 24
_DIGIT = "[0-9\\x{ff10}-\\x{ff19}]"
_NO_DIGIT = "[^0-9\\x{ff10}-\\x{ff19}]"
COARSE = (
    f"{_DIGIT}(?:{_NO_DIGIT}{{0,{GAP}}}{_DIGIT}){{{CHAIN - 1}}}(?:$|{_NO_DIGIT})",
    f"{_DIGIT}{{{_LONGEST_RUN}}}",
)
"""Five digits with at most two signs between each, told where a run of digits ends; and runs too long to wait for."""
DELAY = _LONGEST_RUN + 1
"""Characters from the fifth digit to where it is told, at most."""
_DIGITS = frozenset((*range(0x30, 0x3A), *range(0xFF10, 0xFF1A)))
_MOST_TURNS = 8
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


def has_chain(nodes: Sequence[Node]) -> bool:
    """Tell whether every match of the nodes (those that have a width) holds a chain; False when it cannot be told."""
    count, gap = 0, 0
    for node in _unrolled(nodes):
        sure = _sure_digits(node)
        if sure:
            count, gap = count + sure, 0
        else:
            gap += width_of((node,))
            if gap > GAP:
                count, gap = 0, 0
        if count >= CHAIN:
            return True
    return False


def _unrolled(nodes: Sequence[Node]) -> list[Node]:
    """Write repeated groups out as often as they must come; what may come beyond that follows as it is."""
    found: list[Node] = []
    for node in nodes:
        operation, argument = str(node[0]), node[1]
        if operation in _REPEATS and argument[0] and not _sure_digits(node):
            turns = min(int(argument[0]), _MOST_TURNS)
            inner = _unrolled(flat(list(argument[2])) or ())
            found += inner * turns
            if argument[1] > turns:
                found.append((node[0], (0, argument[1], argument[2])))
        else:
            found.append(node)
    return found


def _sure_digits(node: Node) -> int:
    """Return how many digits a node is at least, if it can be nothing else; else 0."""
    operation, argument = str(node[0]), node[1]
    if operation in {"LITERAL", "RANGE", "IN"}:
        signs = signs_of(node)
        return int(bool(signs) and signs is not None and signs <= _DIGITS)
    if operation in _REPEATS:
        inner = flat(list(argument[2])) or ()
        each = [_sure_digits(part) for part in inner]
        return int(argument[0]) * sum(each) if each and all(each) else 0
    if operation == "BRANCH":
        branches = [flat(list(branch)) or () for branch in argument[1]]
        counts = [[_sure_digits(part) for part in branch] for branch in branches]
        return min(sum(each) for each in counts) if all(each and all(each) for each in counts) else 0
    return 0
