"""A saved run → `junit.xml`: a suite of coverage checks, and one a scope of gates with a case a gate.

Elements and attributes are those that Jenkins, GitLab and Maven Surefire all read.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

from scanner.reports.ci.gates import (
    COVERAGE,
    GateState,
    State,
    coverage_reasons,
    gate_states,
    other_reasons,
    tell_bound,
)
from scanner.reports.ci.places import shown
from scanner.types.policy import Outcome, Reason
from scanner.types.saved_run import SavedRun
from scanner.types.suppression import Suppressed

_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (§2.2)."""
_MAX_MESSAGE: Final = 2_000
_SCOPES: Final = {
    "corpus": "gates on the corpus",
    "shard": "gates on every shard",
    "source": "gates on every source",
    "host": "gates on every host",
}


@dataclass(frozen=True, slots=True)
class _Case:
    """One test case; `outcome` is None where it passed."""

    name: str
    group: str
    outcome: Literal["failure", "error", "skipped"] | None
    kind: str
    lines: tuple[str, ...]


def render_junit(run: SavedRun) -> bytes:
    """Return the report; a crossed bound is a failure, what could not be told an error, a gate not applied skipped."""
    states = gate_states(run)
    suites = {"coverage": _coverage_cases(run)}
    for scope, title in _SCOPES.items():
        suites[title] = _told_apart([_case_of(state) for state in states if state.gate.per == scope])
    suites["beside the gates"] = [_beside_case(*entry) for entry in other_reasons(run).items()]
    suites["suppressions"] = _told_apart([_aside_case(each) for each in run.verdict.suppressed if each.state == "used"])
    everything = [case for cases in suites.values() for case in cases]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites {_attributes({'name': f'corpus-scanner: {shown(run.policy.title)}', **_totals(everything)})}>",
        *(line for title, cases in suites.items() if cases for line in _suite(title, cases, run)),
        "</testsuites>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _coverage_cases(run: SavedRun) -> list[_Case]:
    floor = run.policy.coverage
    reasons = coverage_reasons(run)
    told = f"at least {100 * floor.min_records_read:g} % of records and {100 * floor.min_bytes_read:g} % of bytes read"
    of_shards = tuple(reason for reason in reasons if reason.where.startswith("shard"))
    others = tuple(reason for reason in reasons if reason not in of_shards)
    return [_coverage_case(told, others), _coverage_case("every shard read whole", of_shards)]


def _aside_case(each: Suppressed) -> _Case:
    told = f"{each.findings:,} findings set aside until {each.expires} by {each.owner}: {each.reason}"
    return _Case(shown(f"{each.rule} at {each.where}"), "suppressions", None, each.rule, (told,))


def _beside_case(subject: str, reasons: Sequence[Reason]) -> _Case:
    outcomes = {reason.outcome for reason in reasons}
    bad: Literal["failure", "error"] = "failure" if Outcome.FAIL in outcomes else "error"
    return _Case(subject, "beside", None if outcomes <= {Outcome.PASS} else bad, subject, tuple(map(_line, reasons)))


def _coverage_case(name: str, reasons: Sequence[Reason]) -> _Case:
    bad = any(reason.outcome is not Outcome.PASS for reason in reasons)
    return _Case(name, COVERAGE, "error" if bad else None, "incomplete", tuple(map(_line, reasons)))


def _case_of(state: GateState) -> _Case:
    outcomes: dict[State, Literal["failure", "error", "skipped"]] = {
        State.CROSSED: "failure",
        State.UNDECIDED: "error",
        State.NOT_APPLIED: "skipped",
    }
    gate = state.gate
    name = f"{gate.rule}: {tell_bound(gate)}"
    if gate.min_documents:
        name += f", from {gate.min_documents:,} documents"
    lines = tuple(map(_line, state.reasons)) or ("nothing to apply it to",) * (state.state is State.NOT_APPLIED)
    return _Case(name, f"policy.{gate.per}", outcomes.get(state.state), f"{state.state.value}.{gate.severity}", lines)


def _told_apart(cases: Sequence[_Case]) -> list[_Case]:
    """Return the cases with names that differ: build servers take two of one name for one case run twice."""
    seen: Counter[str] = Counter()
    named = []
    for case in cases:
        seen[case.name] += 1
        named.append(replace(case, name=f"{case.name} [{seen[case.name]}]") if seen[case.name] > 1 else case)
    return named


def _line(reason: Reason) -> str:
    return f"{reason.severity}: {shown(reason.where)}: {shown(reason.message, _MAX_MESSAGE)}"


def _suite(title: str, cases: Sequence[_Case], run: SavedRun) -> Iterator[str]:
    yield f"  <testsuite {_attributes({'name': title, **_counts(cases)})}>"
    properties = {
        "policy": run.verdict.policy_digest,
        "report": run.verdict.report_digest,
        "ruleset": run.corpus.ruleset,
        "tool": run.lock.tool_version,
    }
    yield "    <properties>"
    for name, value in properties.items():
        yield f"      <property {_attributes({'name': name, 'value': value})}/>"
    yield "    </properties>"
    for case in cases:
        yield from _element(case)
    yield "  </testsuite>"


def _element(case: _Case) -> Iterator[str]:
    opening = f"    <testcase {_attributes({'classname': case.group, 'name': case.name, 'time': '0'})}"
    if not case.lines:
        yield f"{opening}/>"
        return
    text = escape(_legal("\n".join(case.lines)))
    yield f"{opening}>"
    if case.outcome is None:
        yield f"      <system-out>{text}</system-out>"
    else:
        told = _attributes({"message": case.lines[0], "type": case.kind})
        yield f"      <{case.outcome} {told}>{text}</{case.outcome}>"
    yield "    </testcase>"


def _counts(cases: Sequence[_Case]) -> dict[str, str]:
    return {**_totals(cases), "skipped": str(sum(case.outcome == "skipped" for case in cases))}


def _totals(cases: Sequence[_Case]) -> dict[str, str]:
    """Return the counts that `testsuites` may have: Jenkins knows none of skipped cases there."""
    outcomes = [case.outcome for case in cases]
    return {
        "tests": str(len(cases)),
        "failures": str(outcomes.count("failure")),
        "errors": str(outcomes.count("error")),
        "time": "0",
    }


def _attributes(values: dict[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(_legal(value))}" for name, value in values.items())


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
