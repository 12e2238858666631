"""A ruleset → its catalogue: what reports and policies need to know of it."""

from scanner.types.catalogue import CATALOGUE_SCHEMA, Catalogue, RuleCard
from scanner.types.rule import Rule, Ruleset


def catalogue_of(ruleset: Ruleset) -> Catalogue:
    """Return the catalogue of a ruleset."""
    return Catalogue(CATALOGUE_SCHEMA, ruleset.digest, tuple(_card_of(rule) for rule in ruleset.rules))


def _card_of(rule: Rule) -> RuleCard:
    file = rule.file
    return RuleCard(
        rule.id,
        file.title,
        file.severity,
        file.sensitivity,
        file.legal_basis,
        file.confidence,
        file.confidence_from,
        file.status,
        file.match.kind,
        file.remedy,
        file.sensitive_as,
        file.odds,
    )
