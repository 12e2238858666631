"""Names of spaCy pipelines → pipelines that are really there; nothing is ever downloaded.

spaCy and presidio-analyzer are imported inside functions: that takes seconds and most runs name no pipeline.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scanner.detectors.names.built_in import BUILT_IN, built_in_fault
from scanner.detectors.names.known import how_to_get
from scanner.detectors.names.name import Name
from scanner.detectors.names.pipeline_files import find_pipeline, read_meta
from scanner.detectors.names.verify import verify, verify_built_in
from scanner.errors import ModelError
from scanner.types.estimate import Measured

if TYPE_CHECKING:
    from spacy.language import Language

_NEEDLESS = (
    *("tagger", "morphologizer", "parser", "senter", "sentencizer", "attribute_ruler", "lemmatizer"),
    *("trainable_lemmatizer", "textcat", "textcat_multilabel", "spancat", "entity_linker", "experimental_coref"),
)
"""Components whose output no name depends on; leaving them out makes the same names two to three times faster."""
_ENTITIES = {
    "PER": "PERSON",
    "PERSON": "PERSON",
    "LOC": "LOCATION",
    "GPE": "LOCATION",
    "FAC": "LOCATION",
    "LOCATION": "LOCATION",
}
"""Labels of spaCy's pipelines (OntoNotes 5, WikiNER and others) by presidio-analyzer's names."""
_LANGUAGE_LETTERS = 2
_TEXTS_AT_ONCE = 32
"""Texts of one batch through a spaCy network: more is not faster and costs memory."""
_MANY_LANGUAGES = "xx"


def check_models(ner_models: tuple[tuple[str, str], ...]) -> None:
    """Raise `ModelError` for every pipeline that cannot be had, all at once, each with the command that would get it.

    Takes (ISO 639-1 language, installed package or folder of a pipeline); loads nothing but spaCy itself.
    """
    faults = [_fault(language, name) for language, name in ner_models]
    languages = [language for language, _ in ner_models]
    faults.extend(
        f"language {language}: {languages.count(language)} pipelines are named, one is possible"
        for language in sorted({language for language in languages if languages.count(language) > 1})
    )
    problems = [fault for fault in faults if fault]
    if problems:
        raise ModelError("\n".join(problems))


def pipeline_digest(language: str, name: str) -> str:
    """Return `NAME-VERSION sha256:… STANDING` of a pipeline that is there: its files, and whether they are official."""
    answer = verify_built_in(language) if name == BUILT_IN else verify(name)
    return f"{answer.pin} {answer.standing}"


def stated_by_makers(name: str, kind: str) -> Measured:
    """Return the precision and recall for a kind of name that a pipeline's own `meta.json` states, where it does."""
    pipeline = find_pipeline(name)
    meta = {} if pipeline is None else read_meta(pipeline.folder)
    stated = meta.get("performance") or {}
    labels = [label for label, ours in _ENTITIES.items() if ours == kind]
    by_label = [found for label in labels if (found := (stated.get("ents_per_type") or {}).get(label))]
    source = "stated by its makers on their own test text"
    if any(found.get("f") for found in by_label):  # some pipelines state nothing but zeros by label
        best = max(by_label, key=lambda found: float(found.get("f") or 0))
        return Measured(Path(name).name, source, _share(best.get("p")), _share(best.get("r")))
    return Measured(
        Path(name).name,
        f"{source}, all kinds of names together",
        _share(stated.get("ents_p")),
        _share(stated.get("ents_r")),
    )


def _share(number: object) -> float | None:
    return round(float(number), 3) if isinstance(number, int | float) else None


def _fault(language: str, name: str) -> str:
    if len(language) != _LANGUAGE_LETTERS or not language.isalpha() or language != language.lower():
        return f"{language!r} is no language code; write two lower-case letters (ISO 639-1), as in en={name}"
    if name == BUILT_IN:
        return built_in_fault(language)
    pipeline = find_pipeline(name)
    if pipeline is None:
        return _missing(language, name)
    made_for = read_meta(pipeline.folder).get("lang")
    if made_for not in {None, language, _MANY_LANGUAGES}:
        return f"{name}: is a pipeline for language {made_for}, but was named for {language}"
    return ""


def _missing(language: str, name: str) -> str:
    if "/" in name or "\\" in name or Path(name).exists():
        return f"{name}: no folder of a spaCy pipeline (one that holds config.cfg and meta.json)"
    return f"{name}: spaCy pipeline for language {language} is not installed; {how_to_get(name)}"


def load_pipeline(language: str, name: str) -> "Language":
    """Load a pipeline without the components that names do not need; raises `ModelError` where that is impossible."""
    check_models(((language, name),))
    import spacy  # noqa: PLC0415  # takes seconds, and only runs that name a pipeline need it

    found = find_pipeline(name)
    # An installed package is named, so that code which registers its components is run.
    given: str | Path = found.folder if found is not None and found.distribution is None else name
    with warnings.catch_warnings():
        # spaCy warns of a version it was not trained with and of needed components left out; both are our choice here.
        warnings.simplefilter("ignore", UserWarning)
        try:
            pipeline = spacy.load(given, exclude=list(_NEEDLESS))
        except (OSError, ValueError, ImportError) as error:
            raise ModelError(f"{name}: spaCy cannot load this pipeline ({type(error).__name__})") from error
    _silence_unheard(pipeline)
    return pipeline


def _silence_unheard(pipeline: "Language") -> None:
    """Switch off a shared embedding layer that no remaining component listens to (the recognizer may have its own)."""
    for name in ("tok2vec", "transformer"):
        if name in pipeline.pipe_names and not getattr(pipeline.get_pipe(name), "listening_components", ["unknown"]):
            pipeline.disable_pipe(name)


@dataclass(frozen=True, slots=True)
class Reader:
    """presidio-analyzer around one pipeline: the engine that runs it, and the recognizer that reads its answers."""

    language: str
    engine: Any
    recognizer: Any

    def names(self, texts: Sequence[str]) -> list[list[Name]]:
        """Return the names of each text, in the order of the texts."""
        kinds = self.recognizer.supported_entities
        with self.engine.nlp[self.language].memory_zone():  # the vocabulary forgets the batch when it is done
            return [
                [Name(each.entity_type, each.start, each.end) for each in self.recognizer.analyze(text, kinds, read)]
                for text, read in self.engine.process_batch(texts, self.language, batch_size=_TEXTS_AT_ONCE)
            ]


def build_reader(language: str, pipeline: "Language", entities: Sequence[str]) -> Reader:
    """Return presidio-analyzer's engine and recognizer around a loaded pipeline, so that it never looks for one."""
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine  # noqa: PLC0415  # takes seconds
    from presidio_analyzer.predefined_recognizers import SpacyRecognizer  # noqa: PLC0415  # takes seconds

    labels = {label for some in pipeline.pipe_labels.values() for label in some}
    engine: Any = SpacyNlpEngine(
        models=[{"lang_code": language, "model_name": pipeline.meta["name"]}],
        ner_model_configuration=NerModelConfiguration(
            model_to_presidio_entity_mapping=dict(_ENTITIES),
            labels_to_ignore=sorted(labels - _ENTITIES.keys()),
        ),
    )
    engine.nlp = {language: pipeline}  # never `load`, which downloads what it cannot find
    return Reader(language, engine, SpacyRecognizer(supported_language=language, supported_entities=list(entities)))
