"""Legal bases of rules → the laws they name, and the clauses of each."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from scanner.types.catalogue import RuleCard
from scanner.types.sensitivity import STANDARDS

OTHER: Final = "Other"


@dataclass(frozen=True, slots=True)
class Law:
    """A law, standard or code that rules name."""

    name: str
    title: str
    begins: re.Pattern[str]
    """How a legal basis that names it begins; the clause follows."""


LAWS: Final[tuple[Law, ...]] = (
    Law("GDPR", "Regulation (EU) 2016/679", re.compile(r"GDPR\s+")),
    Law(
        "AI-Act", "Regulation (EU) 2024/1689", re.compile(r"(?:Regulation|AI Act) \(EU\) 2024/1689(?: \(AI Act\))?\s+")
    ),
    Law("CDSM", "Directive (EU) 2019/790", re.compile(r"Directive \(EU\) 2019/790(?: \(CDSM\))?\s+")),
    Law("PIPL", "Personal Information Protection Law of the PRC, 2021", re.compile(r"PIPL\s+")),
    Law("GB-T", "National standards of the PRC (GB, GB/T)", re.compile(r"(?=GB(?:/T)? \d)")),
    Law("TC260-003", "TC260-003, basic security requirements for generative AI services", re.compile(r"(?=TC260-003)")),
    Law("CCPA", "California Consumer Privacy Act, Cal. Civ. Code 1798.100 and following", re.compile(r"CCPA,\s+")),
)
"""A legal basis that begins otherwise stands under `OTHER`."""


def clause_of(basis: str) -> tuple[str, str]:
    """Return the law that a legal basis names, and the clause of it: what stands before the colon."""
    clause = basis.partition(": ")[0]
    for law in LAWS:
        found = law.begins.match(clause)
        if found is not None:
            return law.name, clause[found.end() :]
    return OTHER, clause


def clauses_of(card: RuleCard) -> tuple[tuple[str, str], ...]:
    """Return the clauses that a rule names, and the classes of sensitive data it falls under, each once."""
    found = [clause_of(basis) for basis in card.legal_basis]
    if card.sensitive_as is not None:
        classes = {"GDPR": card.sensitive_as.gdpr, "PIPL": card.sensitive_as.pipl, "CCPA": card.sensitive_as.ccpa}
        found += [(law, f"{STANDARDS[law.lower()].title}: {name}") for law, name in classes.items() if name != "none"]
    return tuple(dict.fromkeys(found))


def taxonomies_of(cards: Iterable[RuleCard]) -> Mapping[str, tuple[str, ...]]:
    """Return law → clauses that rules name, both sorted; laws that none names are left out."""
    found: dict[str, set[str]] = {}
    for card in cards:
        for law, clause in clauses_of(card):
            found.setdefault(law, set()).add(clause)
    return {law: tuple(sorted(found[law])) for law in sorted(found)}


def title_of(law: str) -> str:
    """Return the full name of a law."""
    return next((each.title for each in LAWS if each.name == law), "Other legal bases, each named in full")
