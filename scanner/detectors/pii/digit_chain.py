"""A parsed expression → whether each of its matches holds seven digits or capitals close together.

Most ids are written so, and most text has few of them: where a text has no such place, none of those expressions can
match, and a database need not carry all of their shapes through every page.
"""

from collections.abc import Sequence

from scanner.detectors.pii.infix import Node, flat, signs_of, width_of

CHAIN = 7
GAP = 2
_LONGEST_RUN = 24
_SIGN = "[0-9A-Z\\x{ff10}-\\x{ff19}\\x{ff21}-\\x{ff3a}]"
_NO_SIGN = "[^0-9A-Z\\x{ff10}-\\x{ff19}\\x{ff21}-\\x{ff3a}]"
COARSE = (
    f"{_SIGN}(?:{_NO_SIGN}{{0,{GAP}}}{_SIGN}){{{CHAIN - 1}}}(?:$|{_NO_SIGN})",
    f"{_SIGN}{{{_LONGEST_RUN}}}",
)
"""Seven of them with at most two other characters between, told where a run ends; and runs too long to wait for."""
DELAY = _LONGEST_RUN + 1
"""Characters from the seventh of them to where it is told, at most."""
_SIGNS = frozenset((*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B)))
_MOST_TURNS = 8
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


def has_chain(nodes: Sequence[Node]) -> bool:
    """Tell whether every match of the nodes (those that have a width) holds a chain; False when it cannot be told."""
    count, gap = 0, 0
    for node in _unrolled(nodes):
        sure = _sure_signs(node)
        if str(node[0]) == "BRANCH" and all(has_chain(flat(list(branch)) or ()) for branch in node[1][1]):
            return True
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
        if operation in _REPEATS and argument[0] and not _sure_signs(node):
            turns = min(int(argument[0]), _MOST_TURNS)
            inner = _unrolled(flat(list(argument[2])) or ())
            found += inner * turns
            if argument[1] > turns:
                found.append((node[0], (0, argument[1], argument[2])))
        else:
            found.append(node)
    return found


def _sure_signs(node: Node) -> int:
    """Return how many digits and capitals a node is at least, if it can be nothing else; else 0."""
    operation, argument = str(node[0]), node[1]
    if operation in {"LITERAL", "RANGE", "IN"}:
        signs = signs_of(node)
        return int(bool(signs) and signs is not None and signs <= _SIGNS)
    if operation in _REPEATS:
        inner = flat(list(argument[2])) or ()
        each = [_sure_signs(part) for part in inner]
        return int(argument[0]) * sum(each) if each and all(each) else 0
    if operation == "BRANCH":
        branches = [flat(list(branch)) or () for branch in argument[1]]
        counts = [[_sure_signs(part) for part in branch] for branch in branches]
        return min(sum(each) for each in counts) if all(each and all(each) for each in counts) else 0
    return 0
