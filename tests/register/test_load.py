"""Source registers: what cannot be meant is an error, and all errors of a file are named at once."""

from datetime import date
from pathlib import Path

import pytest

from corpora import ROOT
from registers import HEAD, register, register_text, signed
from scanner.errors import RegisterError
from scanner.register.load import digest_of, load_register, parse_register

A = signed("a", "domains: [a.example]")


def test_a_register_says_whose_data_it_is_and_on_what_terms() -> None:
    more = "grants: {train: allow, search: deny}, licence: CC BY 4.0, collected: {from: 2025-01-01}, modality: [text], "
    (source,) = register(signed("press", "domains: [a.example], shards: ['n/*']", more)).sources
    assert (source.party, source.rights, source.reference) == ("Press", ("hold", "process"), "P-1")
    assert source.grants == {"train": "allow", "search": "deny"}
    assert source.collected is not None
    assert (source.collected.first, source.collected.last) == (date(2025, 1, 1), None)
    assert source.unstated == ("contact",)


def test_the_example_of_the_documents_loads() -> None:
    assert len(load_register(ROOT / "examples" / "sources.yaml").sources) == 6


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(HEAD.replace("v1", "v2") + f"  - {{{A}}}", "schema", id="another version"),
        pytest.param(HEAD.rstrip() + " []", "sources", id="no source"),
        pytest.param("- a", "file", id="a list"),
        pytest.param("a: [", "line 1", id="not YAML"),
        pytest.param(register_text(A, A), "sources[1].id: 'a' is the id of sources[0] too", id="an id twice"),
        pytest.param(register_text(A.replace("id: a", "id: A b")), "sources[0] (A b).id", id="not an id"),
        pytest.param(register_text(A.replace("Press", "' '")), "(a).party: blank", id="no party"),
        pytest.param(register_text(A.replace("[hold, process]", "[]")), "(a).rights", id="no right"),
        pytest.param(
            register_text(A.replace("Press", '"Press \\u202e"')),
            "(a).party: holds line breaks, control characters or marks of writing direction",
            id="a party that turns its line round",
        ),
        pytest.param(
            register_text(A.replace("P-1", '"P-1\\n# Heading"')), "(a).reference: holds line breaks", id="two lines"
        ),
        pytest.param(register_text(A + ', contact: "a\\u200fb"'), "(a).contact: holds", id="a mark of direction"),
        pytest.param(register_text(A.replace("process", "sell")), "(a).rights[1]", id="a right there is not"),
        pytest.param(register_text(A.replace("process", "hold")), "(a).rights: says the same twice", id="twice"),
        pytest.param(register_text(A.replace("contract", "promise")), "(a).basis", id="a basis there is not"),
        pytest.param(register_text(A.replace("P-1", "''")), "(a).reference: missing", id="a contract without number"),
        pytest.param(register_text(A + ", licens: MIT"), "(a).licens", id="a key misspelt"),
        pytest.param(register_text(A + ", licence: MITT"), "(a).licence: not a licence", id="no licence"),
        pytest.param(register_text(A + ", grants: {}"), "(a).grants", id="no grant"),
        pytest.param(register_text(A + ", grants: {sell: allow}"), "(a).grants.sell", id="a use there is not"),
        pytest.param(
            register_text(A.replace(", process", "") + ", grants: {train: allow}"),
            "the right to `process` is not claimed",
            id="training without the right to process",
        ),
        pytest.param(
            register_text(A + ", grants: {train: allow, tdm: deny}"),
            "(a).grants.tdm: deny, but training",
            id="mining denied, training allowed",
        ),
        pytest.param(
            register_text(A.replace("contract", "public") + ", grants: {train: allow}"),
            "grants nothing",
            id="public pages grant",
        ),
        pytest.param(
            register_text(A.replace("contract", "own").replace("P-1", "''") + ", grants: {train: allow}"),
            "(a).reference: missing",
            id="a grant without reference",
        ),
        pytest.param(register_text(A + ", collected: {from: 2025-02-30}"), "(a).collected.from", id="no such day"),
        pytest.param(
            register_text(A + ", collected: {from: 2025-02-02, to: 2025-02-01}"), "ends before", id="back in time"
        ),
        pytest.param(register_text(A + ", modality: []"), "(a).modality", id="no modality"),
        pytest.param(register_text(signed("a", "")), "would cover nothing", id="no pattern"),
        pytest.param(register_text(signed("a", "domains: []")), "(a).match.domains", id="no domain"),
        pytest.param(
            register_text(signed("a", "domains: ['https://a.example']")), "domains[0]: not a domain", id="url"
        ),
        pytest.param(register_text(signed("a", "urls: [a.example]")), "urls[0]: not a host and a path", id="no path"),
        pytest.param(register_text(signed("a", "urls: ['https://a.example/b']")), "urls[0]: not a host", id="scheme"),
        pytest.param(register_text(signed("a", "shards: ['[ab]']")), "shards[0]: not a shard id", id="a set"),
    ],
)
def test_faults_are_named_by_line_or_key(text: str, fault: str) -> None:
    found, faults = parse_register(text)
    assert found is None
    assert any(fault in each for each in faults), faults


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("domains: [a.example]", "domains: [A.Example.]", id="the same domain"),
        pytest.param("domains: [bücher.example]", "domains: [xn--bcher-kva.example]", id="the same domain in ASCII"),
        pytest.param("urls: [a.example/x]", "urls: [A.example/x]", id="the same address"),
        pytest.param("urls: ['a.example/x*']", "urls: ['a.example/*y']", id="wildcards"),
        pytest.param("urls: ['a.example/*']", "urls: ['a.example/b']", id="a wildcard and a letter"),
        pytest.param("shards: ['a/*']", "shards: ['*/a']", id="globs"),
        pytest.param("shards: [a]", "shards: [a]", id="the same shard"),
    ],
)
def test_two_sources_that_claim_the_same_at_one_rank_are_an_error(one: str, other: str) -> None:
    _, faults = parse_register(register_text(signed("a", one), signed("b", other)))
    assert len(faults) == 1
    assert "sources[1] (b).match" in faults[0]
    assert "sources[0] (a).match" in faults[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("domains: [a.example]", "domains: [b.a.example]", id="a sub-domain"),
        pytest.param("domains: [a.example]", "urls: [a.example/]", id="an address in a domain"),
        pytest.param("urls: [a.example/x]", "urls: [a.example/xy]", id="a longer path"),
        pytest.param("urls: [a.example/x]", "urls: [b.example/x]", id="another host"),
        pytest.param("urls: ['a.example/x$']", "urls: ['a.example/xy']", id="a path that ends"),
        pytest.param("shards: ['a/*']", "shards: ['b/*']", id="another folder"),
        pytest.param("shards: ['a*']", "shards: [ab]", id="a shard that a glob covers too"),
    ],
)
def test_patterns_of_other_ranks_or_that_never_meet_are_none(one: str, other: str) -> None:
    assert len(register(signed("a", one), signed("b", other)).sources) == 2


def test_one_source_may_say_in_two_ways_what_is_its_own() -> None:
    assert len(register(signed("a", "urls: ['a.example/x*', 'a.example/*y']")).sources) == 1


def test_all_faults_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    broken = "id: b, party: B, rights: [hold], basis: public, macth: {domains: [b.example]}"
    path.write_text(register_text(A, A, signed("c", "domains: ['c']", "licence: MITT, "), broken), encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        load_register(path)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(f"{path}: sources[") for line in lines)
    for part in ("[1].id", "[1] (a).match.domains[0]", "[2] (c).match.domains[0]", "[2] (c).licence", "[3] (b).macth"):
        assert any(part in line for line in lines), part


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"sources\.yaml: cannot be read"):
        load_register(tmp_path / "sources.yaml")


def test_comments_and_layout_do_not_change_the_digest_and_what_is_said_does() -> None:
    one = digest_of(register(A))
    again, _ = parse_register("# a remark\n" + register_text(A.replace(", ", ",   ")))
    assert again is not None
    assert digest_of(again) == one
    assert digest_of(register(A.replace("P-1", "P-2"))) != one
