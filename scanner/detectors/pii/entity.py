"""Documents → findings of person and place names, by a built-in tagger or a spaCy pipeline in presidio-analyzer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from scanner.detectors.names.built_in import BUILT_IN, built_in_tagger
from scanner.detectors.names.name import Name, NameReader
from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.chunks import chunks_of
from scanner.detectors.pii.pipelines import build_reader, load_pipeline
from scanner.detectors.pii.tag import tag_of
from scanner.types.document import Document
from scanner.types.finding import Finding, NotLooked
from scanner.types.rule import EntityMatch, Rule

_OUTSIDE = " \t\r\n\u00a0\u3000.,;:!?\"'`()[]{}<>«»„“”‚‘’、，。；：！？（）【】《》…*|/\\-–—_"
"""Signs that a pipeline sometimes takes along at the edge of a name."""
_FEWEST_LETTERS = 2
NO_PIPELINE = "no NER model was named"
_UNKNOWN = "und"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a chunk of text comes from."""

    document: str
    part: str
    """Name of the text field."""
    offset: int
    text: str = field(repr=False)


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
        self._readers: dict[str, NameReader] = {}

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

    def _look(self, language: str, documents: Sequence[Document]) -> Iterator[Finding]:
        places = list(_chunks(documents))
        found = self._reader(language).names([place.text for place in places])
        for place, names in zip(places, found, strict=True):
            for name in names:
                yield from self._findings(name, place)

    def _reader(self, language: str) -> NameReader:
        if language not in self._readers:
            self._readers[language] = self._loaded(language, self._models[language])
        return self._readers[language]

    def _loaded(self, language: str, model: str) -> NameReader:
        if model == BUILT_IN:
            return built_in_tagger(language)
        return build_reader(language, load_pipeline(language, model), list(self._rules))

    def _findings(self, name: Name, place: _Place) -> Iterator[Finding]:
        start, end = _trimmed(place.text, name.start, name.end)
        if start == end:
            return
        for rule in self._rules[name.kind]:
            yield Finding(
                rule=rule.id,
                document=place.document,
                field=place.part,
                start=place.offset + start,
                end=place.offset + end,
                confidence=rule.file.confidence if name.score is None else name.score,
                value_tag=tag_of(self._key, place.text[start:end], "lower"),
            )


def _chunks(documents: Iterable[Document]) -> Iterator[_Place]:
    for document in documents:
        for part in document.fields:
            for offset, chunk in chunks_of(part.text):
                yield _Place(document.id, part.name, offset, chunk)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut a name at its first line break and take off signs at its edges; nothing is left of what is no name.

    Ours: pipelines read the entries of a menu, one a line, as one long name. A name has two letters and, in scripts
    that have them, a capital.
    """
    while start < end and text[start] in _OUTSIDE:
        start += 1
    line_end = text.find("\n", start, end)
    end = line_end if line_end >= 0 else end
    while end > start and text[end - 1] in _OUTSIDE:
        end -= 1
    letters = [character for character in text[start:end] if character.isalpha()]
    in_lower_case = all(letter.islower() for letter in letters)
    return (start, start) if len(letters) < _FEWEST_LETTERS or in_lower_case else (start, end)
