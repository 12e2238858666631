"""A file of suppressions → `Suppressions` and its digest; all faults of the file are named at once."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from scanner.errors import PolicyError
from scanner.policy.read import digest_of_content, plain_data, read_text, typed
from scanner.ruleset.selector import is_selector, select_rules
from scanner.types.suppression import Suppressions

_ADAPTER: Final[TypeAdapter[Suppressions]] = TypeAdapter(Suppressions)
_KINDS: Final = ("shard", "host", "source")


def load_suppressions(path: Path) -> tuple[Suppressions, str]:
    """Return the suppressions of a YAML file and the SHA-256 of what it says (lower-case hex).

    Raises `PolicyError` with line or key path of every fault.
    """
    suppressions, faults = parse_suppressions(read_text(path))
    if suppressions is None:
        raise PolicyError("\n".join(f"{path}: {fault}" for fault in faults))
    return suppressions, digest_of_content(_ADAPTER.dump_python(suppressions, mode="json"))


def parse_suppressions(text: str) -> tuple[Suppressions | None, tuple[str, ...]]:
    """Return the suppressions that a YAML text holds, or None and all of its faults."""
    data, unread = plain_data(text)
    if unread:
        return None, unread
    suppressions, mistyped = typed(_ADAPTER.validate_json, data)
    faults = (*mistyped, *_own_faults(data))
    return (None, faults) if faults else (suppressions, ())


def check_suppressions(suppressions: Suppressions, rule_ids: Sequence[str]) -> None:
    """Raise `PolicyError` for suppressions that name no rule of the ruleset."""
    faults = [
        f"suppressions[{index}].rule: {each.rule!r} names no rule of the ruleset; `rules list` shows the ids"
        for index, each in enumerate(suppressions.suppressions)
        if not select_rules(each.rule, rule_ids)
    ]
    if faults:
        raise PolicyError("\n".join(faults))


def suppressions_schema() -> dict[str, Any]:
    """Return the JSON Schema of such files, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_ADAPTER.json_schema()}


def _own_faults(data: Any) -> Iterator[str]:
    """Yield the faults that no single key has; looks at plain data, so that it works beside faults of type."""
    entries = data.get("suppressions") if isinstance(data, dict) else None
    seen: dict[tuple[str, str], int] = {}
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict):
            continue
        rule, where = entry.get("rule"), entry.get("where")
        if isinstance(rule, str) and rule and (not is_selector(rule) or rule == "*"):
            yield f"suppressions[{index}].rule: {rule!r} is neither a rule id nor a group that ends in `.*`"
        if isinstance(where, dict):
            given = [kind for kind in _KINDS if where.get(kind) is not None]
            if len(given) != 1:
                yield f"suppressions[{index}].where: give exactly one of {', '.join(_KINDS)}"
            first = seen.setdefault((str(rule), str(where)), index)
            if first != index:
                yield f"suppressions[{index}]: the same rule and place as suppressions[{first}]"
