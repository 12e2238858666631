"""Totals of strata and of second opinions → estimates with 95 % intervals."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from scanner.aggregation.interval import drawn_limits, joined_limits
from scanner.types.estimate import Agreement, BandAgreement, BandTally, Estimate, OpinionTally, StratumTally
from scanner.types.report import CorpusReport, Totals

_NORMAL_95: Final = 1.959964
_UNKNOWN_SHARE: Final = 0.5
_MOSTLY: Final = 0.5
_DIGITS: Final = 6


def estimates_of(totals: Totals) -> dict[str, Estimate]:
    """Return the estimate of each rule that looked at a sample; none for a rule of whose documents none was drawn."""
    found = {rule: estimate_of(strata) for rule, strata in sorted(totals.strata.items())}
    return {rule: estimate for rule, estimate in found.items() if estimate is not None}


def agreements_of(totals: Totals) -> dict[str, Agreement]:
    """Return the second opinion on each rule that was given one."""
    found = {rule: _agreement(tally) for rule, tally in sorted(totals.opinions.items())}
    return {rule: agreement for rule, agreement in found.items() if agreement is not None}


def with_estimates(report: CorpusReport) -> CorpusReport:
    """Return the report with the estimates of its totals."""
    return replace(report, estimates=estimates_of(report.totals), agreements=agreements_of(report.totals))


def estimate_of(strata: Mapping[str, StratumTally]) -> Estimate | None:
    """Return what a stratified sample says; None where nothing was looked at.

    A stratum of which nothing was looked at is guessed to be like the others, with limits from none to all.
    """
    looked = sum(each.looked for each in strata.values())
    documents = sum(each.documents for each in strata.values())
    if not looked:
        return None
    guess = sum(each.met for each in strata.values()) / looked
    parts = list(strata.values())
    met, met_low, met_high = joined_limits([_met(part, guess) for part in parts])
    counts = [_count(part) for part in parts if part.looked]
    number, number_low, number_high = joined_limits(counts)
    blind = any(part.documents and not part.looked for part in parts)
    if blind:
        per_document = sum(part.findings for part in parts) / looked
        number += per_document * sum(part.documents for part in parts if not part.looked)
    return Estimate(
        documents=documents,
        looked=looked,
        share=_rounded(met / documents),
        share_low=_rounded(max(met_low, sum(part.met for part in parts)) / documents),
        share_high=_rounded(min(met_high, documents) / documents),
        findings=_rounded(number),
        findings_low=_rounded(max(number_low, sum(part.findings for part in parts))),
        findings_high=None if blind else _rounded(number_high),
    )


def _met(part: StratumTally, guess: float) -> tuple[float, float, float]:
    """Return how many documents of a stratum have a finding, with exact limits."""
    if not part.looked:
        return guess * part.documents, 0.0, float(part.documents)
    low, high = drawn_limits(part.met, part.looked, part.documents)
    return part.documents * part.met / part.looked, float(low), float(high)


def _count(part: StratumTally) -> tuple[float, float, float]:
    """Return the number of findings in a stratum: its mean with a normal error, at least what the share allows."""
    mean = part.findings / part.looked
    spread = max(0.0, part.squares - part.looked * mean**2) / max(1, part.looked - 1)
    error = _NORMAL_95 * part.documents * ((1 - part.looked / part.documents) * spread / part.looked) ** 0.5
    most = drawn_limits(part.met, part.looked, part.documents)[1]
    point = part.documents * mean
    return point, point - error, max(point + error, float(most))


def _agreement(tally: OpinionTally) -> Agreement | None:
    second = estimate_of(tally.strata)
    if second is None:
        return None
    checked = sum(band.checked for band in tally.bands.values())
    confirmed = sum(band.confirmed for band in tally.bands.values())
    guess = confirmed / checked if checked else _UNKNOWN_SHARE
    bands = {name: _band(band, guess) for name, band in sorted(tally.bands.items())}
    both, low, high = joined_limits(
        [(each.names * each.share, each.names * each.low, each.names * each.high) for each in bands.values()]
    )
    # Not more than either sees. The second may see fewer than are confirmed: one of its names may lie over two.
    names = sum(band.names for band in tally.bands.values())
    both = min(both, names, second.findings)
    high = min(high, names, names if second.findings_high is None else second.findings_high)
    return Agreement(second, bands, _rounded(both), _rounded(min(both, max(low, confirmed))), _rounded(max(both, high)))


def _band(band: BandTally, guess: float) -> BandAgreement:
    """Return the agreement of a band; of one that was not checked, the share is guessed to be that of the others."""
    low, high = (limit / band.names for limit in drawn_limits(band.confirmed, band.checked, band.names))
    share = band.confirmed / band.checked if band.checked else guess
    word = "likely" if low > _MOSTLY else "possible"
    return BandAgreement(
        band.names,
        band.checked,
        _rounded(share),
        _rounded(low),
        _rounded(high),
        word,  # type: ignore[arg-type]  # a literal
    )


def _rounded(number: float) -> float:
    """Return six digits behind the point: libraries of mathematics differ in the last ones."""
    return round(number, _DIGITS)
