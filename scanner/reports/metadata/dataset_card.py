"""A saved run → `dataset-card.md`: front matter and sections for the README of a data set on the Hugging Face Hub.

https://github.com/huggingface/hub-docs/blob/main/datasetcard.md
"""

import re
from typing import Final

from scanner.reports.markup import escape, plain, table
from scanner.reports.metadata.facts import (
    HUMAN_ONLY,
    Met,
    languages_of,
    licences_of,
    met,
    tell_coverage,
    tell_licences,
    tell_no_personal,
    told_with,
    unlicensed,
)
from scanner.types.saved_run import SavedRun

_SIZES: Final = (
    *((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M")),
    *((10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B")),
    *((10_000_000_000, "1B<n<10B"), (100_000_000_000, "10B<n<100B"), (1_000_000_000_000, "100B<n<1T")),
)
_LARGEST: Final = "n>1T"
_LICENCES: Final = {
    "AGPL-3.0-only": "agpl-3.0",
    "AGPL-3.0-or-later": "agpl-3.0",
    "GPL-2.0-only": "gpl-2.0",
    "GPL-2.0-or-later": "gpl-2.0",
    "GPL-3.0-only": "gpl-3.0",
    "GPL-3.0-or-later": "gpl-3.0",
    "LGPL-2.1-only": "lgpl-2.1",
    "LGPL-2.1-or-later": "lgpl-2.1",
    "LGPL-3.0-only": "lgpl-3.0",
    "LGPL-3.0-or-later": "lgpl-3.0",
    "PDDL-1.0": "pddl",
    "ODbL-1.0": "odbl",
    "ODC-By-1.0": "odc-by",
    "Unlicense": "unlicense",
    "WTFPL": "wtfpl",
}
_SAME: Final = frozenset(
    (
        *("cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0", "cc-by-nc-2.0", "cc-by-nc-3.0", "cc-by-nc-4.0"),
        *("cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0", "cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0"),
        *("cc-by-nd-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0"),
        *("apache-2.0", "artistic-2.0", "bsd-2-clause", "bsd-3-clause", "bsl-1.0", "cc0-1.0", "epl-1.0"),
        *("epl-2.0", "eupl-1.1", "eupl-1.2", "isc", "mit", "mpl-2.0", "zlib"),
    )
)
"""Identifiers of the Hub that are the SPDX ones in small letters."""
_LANGUAGE: Final = re.compile("[a-z]{2,3}")
_ROWS: Final = 50


def render_card(run: SavedRun) -> bytes:
    """Return front matter that the Hub reads, then sections; what only people know is left blank and listed."""
    parts = (
        _front(run),
        "# Dataset card, drafted from a scan\n",
        f"To be filled in by people: {', '.join(HUMAN_ONLY)}.\n",
        "## Coverage of the scan\n",
        tell_coverage(run) + "\n",
        "## Personal and sensitive information\n",
        _personal(run),
        "## Licences\n",
        _licences(run),
        "## Languages\n",
        table(("Language", "Documents"), [(escape(name), f"{n:,}") for name, n in languages_of(run).items()]),
        "## What this rests on\n",
        (
            f"`corpus.json` {escape(run.verdict.report_digest)}, ruleset {escape(run.corpus.ruleset)}, verdict "
            f"`{run.verdict.outcome.value}` under the policy {escape(run.policy.title)}{told_with(run)}.\n"
        ),
    )
    return "\n".join(parts).encode(errors="replace")


def _front(run: SavedRun) -> str:
    """Return YAML of words from closed vocabularies alone: nothing in it needs quotes."""
    languages = [name for name in languages_of(run) if _LANGUAGE.fullmatch(name)]
    lines = ["---", "license:", *(f"- {name}" for name in _hub_licences(run))]
    if languages:
        lines += ["language:", *(f"- {name}" for name in languages)]
    lines += ["size_categories:", f"- {size_of(run.corpus.totals.coverage.documents)}", "---\n"]
    return "\n".join(lines)


def size_of(documents: int) -> str:
    """Return the Hub's word for a number of rows."""
    return next((word for below, word in _SIZES if documents < below), _LARGEST)


def _hub_licences(run: SavedRun) -> list[str]:
    """Return identifiers of the Hub, sorted.

    `other` stands for one that has none there, `unknown` where documents state none.
    """
    found = {_hub_licence(name) for name in licences_of(run)}
    return sorted(found | {"unknown"} if unlicensed(run) or not found else found)


def _hub_licence(name: str) -> str:
    same = name.lower()
    return _LICENCES.get(name, same if same in _SAME else "other")


def _personal(run: SavedRun) -> str:
    found = list(met(run))
    if not found:
        return f"{tell_no_personal(run)}\n"
    more = f"\nand {len(found) - _ROWS:,} more rules: see `corpus.json`\n" if len(found) > _ROWS else ""
    head = ("Evidence for", "Severity", "Documents", "Share of documents", "Findings")
    return table(head, [_row(each) for each in found[:_ROWS]]) + more


def _row(each: Met) -> tuple[str, ...]:
    about = "≈ " * each.is_estimate
    return (
        f"{plain(each.card.title)} ({each.card.id})",
        each.card.severity,
        f"{about}{each.documents:,.0f}",
        f"{about}{100 * each.share:.2f} %",
        f"{about}{each.findings:,.0f}",
    )


def _licences(run: SavedRun) -> str:
    rows = [(escape(name), f"{count:,}") for name, count in list(licences_of(run).items())[:_ROWS]]
    return f"{tell_licences(run)}\n" + ("\n" + table(("Licence", "Documents"), rows) if rows else "")
