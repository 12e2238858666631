"""What detectors need to know beside their rules."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DetectorOptions:
    """Chosen once a run, the same in every worker."""

    tag_key: bytes = field(repr=False)
    """Key of `Finding.value_tag`; never enters a report, a log or a repr."""
    ner_models: tuple[tuple[str, str], ...] = ()
    """(ISO 639-1 language, name or path of a spaCy pipeline); at most one a language."""
