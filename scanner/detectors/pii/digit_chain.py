"""A parsed expression → how many digits each of its matches holds close together.

Most ids are written so, and most text has few of them: where a text has no such place, none of those expressions can
match, and a database need not carry all of their shapes through every page.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from scanner.detectors.pii.infix import Node, flat, signs_of, width_of

_DIGITS = frozenset((*range(0x30, 0x3A), *range(0xFF10, 0xFF1A)))
_MOST_TURNS = 8
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


class Chain(NamedTuple):
    """So many digits, half or full width, with at most so many other characters from one to the next."""

    digits: int
    gap: int


CHAINS = (Chain(7, 2), Chain(4, 2), Chain(7, 4))
"""The rarest in text first; the first one holds all others."""


def chain_of(alternatives: Sequence[Sequence[Node]]) -> Chain | None:
    """Return the rarest chain that every match of any of the alternatives (nodes that have a width) holds.

    None when there is none, or it cannot be told.
    """
    links = [_links_of(nodes) for nodes in alternatives]
    return next((chain for chain in CHAINS if all(_has_chain(each, chain) for each in links)), None)


def weakest_of(chains: AbstractSet[Chain | None]) -> Chain | None:
    """Return a chain that is wherever any of the chains is; None when there is none, or one of them is none."""
    weaker = chains - {CHAINS[0]} or chains
    return next(iter(weaker)) if len(weaker) == 1 else None


class _Link(NamedTuple):
    """What counts of a node."""

    sure: int
    """How many digits it is at least, if it can be nothing else; else 0."""
    width: int
    """Characters it can be at most, where it is not sure."""
    branches: tuple[tuple["_Link", ...], ...]
    """Its alternatives, if it has any."""


def _links_of(nodes: Sequence[Node]) -> tuple[_Link, ...]:
    return tuple(_link_of(node) for node in _unrolled(nodes))


def _link_of(node: Node) -> _Link:
    sure = _sure_signs(node)
    branches = node[1][1] if str(node[0]) == "BRANCH" else ()
    opened = tuple(_links_of(flat(list(branch)) or ()) for branch in branches)
    return _Link(sure, 0 if sure else width_of((node,)), opened)


def _has_chain(links: Sequence[_Link], chain: Chain) -> bool:
    """Tell whether every match of what the links stand for holds a chain; False when it cannot be told."""
    count, gap = 0, 0
    for link in links:
        if link.branches and all(_has_chain(branch, chain) for branch in link.branches):
            return True
        if link.sure:
            count, gap = count + link.sure, 0
        else:
            gap += link.width
            if gap > chain.gap:
                count, gap = 0, 0
        if count >= chain.digits:
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
    """Return how many digits a node is at least, if it can be nothing else; else 0."""
    operation, argument = str(node[0]), node[1]
    if operation in {"LITERAL", "RANGE", "IN"}:
        signs = signs_of(node)
        return int(bool(signs) and signs is not None and signs <= _DIGITS)
    if operation in _REPEATS:
        inner = flat(list(argument[2])) or ()
        each = [_sure_signs(part) for part in inner]
        return int(argument[0]) * sum(each) if each and all(each) else 0
    if operation == "BRANCH":
        branches = [flat(list(branch)) or () for branch in argument[1]]
        counts = [[_sure_signs(part) for part in branch] for branch in branches]
        return min(sum(each) for each in counts) if all(each and all(each) for each in counts) else 0
    return 0
