"""Rules → the detectors that judge a document by what it says itself: signals in HTML and headers, licences."""

from collections.abc import Sequence
from functools import lru_cache

from scanner.detectors.options import DetectorOptions
from scanner.detectors.rights.licence import read_licences
from scanner.detectors.rights.licence_detector import LicenceDetector, watched_classes
from scanner.detectors.rights.signals import build_signals
from scanner.types.finding import Detector
from scanner.types.rule import Rule

_DECLARATIONS_KEPT = 4096


def build_rights(rules: Sequence[Rule], options: DetectorOptions) -> tuple[Detector, ...]:
    """Return the detectors for rules of kind `signal` (robots.txt apart, see `site`) and `licence`."""
    del options  # rights are public statements: nothing in them is tagged
    detectors: list[Detector] = list(build_signals(rules))
    licence_rules = watched_classes(rules)
    if licence_rules:
        detectors.append(LicenceDetector(licence_rules, lru_cache(_DECLARATIONS_KEPT)(read_licences)))
    return tuple(detectors)
