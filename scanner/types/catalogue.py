"""What reports and policies need to know of the rules of a run: neither patterns nor examples."""

from dataclasses import dataclass
from typing import Final, Literal

from scanner.types.rule import Severity, SeverityWord
from scanner.types.sensitivity import SensitiveAs

CATALOGUE_SCHEMA: Final = "corpus-scanner/rules/v1"


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A rule as a reader of reports knows it; fields mean what they mean in `RuleFile`."""

    id: str
    title: str
    severity: SeverityWord
    sensitivity: str
    legal_basis: tuple[str, ...]
    confidence: float
    confidence_from: str
    status: str
    kind: str
    """What kind of match the rule is: `pattern`, `signal`, `duplicate` …"""
    remedy: str
    sensitive_as: SensitiveAs | None
    odds: float | None

    @property
    def rank(self) -> Severity:
        """Ordered severity."""
        return Severity[self.severity.upper()]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every rule of a run, sorted by id; `rules.json` of its output folder."""

    schema: Literal["corpus-scanner/rules/v1"]
    digest: str
    """Of the ruleset: of what the rules say in full."""
    rules: tuple[RuleCard, ...]

    def cards(self) -> dict[str, RuleCard]:
        """Return the cards by rule id."""
        return {card.id: card for card in self.rules}
