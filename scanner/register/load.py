"""A `sources.yaml` → `Register` and its digest; all faults of the file are named at once."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from scanner.errors import RegisterError
from scanner.register.clashes import clashes_of
from scanner.register.faults import faults_of
from scanner.ruleset.expected import expected
from scanner.ruleset.yaml import parse_yaml
from scanner.types.register import Register, Source

_ADAPTER: TypeAdapter[Register] = TypeAdapter(Register)
_SOURCE: TypeAdapter[Source] = TypeAdapter(Source)


def load_register(path: Path) -> Register:
    """Return the register of a YAML file; raises `RegisterError` with line or key path of every fault."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise RegisterError(f"{path}: cannot be read: {reason}") from None
    register, faults = parse_register(text)
    if register is None:
        raise RegisterError("\n".join(f"{path}: {fault}" for fault in faults))
    return register


def parse_register(text: str) -> tuple[Register | None, tuple[str, ...]]:
    """Return the register that a YAML text holds, or None and all of its faults."""
    try:
        # JSON mode: strict about types, yet lists may become tuples and mappings dataclasses.
        body = orjson.dumps(parse_yaml(text))
    except ValueError as error:
        return None, (str(error),)
    except TypeError as error:
        return None, (f"not plain data: {error}",)
    data = orjson.loads(body)
    entries = tuple(_entries(data))
    own = (*(fault for place, source in entries for fault in faults_of(place, source)), *clashes_of(entries))
    try:
        register = _ADAPTER.validate_json(body)
    except ValidationError as error:
        return None, (*_type_faults(error, data), *own)
    return (None, own) if own else (register, ())


def _type_faults(error: ValidationError, data: Any) -> Iterator[str]:
    for part in error.errors(include_url=False):
        is_short = part["type"] == "too_short"
        if not (is_short and part["input"]):  # a list whose entries are all faulty counts as empty to the library
            yield f"{_key_path(part['loc'], data)}: {'is empty; name one at least' if is_short else expected(part)}"


def _entries(data: Any) -> Iterator[tuple[str, Source]]:
    """Yield (place, source) of those that are sound by themselves, so that the rest is told beside faults of type."""
    sources = data.get("sources") if isinstance(data, dict) else None
    for index, entry in enumerate(sources if isinstance(sources, list) else ()):
        try:
            yield f"sources[{index}]", _SOURCE.validate_json(orjson.dumps(entry))
        except ValidationError:
            continue


def _key_path(location: tuple[int | str, ...], data: Any) -> str:
    """Return `sources[3] (press).match.domains`: with the source's id, where it has one."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")
    match location:
        case ("sources", int(index), *_) if isinstance(data["sources"][index], dict):
            name = data["sources"][index].get("id")
            head = f"sources[{index}]"
            return f"{head} ({name}){path.removeprefix(head)}" if isinstance(name, str) and name else path
    return path or "file"


def digest_of(register: Register) -> str:
    """Return SHA-256 over the canonical content, lower-case hex: comments and layout do not change it."""
    content = _ADAPTER.dump_python(register, mode="json")
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def register_schema() -> dict[str, Any]:
    """Return the JSON Schema of register files, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_ADAPTER.json_schema()}
