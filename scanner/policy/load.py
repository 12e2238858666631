"""Name or file of a policy → `Policy` and its digest; all faults of the file are named at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from scanner.errors import PolicyError
from scanner.policy.read import digest_of_content, plain_data, read_text, typed
from scanner.ruleset.selector import is_selector, rules_of, select_rules
from scanner.types.catalogue import Catalogue
from scanner.types.policy import Gate, Policy

_ADAPTER: TypeAdapter[Policy] = TypeAdapter(Policy)
_GATE: TypeAdapter[Gate] = TypeAdapter(Gate)
_PROFILES: Final = Path(__file__).with_name("profiles")
SHIPPED: Final = ("default", "strict", "eu-gpai", "cn-tc260", "us-ab2013")
"""Names of the policies that come with the program."""
_BOUNDS: Final = ("max_documents_share", "max_rate_per_million", "max_count")
_FAULTS_NAMED: Final = 10
"""Of a policy for other rules: the shipped ones have a gate for each of a hundred."""
_LATER_GATE_KEYS: Final = ("but_not", "new_only", "legal_basis")
"""Keys that policies had not at first: left at their default, they do not change a digest."""


def load_policy(named: str | Path | None) -> tuple[Policy, str]:
    """Return a shipped policy by name, or that of a YAML file, and the SHA-256 of what it says (lower-case hex).

    None is the default. A name is a shipped one where there is one; write `./strict` for a file of that name.
    Comments, layout and examples do not change the digest, the order of gates does. Raises `PolicyError` with line or
    key path of every fault.
    """
    policy, faults = parse_policy(_text_of(named))
    if policy is None:
        raise PolicyError("\n".join(f"{path_of(named)}: {fault}" for fault in faults))
    return policy, digest_of(policy)


def faults_in(named: str | Path, rule_ids: Sequence[str]) -> Iterator[str]:
    """Yield all faults of a policy file, with gates that name no rule; raises `PolicyError` where it cannot be read."""
    text = _text_of(named)
    policy, faults = parse_policy(text)
    yield from faults
    if policy is not None:
        yield from selector_faults(enumerate(policy.gates), rule_ids)
        return
    data, _ = plain_data(text)
    entries = data.get("gates") if isinstance(data, dict) else None
    gates = ((index, typed(_GATE.validate_json, entry)[0]) for index, entry in enumerate(_listed(entries)))
    yield from selector_faults(((index, gate) for index, gate in gates if gate is not None), rule_ids)


def _listed(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []


def _text_of(named: str | Path | None) -> str:
    source = path_of(named)
    if not source.exists() and isinstance(named, str) and "/" not in named and not source.suffix:
        raise PolicyError(f"{source}: neither a file nor a shipped policy ({', '.join(SHIPPED)})")
    return read_text(source)


def path_of(named: str | Path | None) -> Path:
    """Return the file of a policy."""
    if named is None or (isinstance(named, str) and named in SHIPPED):
        return _PROFILES / f"{named or 'default'}.yaml"
    return Path(named)


def parse_policy(text: str) -> tuple[Policy | None, tuple[str, ...]]:
    """Return the policy that a YAML text holds, or None and all of its faults."""
    data, unread = plain_data(text)
    if unread:
        return None, unread
    policy, mistyped = typed(_ADAPTER.validate_json, data)
    faults = (*mistyped, *_gate_faults(data))
    return (None, faults) if faults else (policy, ())


def digest_of(policy: Policy) -> str:
    """Return SHA-256 over the canonical content of a policy, lower-case hex."""
    content = _ADAPTER.dump_python(policy, mode="json")
    del content["examples"]
    if not content["left_to_people"]:
        del content["left_to_people"]
    for gate in content["gates"]:
        for key in _LATER_GATE_KEYS:
            if not gate[key]:
                del gate[key]
    return digest_of_content(content)


def as_judged(policy: Policy, *, new_only: bool = False) -> Policy:
    """Return a policy without its examples, which decide nothing; `new_only` sets every gate against a baseline."""
    gates = tuple(replace(gate, new_only=True) for gate in policy.gates) if new_only else policy.gates
    return replace(policy, gates=gates, examples=())


def check_policy(policy: Policy, catalogue: Catalogue) -> None:
    """Raise `PolicyError` for gates that name no rule of the ruleset: such a gate would pass whatever was found."""
    faults = tuple(selector_faults(enumerate(policy.gates), tuple(rule.id for rule in catalogue.rules)))
    if faults:
        told = [f"policy {policy.title!r}: {fault}" for fault in faults[:_FAULTS_NAMED]]
        if len(faults) > _FAULTS_NAMED:
            told.append(
                f"and {len(faults) - _FAULTS_NAMED:,} more: this policy speaks of other rules than these; "
                "give one that speaks of them (--policy FILE)"
            )
        raise PolicyError("\n".join(told))


def selector_faults(gates: Iterable[tuple[int, Gate]], rule_ids: Sequence[str]) -> Iterator[str]:
    """Yield the gates that name no rule, and the exceptions that leave out none; gates by their place in the file."""
    for index, gate in gates:
        if not select_rules(gate.rule, rule_ids):
            yield (
                f"gates[{index}].rule: {gate.rule!r} names no rule of the ruleset, so the gate would pass on anything; "
                "`rules list` shows the ids"
            )
        elif not rules_of(gate, rule_ids):
            yield f"gates[{index}].but_not: leaves no rule of {gate.rule!r}, so the gate would pass on anything"
        for selector in gate.but_not:
            if not select_rules(selector, rule_ids):
                yield f"gates[{index}].but_not: {selector!r} names no rule of the ruleset"


def _gate_faults(data: Any) -> Iterator[str]:
    """Yield the faults that no single key has; looks at plain data, so that it works beside faults of type."""
    gates = data.get("gates") if isinstance(data, dict) else None
    for index, gate in enumerate(_listed(gates)):
        if isinstance(gate, dict):
            yield from (f"gates[{index}]{fault}" for fault in _faults_of_gate(gate))


def _faults_of_gate(gate: dict[Any, Any]) -> Iterator[str]:
    given = [bound for bound in _BOUNDS if gate.get(bound) is not None]
    if len(given) != 1:
        yield f": give exactly one of {', '.join(_BOUNDS)}; given: {', '.join(given) or 'none'}"
    if "max_count" in given and gate.get("decide_on") == "upper_bound_95":
        yield ".decide_on: a count has no upper bound; decide on a share or a rate, or on the point"
    rule, but_not = gate.get("rule"), gate.get("but_not")
    named = [(".rule", rule), *((".but_not", each) for each in (but_not if isinstance(but_not, list) else ()))]
    for key, selector in named:
        if isinstance(selector, str) and selector and not is_selector(selector):
            yield f"{key}: {selector!r} is neither a rule id, nor a group that ends in `.*`, nor `*`"


def policy_schema() -> dict[str, Any]:
    """Return the JSON Schema of policy files, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_ADAPTER.json_schema()}
