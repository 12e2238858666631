"""`--storage-options FILE` → how remote stores are reached; nothing of it is ever shown."""

import tomllib
from dataclasses import fields
from math import isfinite
from pathlib import Path
from typing import Any

import orjson

from scanner.errors import ConfigError, UsageError
from scanner.sources.remote.address import SCHEMES, is_remote
from scanner.types.storage import FROM_ENVIRONMENT, Storage, Transfer

_TRANSFER = "transfer"
_TABLES = ", ".join((*sorted(SCHEMES), _TRANSFER))


def read_storage(path: Path | None) -> Storage:
    """Return what the file says: a table a scheme, as its fsspec file system takes it, and one named `transfer`.

    Raises `ConfigError` naming every key that is not known; values are not named, as they may be secrets.
    """
    if path is None:
        return FROM_ENVIRONMENT
    content = _content(path)
    faults = [f"{path}: {name}: not a store; known are {_TABLES}" for name in content if name not in _known()]
    faults += [f"{path}: {name}: expected a table" for name, table in content.items() if not isinstance(table, dict)]
    if faults:
        raise ConfigError("\n".join(faults))
    transfer = content.pop(_TRANSFER, {})
    return Storage(content, _transfer(path, transfer))


def _known() -> frozenset[str]:
    return SCHEMES | {_TRANSFER}


def _content(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
        content = tomllib.loads(data.decode()) if path.suffix == ".toml" else orjson.loads(data)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, orjson.JSONDecodeError, UnicodeDecodeError):  # their texts quote the file
        raise ConfigError(f"{path}: not {'TOML' if path.suffix == '.toml' else 'JSON'}") from None
    if not isinstance(content, dict):
        raise ConfigError(f"{path}: expected a table a store: {_TABLES}")
    return content


def _transfer(path: Path, given: dict[str, Any]) -> Transfer:
    defaults = {field.name: getattr(FROM_ENVIRONMENT.transfer, field.name) for field in fields(Transfer)}
    faults = []
    for name, value in given.items():
        if name not in defaults:
            faults.append(f"{path}: {_TRANSFER}.{name}: not known; expected {', '.join(defaults)}")
        elif not _is_positive(value, whole=isinstance(defaults[name], int)):
            kind = "whole number" if isinstance(defaults[name], int) else "number"
            faults.append(f"{path}: {_TRANSFER}.{name}: expected a {kind} above zero")
    if faults:
        raise ConfigError("\n".join(faults))
    return Transfer(**{**defaults, **given})


def _is_positive(value: object, *, whole: bool) -> bool:
    kinds = int if whole else (int, float)
    return isinstance(value, kinds) and not isinstance(value, bool) and isfinite(value) and value > 0


def refuse_remote(path: Path, option: str) -> None:
    """Raise `UsageError` for an address where a local path is needed."""
    text = str(path)
    if is_remote(text.replace(":/", "://", 1)) and not path.exists():  # `Path` takes two strokes for one
        raise UsageError(f"{option}: is written to this machine only; `scan --out` alone takes a place in a store")
