"""YAML files of policies and what stands beside them → checked data, with every fault by its key."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import orjson
from pydantic import ValidationError

from scanner.errors import PolicyError
from scanner.ruleset.expected import expected
from scanner.ruleset.yaml import parse_yaml

_T = TypeVar("_T")


def read_text(path: Path) -> str:
    """Return the text of a file; raises `PolicyError`."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise PolicyError(f"{path}: cannot be read: {reason}") from None


def plain_data(text: str) -> tuple[Any, tuple[str, ...]]:
    """Return the data of a YAML text as JSON has it, and what is wrong with the text."""
    try:
        # Infinity and NaN become null, and so a missing value.
        return orjson.loads(orjson.dumps(parse_yaml(text))), ()
    except ValueError as error:
        return None, (str(error),)
    except TypeError as error:
        return None, (f"not plain data: {error}",)


def typed(validate: Callable[[bytes], _T], data: Any) -> tuple[_T | None, tuple[str, ...]]:
    """Return what plain data say by `TypeAdapter.validate_json`, or None and the faults of its keys."""
    try:
        # JSON mode: strict about types, yet lists may become tuples and mappings dataclasses.
        return validate(orjson.dumps(data)), ()
    except ValidationError as error:
        return None, tuple(f"{_key_path(part['loc'])}: {expected(part)}" for part in error.errors(include_url=False))


def digest_of_content(content: Any) -> str:
    """Return SHA-256 over canonical JSON, lower-case hex."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _key_path(location: tuple[int | str, ...]) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return path.lstrip(".") or "file"
