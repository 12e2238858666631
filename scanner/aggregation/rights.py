"""Corpus report and verdicts by domain → the report with its summary of rights."""

from collections.abc import Mapping
from dataclasses import replace

from scanner.types.licence_profile import LicenceProfile
from scanner.types.report import CorpusReport
from scanner.types.rights import (
    CHANGED,
    CONTRADICTION,
    NOT_OBSERVED,
    TODAY,
    USE,
    USES,
    RightsSummary,
    SnapshotFacts,
)


def with_rights(
    corpus: CorpusReport,
    domains: Mapping[str, Mapping[str, int]],
    licences: LicenceProfile,
    snapshot: SnapshotFacts | None = None,
) -> CorpusReport:
    """Return the report with its rights; `domains` gives verdicts on training by registrable domain, those to show."""
    signals = corpus.totals.signals
    uses = _by_use(signals, USE)
    shown = {domain: dict(verdicts) for domain, verdicts in domains.items()}
    not_observed, contradictions = dict(signals.get(NOT_OBSERVED, {})), dict(signals.get(CONTRADICTION, {}))
    summary = RightsSummary(uses, not_observed, contradictions, shown, licences)
    if snapshot is not None:
        summary = replace(summary, snapshot=snapshot, today=_by_use(signals, TODAY), changed=_by_use(signals, CHANGED))
    return replace(corpus, rights=summary)


def _by_use(signals: Mapping[str, Mapping[str, int]], prefix: str) -> dict[str, dict[str, int]]:
    return {use: dict(signals.get(prefix + use, {})) for use in USES}
