"""A parsed expression with back-references → one without, that matches at least the same.

What a reference stands for is some text its group can match, so the group is written out once more.
"""

import importlib
import re
from collections.abc import Iterable
from typing import Any

from scanner.detectors.pii.infix import Node

_PARSER: Any = importlib.import_module("re._parser")
_SUBPATTERN: Any = importlib.import_module("re._constants").SUBPATTERN
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_NO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})


def without_references(nodes: Iterable[Node], flags: int) -> list[Node]:
    """Return the nodes with groups in the place of references to them, and without what has no width."""
    return _written_out(nodes, flags, {})


def _written_out(nodes: Iterable[Node], flags: int, groups: dict[int, Node]) -> list[Node]:
    found: list[Node] = []
    for operation, argument in nodes:
        name = str(operation)
        if name == "GROUPREF" and argument in groups:
            found.append(groups[argument])
        elif name not in _NO_WIDTH:
            found.append((operation, _inside(name, argument, flags, groups)))
    return found


def _inside(name: str, argument: Any, flags: int, groups: dict[int, Node]) -> Any:
    if name == "SUBPATTERN":
        number, added, removed, inner = argument
        within = (flags | added) & ~removed
        written = _pattern(inner, within, groups)
        if number is not None:  # where it is referred to, case may matter less than here, but never more
            groups[number] = (_SUBPATTERN, (None, within & re.IGNORECASE, 0, written))
        return number, added, removed, written
    if name in _REPEATS:
        return argument[0], argument[1], _pattern(argument[2], flags, groups)
    if name == "BRANCH":
        return argument[0], [_pattern(branch, flags, groups) for branch in argument[1]]
    return _pattern(argument, flags, groups) if name == "ATOMIC_GROUP" else argument


def _pattern(nodes: Iterable[Node], flags: int, groups: dict[int, Node]) -> Any:
    return _PARSER.SubPattern(_PARSER.State(), _written_out(nodes, flags, groups))
