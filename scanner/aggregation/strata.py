"""Documents drawn or not, and second opinions → tallies by stratum and by band that add up in any order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from scanner.types.estimate import BandTally, OpinionTally, StratumTally
from scanner.types.finding import Drawn, Opinion

_Part = TypeVar("_Part", StratumTally, BandTally)
FIRED, SILENT = "fired", "silent"
"""Strata of documents for a second pipeline: the first found a name in it, or none."""


def strata_of(drawn: Iterable[Drawn], findings: Mapping[tuple[str, str], int]) -> dict[str, dict[str, StratumTally]]:
    """Return rule → stratum → tally; `findings` by (rule, document)."""
    tallies: dict[str, dict[str, StratumTally]] = defaultdict(dict)
    for draw in drawn:
        count = findings.get((draw.rule, draw.document), 0)
        one = stratum_of_one(count if draw.looked else None)
        known = tallies[draw.rule].get(draw.stratum)
        tallies[draw.rule][draw.stratum] = one if known is None else _sum_strata(known, one)
    return dict(tallies)


def stratum_of_one(findings: int | None) -> StratumTally:
    """Return the tally of one document, with what was found in it; None: it was not looked at."""
    if findings is None:
        return StratumTally(1, 0, 0, 0, 0)
    return StratumTally(1, 1, int(findings > 0), findings, findings**2)


def opinions_of(opinions: Iterable[Opinion]) -> dict[str, OpinionTally]:
    """Return rule → tally of what the second pipeline said."""
    tallies: dict[str, OpinionTally] = {}
    for opinion in opinions:
        fired = any(names for _, names, _ in opinion.bands)
        one = OpinionTally(
            {f"{opinion.language} {FIRED if fired else SILENT}": stratum_of_one(opinion.second)},
            {
                band: BandTally(names, *((0, 0) if opinion.second is None else (names, sure)))
                for band, names, sure in opinion.bands
            },
        )
        known = tallies.get(opinion.rule)
        tallies[opinion.rule] = one if known is None else sum_opinions(known, one)
    return tallies


def sum_strata(left: Mapping[str, StratumTally], right: Mapping[str, StratumTally]) -> dict[str, StratumTally]:
    """Return the strata of both."""
    return _sum_by_name(left, right, _sum_strata)


def sum_opinions(left: OpinionTally, right: OpinionTally) -> OpinionTally:
    """Return the opinions of both."""
    return OpinionTally(sum_strata(left.strata, right.strata), _sum_by_name(left.bands, right.bands, _sum_bands))


def _sum_by_name(
    left: Mapping[str, _Part], right: Mapping[str, _Part], add: Callable[[_Part, _Part], _Part]
) -> dict[str, _Part]:
    total = dict(left)
    for name, part in right.items():
        total[name] = add(total[name], part) if name in total else part
    return total


def _sum_strata(left: StratumTally, right: StratumTally) -> StratumTally:
    return StratumTally(
        left.documents + right.documents,
        left.looked + right.looked,
        left.met + right.met,
        left.findings + right.findings,
        left.squares + right.squares,
    )


def _sum_bands(left: BandTally, right: BandTally) -> BandTally:
    return BandTally(left.names + right.names, left.checked + right.checked, left.confirmed + right.confirmed)
