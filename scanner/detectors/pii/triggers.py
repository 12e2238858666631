"""Expressions and the words they need nearby → what a database looks for, and where that sends the expressions.

An expression that is a finding only beside certain words is looked for only where one of the words is: names of
documents are rarer in text than numbers, and cheaper to look for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scanner.detectors.pii.superset import Superset, UntranslatableError, superset_of
from scanner.detectors.pii.words import Nearby, any_case


class Target(NamedTuple):
    """Where the matches of a look may start, seen from the end of a trigger, in code points."""

    look: int
    before: int
    after: int
    sight: int | None
    """How far behind the last start the look must see; None: its matches have no greatest width."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """An expression of the database, and the looks it serves."""

    expression: str
    targets: tuple[Target, ...]

    def without(self, looks: set[int]) -> "Trigger":
        """Return the trigger without some of its looks."""
        return Trigger(self.expression, tuple(target for target in self.targets if target.look not in looks))


def triggers_of(expressions: Sequence[re.Pattern[str]], gates: Sequence[Nearby | None]) -> list[Trigger]:
    """Return the triggers of all expressions that can be translated; equal ones once."""
    targets: dict[str, list[Target]] = {}
    for look, expression in enumerate(expressions):
        try:
            superset = superset_of(expression)
        except UntranslatableError:
            continue
        gate = gates[look] if gates else None
        for trigger, target in _of_words(look, superset, gate) if gate else _of_itself(look, superset):
            targets.setdefault(trigger, []).append(target)
    return [Trigger(expression, tuple(served)) for expression, served in targets.items()]


def _of_itself(look: int, superset: Superset) -> Iterator[tuple[str, Target]]:
    sight = None if superset.max_width is None else superset.max_width + superset.reach
    # One more in front: the expression for Hyperscan may have consumed the character behind the match.
    yield superset.expression, Target(look, superset.before + 1, 0, sight)


def _of_words(look: int, superset: Superset, gate: Nearby) -> Iterator[tuple[str, Target]]:
    """Place a match behind the end of a word by the gate's distance at most, or so far in front of it."""
    width = superset.max_width
    for word in gate.least_words():
        expression = superset_of(re.compile(any_case(word))).expression
        if width is None:
            yield expression, Target(look, 0, 0, None)
        else:
            before = gate.longest + gate.chars + width + 1
            yield expression, Target(look, before, gate.chars + 1, width + superset.reach)
