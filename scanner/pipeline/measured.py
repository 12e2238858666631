"""A plan → how right each of its finders of names was on labelled text: what the counts of a report rest on."""

from scanner.detectors.names.built_in import BUILT_IN
from scanner.detectors.names.measured import built_in_measured
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
    models, gate = plan.detector_options.ner_models, plan.detector_options.names.gate
    return {
        rule: {language: _measured(language, model, kind, gate=gate) for language, model in models}
        for rule, kind in sorted(kinds.items())
        if models
    }


def _measured(language: str, model: str, kind: str, *, gate: bool) -> Measured:
    return built_in_measured(language, kind, gate=gate) if model == BUILT_IN else stated_by_makers(model, kind)
