"""Name of a recognizer of presidio-analyzer → its class, if it works here: without a service, a model or a download.

presidio-analyzer is imported inside functions: that takes seconds, and most rulesets name no recognizer.
"""

import importlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from scanner.types.rule import PresidioMatch

_PHONE = "PhoneRecognizer"
"""The one recognizer that works with code of its own (libphonenumber) and neither expressions nor a model."""
_NAMES = "SpacyRecognizer"
_OWN_LEMMA = "corpus_scanner_own_lemma"


def available_recognizers() -> dict[str, Any]:
    """Return the recognizer classes of the installed presidio-analyzer that a rule can name, sorted by name."""
    predefined: Any = importlib.import_module("presidio_analyzer.predefined_recognizers")
    by_pattern: Any = importlib.import_module("presidio_analyzer").PatternRecognizer
    found = {
        name: each
        for name, each in vars(predefined).items()
        if isinstance(each, type) and each is not by_pattern and (issubclass(each, by_pattern) or name == _PHONE)
    }
    return dict(sorted(found.items()))


def recognizer_faults(match: PresidioMatch) -> Iterator[str]:
    """Yield what of a rule's recognizer and language cannot be had."""
    available = available_recognizers()
    if match.recognizer == _NAMES:
        yield f"match.recognizer: {_NAMES} needs a statistical model; use `kind: entity` and --ner-model"
    elif match.recognizer not in available:
        predefined = importlib.import_module("presidio_analyzer.predefined_recognizers")
        known = hasattr(predefined, match.recognizer)
        why = "needs a service or a model of its own" if known else "is no recognizer of presidio-analyzer"
        yield f"match.recognizer: {match.recognizer} {why}; available are {', '.join(available)}"
    try:
        blank_pipeline(match.language)
    except ImportError as error:
        # spaCy's own words: which tokenizer has to be installed, or that it does not know the language.
        yield f"match.language: no tokenizer for {match.language!r}; `en` works on any text ({str(error).strip()})"


@cache
def blank_pipeline(language: str) -> Any:
    """Return spaCy's tokenizer for a language and nothing of a model; raises `ImportError` where there is none.

    One serves all rules of a language: to make one takes a third of a second. Every word is its own lemma:
    presidio-analyzer looks for context among lemmas, of which a tokenizer alone has none.
    """
    spacy: Any = importlib.import_module("spacy")
    pipeline = spacy.blank(language)
    spacy.Language.component(_OWN_LEMMA, func=_with_own_lemmas)
    pipeline.add_pipe(_OWN_LEMMA)
    return pipeline


def _with_own_lemmas(document: Any) -> Any:
    for token in document:
        token.lemma = token.orth
    return document
