"""Report and verdict → the closing table that a person reads on stdout."""

from collections.abc import Iterator
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scanner.reports.findings import findings_of, sample_of
from scanner.reports.markup import counted
from scanner.reports.sample import tell_sample, words_for
from scanner.types.catalogue import Catalogue
from scanner.types.estimate import Measured
from scanner.types.policy import Outcome, Verdict
from scanner.types.report import CorpusReport

_ROWS = 8
_PAGES = ("index.html", "summary.md")
"""What people read first, where it was written."""
_NAME_CHARS = 26
_ORDER = ("critical", "high", "medium", "low", "info")
_STYLES = {Outcome.PASS: "bold green", Outcome.FAIL: "bold red", Outcome.INCOMPLETE: "bold yellow"}


def printable(text: str) -> str:
    """Return text without characters that move a terminal's cursor or turn its writing direction.

    Two colons, with which lines begin that build servers take for commands, are drawn apart.
    """
    shown = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return shown.replace("::", ": :")


def show_closing(console: Console, corpus: CorpusReport, verdict: Verdict, catalogue: Catalogue, out: str) -> None:
    """Print worst shards, top rules, the verdict and why, and where the reports are."""
    coverage = corpus.totals.coverage
    console.print(
        f"{counted(len(corpus.shards), 'shard')} · {counted(coverage.records, 'record')} · "
        f"{counted(coverage.documents, 'document')} · {counted(coverage.characters, 'character')}\n"
        f"Text lost in whole or part: {counted(coverage.lost_records, 'record')}\n"
    )
    if corpus.sample is not None:
        again = printable(words_for(corpus.sample.shards, corpus.sample.seed))
        console.print(Text(f"{tell_sample(corpus)} The same again: {again}\n"))
    console.print(_worst_shards(corpus))
    console.print(_top_rules(corpus, catalogue))
    if any(estimate.is_of_a_part for estimate in corpus.estimates.values()):
        console.print("≈ estimated from a sample of the documents (ranges: summary.md)\n")
    gaps = sum(bool(tally.not_looked) for tally in corpus.totals.rules.values())
    if gaps:
        console.print(f"Not looked for everywhere: {gaps} rules (which and why: summary.md)\n")
    for line in _on_names(corpus):
        console.print(line)
    console.print(Text(f"Verdict: {verdict.outcome.upper()}", style=_STYLES[verdict.outcome]))
    telling = [reason for reason in verdict.reasons if reason.outcome is not Outcome.PASS]
    for reason in telling[:_ROWS]:
        console.print(
            Text(f"  {reason.outcome.value}: {reason.subject}, {printable(reason.where)}: {printable(reason.message)}")
        )
    if len(telling) > _ROWS:
        console.print(f"  and {len(telling) - _ROWS} more reasons: see verdict.json")
    used = [each for each in verdict.suppressed if each.state == "used"]
    if used:
        findings = sum(each.findings for each in used)
        console.print(f"Set aside by {len(used):,} suppressions: {findings:,} findings (which, by whom: summary.md)")
    if verdict.baseline is not None:
        over = sum(each.over for each in verdict.baseline.rules.values())
        console.print(f"Findings beyond the baseline: {over:,} (of which rules: summary.md)")
    pages = ", ".join(f"{out}/{name}" for name in _PAGES if (Path(out) / name).is_file())
    console.print(Text(f"\nReports: {pages or out}"))
    console.print(Text("Data: corpus.json, verdict.json, shards/, findings/"))


def _on_names(corpus: CorpusReport) -> Iterator[str]:
    """Say what the counts of names above rest on; nothing where none were looked for."""
    shown: dict[str, Measured] = {}
    for by_language in corpus.measured.values():
        for language, each in sorted(by_language.items()):
            if language in corpus.totals.languages and each.precision is not None and each.recall is not None:
                shown.setdefault(language, each)  # the first rule is the one for persons
    if not shown:
        return
    yield "Counts of names are uncertain; on labelled text:"
    for language, each in shown.items():
        yield f"  {language}: {each.precision:.0%} of names found were names, {each.recall:.0%} of names were found"
    for rule, estimate in corpus.estimates.items():
        if estimate.is_of_a_part:
            yield (
                f"  {rule}: in {estimate.share:.1%} of documents that could be read ({estimate.share_low:.1%} to "
                f"{estimate.share_high:.1%}), from {estimate.looked:,} of {estimate.documents:,} looked at"
            )
    yield ""


def _shortened(name: str) -> str:
    """Return a name short enough for a table, its end kept: that is where names differ."""
    if len(name) <= _NAME_CHARS:
        return name
    return name[: _NAME_CHARS // 2 - 1] + "…" + name[-_NAME_CHARS // 2 :]


def _worst_shards(corpus: CorpusReport) -> Table:
    table = Table(title="Worst shards", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("shard", no_wrap=True)
    table.add_column("state")
    for word in ("docs", "critical", "high", "medium", "low"):
        table.add_column(word, justify="right")
    ranked = sorted(
        corpus.shards.items(),
        key=lambda entry: (
            entry[1].status in {"read", "empty"},
            [-entry[1].findings.get(word, 0) for word in _ORDER],
            entry[0],
        ),
    )
    for shard_id, summary in ranked[:_ROWS]:
        counts = [f"{'≈' * (word in summary.estimated)}{summary.findings.get(word, 0):,}" for word in _ORDER[:-1]]
        table.add_row(Text(_shortened(printable(shard_id))), summary.status, f"{summary.documents:,}", *counts)
    return table


def _top_rules(corpus: CorpusReport, catalogue: Catalogue) -> Table:
    cards = catalogue.cards()
    table = Table(title="Top rules", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("rule", no_wrap=True)
    table.add_column("severity")
    table.add_column("findings", justify="right")
    table.add_column("docs", justify="right")
    ranked = sorted(
        ((rule, tally) for rule, tally in corpus.totals.rules.items() if tally.findings),
        key=lambda entry: (-cards[entry[0]].rank, -findings_of(corpus, *entry), entry[0]),
    )
    for rule, tally in ranked[:_ROWS]:
        estimate = sample_of(corpus, rule)
        counts = (
            (f"{tally.findings:,}", f"{tally.documents:,}")
            if estimate is None
            else (f"≈ {estimate.findings:,.0f}", f"≈ {estimate.share * estimate.documents:,.0f}")
        )
        table.add_row(rule, cards[rule].severity, *counts)
    return table
