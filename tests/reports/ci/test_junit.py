"""`junit.xml` has the elements and attributes that build servers read, and tells failures from what is unknown."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from saved_runs import hostile_run, sample_run
from scanner.reports.ci.junit import render_junit
from scanner.types.policy import Gate, Outcome, Policy, Reason
from scanner.types.saved_run import SavedRun

ELEMENTS = {
    "testsuites": ({"testsuite"}, set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": (
        {"properties", "testcase"},
        {"name", "tests", "failures", "errors"},
        {"name", "tests", "failures", "errors", "skipped", "time"},
    ),
    "properties": ({"property"}, set(), set()),
    "property": (set(), {"name", "value"}, {"name", "value"}),
    "testcase": (
        {"skipped", "error", "failure", "system-out"},
        {"name"},
        {"name", "classname", "time"},
    ),
    "skipped": (set(), set(), {"message", "type"}),
    "error": (set(), set(), {"message", "type"}),
    "failure": (set(), set(), {"message", "type"}),
    "system-out": (set(), set(), set()),
}
"""Element → elements in it, attributes it must have and may have: what the schemas of Jenkins and Surefire share."""


def parse(run: SavedRun) -> ET.Element:
    return ET.fromstring(render_junit(run))  # noqa: S314  # our own document


def run_with(*reasons: Reason) -> SavedRun:
    run = sample_run()
    policy = Policy("corpus-scanner/policy/v1", "t", run.policy.coverage, (Gate("pii.email", max_count=0),))
    return replace(run, policy=policy, verdict=replace(run.verdict, reasons=reasons))


def gate_of(run: SavedRun) -> ET.Element:
    (case,) = parse(run).findall("testsuite[@name='gates on the corpus']/testcase")
    return case


@pytest.mark.parametrize("run", [sample_run(), hostile_run()], ids=["samples", "hostile"])
def test_the_report_has_no_element_or_attribute_that_build_servers_refuse(run: SavedRun) -> None:
    for element in parse(run).iter():
        inside, must, may = ELEMENTS[element.tag]
        assert {child.tag for child in element} <= inside
        assert must <= set(element.keys()) <= may, element.tag


def test_counts_are_those_of_the_cases() -> None:
    root = parse(sample_run())
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name, "")) == len(suite.findall(f"testcase/{tag}"))
    assert int(root.get("tests", "")) == len(root.findall("testsuite/testcase"))


def test_every_gate_of_the_policy_is_a_case_of_its_own_name() -> None:
    run = sample_run()
    names = [case.get("name") for case in parse(run).findall("testsuite/testcase")]
    assert len(names) == len(run.policy.gates) + 2
    assert len(set(names)) == len(names)


def test_gates_of_the_same_bound_have_names_of_their_own() -> None:
    run = run_with()
    twice = (Gate("pii.email", max_count=0), Gate("pii.email", max_count=0, severity="low"))
    cases = parse(replace(run, policy=replace(run.policy, gates=twice))).findall(
        "testsuite[@name='gates on the corpus']/testcase"
    )
    name = "pii.email: no finding in the corpus"
    assert [case.get("name") for case in cases] == [name, f"{name} [2]"]


def test_a_crossed_bound_fails_with_its_reason() -> None:
    case = gate_of(run_with(Reason(Outcome.FAIL, "pii.email", "corpus", "3 findings, allowed 0", "high", 3, 0)))
    failure = case.find("failure")
    assert failure is not None
    assert failure.attrib == {"message": "high: corpus: 3 findings, allowed 0", "type": "crossed.high"}


def test_what_could_not_be_decided_is_an_error_and_not_a_failure() -> None:
    case = gate_of(run_with(Reason(Outcome.INCOMPLETE, "pii.email", "corpus", "cannot be decided", "high")))
    assert [child.tag for child in case] == ["error"]


def test_a_gate_that_was_not_applied_is_skipped() -> None:
    case = gate_of(run_with(Reason(Outcome.PASS, "pii.email", "corpus", "cannot be decided", "high")))
    assert [child.tag for child in case] == ["skipped"]


def test_a_gate_that_is_kept_says_nothing() -> None:
    assert list(gate_of(run_with())) == []


def test_damaged_shards_are_an_error_of_coverage() -> None:
    case = parse(sample_run()).find("testsuite[@name='coverage']/testcase[@name='every shard read whole']/error")
    assert case is not None
    assert "damaged/clipped.warc.gz" in (case.text or "")


def test_characters_that_xml_cannot_write_are_shown_as_unknown() -> None:
    told = "a\x00b\x1bc\ufffed]]>\ud800"
    body = render_junit(run_with(Reason(Outcome.FAIL, "pii.email", "corpus", told, "high", 3, 0))).decode()
    assert "a\ufffdb\ufffdc\ufffdd]]&gt;\ufffd" in body
