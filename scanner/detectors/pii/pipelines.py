"""Names of spaCy pipelines → pipelines that are really there; nothing is ever downloaded.

spaCy and presidio-analyzer are imported inside functions: that takes seconds and most runs name no pipeline.
"""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scanner.errors import ModelError

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
_OFFICIAL_SIZES = ("sm", "md", "lg", "trf")
_LANGUAGE_LETTERS = 2


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


def _fault(language: str, name: str) -> str:
    if len(language) != _LANGUAGE_LETTERS or not language.isalpha() or language != language.lower():
        return f"{language!r} is no language code; write two lower-case letters (ISO 639-1), as in en={name}"
    if _is_folder(name) or _is_package(name):
        return ""
    if "/" in name or "\\" in name or Path(name).exists():
        return f"{name}: no folder of a spaCy pipeline (one that holds config.cfg and meta.json)"
    parts = name.split("_")
    if len(parts) == 4 and parts[3] in _OFFICIAL_SIZES and parts[1] in {"core", "ent", "dep"}:  # noqa: PLR2004  # lang_type_genre_size
        advice = f"install it with: python -m spacy download {name}"
    else:
        advice = "install the wheel its makers publish, or give the path of a pipeline folder"
    return f"{name}: spaCy pipeline for language {language} is not installed; {advice}"


def _is_folder(name: str) -> bool:
    folder = Path(name)
    return (folder / "config.cfg").is_file() and (folder / "meta.json").is_file()


def _is_package(name: str) -> bool:
    import spacy.util  # noqa: PLC0415  # takes seconds, and only runs that name a pipeline need it

    return bool(spacy.util.is_package(name))


def load_pipeline(language: str, name: str) -> "Language":
    """Load a pipeline without the components that names do not need; raises `ModelError` where that is impossible."""
    check_models(((language, name),))
    import spacy  # noqa: PLC0415  # takes seconds, and only runs that name a pipeline need it

    with warnings.catch_warnings():
        # spaCy warns of a version it was not trained with and of needed components left out; both are our choice here.
        warnings.simplefilter("ignore", UserWarning)
        try:
            pipeline = spacy.load(Path(name) if _is_folder(name) else name, exclude=list(_NEEDLESS))
        except (OSError, ValueError, ImportError) as error:
            raise ModelError(f"{name}: spaCy cannot load this pipeline ({type(error).__name__})") from error
    if pipeline.lang not in {language, "xx"}:
        raise ModelError(f"{name}: is a pipeline for language {pipeline.lang}, named for {language}")
    _silence_unheard(pipeline)
    return pipeline


def _silence_unheard(pipeline: "Language") -> None:
    """Switch off a shared embedding layer that no remaining component listens to (the recognizer may have its own)."""
    for name in ("tok2vec", "transformer"):
        if name in pipeline.pipe_names and not getattr(pipeline.get_pipe(name), "listening_components", ["unknown"]):
            pipeline.disable_pipe(name)


def build_engine(language: str, pipeline: "Language") -> Any:
    """Return presidio-analyzer's `SpacyNlpEngine` around a loaded pipeline, so that it never looks for one itself."""
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine  # noqa: PLC0415  # takes seconds

    labels = {label for some in pipeline.pipe_labels.values() for label in some}
    engine: Any = SpacyNlpEngine(
        models=[{"lang_code": language, "model_name": pipeline.meta["name"]}],
        ner_model_configuration=NerModelConfiguration(
            model_to_presidio_entity_mapping=dict(_ENTITIES),
            labels_to_ignore=sorted(labels - _ENTITIES.keys()),
        ),
    )
    engine.nlp = {language: pipeline}  # never `load`, which downloads what it cannot find
    return engine
