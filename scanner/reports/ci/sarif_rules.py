"""Rules of a run → the parts of a SARIF log that describe them: rules, and taxonomies of the clauses they name."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from scanner.reports.ci.clauses import clauses_of, taxonomies_of, title_of
from scanner.reports.ci.sarif_told import told
from scanner.reports.markup import plain, printable
from scanner.types.catalogue import RuleCard
from scanner.types.rule import SeverityWord

LEVELS: Final[Mapping[SeverityWord, str]] = {
    "critical": "error",
    "high": "error",
    "medium": "warning",
    "low": "note",
    "info": "note",
}
_SECURITY_SEVERITY: Final[Mapping[SeverityWord, str]] = {
    "critical": "9.5",
    "high": "8.0",
    "medium": "5.5",
    "low": "3.0",
    "info": "0.1",
}
"""GitHub: over 9.0 is critical, from 7.0 high, from 4.0 medium, from 0.1 low."""
_PRECISION: Final = ((0.9, "very-high"), (0.7, "high"), (0.4, "medium"), (0.0, "low"))
Taxonomies = Mapping[str, tuple[str, ...]]


def describe_rules(cards: Sequence[RuleCard]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return SARIF `rules` in the order given, and the `taxonomies` their relationships lead to."""
    taxonomies = taxonomies_of(cards)
    return [_rule(card, taxonomies) for card in cards], [_taxonomy(law, taxonomies[law]) for law in taxonomies]


def supported(taxonomies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return references to taxonomies, as a tool component lists those it supports."""
    return [_reference(each["name"]) for each in taxonomies]


def _rule(card: RuleCard, taxonomies: Taxonomies) -> dict[str, Any]:
    bases = [printable(basis) for basis in card.legal_basis]
    sure = f"Confidence of a finding {card.confidence:g} (from: {card.confidence_from}); status {card.status}."
    text = f"{card.title}. {card.remedy}\n\nEvidence for: {'; '.join(bases)}\n\n{sure}"
    markdown = "\n".join(
        [
            f"**{plain(card.title)}**\n",
            f"What to do: {plain(card.remedy)}\n",
            "Evidence for:\n",
            *(f"- {plain(basis)}" for basis in bases),
            f"\n{plain(sure)}\n",
            "A result is a count of places in one shard. The text found there is in no file of the run.",
        ]
    )
    return {
        "id": card.id,
        "name": "".join(word.capitalize() for word in card.id.replace(".", "-").split("-")),
        "shortDescription": told(printable(card.title)),
        "fullDescription": told(f"{printable(card.title)}. {printable(card.remedy)}"),
        "help": told(text, markdown),
        "defaultConfiguration": {"level": LEVELS[card.severity]},
        "relationships": [_relationship(law, clause, taxonomies) for law, clause in clauses_of(card)],
        "properties": {
            "tags": ["security", card.sensitivity, ".".join(card.id.split(".")[:2])],
            "precision": next(word for least, word in _PRECISION if card.confidence >= least),
            "problem.severity": {"error": "error", "warning": "warning", "note": "recommendation"}[
                LEVELS[card.severity]
            ],
            "security-severity": _SECURITY_SEVERITY[card.severity],
        },
    }


def _relationship(law: str, clause: str, taxonomies: Taxonomies) -> dict[str, Any]:
    target = {"id": clause, "index": taxonomies[law].index(clause), "toolComponent": _reference(law)}
    return {"target": target, "kinds": ["relevant"]}


def _reference(law: str) -> dict[str, str]:
    """Return a reference by name: an index would be one into `tool.extensions` (SARIF 2.1.0 §3.54.4)."""
    return {"name": law, "guid": _guid(law)}


def _guid(law: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"corpus-scanner/taxonomies/{law}"))


def _taxonomy(law: str, clauses: Sequence[str]) -> dict[str, Any]:
    return {
        "name": law,
        "guid": _guid(law),
        "fullName": title_of(law),
        "shortDescription": told(f"Clauses of {title_of(law)} for which rules give evidence"),
        "isComprehensive": False,
        "taxa": [{"id": clause} for clause in clauses],
    }
