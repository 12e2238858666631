"""What detectors need to know beside their rules."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from scanner.types.licence_profile import NEUTRAL, LicenceProfile

NamesMode = Literal["all", "sample", "off"]


@dataclass(frozen=True, slots=True)
class NameOptions:
    """In which documents names are looked for, and with how much care."""

    mode: NamesMode = "all"
    share: float = 0.05
    """In `sample`: about this share of documents is looked at, 0 to 1."""
    seed: str = ""
    """Of all drawing: another one draws other documents. Part of the lock."""
    gate: bool = True
    """Chinese: leave out what hardly holds a person's name, before the network."""
    second_models: tuple[tuple[str, str], ...] = ()
    """(ISO 639-1 language, pipeline) that give a second opinion; at most one a language."""
    second_share: float = 0.01
    """Share of documents that the second pipelines read, 0 to 1."""


@dataclass(frozen=True, slots=True)
class DetectorOptions:
    """Chosen once a run, the same in every worker."""

    tag_key: bytes = field(repr=False)
    """Key of `Finding.value_tag`; never enters a report, a log or a repr."""
    ner_models: tuple[tuple[str, str], ...] = ()
    """(ISO 639-1 language, `built-in`, name or path of a spaCy pipeline); at most one a language."""
    names: NameOptions = NameOptions()
    licences: LicenceProfile = NEUTRAL
    """What classes of licences come to."""
    compiled: Path | None = None
    """Folder that keeps compiled databases from one process to the next; None: each worker compiles its own."""
