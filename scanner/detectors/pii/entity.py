"""Documents → findings of person and place names, by a spaCy pipeline through presidio-analyzer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.chunks import chunks_of
from scanner.detectors.pii.pipelines import build_engine, load_pipeline
from scanner.detectors.pii.tag import tag_of
from scanner.types.document import Document
from scanner.types.finding import Finding, NotLooked
from scanner.types.rule import EntityMatch, Rule

_TEXTS_AT_ONCE = 32
"""Chunks of one batch through the network: more is not faster and costs memory."""
_OUTSIDE = " \t\r\n\u00a0\u3000.,;:!?\"'`()[]{}<>«»„“”‚‘’、，。；：！？（）【】《》…*|/\\-–—_"
"""Signs that a pipeline sometimes takes along at the edge of a name."""
NO_PIPELINE = "no NER model was named"
_UNKNOWN = "und"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a chunk of text comes from."""

    document: str
    field: str
    offset: int


class EntityDetector:
    """Looks for names in the documents whose language has a pipeline; says so for all others."""

    def __init__(self, rules: Sequence[Rule], options: DetectorOptions) -> None:
        """Keep what is needed to load a pipeline at the first document of its language."""
        self._rules = {
            entity: tuple(rule for rule in rules if isinstance(rule.match, EntityMatch) and rule.match.entity == entity)
            for entity in ("PERSON", "LOCATION")
        }
        self._key = options.tag_key
        self._models = dict(options.ner_models)
        self._engines: dict[str, Any] = {}

    def detect(self, batch: Sequence[Document]) -> Iterator[Finding | NotLooked]:
        """Yield findings, and `NotLooked` for each rule and document without a pipeline of its language.

        Raises `ModelError` when a pipeline that was there at the start of the run is gone.
        """
        by_language: dict[str, list[Document]] = {}
        for document in batch:
            by_language.setdefault(document.language or _UNKNOWN, []).append(document)
        for language, documents in by_language.items():
            if language in self._models:
                yield from self._look(language, documents)
            else:
                yield from self._not_looked(language, documents)

    def _not_looked(self, language: str, documents: Iterable[Document]) -> Iterator[NotLooked]:
        reason = f"no language model for {language}" if self._models else NO_PIPELINE
        for document in documents:
            for rules in self._rules.values():
                for rule in rules:
                    yield NotLooked(rule.id, document.id, reason)

    def _look(self, language: str, documents: Sequence[Document]) -> list[Finding]:
        """Run the pipeline; its vocabulary forgets what it saw when the batch is done."""
        engine = self._engine(language)
        findings: list[Finding] = []
        with engine.nlp[language].memory_zone():
            for text, artifacts, place in engine.process_batch(
                list(_chunks(documents)), language, batch_size=_TEXTS_AT_ONCE, as_tuples=True
            ):
                findings.extend(self._findings(text, artifacts, place))
        return findings

    def _engine(self, language: str) -> Any:
        if language not in self._engines:
            self._engines[language] = build_engine(language, load_pipeline(language, self._models[language]))
        return self._engines[language]

    def _findings(self, text: str, artifacts: Any, place: _Place) -> Iterator[Finding]:
        from presidio_analyzer.predefined_recognizers import SpacyRecognizer  # noqa: PLC0415  # takes seconds

        recognizer = SpacyRecognizer(supported_language=artifacts.language, supported_entities=list(self._rules))
        for found in recognizer.analyze(text, list(self._rules), artifacts):
            start, end = _trimmed(text, found.start, found.end)
            if start == end:
                continue
            for rule in self._rules[found.entity_type]:
                yield Finding(
                    rule=rule.id,
                    document=place.document,
                    field=place.field,
                    start=place.offset + start,
                    end=place.offset + end,
                    confidence=rule.file.confidence,
                    value_tag=tag_of(self._key, text[start:end], "lower"),
                )


def _chunks(documents: Iterable[Document]) -> Iterator[tuple[str, _Place]]:
    for document in documents:
        for field in document.fields:
            for offset, chunk in chunks_of(field.text):
                yield chunk, _Place(document.id, field.name, offset)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _OUTSIDE:
        start += 1
    while end > start and text[end - 1] in _OUTSIDE:
        end -= 1
    return start, end
