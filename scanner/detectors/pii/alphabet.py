"""An expression → the characters its matches are made of, and how far a run of them goes around a place.

A match lies within one unbroken run of its characters. An e-mail address ends at the blank in front of it, so nothing
further back need be looked at, however long an address may be.
"""

import importlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from scanner.detectors.pii.infix import Node

_PARSER: Any = importlib.import_module("re._parser")
_CLASSES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_NO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT", "GROUPREF"})


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The characters of an expression's matches."""

    _up_to_outsider: re.Pattern[str]
    _insiders: re.Pattern[str]

    def start_of_run(self, text: str, start: int, place: int) -> int:
        """Return where the run that ends at `place` begins, at `start` at the earliest."""
        outsider = self._up_to_outsider.match(text, start, place)
        return start if outsider is None else outsider.end()

    def end_of_run(self, text: str, place: int) -> int:
        """Return where the run that begins at `place` ends; `place` itself where there is none."""
        return self._insiders.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing at all, too


def alphabet_of(expression: re.Pattern[str]) -> Alphabet | None:
    """Return the characters a match can hold; None where these are all characters or cannot be told."""
    items: dict[str, None] = {}
    excluded: list[str] = []
    try:
        for item in _items(_PARSER.parse(expression.pattern, expression.flags), expression.flags):
            if item.startswith("^"):
                excluded.append(item[1:])
            else:
                items[item] = None
    except _UnboundedError:
        return None
    return _compiled("".join(items), excluded, expression.flags & (re.ASCII | re.IGNORECASE))


class _UnboundedError(Exception):
    """Any character may stand in a match."""


def _compiled(items: str, excluded: list[str], flags: int) -> Alphabet | None:
    if len(set(excluded)) > 1 or (excluded and not items and not excluded[0]):
        return None
    # What one negated class leaves out is outside, unless another class lets it in.
    inside = f"[{items}]" if not excluded else f"[^{excluded[0]}]|[{items}]" if items else f"[^{excluded[0]}]"
    outside = f"[^{items}]" if not excluded else f"(?![{items}])[{excluded[0]}]" if items else f"[{excluded[0]}]"
    return Alphabet(
        re.compile(f"(?s:.*){outside}", flags),
        re.compile(f"{inside}*" if not excluded or not items else f"(?:{inside})*", flags),
    )


def _items(nodes: Iterable[Node], flags: int) -> Iterator[str]:
    """Yield what can stand in a character class; `^` in front of what a negated class leaves out."""
    for operation, argument in nodes:
        name = str(operation)
        if name in {"LITERAL", "IN"}:
            yield from _of_class(argument if name == "IN" else [(operation, argument)])
        elif name == "NOT_LITERAL":
            yield f"^{_sign(argument)}"
        elif name == "ANY" and not flags & re.DOTALL:
            yield "^\\n"
        elif name not in _NO_WIDTH:
            for inner in _inside(name, argument):
                yield from _items(inner, flags)


def _inside(name: str, argument: Any) -> Iterable[Iterable[Node]]:
    if name in _REPEATS:
        return [argument[2]]
    if name == "BRANCH":
        return list(argument[1])
    if name == "ATOMIC_GROUP":
        return [argument]
    if name == "SUBPATTERN" and not argument[1] and not argument[2]:
        return [argument[3]]
    raise _UnboundedError


def _of_class(members: Iterable[Node]) -> Iterator[str]:
    written: list[str] = []
    negated = False
    for operation, argument in members:
        name = str(operation)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            written.append(_sign(argument))
        elif name == "RANGE":
            written.append(f"{_sign(argument[0])}-{_sign(argument[1])}")
        elif name == "CATEGORY":
            written.append(_CLASSES[str(argument)])
        else:
            raise _UnboundedError
    if negated:
        yield f"^{''.join(written)}"
    else:
        yield from written


def _sign(code: int) -> str:
    return f"\\U{code:08x}"
