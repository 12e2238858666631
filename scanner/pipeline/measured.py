"""A plan → how right each of its finders of names was on labelled text: what the counts of a report rest on."""

from typing import Final

from scanner.detectors.names.built_in import BUILT_IN, LANGUAGES
from scanner.detectors.names.measured import built_in_measured
from scanner.detectors.pii.pipelines import stated_by_makers
from scanner.pipeline.plan import ScanPlan
from scanner.types.estimate import Measured
from scanner.types.rule import EntityMatch, ProfileMatch, Rule

_PERSON: Final = "PERSON"
_ON_NAMES: Final = "on no labelled text; rests on names of persons, and how far those are right says little of it"


def measured_by_rule(plan: ScanPlan) -> dict[str, dict[str, Measured]]:
    """Return rule → language → figures, for rules that find names or rest on them.

    A name beside a number or a word is another thing than a name: for profiles there are no figures, and that is said.
    """
    models, gate = plan.detector_options.ner_models, plan.detector_options.names.gate
    found: dict[str, dict[str, Measured]] = {}
    for rule in sorted(plan.ruleset.rules, key=lambda each: each.id):
        if isinstance(rule.match, EntityMatch):
            kind = rule.match.entity
            found[rule.id] = {language: _measured(language, model, kind, gate=gate) for language, model in models}
        elif isinstance(rule.match, ProfileMatch):
            found[rule.id] = {
                language: Measured(_measured(language, model, _PERSON, gate=gate).finder, _ON_NAMES, None, None)
                for language, model in models
            }
    return found if models else {}


def built_in_figures(rule: Rule) -> dict[str, Measured]:
    """Return language → figures of a rule with the taggers in the package, as a scan uses them unasked."""
    if isinstance(rule.match, EntityMatch):
        return {language: built_in_measured(language, rule.match.entity, gate=True) for language in LANGUAGES}
    return {}


def _measured(language: str, model: str, kind: str, *, gate: bool) -> Measured:
    return built_in_measured(language, kind, gate=gate) if model == BUILT_IN else stated_by_makers(model, kind)
