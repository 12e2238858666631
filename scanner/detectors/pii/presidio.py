"""Documents → findings of presidio-analyzer's recognizers, each named by a rule.

The answer is defined by presidio-analyzer: what its `AnalyzerEngine` says with this one recognizer on a tokenizer of
spaCy, words nearby and all, from the rule's score on. That takes 100 times the time of our own rules, so a text is
handed over only where one of the recognizer's own expressions may match. Its search for words nearby goes through all
words of the text for each match; texts are therefore cut into chunks of 20,000 characters at ends of lines, and what
stands across a cut is not found.
"""

import importlib
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from scanner.detectors.pii.chunks import chunks_of
from scanner.detectors.pii.database import HYPERSCAN
from scanner.detectors.pii.prefilter import Prefilter
from scanner.detectors.pii.tag import tag_of
from scanner.errors import RuleError
from scanner.ruleset.recognizers import available_recognizers, blank_pipeline, recognizer_faults
from scanner.types.document import Document
from scanner.types.finding import Finding
from scanner.types.rule import PresidioMatch, Rule

_NOISY = ("presidio-analyzer", "decision_process", "tldextract")
"""Loggers of the libraries; a warning of theirs may quote the text it is about."""
_POSIX_CLASS = re.compile(r"\[:\^?[a-z]+:\]")
"""`regex`, which presidio-analyzer uses, knows `[[:alpha:]]`; `re` reads something else and does not mind."""
_DECIMALS = 6
"""A score raised from 0.1 by 0.35 is 0.45, not 0.44999999999999996, which `min_score: 0.45` would refuse."""
_FEWEST_DIGITS = 4
"""Of a number that libphonenumber's plans know; the shortest are German."""
_DIGITS = re.compile(rf"\d(?:\D{{0,32}}\d){{{_FEWEST_DIGITS - 1}}}")


@dataclass(frozen=True, slots=True)
class _Chunk:
    document: str
    part: str
    """Name of the text field."""
    offset: int
    text: str = field(repr=False)


class PresidioDetector:
    """Runs the recognizers of all rules of kind presidio."""

    def __init__(self, rules: Sequence[Rule], key: bytes, engine: ModuleType | None = HYPERSCAN) -> None:
        """Build the recognizers; raises `RuleError` for one that cannot be had."""
        self._key = key
        matches = [(rule, rule.match) for rule in rules if isinstance(rule.match, PresidioMatch)]
        faults = [f"{rule.id}: {fault}" for rule, match in matches for fault in recognizer_faults(match)]
        if faults:
            raise RuleError("\n".join(faults))
        _keep_quiet()
        self._asked = tuple((rule, Recognizer(match)) for rule, match in matches)
        owners = [(index, each) for index, (_, asked) in enumerate(self._asked) for each in asked.expressions]
        self._owners = tuple(index for index, _ in owners)
        self._always = tuple(index for index, (_, asked) in enumerate(self._asked) if not asked.expressions)
        self._prefilter = Prefilter([each for _, each in owners], engine=engine)

    def detect(self, batch: Sequence[Document]) -> Iterator[Finding]:
        """Yield the findings of each document; those of one rule may overlap, as presidio-analyzer's do."""
        chunks = list(_chunks(batch))
        wanted = self._prefilter.stretches([chunk.text for chunk in chunks])
        for chunk, stretches in zip(chunks, wanted, strict=True):
            for index in sorted({*self._always, *(self._owners[look] for look in stretches)}):
                rule, asked = self._asked[index]
                for start, end, score in asked.places(chunk.text):
                    yield Finding(
                        rule=rule.id,
                        document=chunk.document,
                        field=chunk.part,
                        start=chunk.offset + start,
                        end=chunk.offset + end,
                        confidence=score,
                        value_tag=tag_of(self._key, chunk.text[start:end], "lower"),
                    )


class Recognizer:
    """One recognizer of presidio-analyzer with an engine of its own around it."""

    def __init__(self, match: PresidioMatch) -> None:
        """Build both; the engine gets a tokenizer, so it looks for no model."""
        analyzer: Any = importlib.import_module("presidio_analyzer")
        nlp_engine: Any = importlib.import_module("presidio_analyzer.nlp_engine")
        language = match.language
        self._match = match
        self._pipeline = blank_pipeline(language)
        tokens = nlp_engine.SpacyNlpEngine(models=[{"lang_code": language, "model_name": "blank"}])
        tokens.nlp = {language: self._pipeline}  # never `load`, which downloads what it cannot find
        self._recognizer: Any = available_recognizers()[match.recognizer](supported_language=language)
        registry = analyzer.RecognizerRegistry(recognizers=[self._recognizer], supported_languages=[language])
        self._engine: Any = analyzer.AnalyzerEngine(
            registry=registry, nlp_engine=tokens, supported_languages=[language]
        )
        self._asks_for_digits = not hasattr(self._recognizer, "patterns")
        self.expressions = tuple(_expressions_of(self._recognizer))
        """Of which one matches wherever the recognizer finds something; none: not known, so every text is looked at."""

    def places(self, text: str) -> list[tuple[int, int, float]]:
        """Return start, end and score of what is found, in order."""
        entities = self._recognizer.supported_entities
        if self._asks_for_digits and not _DIGITS.search(text):
            return []
        # What no expression or check accepts, no word nearby makes a match: the words need not be told apart.
        if not self._recognizer.analyze(text, entities, None):
            return []
        with self._pipeline.memory_zone():  # the vocabulary forgets the text when it is done
            found = self._engine.analyze(text, self._match.language, entities)
        scored = ((each.start, each.end, round(float(each.score), _DECIMALS)) for each in found)
        return sorted(each for each in scored if each[-1] >= self._match.min_score)


def _chunks(documents: Iterable[Document]) -> Iterator[_Chunk]:
    for document in documents:
        for part in document.fields:
            for offset, text in chunks_of(part.text):
                yield _Chunk(document.id, part.name, offset, text)


def _expressions_of(recognizer: Any) -> Iterator[re.Pattern[str]]:
    """Yield the recognizer's expressions for `re`; none at all when one of them says something else there."""
    if not hasattr(recognizer, "patterns"):
        return iter((_DIGITS,))
    patterns = recognizer.patterns
    # The flags of the library `regex` that presidio-analyzer sets have the same values in `re`.
    flags = int(recognizer.global_regex_flags) & int(re.IGNORECASE | re.MULTILINE | re.DOTALL)
    try:
        compiled = [re.compile(pattern.regex, flags) for pattern in patterns]
    except re.error:  # a flag in the middle, or a sign only `regex` knows
        return iter(())
    return iter(() if any(_POSIX_CLASS.search(pattern.regex) for pattern in patterns) else compiled)


def _keep_quiet() -> None:
    """Keep the libraries from writing what they found into logs, and from looking for a suffix list on the network.

    Addresses are checked with the list inside tldextract's package, the same on every machine.
    """
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    suffixes: Any = importlib.import_module("tldextract.tldextract")
    suffixes.TLD_EXTRACTOR = suffixes.TLDExtract(cache_dir=None, suffix_list_urls=(), fallback_to_snapshot=True)
