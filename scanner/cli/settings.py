"""Configuration file and environment → defaults of the scan command, with their origin."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import orjson
import typer
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from scanner.errors import ConfigError
from scanner.ruleset.expected import expected

CONFIG_NAME = "corpus-scanner.toml"
ENVIRONMENT_PREFIX = "CORPUS_SCANNER"
DEFAULT = "default"
"""`origin` of what nobody said."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a configuration file may say: the options of `scan`, but for the words of one call.

    A file that always overwrites, or never scans, would be a trap.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)
    out: str | None = None
    work_dir: str | None = None
    policy: str | None = None
    baseline: str | None = None
    new_only: bool | None = None
    suppressions: str | None = None
    sources: str | None = None
    rules: list[str] | None = None
    shipped_rules: bool | None = None
    names: Literal["all", "sample", "off"] | None = None
    ner_model: list[str] | None = None
    names_share: Annotated[float, Field(ge=0, le=1)] | None = None
    names_seed: str | None = None
    names_gate: bool | None = None
    second_ner_model: list[str] | None = None
    second_ner_share: Annotated[float, Field(ge=0, le=1)] | None = None
    signature: Literal["oph", "minhash"] | None = None
    formats: list[str] | None = None
    cache: bool | None = None
    keep_work: bool | None = None
    unchanged_by: Literal["mtime", "sha256"] | None = None
    jobs: Annotated[int, Field(ge=0)] | None = None
    engine: Literal["auto", "in-process", "processes", "ray"] | None = None
    address: str | None = None
    split_bytes: Annotated[int, Field(ge=0)] | str | None = None
    isolate: bool | None = None
    memory_limit: str | None = None
    exclude: list[str] | None = None
    main_content: bool | None = None
    max_record_bytes: Annotated[int, Field(ge=1024)] | None = None
    text_field: list[str] | None = None
    url_field: str | None = None
    license_field: str | None = None
    date_field: str | None = None
    language_field: str | None = None
    robots: list[str] | None = None
    licence_profile: str | None = None
    tag_key: str | None = None
    storage_options: str | None = None
    cost_per_core_hour: Annotated[float, Field(ge=0)] | None = None
    time_budget: str | None = None
    first_shards: Annotated[int, Field(ge=1)] | None = None
    shards_seed: str | None = None
    quiet: bool | None = None
    verbose: bool | None = None
    progress: Literal["auto", "bar", "plain"] | None = None


def config_schema() -> dict[str, Any]:
    """Return the JSON Schema of configuration files, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **TypeAdapter(Settings).json_schema()}


def read_config(path: Path) -> dict[str, Any]:
    """Return the settings of a TOML file by option name; hyphens in names are taken as underscores.

    Raises `ConfigError` naming every unknown key and every value of the wrong type at once.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        faults = tuple(_key_faults(content))
        if faults:
            raise ConfigError("\n".join(f"{path}: {fault}" for fault in faults))
        body = orjson.dumps({_name_of(key): value for key, value in content.items()})
        settings = TypeAdapter(Settings).validate_json(body)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None
    except RecursionError:
        raise ConfigError(f"{path}: nested too deep; no setting needs more than a list") from None
    except ValidationError as error:
        found = (f"{path}: {_fault(part)}" for part in error.errors(include_url=False))
        raise ConfigError("\n".join(found)) from None
    given = {name: getattr(settings, name) for name in Settings.__slots__}
    return {name: value for name, value in given.items() if value is not None}


def _name_of(key: str) -> str:
    return key.replace("-", "_")


def _key_faults(content: dict[str, Any]) -> Iterator[str]:
    """Yield the keys whose settings JSON cannot carry, and those that name one setting twice."""
    first: dict[str, str] = {}
    for key, value in content.items():
        other = first.setdefault(_name_of(key), key)
        if other != key:
            yield f"{key}: the same setting as {other}; give one of them"
        if isinstance(value, float) and not isfinite(value):
            yield f"{key}: expected a number, it is {value}"
        try:
            orjson.dumps(value)
        except TypeError as error:
            yield f"{key}: no setting takes such a value: {error}"


def _fault(error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"])
    if error["type"] == "unexpected_keyword_argument":
        return f"{key}: not a setting; known are {', '.join(sorted(Settings.__slots__))}"
    return f"{key}: {expected(error)}"


def load_defaults(context: typer.Context, value: Path | None) -> Path | None:
    """Give the scan command the settings of `--config`, or of `corpus-scanner.toml` where one lies here.

    An eager callback: flag > environment > file > default is then the order in which options are looked up.
    """
    here = Path(CONFIG_NAME)
    path = value or (here if here.is_file() else None)
    if path is not None:
        context.default_map = read_config(path)
    return path


def origin(context: typer.Context, name: str) -> str:
    """Return where a setting of a resolved scan command came from."""
    source = context.get_parameter_source(name)
    words = {
        "COMMANDLINE": "flag",
        "ENVIRONMENT": f"environment {ENVIRONMENT_PREFIX}_{name.upper()}",
        "DEFAULT_MAP": "file",
    }
    return words.get(source.name, DEFAULT) if source is not None else DEFAULT
