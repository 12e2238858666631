"""Rules and options → the detectors of personal information."""

from collections.abc import Sequence

from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.domain_list import DomainListDetector
from scanner.detectors.pii.entity import EntityDetector
from scanner.detectors.pii.presidio import PresidioDetector
from scanner.detectors.pii.structured import StructuredDetector
from scanner.detectors.pii.word_list import KeywordListDetector
from scanner.types.finding import Detector
from scanner.types.rule import (
    DomainListMatch,
    EntityMatch,
    KeywordListMatch,
    PatternMatch,
    PhoneMatch,
    PresidioMatch,
    Rule,
)


def build_pii(rules: Sequence[Rule], options: DetectorOptions) -> tuple[Detector, ...]:
    """Return the detectors for the rules that look into texts; other kinds are not theirs.

    Raises `RuleError` for a rule whose expression, validator or recognizer cannot be used.
    """
    structured = [rule for rule in rules if isinstance(rule.match, PatternMatch | PhoneMatch)]
    named = [rule for rule in rules if isinstance(rule.match, EntityMatch)]
    detectors: tuple[Detector, ...] = ()
    if structured:
        detectors += (StructuredDetector(structured, options.tag_key, folder=options.compiled),)
    if named:
        detectors += (EntityDetector(named, options),)
    return detectors + _build_lists(rules, options)


def _build_lists(rules: Sequence[Rule], options: DetectorOptions) -> tuple[Detector, ...]:
    """Return the detectors for rules that name a recognizer or a list."""
    recognized = [rule for rule in rules if isinstance(rule.match, PresidioMatch)]
    keywords = [rule for rule in rules if isinstance(rule.match, KeywordListMatch)]
    domains = [rule for rule in rules if isinstance(rule.match, DomainListMatch)]
    detectors: tuple[Detector, ...] = ()
    if recognized:
        detectors += (PresidioDetector(recognized, options.tag_key),)
    if keywords:
        detectors += (KeywordListDetector(keywords, options.tag_key),)
    if domains:
        detectors += (DomainListDetector(domains, options.tag_key),)
    return detectors
