"""A corpus or shard report → the part of its page on names: what counts rest on, and how sure estimates are."""

from collections.abc import Mapping

from scanner.reports.html.nodes import NOTHING, Node, el, join
from scanner.reports.html.page import section
from scanner.reports.html.show import code, count, english, sourced
from scanner.reports.html.speak import say
from scanner.reports.html.tables import Head, capped_table, row, table
from scanner.reports.words import frame, names
from scanner.types.estimate import Agreement, Estimate, Measured
from scanner.types.report import CorpusReport


def render_names(corpus: CorpusReport) -> Node:
    """Return the part; nothing where no rule looked for names."""
    if not corpus.measured and not corpus.estimates and not corpus.agreements:
        return NOTHING
    told = join((join([code(lang), f" {n:,}"]) for lang, n in sorted(corpus.totals.names_read_in.items())), ", ")
    return section(
        "names",
        names.NAMES,
        _measured(corpus),
        el("p", "lead", say(names.NOBODY_KNOWS)),
        el("p", None, say(names.READ_IN, told=told)) if corpus.totals.names_read_in else NOTHING,
        render_estimates(corpus.estimates, "corpus.json"),
        *(_agreement(rule, each, "corpus.json") for rule, each in sorted(corpus.agreements.items())),
    )


def _measured(corpus: CorpusReport) -> Node:
    """Return a row for each language and finder; rules that rest on the same figures share it."""
    rules: dict[tuple[str, Measured], list[str]] = {}
    for rule, by_language in sorted(corpus.measured.items()):
        for language, each in sorted(by_language.items()):
            if language in corpus.totals.names_read_in:
                rules.setdefault((language, each), []).append(rule)
    heads = (
        Head(names.RULES_AND_LANGUAGE),
        Head(names.PRECISION, "number"),
        Head(names.RECALL, "number"),
        Head(names.TOUCHED, "number"),
        Head(names.MEASURED_WITH),
    )
    rows = []
    for (language, each), named in sorted(rules.items(), key=lambda entry: (entry[1], entry[0][0])):
        place = ("measured", named[0], language)
        shares = (
            _share(each.precision, *place, "precision"),
            _share(each.recall, *place, "recall"),
            _share(each.touched, *place, "touched"),
        )
        told = join([join(map(code, named), ", "), " (", code(language), ")"])
        rows.append(row(heads, (told, *shares, english(f"{each.finder}: {each.source}"))))
    return capped_table(names.MEASURED_CAPTION, heads, rows, 60)


def _share(share: float | None, *keys: str) -> Node:
    return say(names.NOT_MEASURED) if share is None else sourced(f"{100 * share:.0f} %", "corpus.json", *keys)


def render_estimates(estimates: Mapping[str, Estimate], file: str) -> Node:
    """Return what samples say of all documents, each with its interval."""
    samples = {rule: each for rule, each in sorted(estimates.items()) if each.is_of_a_part}
    if not samples:
        return NOTHING
    heads = (
        Head(frame.RULE),
        Head(names.LOOKED, "number"),
        Head(names.SHARE_INTERVAL, "number"),
        Head(names.FINDINGS_INTERVAL, "number"),
    )
    rows = [
        row(
            heads,
            (
                code(rule),
                say(frame.OF, n=count(each.looked, file, "estimates", rule, "looked"), total=each.documents),
                sourced(_interval_of_share(each), file, "estimates", rule, "share"),
                sourced(_interval_of_number(each), file, "estimates", rule, "findings"),
            ),
        )
        for rule, each in samples.items()
    ]
    unbounded = any(each.findings_high is None for each in samples.values())
    return join(
        [
            el("h3", None, say(names.SAMPLES)),
            el("p", "lead", say(names.SAMPLES_LEAD)),
            capped_table(names.SAMPLES, heads, rows, 60, file, hide_caption=True),
            el("p", "lead", say(names.NO_BOUND_LEAD)) if unbounded else NOTHING,
        ]
    )


def _interval_of_share(each: Estimate) -> Node:
    share, low, high = (f"{100 * share:.2f} %" for share in (each.share, each.share_low, each.share_high))
    return say(names.SHARE_TOLD, share=share, low=low, high=high)


def _interval_of_number(each: Estimate) -> Node:
    high = names.NO_BOUND if each.findings_high is None else f"{each.findings_high:,.0f}"
    return say(names.NUMBER_TOLD, number=f"{each.findings:,.0f}", low=f"{each.findings_low:,.0f}", high=high)


def _agreement(rule: str, agreement: Agreement, file: str) -> Node:
    second = agreement.second
    heads = (
        Head(names.CONFIDENCE),
        Head(names.NAMES_HEAD, "number"),
        Head(names.CHECKED, "number"),
        Head(names.CONFIRMED, "number"),
        Head(names.SO_THEY_ARE),
    )
    rows = []
    for band, each in agreement.bands.items():
        place = ("agreements", rule, "bands", band)
        share, low, high = (f"{100 * value:.2f} %" for value in (each.share, each.low, each.high))
        confirmed = sourced(say(names.SHARE_TOLD, share=share, low=low, high=high), file, *place, "share")
        counts = (count(each.names, file, *place, "names"), count(each.checked, file, *place, "checked"))
        rows.append(row(heads, (code(band), *counts, confirmed, say(names.WORD[each.word]))))
    told = say(
        names.SECOND_TOLD,
        looked=second.looked,
        documents=second.documents,
        share=_interval_of_share(second),
        number=_interval_of_number(second),
        both=sourced(f"{agreement.both:,.0f}", file, "agreements", rule, "both"),
        low=f"{agreement.both_low:,.0f}",
        high=f"{agreement.both_high:,.0f}",
    )
    title = say(names.SECOND, rule=code(rule))
    return join([el("h3", None, title), el("p", None, told), table(title, heads, rows, hide_caption=True)])
