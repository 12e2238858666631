"""Configuration file and environment → defaults of the scan command, with their origin."""

import tomllib
from pathlib import Path
from typing import Any

import typer

from scanner.errors import ConfigError

CONFIG_NAME = "corpus-scanner.toml"
ENVIRONMENT_PREFIX = "CORPUS_SCANNER"
_NOT_IN_FILES = frozenset({"paths", "config", "help", "dry_run", "overwrite"})
"""Words of one call; a file that always overwrites or never scans would be a trap."""


def read_config(path: Path, known: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a TOML file by option name (hyphens or underscores).

    Raises `ConfigError` naming every unknown key and every value of the wrong type at once.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None
    settings: dict[str, Any] = {}
    faults: list[str] = []
    for key, value in content.items():
        name = key.replace("-", "_")
        parameter = known.get(name)
        if parameter is None or name in _NOT_IN_FILES:
            names = ", ".join(sorted(known.keys() - _NOT_IN_FILES))
            faults.append(f"{path}: {key}: not a setting; known are {names}")
        elif fault := _type_fault(parameter, value):
            faults.append(f"{path}: {key}: {fault}")
        else:
            settings[name] = value
    if faults:
        raise ConfigError("\n".join(faults))
    return settings


def _type_fault(parameter: Any, value: object) -> str | None:
    """Return what is wrong with a value; `parameter` is click's, whose types typer keeps to itself."""
    if parameter.multiple:
        good = isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        return None if good else "expected a list of strings"
    if getattr(parameter, "is_flag", False):
        return None if isinstance(value, bool) else "expected true or false"
    if parameter.type.name.startswith("integer"):
        return None if isinstance(value, int) and not isinstance(value, bool) else "expected a whole number"
    return None if isinstance(value, str) else "expected a string"


def load_defaults(context: typer.Context, value: Path | None) -> Path | None:
    """Give the scan command the settings of `--config`, or of `corpus-scanner.toml` where one lies here.

    An eager callback: flag > environment > file > default is then the order in which click looks.
    """
    path = value
    if path is None:
        here = Path(CONFIG_NAME)
        path = here if here.is_file() else None
    if path is not None:
        known = {parameter.name: parameter for parameter in context.command.params if parameter.name}
        context.default_map = read_config(path, known)
    return path


def origin(context: typer.Context, name: str) -> str:
    """Return where a setting of a resolved scan command came from."""
    source = context.get_parameter_source(name)
    words = {
        "COMMANDLINE": "flag",
        "ENVIRONMENT": f"environment {ENVIRONMENT_PREFIX}_{name.upper()}",
        "DEFAULT_MAP": "file",
    }
    return words.get(source.name, "default") if source is not None else "default"
