"""What the scan command was told, before any of it is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Words:
    """What the command line, the environment and the configuration file said, before any of it is looked at."""

    paths: tuple[str, ...]
    out: str | None
    work_dir: Path | None
    policy: str | None
    baseline: Path | None
    new_only: bool
    suppressions: Path | None
    no_suppressions: bool
    today: str | None
    sources: Path | None
    rules: tuple[Path, ...]
    shipped_rules: bool
    names: str
    ner_model: tuple[str, ...]
    names_share: float
    names_seed: str
    names_gate: bool
    second_ner_model: tuple[str, ...]
    second_ner_share: float
    signature: str
    formats: tuple[str, ...]
    cache: bool
    resume: bool
    keep_work: bool
    unchanged_by: str
    jobs: int
    engine: str
    address: str | None
    split_bytes: str
    isolate: bool
    memory_limit: str | None
    exclude: tuple[str, ...]
    main_content: bool
    max_record_bytes: int
    text_field: tuple[str, ...]
    url_field: str | None
    license_field: str | None
    date_field: str | None
    language_field: str | None
    robots: tuple[str, ...]
    licence_profile: str
    tag_key: Path | None
    storage_options: Path | None
    overwrite: bool
    cost_per_core_hour: float | None
    time_budget: str | None
    first_shards: int | None
    shards_seed: str
    quiet: bool
    verbose: bool
    progress: str
    said: Mapping[str, str]
    """Where each of the above came from that was said and is not merely the default: flag, environment or file."""
