"""Rules and options → the detectors of personal information."""

from collections.abc import Sequence

from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.entity import EntityDetector
from scanner.detectors.pii.structured import StructuredDetector
from scanner.types.finding import Detector
from scanner.types.rule import EntityMatch, PatternMatch, PhoneMatch, Rule


def build_pii(rules: Sequence[Rule], options: DetectorOptions) -> tuple[Detector, ...]:
    """Return the detectors for the rules of kind pattern, phone and entity; other kinds are not theirs.

    Raises `RuleError` for a rule whose expression or validator cannot be used.
    """
    structured = [rule for rule in rules if isinstance(rule.match, PatternMatch | PhoneMatch)]
    named = [rule for rule in rules if isinstance(rule.match, EntityMatch)]
    detectors: tuple[Detector, ...] = ()
    if structured:
        detectors += (StructuredDetector(structured, options.tag_key),)
    if named:
        detectors += (EntityDetector(named, options),)
    return detectors
