"""A corpus report and the shards at hand → whether the run speaks for the corpus at all, with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scanner.policy.gate import MAX_NAMED
from scanner.policy.words import tell_more, tell_percent
from scanner.types.policy import CoverageFloor, Outcome, Reason
from scanner.types.report import CorpusReport, ShardReport, ShardStatus, ShardSummary
from scanner.types.rule import SeverityWord

SUBJECT: Final = "coverage"


@dataclass(frozen=True, slots=True)
class CoverageJudgement:
    """What was not read, and what that means."""

    reasons: tuple[Reason, ...]
    is_void: bool
    """True when the run is no statement about the corpus: whatever else was found, the verdict is incomplete."""


@dataclass(frozen=True, slots=True)
class ShardSeen:
    """What coverage needs of a shard report; the reports themselves come by one at a time."""

    id: str
    is_read: bool
    """True when no fault of the shard as a whole is known."""
    records: int
    lost_records: int


def seen_of(report: ShardReport) -> ShardSeen:
    """Return what coverage needs of a shard report."""
    read = report.totals.coverage
    return ShardSeen(report.shard.id, report.shard.status == "read", read.records, read.lost_records)


def judge_coverage(report: CorpusReport, floor: CoverageFloor, shards_seen: Sequence[ShardSeen]) -> CoverageJudgement:
    """Judge what was read; `shards_seen` are the shard reports at hand.

    The floor of records also holds for every shard alone: in a large corpus one that was hardly read drowns.
    """
    ids = [shard.id for shard in shards_seen]
    void = [*_nothing_scanned(report), *_below_floor(report, floor), *_unaccounted(report, ids)]
    void += _shards_of(report, "failed", "critical", "could not be read", "could not be read")
    damaged = _shards_of(report, "damaged", "high", "was read up to a fault only", "have a fault")
    thin = _thinly_read(shards_seen, floor.min_records_read)
    return CoverageJudgement((*void, *damaged, *thin, *_notes(report)), bool(void))


def _nothing_scanned(report: CorpusReport) -> list[Reason]:
    if report.totals.coverage.documents:
        return []
    shards = len(report.shards)
    return [_reason("corpus", f"nothing was scanned: {shards:,} shard{'s' * (shards != 1)}, no document")]


def _below_floor(report: CorpusReport, floor: CoverageFloor) -> list[Reason]:
    read = report.totals.coverage
    reasons = []
    if read.records:
        share = (read.records - read.lost_records) / read.records
        counts = f"{read.lost_records:,} of {read.records:,} lost"
        reasons += _floor_reason("records", share, floor.min_records_read, counts)
    if read.bytes_total:
        share = min(1.0, read.bytes_read / read.bytes_total)
        counts = f"{read.bytes_read:,} of {read.bytes_total:,}"
        reasons += _floor_reason("bytes", share, floor.min_bytes_read, counts)
    return reasons


def _thinly_read(shards_seen: Sequence[ShardSeen], least: float) -> list[Reason]:
    """Name shards whose own share of records read is below the floor, however few records they hold."""
    thin = [
        (_share_read(shard), shard)
        for shard in shards_seen
        if shard.is_read and shard.lost_records and _share_read(shard) < least
    ]
    ranked = sorted(thin, key=lambda entry: (entry[0], entry[1].id))
    reasons = []
    for share, shard in ranked[:MAX_NAMED]:
        measured, allowed = tell_percent(share, least)
        message = (
            f"{measured} % of its records read ({shard.lost_records:,} of {shard.records:,} lost), "
            f"at least {allowed} % of every shard needed; what was lost was not looked at"
        )
        reasons.append(_reason(f"shard {shard.id}", message, "high", measured=share, allowed=least))
    if len(ranked) > MAX_NAMED:
        message = tell_more(len(ranked) - MAX_NAMED, "shards", "lost too many of their records")
        reasons.append(_reason("shards", message, "high"))
    return reasons


def _share_read(shard: ShardSeen) -> float:
    return (shard.records - shard.lost_records) / shard.records


def _floor_reason(unit: str, share: float, least: float, counts: str) -> list[Reason]:
    if share >= least:
        return []
    measured, allowed = tell_percent(share, least)
    message = f"{measured} % of {unit} read ({counts}), at least {allowed} % needed"
    return [_reason("corpus", message, measured=share, allowed=least)]


def _unaccounted(report: CorpusReport, ids: Sequence[str]) -> list[Reason]:
    """Name shards that the corpus report and the shard reports do not agree on."""
    seen = set(ids)
    missing = [
        (shard, "its report is missing, so no gate could be applied to it") for shard in report.shards.keys() - seen
    ]
    strange = [(shard, "its report is not part of the corpus report") for shard in seen - report.shards.keys()]
    return _capped(sorted((*missing, *strange)), "critical", "are not accounted for")


def _shards_of(
    report: CorpusReport, status: ShardStatus, severity: SeverityWord, what: str, cause: str
) -> list[Reason]:
    found = [
        (shard, f"{what}{_fault(summary)}") for shard, summary in report.shards.items() if summary.status == status
    ]
    return _capped(sorted(found), severity, cause)


def _fault(summary: ShardSummary) -> str:
    if not summary.faults:
        return ""
    # The fault of the shard as a whole says more than those of single records before it.
    fault = next((fault for fault in summary.faults if fault.record is None), summary.faults[-1])
    at = f" at {fault.record}" if fault.record else ""
    return f"{at}: {fault.reason}: {fault.detail}" if fault.detail else f"{at}: {fault.reason}"


def _capped(found: list[tuple[str, str]], severity: SeverityWord, cause: str) -> list[Reason]:
    reasons = [_reason(f"shard {shard}", message, severity) for shard, message in found[:MAX_NAMED]]
    if len(found) > MAX_NAMED:
        reasons.append(_reason("shards", tell_more(len(found) - MAX_NAMED, "shards", cause), severity))
    return reasons


def _notes(report: CorpusReport) -> list[Reason]:
    read, sample = report.totals.coverage, report.sample
    if sample is not None:
        message = (
            f"a sample: the first {sample.shards:,} of {sample.of_shards:,} shards in keyed order were looked at, "
            f"{sample.bytes:,} of {sample.of_bytes:,} bytes; {sample.outside:,} shards are outside of the sample"
        )
        return [Reason(Outcome.PASS, SUBJECT, "corpus", message, "info")]
    if read.bytes_total or not read.documents:
        return []
    message = "the size of the input is not known, so the floor of bytes read was not applied"
    return [Reason(Outcome.PASS, SUBJECT, "corpus", message, "info")]


def _reason(
    where: str,
    message: str,
    severity: SeverityWord = "critical",
    *,
    measured: float | None = None,
    allowed: float | None = None,
) -> Reason:
    return Reason(Outcome.INCOMPLETE, SUBJECT, where, message, severity, measured, allowed)
