"""Corpus report → the part of the summary on rights: verdicts, what could not be seen, domains, statements."""

from collections.abc import Iterator

from scanner.reports.looked import NOT_OBSERVABLE, is_observable
from scanner.reports.markup import escape, table
from scanner.types.licence_profile import EFFECTS, LicenceProfile
from scanner.types.report import CorpusReport
from scanner.types.rights import CHANGED, CONTRADICTION, NOT_CAPTURED, NOT_OBSERVED, TODAY, USE, RightsSummary

_VERDICTS = ("reserved", "conditional", "allow", "unknown")
_DOMAINS_SHOWN = 15
_TITLES = {
    "train": "training a model",
    "tdm": "text and data mining",
    "ai-input": "input of a model that answers",
    "search": "a search index",
    "access": "fetching by training crawlers",
}


def render_rights(corpus: CorpusReport) -> str:
    """Return the part as Markdown; empty where no document was judged."""
    if corpus.rights is None or not any(corpus.rights.uses.values()):
        return ""
    parts = ("## Rights: what sources said at crawl time\n", *_verdicts(corpus, corpus.rights), _statements(corpus))
    return "\n".join(part for part in parts if part)


def _verdicts(corpus: CorpusReport, rights: RightsSummary) -> Iterator[str]:
    rows, none = [], _no_reservation(corpus)
    for use, title in _TITLES.items():
        verdicts = rights.uses.get(use, {})
        documents = sum(verdicts.values())
        if documents:
            counts = {verdict: verdicts.get(verdict, 0) for verdict in _VERDICTS}
            shares = [
                none if verdict == "reserved" and not count else _share(count, documents)
                for verdict, count in counts.items()
            ]
            rows.append((title, *shares))
    yield table(("Use", *(verdict.capitalize() for verdict in _VERDICTS)), rows)
    yield (
        "Documents and their share. The most restrictive statement decides; *unknown* means that no reservation and no "
        "permission was found where it could be looked for: it allows nothing.\n"
    )
    yield _licences(rights.licences)
    if rights.contradictions:
        told = ", ".join(f"{_TITLES[use]} {count:,}" for use, count in sorted(rights.contradictions.items()))
        yield f"Documents about which statements contradict each other: {told}.\n"
    unseen = sorted(rights.not_observed.items(), key=lambda entry: (-entry[1], entry[0]))
    if unseen:
        yield "### Not observable\n"
        yield table(("Signal", "Documents"), [(signal, f"{count:,}") for signal, count in unseen])
    yield from _today(rights)
    yield from _domains(rights)


def _no_reservation(corpus: CorpusReport) -> str:
    """Return what no reserved document is told as."""
    seen = is_observable(corpus.totals.signals, corpus.totals.coverage.documents)
    return "0" if seen else NOT_OBSERVABLE


def _licences(profile: LicenceProfile) -> str:
    by_effect: dict[str, list[str]] = {}
    for named, effect in (*profile.classes.items(), *sorted(profile.licences.items())):
        by_effect.setdefault(effect, []).append(named)
    told = (f"*{effect}*: {escape(', '.join(by_effect[effect]))}" for effect in EFFECTS if effect in by_effect)
    return f"Licences by profile {escape(profile.title)}. {'; '.join(told)}.\n"


def _today(rights: RightsSummary) -> Iterator[str]:
    snapshot = rights.snapshot
    if snapshot is None:
        return
    yield "### Today\n"
    dated = f", from {snapshot.first[:10]} to {snapshot.last[:10]}" if snapshot.first and snapshot.last else ""
    undated = f", {snapshot.undated:,} without a time, which count as today's" if snapshot.undated else ""
    yield (
        f"By the newest of {snapshot.captures:,} captures given with `--robots`{dated}{undated}; "
        "what the page said, and files that are not in it, are taken as they were.\n"
    )
    rows = [
        (title, *(f"{rights.today[use].get(verdict, 0):,}" for verdict in (*_VERDICTS, NOT_CAPTURED)))
        for use, title in _TITLES.items()
        if rights.today.get(use)
    ]
    yield table(("Use", *(verdict.capitalize() for verdict in _VERDICTS), "Site not in it"), rows)
    changed = [
        (_TITLES[use], f"{change.replace(' > ', ' → ')}", f"{count:,}")
        for use, changes in rights.changed.items()
        for change, count in sorted(changes.items())
    ]
    if changed:
        yield table(("Use", "At crawl time → today", "Documents"), changed)


def _domains(rights: RightsSummary) -> Iterator[str]:
    ranked = sorted(rights.domains.items(), key=lambda entry: (-entry[1].get("reserved", 0), entry[0]))
    if ranked:
        yield "### Domains with most documents reserved from training\n"
        rows = [
            (escape(domain), *(f"{verdicts.get(verdict, 0):,}" for verdict in _VERDICTS))
            for domain, verdicts in ranked[:_DOMAINS_SHOWN]
        ]
        yield table(("Domain", *(verdict.capitalize() for verdict in _VERDICTS)), rows)


def _statements(corpus: CorpusReport) -> str:
    rows = [
        (signal, value, f"{count:,}")
        for signal, values in sorted(corpus.totals.signals.items())
        if not signal.startswith((USE, TODAY, CHANGED)) and signal not in {NOT_OBSERVED, CONTRADICTION}
        for value, count in sorted(values.items(), key=lambda entry: (-entry[1], entry[0]))
    ]
    return "### Statements\n\n" + table(("Signal", "Value", "Documents"), rows) if rows else ""


def _share(count: int, documents: int) -> str:
    return f"{count:,} ({count / documents:.1%})" if count else "0"
