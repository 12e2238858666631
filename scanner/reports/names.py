"""Corpus report → the part of the summary on names: what their counts rest on, and how sure estimates are."""

from scanner.reports.markup import escape, table
from scanner.types.catalogue import Catalogue
from scanner.types.estimate import Agreement, Estimate, Measured
from scanner.types.report import CorpusReport

_NOBODY_KNOWS = (
    "No count of names is exact: these shares were measured on labelled text, and differ on other text. Public "
    "figures, authors and people of fiction cannot be told from private persons and are counted like them.\n"
)

_NO_BOUND = (
    "\nNo bound: of some kind of documents none was looked at, or fewer than three documents with findings were. A "
    "larger share gives one.\n"
)


def render_names(corpus: CorpusReport, catalogue: Catalogue) -> str:
    """Return the part as Markdown; empty where no rule looked for names."""
    if not corpus.measured:
        return ""
    titles = {card.id: card.title for card in catalogue.rules}
    parts = ["## Names: what their counts rest on\n", _measured(corpus), _NOBODY_KNOWS]
    samples = {rule: each for rule, each in sorted(corpus.estimates.items()) if each.is_of_a_part}
    if samples:
        parts += [_estimates(samples, titles)]
    for rule, agreement in sorted(corpus.agreements.items()):
        parts += [_agreement(rule, agreement)]
    return "\n".join(parts)


def _measured(corpus: CorpusReport) -> str:
    """Return a line for each language and finder; rules that rest on the same figures share it."""
    rules: dict[tuple[str, Measured], list[str]] = {}
    for rule, by_language in sorted(corpus.measured.items()):
        for language, each in sorted(by_language.items()):
            if language in corpus.totals.names_read_in:
                rules.setdefault((language, each), []).append(rule)
    rows = [
        (
            f"{', '.join(names)} ({language})",
            _share(each.precision),
            _share(each.recall),
            _share(each.touched),
            escape(f"{each.finder}: {each.source}"),
        )
        for (language, each), names in sorted(rules.items(), key=lambda entry: (entry[1], entry[0][0]))
    ]
    head = (
        "Rules and language",
        "Of those found, names",
        "Of the names there, found",
        "found in part",
        "Measured with",
    )
    return table(head, rows)


def _estimates(samples: dict[str, Estimate], titles: dict[str, str]) -> str:
    rows = [
        (
            f"{rule}: {titles.get(rule, rule)}",
            f"{each.looked:,} of {each.documents:,}",
            _percent(each.share, each.share_low, each.share_high),
            _number(each),
        )
        for rule, each in samples.items()
    ]
    head = (
        "Rule",
        "Documents looked at",
        "Share of documents that could be read, 95 % interval",
        "Findings, approximate 95 % interval",
    )
    unbounded = any(each.findings_high is None for each in samples.values())
    return (
        "### Estimated from a sample\n\n"
        "Only a sample was looked at: what stands here is about all documents that could be read.\n\n"
        + table(head, rows)
        + _NO_BOUND * unbounded
    )


def _agreement(rule: str, agreement: Agreement) -> str:
    second = agreement.second
    bands = [
        (name, f"{each.names:,}", f"{each.checked:,}", _percent(each.share, each.low, each.high), each.word)
        for name, each in agreement.bands.items()
    ]
    share = _percent(second.share, second.share_low, second.share_high)
    said = (
        f"A second pipeline read {second.looked:,} of {second.documents:,} documents. It sees names in {share} of all "
        f"documents, {_number(second)} of them. Names that both see: {agreement.both:,.0f} "
        f"({agreement.both_low:,.0f} to {agreement.both_high:,.0f}).\n"
    )
    head = ("Confidence", "Names", "Checked", "Confirmed, 95 % interval", "So they are")
    return "\n".join((f"### A second opinion on {rule}\n", said, table(head, bands)))


def _percent(share: float, low: float, high: float) -> str:
    return f"{100 * share:.2f} % ({100 * low:.2f} to {100 * high:.2f})"


def _number(estimate: Estimate) -> str:
    high = "no bound" if estimate.findings_high is None else f"{estimate.findings_high:,.0f}"
    return f"{estimate.findings:,.0f} ({estimate.findings_low:,.0f} to {high})"


def _share(share: float | None) -> str:
    return "not measured" if share is None else f"{100 * share:.0f} %"
