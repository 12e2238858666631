"""Rules → the detectors that judge a document by what it says itself: signals in HTML and headers, licences."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from scanner.detectors.options import DetectorOptions
from scanner.detectors.rights.licence import MAX_DECLARED, read_licences
from scanner.detectors.rights.licence_cc import Licence
from scanner.detectors.rights.licence_detector import LicenceDetector, watched_classes
from scanner.detectors.rights.signals import build_signals, signal_of
from scanner.types.finding import Detector
from scanner.types.rule import Rule

_DECLARATIONS_KEPT = 4096


def build_rights(rules: Sequence[Rule], options: DetectorOptions) -> tuple[Detector, ...]:
    """Return the detectors for rules of kind `signal` (robots.txt apart, see `site`) and `licence`.

    Licences are also read for rules on the source register, which holds them against what it declares.
    """
    detectors: list[Detector] = list(build_signals(rules))
    licence_rules = watched_classes(rules)
    if licence_rules or any(signal_of(rule) == "register" for rule in rules):
        detectors.append(LicenceDetector(licence_rules, bounded_reader(), options.licences))
    return tuple(detectors)


def bounded_reader() -> Callable[[str], tuple[Licence, ...] | None]:
    """Return `read_licences` behind a cache that keeps no declaration of megabytes alive."""
    cached = lru_cache(_DECLARATIONS_KEPT)(read_licences)
    return lambda declared: cached(declared) if len(declared) <= MAX_DECLARED else read_licences(declared)
