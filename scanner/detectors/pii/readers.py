"""Languages and the names of their pipelines → readers of names, loaded when first needed."""

from collections.abc import Mapping

from scanner.detectors.names.built_in import BUILT_IN, built_in_tagger
from scanner.detectors.names.name import NameReader
from scanner.detectors.pii.pipelines import build_reader, load_pipeline

KINDS = ("PERSON", "LOCATION")
"""What readers are asked for, in presidio-analyzer's words."""


class Readers:
    """One reader a language."""

    def __init__(self, models: tuple[tuple[str, str], ...], *, gate: bool = True) -> None:
        """Take (ISO 639-1 language, `built-in`, name or path of a spaCy pipeline)."""
        self.languages: Mapping[str, str] = dict(models)
        self._gate = gate
        self._loaded: dict[str, NameReader] = {}

    def reader(self, language: str) -> NameReader:
        """Return the reader of one of the languages; raises `ModelError` when its pipeline is gone."""
        if language not in self._loaded:
            self._loaded[language] = self._load(language, self.languages[language])
        return self._loaded[language]

    def _load(self, language: str, model: str) -> NameReader:
        if model == BUILT_IN:
            return built_in_tagger(language, gate=self._gate)
        return build_reader(language, load_pipeline(language, model), KINDS)
