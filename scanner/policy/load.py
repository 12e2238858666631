"""A policy file → `Policy` and its digest; all faults of the file are named at once."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson
from pydantic import TypeAdapter, ValidationError

from scanner.errors import PolicyError
from scanner.ruleset.selector import is_selector, select_rules
from scanner.ruleset.yaml import parse_yaml
from scanner.types.catalogue import Catalogue
from scanner.types.policy import Policy

_ADAPTER: TypeAdapter[Policy] = TypeAdapter(Policy)
_SHIPPED: Final = Path(__file__).with_name("default.yaml")
_BOUNDS: Final = ("max_documents_share", "max_rate_per_million", "max_count")


def load_policy(path: Path | None) -> tuple[Policy, str]:
    """Return the policy of a YAML file, or the shipped one, and the SHA-256 of what it says (lower-case hex).

    Comments and layout do not change the digest, the order of gates does. Raises `PolicyError` with line or key path
    of every fault.
    """
    source = _SHIPPED if path is None else path
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise PolicyError(f"{source}: cannot be read: {reason}") from None
    policy, faults = parse_policy(text)
    if policy is None:
        raise PolicyError("\n".join(f"{source}: {fault}" for fault in faults))
    return policy, digest_of(policy)


def parse_policy(text: str) -> tuple[Policy | None, tuple[str, ...]]:
    """Return the policy that a YAML text holds, or None and all of its faults."""
    try:
        # JSON mode: strict about types, yet lists may become tuples and mappings dataclasses. Infinity and NaN become
        # null, and so a missing value.
        body = orjson.dumps(parse_yaml(text))
    except ValueError as error:
        return None, (str(error),)
    except TypeError as error:
        return None, (f"not plain data: {error}",)
    data = orjson.loads(body)
    try:
        policy = _ADAPTER.validate_json(body)
    except ValidationError as error:
        found = (f"{_key_path(part['loc'])}: {part['msg']}" for part in error.errors(include_url=False))
        return None, (*found, *_gate_faults(data))
    faults = tuple(_gate_faults(data))
    return (None, faults) if faults else (policy, ())


def digest_of(policy: Policy) -> str:
    """Return SHA-256 over the canonical content of a policy, lower-case hex."""
    content = _ADAPTER.dump_python(policy, mode="json")
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def check_policy(policy: Policy, catalogue: Catalogue) -> None:
    """Raise `PolicyError` for gates that name no rule of the ruleset: such a gate would pass whatever was found."""
    ids = tuple(rule.id for rule in catalogue.rules)
    faults = [
        f"gates[{index}].rule: {gate.rule!r} names no rule of the ruleset, so the gate would pass on anything; "
        "`rules list` shows the ids"
        for index, gate in enumerate(policy.gates)
        if not select_rules(gate.rule, ids)
    ]
    if faults:
        raise PolicyError("\n".join(f"policy {policy.title!r}: {fault}" for fault in faults))


def _gate_faults(data: Any) -> Iterator[str]:
    """Yield the faults that no single key has; looks at plain data, so that it works beside faults of type."""
    gates = data.get("gates") if isinstance(data, dict) else None
    for index, gate in enumerate(gates if isinstance(gates, list) else ()):
        if isinstance(gate, dict):
            yield from (f"gates[{index}]{fault}" for fault in _faults_of_gate(gate))


def _faults_of_gate(gate: dict[Any, Any]) -> Iterator[str]:
    given = [bound for bound in _BOUNDS if gate.get(bound) is not None]
    if len(given) != 1:
        yield f": give exactly one of {', '.join(_BOUNDS)}; given: {', '.join(given) or 'none'}"
    if "max_count" in given and gate.get("decide_on") == "upper_bound_95":
        yield ".decide_on: a count has no upper bound; decide on a share or a rate, or on the point"
    rule = gate.get("rule")
    if isinstance(rule, str) and rule and not is_selector(rule):
        yield f".rule: {rule!r} is neither a rule id, nor a group that ends in `.*`, nor `*`"


def _key_path(location: tuple[int | str, ...]) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return path.lstrip(".") or "file"


def policy_schema() -> dict[str, Any]:
    """Return the JSON Schema of policy files, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_ADAPTER.json_schema()}
