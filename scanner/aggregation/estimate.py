"""Totals of strata and of second opinions → estimates with 95 % intervals."""

from collections.abc import Mapping
from dataclasses import replace
from math import inf
from typing import Final

from scanner.aggregation.findings_limits import findings_limits
from scanner.aggregation.interval import drawn_limits, joined_limits
from scanner.types.estimate import Agreement, BandAgreement, BandTally, Estimate, OpinionTally, StratumTally
from scanner.types.report import CorpusReport, Totals

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

    A stratum of which nothing was looked at is guessed to be like the others together, each of them by its size and
    not by how much of it was drawn, with limits from none to all.
    """
    parts = [each for each in strata.values() if each.documents]
    looked = sum(each.looked for each in parts)
    if not looked:
        return None
    documents = sum(each.documents for each in parts)
    read = [each for each in parts if each.looked]
    guess = sum(each.met * each.documents / each.looked for each in read) / sum(each.documents for each in read)
    met, met_low, met_high = joined_limits([_met(part, guess) for part in parts])
    met_low, met_high = max(met_low, sum(part.met for part in parts)), min(met_high, documents)
    number, number_low, number_high = findings_limits(parts)
    return Estimate(
        documents=documents,
        looked=looked,
        share=_rounded(met / documents),
        share_low=_rounded(met_low / documents),
        share_high=_rounded(met_high / documents),
        findings=_rounded(number),
        # No document with findings has fewer than one of them.
        findings_low=_rounded(max(number_low, met_low, sum(part.findings for part in parts))),
        findings_high=None if number_high == inf else _rounded(max(number_high, met_high)),
    )


def _met(part: StratumTally, guess: float) -> tuple[float, float, float]:
    """Return how many documents of a stratum have a finding, with exact limits."""
    if not part.looked:
        return guess * part.documents, 0.0, float(part.documents)
    low, high = drawn_limits(part.met, part.looked, part.documents)
    return part.documents * part.met / part.looked, float(low), float(high)


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
