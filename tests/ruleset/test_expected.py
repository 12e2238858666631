"""Faults of a file are told in our words, with their keys; the schema's library is not heard."""

import re

import pytest

from scanner.policy.baseline import parse_baseline
from scanner.policy.load import parse_policy
from scanner.policy.suppressions import parse_suppressions
from scanner.register.load import parse_register
from scanner.ruleset.expected import expected
from scanner.ruleset.load import parse_rule

THEIRS = re.compile("Input |Field required|Unexpected|valid (?:string|integer|number|boolean|list|tuple)|pydantic")
BAD: dict[str, tuple[object, tuple[str, ...], list[str]]] = {
    "policy": (
        *parse_policy("title: 5\ngates: 5\nkey: 1\n"),
        ["title: expected a text", "gates: expected a list", "key: no"],
    ),
    "suppressions": (*parse_suppressions("suppressions:\n- {rule: 5}\n"), ["rule: expected a text", "is missing"]),
    "baseline": (*parse_baseline('{"shard":5}\n'), ["line 1: shard: expected a text", "is missing"]),
    "register": (*parse_register("sources: 5\n"), ["sources: expected a list"]),
    "rule": (
        *parse_rule("a.b", "title: 5\nmatch: {kind: magic}\n"),
        ["title: expected a text", "'magic' is not a kind"],
    ),
}


@pytest.mark.parametrize("kind", sorted(BAD))
def test_a_bad_file_is_told_in_our_words_by_its_keys(kind: str) -> None:
    _, faults, wanted = BAD[kind]
    told = "\n".join(faults)
    assert [each for each in wanted if each not in told] == [], told
    assert not THEIRS.search(told)


def test_a_fault_of_a_kind_that_nobody_has_words_for_is_told_all_the_same() -> None:
    assert expected({"type": "bytes_type", "msg": "Input should be bytes"}) == "not of the kind that is expected here"
