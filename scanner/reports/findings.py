"""Corpus report → the part of the summary on what rules found, did not find, and could not look for."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from scanner.reports.markup import table
from scanner.types.catalogue import Catalogue, RuleCard
from scanner.types.estimate import Estimate
from scanner.types.report import CorpusReport, RuleTally

_IN_A_LINE: Final = 6
_HEAD: Final = ("Rule", "Severity", "Findings", "Documents", "Share of documents")


def render_findings(corpus: CorpusReport, catalogue: Catalogue) -> str:
    """Return the part as Markdown; of a rule that looked at a sample, the estimate and never the count."""
    rules = catalogue.cards()
    found = sorted(
        ((rule, tally) for rule, tally in corpus.totals.rules.items() if tally.findings),
        key=lambda entry: (-rules[entry[0]].rank, -findings_of(corpus, *entry), entry[0]),
    )
    parts = (
        "## Findings\n\n" + table(_HEAD, [_row(corpus, rules[rule], tally) for rule, tally in found]),
        _quiet(corpus),
        _quiet_in_samples(corpus),
        _gaps(corpus),
    )
    return "\n".join(part for part in parts if part)


def sample_of(corpus: CorpusReport, rule: str) -> Estimate | None:
    """Return the estimate of a rule that looked at a part of the documents; None where what it found is a count."""
    estimate = corpus.estimates.get(rule)
    return estimate if estimate is not None and estimate.is_of_a_part else None


def findings_of(corpus: CorpusReport, rule: str, tally: RuleTally) -> float:
    """Return the findings of a rule in the whole corpus, counted or estimated."""
    estimate = sample_of(corpus, rule)
    return tally.findings if estimate is None else estimate.findings


def _row(corpus: CorpusReport, rule: RuleCard, tally: RuleTally) -> tuple[str, ...]:
    head = (f"{rule.id}: {rule.title}", rule.severity)
    documents = corpus.totals.coverage.documents
    estimate = sample_of(corpus, rule.id)
    if estimate is None:
        share = f"{100 * tally.documents / max(1, documents):.2f} %"
        return (*head, f"{tally.findings:,}", f"{tally.documents:,}", share)
    most = " or more" if estimate.findings_high is None else f"-{estimate.findings_high:,.0f}"
    met, low, high = (each * estimate.documents for each in (estimate.share, estimate.share_low, estimate.share_high))
    share = f"≈ {100 * estimate.share:.1f} % ({100 * estimate.share_low:.1f}-{100 * estimate.share_high:.1f})"
    readable = f" of the {estimate.documents:,} that could be read" if estimate.documents < documents else ""
    return (
        *head,
        f"≈ {estimate.findings:,.0f} ({estimate.findings_low:,.0f}{most})",
        f"≈ {met:,.0f} ({low:,.0f}-{high:,.0f})",
        f"{share}{readable}, sample of {estimate.looked:,}",
    )


def _quiet(corpus: CorpusReport) -> str:
    """Return the rules that found nothing in all they could look at, counted by the first two parts of their ids."""
    quiet = [
        rule
        for rule, tally in sorted(corpus.totals.rules.items())
        if not tally.findings
        and _missed(tally, corpus) < corpus.totals.coverage.documents
        and sample_of(corpus, rule) is None
    ]
    if not quiet:
        return ""
    counted = "1 rule" if len(quiet) == 1 else f"{len(quiet):,} rules, each named in `corpus.json`"
    return f"No finding where looked for ({counted}):\n\n" + "".join(f"- {line}\n" for line in _grouped(quiet))


def _grouped(rules: Sequence[str]) -> list[str]:
    """Return `pii.de: 5 rules` for rules of one group, and the id of each other one, a few in a line."""
    groups = Counter(".".join(rule.split(".")[:2]) for rule in rules)
    alone = {group: rule for rule in rules if groups[group := ".".join(rule.split(".")[:2])] == 1}
    shown = [alone.get(group, f"{group}: {count:,} rules") for group, count in groups.items()]
    return [", ".join(shown[start : start + _IN_A_LINE]) for start in range(0, len(shown), _IN_A_LINE)]


def _quiet_in_samples(corpus: CorpusReport) -> str:
    lines = [
        f"- {rule}: none in {estimate.looked:,} of {estimate.documents:,} documents, "
        f"so in at most {100 * estimate.share_high:.1f} % of them (95 % interval)\n"
        for rule, tally in sorted(corpus.totals.rules.items())
        if not tally.findings and (estimate := sample_of(corpus, rule)) is not None
    ]
    return "No finding in a sample, which is no evidence of none:\n\n" + "".join(lines) if lines else ""


def _gaps(corpus: CorpusReport) -> str:
    gaps = [
        (rule, reason, f"{count:,}")
        for rule, tally in sorted(corpus.totals.rules.items())
        for reason, count in sorted(tally.not_looked.items())
    ]
    return "### Not looked for\n\n" + table(("Rule", "Why", "Documents"), gaps) if gaps else ""


def _missed(tally: RuleTally, corpus: CorpusReport) -> int:
    """Return to how many documents a rule could not be applied: never more than there are."""
    return min(sum(tally.not_looked.values()), corpus.totals.coverage.documents)
