"""One gate over many places: what it says, whom it names, and when it is decided."""

import pytest

from scanner.policy.gate import MAX_NAMED, GateDocket
from scanner.policy.place import Place, Unlooked, place_of_group
from scanner.types.policy import Gate, Outcome, Reason
from scanner.types.report import GroupTally, RuleTally

EMAIL = "pii.email"
GROUP = ("pii.cn.bank-card", "pii.cn.mobile")


def _place(documents: int, *tallies: RuleTally, where: str = "corpus", rules: tuple[str, ...] = (EMAIL,)) -> Place:
    return Place(where, documents, dict(zip(rules, tallies, strict=True)))


def _docket(gate: Gate, *places: Place, rules: tuple[str, ...] = (EMAIL,)) -> GateDocket:
    docket = GateDocket(gate, rules, 0.99)
    for place in places:
        docket.apply(place)
    return docket


def _only(docket: GateDocket) -> Reason:
    (reason,) = docket.reasons()
    return reason


@pytest.mark.parametrize(
    ("gate", "place", "message"),
    [
        pytest.param(
            Gate(EMAIL, max_rate_per_million=100, decide_on="upper_bound_95"),
            _place(250_000, RuleTally(103, 90, {})),
            "412.0 findings per million documents (95 % upper bound 485.3), allowed 100; "
            "103 findings in 250,000 documents",
            id="a rate by its upper bound",
        ),
        pytest.param(
            Gate(EMAIL, max_rate_per_million=100),
            _place(3_000, RuleTally(1, 1, {})),
            "333.3 findings per million documents, allowed 100; 1 finding in 3,000 documents",
            id="a rate by its point",
        ),
        pytest.param(
            Gate(EMAIL, max_rate_per_million=999_999.5),
            _place(1, RuleTally(1, 1, {})),
            "1,000,000.0 findings per million documents, allowed 999,999.5; 1 finding in 1 document",
            id="as many digits as tell them apart",
        ),
        pytest.param(
            Gate(EMAIL, max_documents_share=0.01),
            _place(1_000, RuleTally(80, 32, {})),
            "3.2 % of documents, allowed 1 %; 32 with findings in 1,000 documents",
            id="a share counts documents, not findings",
        ),
        pytest.param(
            Gate(EMAIL, max_documents_share=0.01),
            _place(1_000_000, RuleTally(10_001, 10_001, {})),
            "1.0001 % of documents, allowed 1 %; 10,001 with findings in 1,000,000 documents",
            id="a share just above is not told as equal",
        ),
        pytest.param(
            Gate(EMAIL, max_documents_share=0.001, decide_on="upper_bound_95"),
            _place(2_000, RuleTally(0, 0, {})),
            "0 % of documents (95 % upper bound 0.15 %), allowed 0.1 %; 0 with findings in 2,000 documents",
            id="a share by its upper bound",
        ),
        pytest.param(
            Gate(EMAIL, max_count=0), _place(9, RuleTally(7, 3, {})), "7 findings, allowed 0", id="a count of findings"
        ),
        pytest.param(
            Gate(EMAIL, max_count=0), _place(9, RuleTally(1, 1, {})), "1 finding, allowed 0", id="a count of one"
        ),
        pytest.param(
            Gate(EMAIL, per="source", max_count=2),
            place_of_group("source", "a.example", GroupTally(9, {EMAIL: 7})),
            "7 documents with findings, allowed 2",
            id="of a source, documents are counted",
        ),
        pytest.param(
            Gate(EMAIL, per="source", max_rate_per_million=100),
            place_of_group("source", "a.example", GroupTally(1_000, {EMAIL: 7})),
            "7,000.0 documents with findings per million documents, allowed 100; 7 with findings in 1,000 documents",
            id="of a source, the rate is of documents",
        ),
        pytest.param(
            Gate(EMAIL, per="source", max_rate_per_million=100, decide_on="upper_bound_95"),
            place_of_group("source", "a.example", GroupTally(1, {EMAIL: 1})),
            "1,000,000.0 documents with findings per million documents (95 % upper bound 1,000,000.0), allowed 100; "
            "1 with findings in 1 document",
            id="of a source, the rate never exceeds all documents",
        ),
    ],
)
def test_a_crossed_bound_is_told_as_measured_against_allowed(gate: Gate, place: Place, message: str) -> None:
    reason = _only(_docket(gate, place))
    assert (reason.outcome, reason.subject, reason.message) == (Outcome.FAIL, EMAIL, message)
    assert reason.where == place.where
    assert reason.measured is not None
    assert reason.allowed is not None
    assert reason.measured > reason.allowed


@pytest.mark.parametrize(
    ("gate", "tallies", "message"),
    [
        pytest.param(
            Gate("pii.cn.*", max_count=8),
            (RuleTally(5, 4, {}), RuleTally(4, 4, {})),
            "9 findings, allowed 8",
            id="findings add exactly",
        ),
        pytest.param(
            Gate("pii.cn.*", max_documents_share=0.5),
            (RuleTally(5, 4, {}), RuleTally(4, 4, {})),
            "at most 80 % of documents, allowed 50 %; at most 8 with findings in 10 documents",
            id="documents may hold both kinds",
        ),
        pytest.param(
            Gate("pii.cn.*", max_documents_share=0.5),
            (RuleTally(9, 9, {}), RuleTally(8, 8, {})),
            "at most 100 % of documents, allowed 50 %; at most 10 with findings in 10 documents",
            id="never more than all documents",
        ),
        pytest.param(
            Gate("pii.cn.*", max_documents_share=0.5),
            (RuleTally(9, 8, {}), RuleTally(0, 0, {})),
            "80 % of documents, allowed 50 %; 8 with findings in 10 documents",
            id="one kind alone is exact",
        ),
    ],
)
def test_a_group_adds_up_and_says_at_most_where_it_cannot(
    gate: Gate, tallies: tuple[RuleTally, RuleTally], message: str
) -> None:
    docket = _docket(gate, _place(10, *tallies, rules=GROUP), rules=GROUP)
    assert _only(docket).message == message


@pytest.mark.parametrize(
    "gate",
    [Gate(EMAIL, max_count=3), Gate(EMAIL, max_documents_share=0.3), Gate(EMAIL, max_rate_per_million=300_000)],
    ids=["count", "share", "rate"],
)
def test_to_reach_a_bound_is_allowed(gate: Gate) -> None:
    docket = _docket(gate, _place(10, RuleTally(3, 3, {})))
    assert docket.is_decided
    assert docket.reasons() == []


def test_below_min_documents_a_gate_is_not_applied_and_says_so() -> None:
    docket = _docket(Gate(EMAIL, max_count=0, min_documents=3_000), _place(12, RuleTally(5, 5, {})))
    reason = _only(docket)
    assert not docket.is_decided
    assert reason.outcome is Outcome.PASS
    assert "12 documents, fewer than the 3,000" in reason.message


def test_from_min_documents_on_a_gate_is_applied() -> None:
    docket = _docket(Gate(EMAIL, max_count=0, min_documents=12), _place(12, RuleTally(5, 5, {})))
    assert _only(docket).outcome is Outcome.FAIL


def test_small_places_share_one_note() -> None:
    places = [_place(5, RuleTally(9, 5, {}), where=f"shard {n}") for n in range(50)]
    docket = _docket(Gate(EMAIL, per="shard", max_count=0, min_documents=10), *places)
    reason = _only(docket)
    assert (reason.outcome, reason.where) == (Outcome.PASS, "shards")
    assert reason.message == "not applied to 50 shards of fewer than 10 documents"


def test_an_empty_place_is_nothing_to_apply_a_gate_to() -> None:
    docket = _docket(Gate(EMAIL, max_documents_share=0), _place(0, RuleTally(0, 0, {})))
    assert not docket.is_decided
    assert docket.reasons() == []


def test_the_worst_twenty_places_are_named_and_the_others_counted() -> None:
    places = [_place(10, RuleTally(n, 1, {}), where=f"shard {n:02}") for n in range(33)]
    reasons = _docket(Gate(EMAIL, per="shard", max_count=2), *places).reasons()
    assert [reason.where for reason in reasons] == [*(f"shard {n}" for n in range(32, 32 - MAX_NAMED, -1)), "shards"]
    assert reasons[-1].message == "and 10 more shards that cross the same bound"


@pytest.mark.parametrize("not_looked", ["incomplete", "note"])
def test_a_rule_that_could_not_be_applied_decides_nothing(not_looked: str) -> None:
    outcome = {"incomplete": Outcome.INCOMPLETE, "note": Outcome.PASS}[not_looked]
    gate = Gate(EMAIL, max_count=4, not_looked="note" if not_looked == "note" else "incomplete")
    docket = _docket(gate, _place(1_000, RuleTally(4, 4, {"no pipeline for zh": 8, "no pipeline for ja": 3})))
    reason = _only(docket)
    assert not docket.is_decided
    assert reason.outcome is outcome
    assert reason.message == (
        "cannot be decided: pii.email could not be looked for in 11 of 1,000 documents "
        "(no pipeline for zh: 8, no pipeline for ja: 3); what was looked at: 4 findings, allowed 4"
    )


def test_a_rule_applied_to_all_but_the_floor_allows_is_decided() -> None:
    docket = _docket(Gate(EMAIL, max_count=4), _place(1_000, RuleTally(4, 4, {"no headers": 10})))
    assert docket.is_decided
    assert docket.reasons() == []


def test_a_crossed_bound_fails_however_little_was_looked_at() -> None:
    docket = _docket(Gate(EMAIL, max_count=0, not_looked="note"), _place(1_000, RuleTally(1, 1, {"no headers": 999})))
    assert docket.is_decided
    assert _only(docket).outcome is Outcome.FAIL


def test_an_upper_bound_over_documents_not_looked_at_decides_nothing() -> None:
    gate = Gate(EMAIL, max_rate_per_million=1_000, decide_on="upper_bound_95")
    place = _place(100, RuleTally(0, 0, {"no headers": 100}))
    assert not _docket(gate, place).is_decided
    assert _docket(gate, _place(100, RuleTally(0, 0, {}))).is_decided


def test_a_group_is_undecided_when_one_of_its_rules_is_and_names_the_least_looked_for() -> None:
    tallies = (RuleTally(0, 0, {"a": 50}), RuleTally(0, 0, {"b": 90}))
    reason = _only(_docket(Gate("pii.cn.*", max_count=0), _place(100, *tallies, rules=GROUP), rules=GROUP))
    assert "pii.cn.mobile (and 1 more rule) could not be looked for in 90 of 100 documents (b: 90)" in reason.message


def test_what_was_not_looked_for_is_told_once_for_all_sources() -> None:
    unlooked = (Unlooked(EMAIL, 60, 100, {"no headers": 60}),)
    docket = GateDocket(Gate(EMAIL, per="source", max_count=3), (EMAIL,), 0.99, unlooked)
    for met in range(6):
        docket.apply(place_of_group("source", f"{met}.example", GroupTally(10, {EMAIL: met})))
    failed, other, gap = docket.reasons()
    assert [failed.where, other.where] == ["source 5.example", "source 4.example"]
    assert (gap.outcome, gap.where) == (Outcome.INCOMPLETE, "sources")
    assert gap.message.startswith("cannot be decided for 4 sources: over the whole corpus, pii.email could not be")


def test_documents_counted_under_two_reasons_are_never_more_than_all() -> None:
    reason = _only(_docket(Gate(EMAIL, max_count=4), _place(100, RuleTally(0, 0, {"a": 80, "b": 70}))))
    assert "could not be looked for in 100 of 100 documents" in reason.message
