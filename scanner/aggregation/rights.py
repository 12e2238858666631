"""Corpus report and verdicts by domain → the report with its summary of rights."""

from collections.abc import Mapping
from dataclasses import replace

from scanner.types.report import CorpusReport
from scanner.types.rights import CONTRADICTION, NOT_OBSERVED, USE, USES, RightsSummary


def with_rights(corpus: CorpusReport, domains: Mapping[str, Mapping[str, int]]) -> CorpusReport:
    """Return the report with its rights; `domains` gives verdicts on training by registrable domain, those to show."""
    signals = corpus.totals.signals
    uses: dict[str, dict[str, int]] = {use: dict(signals.get(USE + use, {})) for use in USES}
    shown = {domain: dict(verdicts) for domain, verdicts in domains.items()}
    summary = RightsSummary(uses, dict(signals.get(NOT_OBSERVED, {})), dict(signals.get(CONTRADICTION, {})), shown)
    return replace(corpus, rights=summary)
