"""A language → the name tagger that ships in the package, and its identity for the lock."""

from dataclasses import dataclass

from scanner.detectors.names.chinese.tagger import ChineseTagger
from scanner.detectors.names.chinese.weights import GATE_SHA256, NETWORK_SHA256
from scanner.detectors.names.english.tagger import EnglishTagger
from scanner.detectors.names.english.weights import ENGLISH_SHA256
from scanner.detectors.names.name import NameReader
from scanner.errors import ModelError

BUILT_IN = "built-in"
"""What one writes in place of a spaCy pipeline's name: `--ner-model en=built-in`."""
LANGUAGES = ("en", "zh")
"""ISO 639-1 codes of the languages that have a tagger."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A weights file in the package."""

    name: str
    sha256: str
    licence: str


_WEIGHTS = {
    "en": (Weights("english.npz", ENGLISH_SHA256, "CC BY-SA 4.0"),),
    "zh": (
        Weights("chinese.npz", NETWORK_SHA256, "Apache-2.0 and MIT"),
        Weights("chinese_gate.npz", GATE_SHA256, "CC BY-SA 4.0"),
    ),
}


def built_in_weights(language: str) -> tuple[Weights, ...]:
    """Return the weights files of a language's tagger; raises `ModelError` where there is none."""
    fault = built_in_fault(language)
    if fault:
        raise ModelError(fault)
    return _WEIGHTS[language]


def built_in_fault(language: str) -> str:
    """Return why there is no tagger for a language, or an empty text."""
    if language in LANGUAGES:
        return ""
    return f"no built-in tagger for language {language!r}, only for {', '.join(LANGUAGES)}; name a spaCy pipeline"


def built_in_tagger(language: str, *, gate: bool = True) -> NameReader:
    """Return the tagger of a language, the Chinese one with or without its gate.

    Raises `ModelError` where there is none or its files were changed.
    """
    fault = built_in_fault(language)
    if fault:
        raise ModelError(fault)
    return EnglishTagger.load() if language == "en" else ChineseTagger.load(gate=gate)


def built_in_digest(language: str) -> str:
    """Return `NAME sha256:… sha256:…` over the weights files, which loading holds them to."""
    fault = built_in_fault(language)
    if fault:
        raise ModelError(fault)
    if language == "en":
        return f"english sha256:{ENGLISH_SHA256}"
    return f"lac-small sha256:{NETWORK_SHA256} gate sha256:{GATE_SHA256}"
