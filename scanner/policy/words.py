"""What was measured → the message of a reason: measured against allowed, in plain words with units."""

import math
from collections.abc import Sequence
from typing import Final

from scanner.policy.figure import Figure, Measure, Sampled
from scanner.policy.place import Unlooked

_PERCENT: Final = 100
_FEWEST_DIGITS: Final = 3
_MOST_DIGITS: Final = 17
_REASONS_NAMED: Final = 3


def tell_figure(figure: Figure) -> str:
    """Say what was measured and what is allowed: `412.0 findings per million documents, allowed 100; …`."""
    if figure.sampled is not None:
        return _tell_estimate(figure, figure.sampled)
    scale, unit = _unit(figure)
    sign = " %" if figure.measure is Measure.SHARE else ""
    digits = _digits_apart(figure.decisive * scale, figure.allowed * scale)
    point, upper = (_written(value * scale, digits, figure.measure) for value in (figure.point, figure.decisive))
    bound = "" if figure.upper is None else f" (95 % upper bound {upper}{sign})"
    at_most = "at most " if figure.at_most else ""
    told = f"{at_most}{point}{unit}{bound}, allowed {_written(figure.allowed * scale, digits)}{sign}"
    if figure.measure is Measure.COUNT:
        return told
    return f"{told}; {at_most}{_counted(figure)} in {_number_of(figure.documents, 'document')}"


def _tell_estimate(figure: Figure, sampled: Sampled) -> str:
    """Say what was estimated, how sure that is, and what is allowed: `about 12 % of documents (95 % interval …`."""
    scale, unit = _unit(figure)
    if sampled.shards is not None and figure.measure is Measure.COUNT:
        return f"{sampled.low:,.0f}{unit} in {_of_shards(sampled.shards)}, allowed {_written(figure.allowed, 3)}"
    is_share = figure.measure is Measure.SHARE
    sign = " %" if is_share else ""
    ends = [figure.point, sampled.at_most, sampled.low, *([] if sampled.high is None else [sampled.high])]
    digits = max(_digits_apart(end * scale, figure.allowed * scale) for end in ends)
    least, most, low, *high = (_written(end * scale, digits, figure.measure) for end in ends)
    told = f"about {least}{unit}" if least == most else f"between {least}{sign} and {most}{unit}"
    kind = "95 % interval" if sampled.rules == 1 else f"95 % limits of {sampled.rules:,} rules together:"
    kind = kind if is_share else f"approximate {kind}"
    upper = f"{high[0]}{sign}" if high else "no bound"
    if sampled.shards is not None:
        allowed = f"{_written(figure.allowed * scale, digits)}{sign}"
        return f"{told} ({kind} {low} to {upper}), allowed {allowed}; estimated from {_of_shards(sampled.shards)}"
    return (
        f"{told} ({kind} {low} to {upper}), allowed {_written(figure.allowed * scale, digits)}{sign}; "
        f"estimated from {sampled.looked:,} of {_number_of(sampled.documents, 'document')} looked at"
    )


def _of_shards(shards: tuple[int, int]) -> str:
    drawn, of_shards = shards
    return f"{drawn:,} of {_number_of(of_shards, 'shard')}"


def tell_open(figure: Figure) -> str:
    """Say that an estimate may lie on either side of the bound, and what would decide."""
    if figure.sampled is not None and figure.sampled.shards is not None:
        decides = "only a look at all shards" if figure.sampled.only_all else "a look at more shards"
        return f"cannot be decided from this sample of shards: {tell_figure(figure)}; {decides} can decide it"
    return f"cannot be decided from this sample: {tell_figure(figure)}; a larger share of documents can decide it"


def tell_outside(shards: tuple[int, int], kind: str) -> str:
    """Say that a bound on single shards, sources or hosts, or on what is new, cannot be kept by a sample of shards."""
    return f"cannot be decided: {_of_shards(shards)} were looked at, and of {kind} only a look at all shards tells"


def tell_short(documents: int, min_documents: int, shards: tuple[int, int]) -> str:
    """Say that a sample of shards holds too few documents for a gate that all shards may hold enough for."""
    return (
        f"cannot be decided: {_of_shards(shards)} were looked at, with {_number_of(documents, 'document')} of the "
        f"{min_documents:,} from which the bound is meant to hold; a look at more shards can decide it"
    )


def tell_kept(figure: Figure) -> str:
    """Say that a bound is kept by an estimate."""
    return f"kept, by an estimate: {tell_figure(figure)}"


def tell_kept_places(figures: Sequence[Figure], kind: str) -> str:
    """Say in how many places a bound is kept by estimates; `kind` is `shards` or `sources`."""
    least = min(figure.sampled.looked for figure in figures if figure.sampled is not None)
    return (
        f"kept in {len(figures):,} {kind} by estimates from samples, the smallest of "
        f"{_number_of(least, 'document')} looked at"
    )


def tell_too_few(documents: int, min_documents: int, *, of_sample: bool) -> str:
    """Say that of a place too few documents were looked at for the gate."""
    looked = " looked at" if of_sample else ""
    return (
        f"not applied: {_number_of(documents, 'document')}{looked}, fewer than the {min_documents:,} "
        "from which the bound is meant to hold"
    )


def tell_too_few_places(places: int, kind: str, min_documents: int, *, of_sample: bool) -> str:
    """Say that of many places too few documents were looked at for the gate; `kind` is `shards` or `sources`."""
    looked = " looked at" if of_sample else ""
    return f"not applied to {places:,} {kind} of fewer than {min_documents:,} documents{looked}"


def tell_unlooked(unlooked: Sequence[Unlooked]) -> str:
    """Say which rules could not be applied, to how many documents, and why."""
    first = unlooked[0]
    others = len(unlooked) - 1
    also = f" (and {_number_of(others, 'more rule')})" if others else ""
    causes = sorted(first.reasons.items(), key=lambda cause: (-cause[1], cause[0]))
    named = ", ".join(f"{reason}: {count:,}" for reason, count in causes[:_REASONS_NAMED])
    more = f", and {_number_of(len(causes) - _REASONS_NAMED, 'more reason')}" if len(causes) > _REASONS_NAMED else ""
    return (
        f"{first.rule}{also} could not be looked for in {first.documents:,} of "
        f"{_number_of(first.of_documents, 'document')} ({named}{more})"
    )


def tell_more(count: int, kind: str, cause: str) -> str:
    """Say how many more places have the same reason."""
    return f"and {count:,} more {kind} that {cause}"


def tell_percent(share: float, beside: float) -> tuple[str, str]:
    """Write two shares as percentages with as many digits as it takes to tell them apart."""
    digits = _digits_apart(share * _PERCENT, beside * _PERCENT)
    return _written(share * _PERCENT, digits), _written(beside * _PERCENT, digits)


def _unit(figure: Figure) -> tuple[float, str]:
    counted = "documents with findings" if figure.counts_documents else "findings"
    if figure.measure is Measure.SHARE:
        return _PERCENT, " % of documents"
    if figure.measure is Measure.RATE:
        return 1, f" {counted} per million documents"
    if figure.met == 1 and figure.sampled is None:
        return 1, " document with findings" if figure.counts_documents else " finding"
    return 1, f" {counted}"


def _counted(figure: Figure) -> str:
    if figure.measure is Measure.SHARE or figure.counts_documents:
        return f"{figure.met:,} with findings"
    return _number_of(figure.met, "finding")


def _number_of(count: int, thing: str) -> str:
    return f"{count:,} {thing}" + ("" if count == 1 else "s")


def _digits_apart(one: float, other: float) -> int:
    """Return the least number of digits that shows two numbers as different, if they differ."""
    for digits in range(_FEWEST_DIGITS, _MOST_DIGITS):
        if one == other or float(f"{one:.{digits}g}") != float(f"{other:.{digits}g}"):
            return digits
    return _MOST_DIGITS


def _written(number: float, digits: int, measure: Measure | None = None) -> str:
    """Write a number without an exponent: at least that many digits that count; a rate keeps one decimal."""
    if number == int(number):
        return f"{int(number):,}" + (".0" if measure is Measure.RATE else "")
    decimals = max(1, digits - 1 - math.floor(math.log10(abs(number))))
    whole, _, fraction = f"{number:,.{decimals}f}".partition(".")
    fraction = fraction.rstrip("0") or ("0" if measure is Measure.RATE else "")
    return f"{whole}.{fraction}" if fraction else whole
