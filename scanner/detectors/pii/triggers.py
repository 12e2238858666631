"""Expressions and the words they need nearby → what a database looks for, and where that sends the expressions.

An expression that is a finding only beside certain words is looked for only where one of the words is: names of
documents are rarer in text than numbers, and cheaper to look for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from scanner.detectors.pii.digit_chain import Chain, weakest_of
from scanner.detectors.pii.superset import Part, Superset, UntranslatableError, superset_of
from scanner.detectors.pii.words import Nearby, any_case

_SHORT = 4
"""Letters; only such words are often part of others, and edges make a database slow to build."""


class Target(NamedTuple):
    """Where the matches of a look may start, seen from the end of a trigger, in code points."""

    look: int
    before: int
    after: int
    width: int | None
    """Of a match at most; None: it has no greatest width."""
    reach: int
    """How far behind a match the look must see."""
    chain: Chain | None
    """Every match holds such a chain."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """An expression of the database, and the looks it serves."""

    expression: str
    targets: tuple[Target, ...]
    chain: Chain | None = None
    """Met only where such a chain stands, which it holds."""
    width: int = 0
    """Characters of what is met there at most."""
    is_word: bool = False
    """True: given characters in any case, and perhaps an edge."""

    def without(self, looks: set[int]) -> "Trigger":
        """Return the trigger without some of its looks."""
        return replace(self, targets=tuple(target for target in self.targets if target.look not in looks))

    def chain_nearby(self) -> tuple[Chain, int] | None:
        """Return the chain that must stand nearby, and how far from the trigger's end, in code points; None: none.

        Only for words: a number itself is where its digits are.
        """
        if not all(each.after and each.width is not None for each in self.targets):
            return None
        chain = weakest_of({each.chain for each in self.targets})
        return (
            None
            if chain is None
            else (chain, max(max(each.before, each.after + (each.width or 0)) for each in self.targets))
        )


def triggers_of(expressions: Sequence[re.Pattern[str]], gates: Sequence[Nearby | None]) -> list[Trigger]:
    """Return the triggers of all expressions that can be translated; equal ones once."""
    targets: dict[str, list[Target]] = {}
    shapes: dict[str, list[Part]] = {}
    words: set[str] = set()
    for look, expression in enumerate(expressions):
        try:
            superset = superset_of(expression)
        except UntranslatableError:
            continue
        gate = gates[look] if gates and not superset.is_spelled_out else None
        for trigger, target in _of_words(look, superset, gate) if gate else _of_itself(look, superset):
            targets.setdefault(trigger, []).append(target)
            if gate:
                words.add(trigger)
        for part in superset.parts if gate is None else ():
            shapes.setdefault(part.expression, []).append(part)
    return [
        Trigger(each, tuple(served), is_word=True) if each in words else _of_shape(each, tuple(served), shapes[each])
        for each, served in targets.items()
    ]


def _of_shape(expression: str, targets: tuple[Target, ...], shapes: Sequence[Part]) -> Trigger:
    chain = weakest_of({part.chain for part in shapes})
    return Trigger(expression, targets, chain, max((part.width for part in shapes), default=0))


def _of_itself(look: int, superset: Superset) -> Iterator[tuple[str, Target]]:
    # One more in front: the expression for Hyperscan may have consumed the character behind the match.
    for part in superset.parts:
        yield part.expression, Target(look, part.before + 1, 0, superset.max_width, superset.reach, superset.chain)


def _of_words(look: int, superset: Superset, gate: Nearby) -> Iterator[tuple[str, Target]]:
    """Place a match behind the end of a word by the gate's distance at most, or so far in front of it.

    A letter or digit in front of the word would be part of another word. One behind it may belong to the match, unless
    no match begins with a letter; the sign that is consumed there makes the end one later.
    """
    width = superset.max_width
    for word in gate.least_words():
        expression = _standing_alone(word, glued_letters=superset.may_be_glued)
        if width is None:
            yield expression, Target(look, 0, 0, None, 0, superset.chain)
        else:
            reach = gate.longest + gate.chars + width + 2
            yield expression, Target(look, reach, gate.chars + 1, width, superset.reach, superset.chain)


def _standing_alone(word: str, *, glued_letters: bool) -> str:
    """Return a word in any case, with the edges that no match can stand in the way of; Hyperscan reads it as it is."""
    if len(word) > _SHORT:
        return any_case(word)
    before = "(?:^|[^0-9A-Za-z])" if word[0].isascii() and word[0].isalnum() else ""
    behind = "(?:$|[^A-Za-z])" if word[-1].isascii() and word[-1].isalpha() and not glued_letters else ""
    return before + any_case(word) + behind
