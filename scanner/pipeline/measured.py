"""A plan → how right each of its finders of names was on labelled text: what the counts of a report rest on."""

from scanner.detectors.names.built_in import BUILT_IN
from scanner.detectors.names.measured import BUILT_IN_MEASURED
from scanner.detectors.pii.pipelines import stated_by_makers
from scanner.pipeline.plan import ScanPlan
from scanner.types.estimate import Measured
from scanner.types.rule import EntityMatch, ProfileMatch


def measured_by_rule(plan: ScanPlan) -> dict[str, dict[str, Measured]]:
    """Return rule → language → figures, for rules that find names or rest on them."""
    kinds = {
        rule.id: rule.match.entity if isinstance(rule.match, EntityMatch) else "PERSON"
        for rule in plan.ruleset.rules
        if isinstance(rule.match, EntityMatch | ProfileMatch)
    }
    models = plan.detector_options.ner_models
    return {
        rule: {language: _measured(language, model, kind) for language, model in models}
        for rule, kind in sorted(kinds.items())
        if models
    }


def _measured(language: str, model: str, kind: str) -> Measured:
    return BUILT_IN_MEASURED[language, kind] if model == BUILT_IN else stated_by_makers(model, kind)
