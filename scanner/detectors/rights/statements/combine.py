"""Statements about a page → a verdict for each use, and what contradicts itself.

Families combine most restrictively: a refusal before a condition before a permission. What nobody speaks of is unknown,
never allowed. Training is one kind of mining, so what is said of mining is said of training, and not the other way.
"""

from collections.abc import Iterable, Sequence

from scanner.types.rights import USES, Contradiction, RightsStatement, Standpoint, Use, Value, Verdict

_INCLUDED: dict[Use, frozenset[Use]] = {use: frozenset((use,)) for use in USES} | {"train": frozenset(("train", "tdm"))}
_PART_OF_A_PAGE = frozenset(("images", "asset"))
"""Scopes that leave a page's text alone."""
_VERDICTS: tuple[tuple[Value, Verdict], ...] = (
    ("deny", "reserved"),
    ("conditional", "conditional"),
    ("allow", "allow"),
)
"""The most restrictive first."""


def combined(
    statements: Iterable[RightsStatement], not_observed: Sequence[str], granted: Sequence[RightsStatement] = ()
) -> Standpoint:
    """Return the verdicts that statements come to; statements keep their order.

    What the source register grants or denies decides the uses it speaks of, whatever was published; a reservation that
    it sets aside is a contradiction.
    """
    said = tuple(statements)
    verdicts: dict[Use, Verdict] = {}
    published: dict[Use, Verdict] = {}
    contradictions = []
    for use in USES:
        about = [each for each in said if each.use in _INCLUDED[use] and each.scope not in _PART_OF_A_PAGE]
        verdicts[use] = _strictest(about)
        agreed = [each for each in granted if each.use in _INCLUDED[use]]
        if agreed:
            published[use], verdicts[use] = verdicts[use], _strictest(agreed)
        overriding = agreed if verdicts[use] == "allow" else ()
        allowing = [each for each in (*about, *overriding) if each.value == "allow"]
        denying = [each for each in about if each.value == "deny"]
        opposed = [(one, other) for one in allowing for other in denying if _meet(one.agents, other.agents)]
        if opposed:
            places = (dict.fromkeys(pair[side].place for pair in opposed) for side in (0, 1))
            contradictions.append(Contradiction(use, *map(tuple, places)))
    return Standpoint((*said, *granted), verdicts, tuple(contradictions), tuple(not_observed), published)


def _strictest(statements: Iterable[RightsStatement]) -> Verdict:
    values = {each.value for each in statements}
    return next((verdict for value, verdict in _VERDICTS if value in values), "unknown")


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two statements speak to one agent; to tell each agent something else is no contradiction."""
    return not one or not other or not set(one).isdisjoint(other)
