"""Policy files: what is accepted, that every fault is named at once, and what the digest stands for."""

from pathlib import Path

import pytest

from scanner.errors import PolicyError
from scanner.policy.load import check_policy, load_policy, parse_policy
from scanner.ruleset.catalogue import catalogue_of
from scanner.ruleset.load import load_rules, shipped_rules
from scanner.ruleset.selector import is_selector, select_rules
from scanner.types.rule import Ruleset

HEAD = """
schema: corpus-scanner/policy/v1
title: test
coverage: {min_records_read: 0.99, min_bytes_read: 0.99}
"""


def _policy(*gates: str) -> str:
    return HEAD + "gates:\n" + "".join(f"  - {{{gate}}}\n" for gate in gates)


def test_a_gate_left_short_holds_for_the_corpus_and_decides_on_the_point() -> None:
    policy, faults = parse_policy(_policy("rule: pii.email, max_count: 0"))
    assert faults == ()
    assert policy is not None
    (gate,) = policy.gates
    assert (gate.per, gate.decide_on, gate.min_documents, gate.severity, gate.not_looked) == (
        "corpus",
        "point",
        0,
        "high",
        "incomplete",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(_policy("rule: a.b"), "gates[0]: give exactly one of", id="no bound"),
        pytest.param(
            _policy("rule: a.b, max_count: 1, max_documents_share: 0.1"),
            "given: max_documents_share, max_count",
            id="two bounds",
        ),
        pytest.param(
            _policy("rule: a.b, max_count: 1, decide_on: upper_bound_95"),
            "gates[0].decide_on: a count has no upper bound",
            id="a count decided on its bound",
        ),
        pytest.param(_policy("rule: a.b, max_cuont: 1"), "gates[0].max_cuont", id="a key misspelt"),
        pytest.param(_policy("rule: a.b, max_count: 0.5"), "gates[0].max_count", id="half a finding"),
        pytest.param(_policy("rule: a.b, max_count: -1"), "gates[0].max_count", id="less than none"),
        pytest.param(_policy("rule: a.b, max_documents_share: 5"), "gates[0].max_documents_share", id="not a share"),
        pytest.param(_policy("rule: a.b, max_rate_per_million: '5'"), "max_rate_per_million", id="a text for a number"),
        pytest.param(_policy("rule: a.b, max_rate_per_million: .nan"), "give exactly one of", id="not a number"),
        pytest.param(_policy("rule: a.b, max_count: 0, per: domain"), "gates[0].per", id="a scope there is not"),
        pytest.param(_policy("rule: a.*.b, max_count: 0"), "gates[0].rule", id="a group in the middle"),
        pytest.param(_policy("rule: 'a.b*', max_count: 0"), "gates[0].rule", id="half a name"),
        pytest.param(_policy("rule: '', max_count: 0"), "gates[0].rule", id="no name"),
        pytest.param(HEAD + "gates: []", "gates", id="no gate: it would pass anything"),
        pytest.param(HEAD, "gates", id="gates left out"),
        pytest.param(HEAD + "gates: 3", "gates", id="gates are no list"),
        pytest.param(HEAD + "gates: [3]", "gates[0]", id="a gate is no mapping"),
        pytest.param("", "file", id="empty file"),
        pytest.param("- a", "file", id="a list"),
        pytest.param("1: 2", "not plain data", id="a key that is no text"),
        pytest.param(_policy("rule: a.b, max_count: 1, max_count: 2"), "line 6", id="a key given twice"),
        pytest.param("a: [", "line 1", id="not YAML"),
        pytest.param("? [a]\n: b", "a key is a list", id="a key that is a list"),
        pytest.param('title: "\\ud800"', "title: surrogate U+D800", id="half a character"),
        pytest.param("[" * 3000 + "]" * 3000, "nested too deep", id="nested 3,000 deep"),
        pytest.param("[" * 300 + "]" * 300, "", id="nested 300 deep"),
        pytest.param(_policy("rule: a.b, max_count: 99999999999999999999"), "not plain data", id="above 64 bits"),
        pytest.param(_policy("rule: a.b, max_count: !!int ''"), "tags", id="a tag"),
        pytest.param(_policy("rule: a.b, max_count: 0").replace("/v1", "/v2"), "schema", id="another version"),
        pytest.param(
            _policy("rule: a.b, max_count: 0").replace("0.99, ", "99, "), "min_records_read", id="99 for 0.99"
        ),
    ],
)
def test_faults_are_named_by_line_or_key(text: str, fault: str) -> None:
    policy, faults = parse_policy(text)
    assert policy is None
    assert any(fault in found for found in faults)


def test_all_faults_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    gates = ("rule: a.b", "rule: c, max_cuont: 1", "rule: d, max_count: 1, decide_on: upper_bound_95")
    path.write_text(_policy(*gates).replace("title: test", "tittle: test"), encoding="utf-8")
    with pytest.raises(PolicyError) as error:
        load_policy(path)
    lines = str(error.value).splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    for part in ("title", "tittle", "gates[0]", "gates[1].max_cuont", "gates[1]: give", "gates[2].decide_on"):
        assert any(part in line for line in lines), part


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"], ids=["missing", "not UTF-8"])
def test_a_file_that_cannot_be_read_is_a_fault_of_the_policy(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "policy.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PolicyError, match="cannot be read"):
        load_policy(path)


def test_the_digest_is_of_what_a_policy_says_not_of_how_it_is_written(tmp_path: Path) -> None:
    said = _policy("rule: a.b, max_count: 0", "rule: c, max_count: 1")
    texts = [
        said,
        "# a comment\n" + said.replace("rule: a.b, max_count: 0", "max_count: 0, rule: 'a.b', severity: high"),
        said.replace("max_count: 1", "max_count: 2"),
    ]
    digests = []
    for index, text in enumerate(texts):
        path = tmp_path / f"{index}.yaml"
        path.write_text(text, encoding="utf-8")
        digests.append(load_policy(path)[1])
    assert digests[0] == digests[1] != digests[2]
    assert len(digests[0]) == 64


def test_a_gate_that_names_no_rule_is_refused_with_all_others_like_it() -> None:
    ruleset = load_rules((shipped_rules(),))
    policy, _ = parse_policy(
        _policy("rule: duplicate.near, max_count: 0", "rule: a.b, max_count: 0", "rule: duplicate")
    )
    assert policy is None
    policy, _ = parse_policy(
        _policy(
            *(f"rule: {rule}, max_count: 0" for rule in ("duplicate.near", "duplicate.*", "'*'", "duplicate", "a.*"))
        )
    )
    assert policy is not None
    with pytest.raises(PolicyError) as error:
        check_policy(policy, catalogue_of(ruleset))
    assert [line.split("gates")[1][:3] for line in str(error.value).splitlines()] == ["[3]", "[4]"]


def test_a_policy_for_other_rules_is_refused_in_a_few_lines_that_say_what_to_give() -> None:
    policy, _ = parse_policy(_policy(*(f"rule: other.r{number}, max_count: 0" for number in range(150))))
    assert policy is not None
    with pytest.raises(PolicyError) as error:
        check_policy(policy, catalogue_of(Ruleset((), "")))
    told = str(error.value).splitlines()
    assert len(told) == 11
    assert "'other.r0' names no rule" in told[0]
    assert told[-1].startswith("and 140 more: this policy speaks of other rules than these; give one")


def test_of_an_empty_ruleset_every_gate_is_refused() -> None:
    policy, _ = parse_policy(_policy("rule: '*', max_count: 0"))
    assert policy is not None
    with pytest.raises(PolicyError, match="names no rule"):
        check_policy(policy, catalogue_of(Ruleset((), "")))


def test_the_shipped_policy_speaks_of_rules_that_are_shipped() -> None:
    policy, digest = load_policy(None)
    assert len(digest) == 64
    check_policy(policy, catalogue_of(load_rules((shipped_rules(),))))


def test_ours_the_shipped_policy_lets_no_gate_fail_on_a_corpus_without_findings_by_its_size_alone() -> None:
    policy, _ = load_policy(None)
    for gate in policy.gates:
        if gate.decide_on == "upper_bound_95" and gate.max_rate_per_million is not None:
            assert gate.min_documents * gate.max_rate_per_million >= 2.9958 * 1_000_000


@pytest.mark.parametrize(
    ("selector", "selected"),
    [
        pytest.param("pii.cn.mobile", ("pii.cn.mobile",), id="an id"),
        pytest.param("pii.cn.*", ("pii.cn.bank-card", "pii.cn.mobile"), id="a group"),
        pytest.param("pii.*", ("pii.cn.bank-card", "pii.cn.mobile", "pii.email"), id="a group of groups"),
        pytest.param("*", ("pii.cn.bank-card", "pii.cn.mobile", "pii.email", "pii2.x"), id="everything"),
        pytest.param("pii", (), id="a group without its star is an id"),
        pytest.param("pii.email.*", (), id="nothing lies below an id"),
    ],
)
def test_selectors_name_an_id_a_group_or_everything(selector: str, selected: tuple[str, ...]) -> None:
    assert is_selector(selector)
    assert select_rules(selector, ("pii.cn.bank-card", "pii.cn.mobile", "pii.email", "pii2.x")) == selected
