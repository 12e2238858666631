"""A gate against an estimate: crossed, kept or undecided by its interval, never by a point that few documents gave."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.aggregation.estimate import estimate_of
from scanner.policy.gate import GateDocket
from scanner.policy.place import Place
from scanner.types.estimate import Estimate, StratumTally
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import Gate, Outcome, Reason
from scanner.types.report import RuleTally
from strategies import A, B

PASS, FAIL, INCOMPLETE = Outcome.PASS, Outcome.FAIL, Outcome.INCOMPLETE
LITTLE = Estimate(2_000, 1, 0.0, 0.0, 0.975, 0.0, 0.0, None)
"""One of 2,000 documents was looked at, and nothing found."""
SOME = Estimate(1_000, 200, 0.12, 0.08, 0.17, 300.0, 180.0, 520.0)
OTHER = Estimate(1_000, 300, 0.05, 0.03, 0.09, 60.0, 35.0, 110.0)


def place_of(*estimates: Estimate, documents: int = 1_000, where: str = "corpus") -> Place:
    tallies = {
        rule: RuleTally(0, 0, {NOT_DRAWN: each.documents - each.looked})
        for rule, each in zip((A, B), estimates, strict=False)
    }
    return Place(where, documents, tallies, estimates=dict(zip((A, B), estimates, strict=False)))


def docket_of(gate: Gate, *places: Place, rules: tuple[str, ...] = (A,)) -> GateDocket:
    docket = GateDocket(gate, rules, 0.99)
    for place in places:
        docket.apply(place)
    return docket


def only(docket: GateDocket) -> Reason:
    (reason,) = docket.reasons()
    return reason


@pytest.mark.parametrize(
    ("gate", "outcome"),
    [
        pytest.param(Gate(A, max_documents_share=0.07), FAIL, id="share, below the interval"),
        pytest.param(Gate(A, max_documents_share=0.08), INCOMPLETE, id="share, at the lower end"),
        pytest.param(Gate(A, max_documents_share=0.1), INCOMPLETE, id="share, below the estimate"),
        pytest.param(Gate(A, max_documents_share=0.15), INCOMPLETE, id="share, above the estimate"),
        pytest.param(Gate(A, max_documents_share=0.17), PASS, id="share, at the upper end"),
        pytest.param(Gate(A, max_count=179), FAIL, id="count, below the interval"),
        pytest.param(Gate(A, max_count=519), INCOMPLETE, id="count, within"),
        pytest.param(Gate(A, max_count=520), PASS, id="count, at the upper end"),
        pytest.param(Gate(A, max_rate_per_million=170_000), FAIL, id="rate, below the interval"),
        pytest.param(Gate(A, max_rate_per_million=300_000), INCOMPLETE, id="rate, within"),
        pytest.param(Gate(A, max_rate_per_million=520_000), PASS, id="rate, at the upper end"),
        pytest.param(
            Gate(A, max_documents_share=0.11, decide_on="upper_bound_95"), FAIL, id="strict: the estimate crosses"
        ),
        pytest.param(
            Gate(A, max_documents_share=0.12, decide_on="upper_bound_95"),
            INCOMPLETE,
            id="strict: the estimate reaches the bound",
        ),
        pytest.param(Gate(A, max_documents_share=0.17, decide_on="upper_bound_95"), PASS, id="strict: all below"),
        pytest.param(
            Gate(A, max_documents_share=0.15, not_looked="note"), INCOMPLETE, id="a small sample is never but a note"
        ),
    ],
)
def test_an_estimate_crosses_keeps_or_leaves_open_by_its_interval(gate: Gate, outcome: Outcome) -> None:
    docket = docket_of(gate, place_of(SOME))
    reason = only(docket)
    assert reason.outcome is outcome
    assert docket.is_decided is (outcome is not INCOMPLETE)
    assert "estimated from 200 of 1,000 documents looked at" in reason.message
    assert reason.measured is not None
    assert "no bound" not in reason.message


@pytest.mark.parametrize("decide_on", ["point", "upper_bound_95"])
@pytest.mark.parametrize("gate", [{"max_count": 0}, {"max_rate_per_million": 5}, {"max_documents_share": 0.5}])
def test_one_document_of_2000_decides_nothing_and_the_reason_says_what_would(
    gate: dict[str, float], decide_on: str
) -> None:
    reason = only(docket_of(Gate(A, **gate, decide_on=decide_on), place_of(LITTLE, documents=2_000)))  # type: ignore[arg-type]  # by parameters
    assert reason.outcome is INCOMPLETE
    assert reason.message.startswith("cannot be decided from this sample: about 0")
    assert "estimated from 1 of 2,000 documents looked at" in reason.message
    assert "larger share" in reason.message
    assert reason.measured == 0
    json.dumps(reason.measured, allow_nan=False)


def test_a_bound_of_none_is_kept_where_all_but_what_can_hold_none_was_looked_at() -> None:
    nearly_all = estimate_of({"en all": StratumTally(100, 99, 0, 0, 0)})
    half = estimate_of({"en all": StratumTally(100, 50, 0, 0, 0)})
    assert nearly_all is not None
    assert half is not None
    assert docket_of(Gate(A, max_count=0), place_of(nearly_all, documents=100)).is_decided
    assert not docket_of(Gate(A, max_count=0), place_of(half, documents=100)).is_decided


def test_a_sample_of_everything_is_a_count() -> None:
    whole = estimate_of({"en all": StratumTally(100, 100, 3, 4, 6)})
    assert whole is not None
    place = Place("corpus", 100, {A: RuleTally(4, 3, {})}, estimates={A: whole})
    docket = docket_of(Gate(A, max_count=4), place)
    assert docket.is_decided
    assert docket.reasons() == []


def test_a_gate_kept_by_an_estimate_says_so() -> None:
    assert only(docket_of(Gate(A, max_documents_share=0.2), place_of(SOME))).message == (
        "kept, by an estimate: about 12 % of documents (95 % interval 8 to 17 %), allowed 20 %; "
        "estimated from 200 of 1,000 documents looked at"
    )


def test_shards_that_keep_a_gate_by_estimates_share_one_note() -> None:
    places = [place_of(SOME, where=f"shard {number}") for number in range(3)]
    reason = only(docket_of(Gate(A, per="shard", max_documents_share=0.2), *places))
    assert (reason.outcome, reason.where) == (PASS, "shards")
    assert reason.message == "kept in 3 shards by estimates from samples, the smallest of 200 documents looked at"


def test_what_is_not_bounded_is_told_without_an_infinite_number() -> None:
    reason = only(docket_of(Gate(A, max_count=5), place_of(LITTLE, documents=2_000)))
    assert reason.message == (
        "cannot be decided from this sample: about 0 findings (approximate 95 % interval 0 to no bound), allowed 5; "
        "estimated from 1 of 2,000 documents looked at; a larger share of documents can decide it"
    )


def test_the_least_number_of_documents_is_of_those_looked_at() -> None:
    reason = only(docket_of(Gate(A, max_documents_share=0.01, min_documents=201), place_of(SOME)))
    assert reason.outcome is PASS
    assert reason.message == (
        "not applied: 200 documents looked at, fewer than the 201 from which the bound is meant to hold"
    )
    assert docket_of(Gate(A, max_documents_share=0.01, min_documents=200), place_of(SOME)).is_decided
    undrawn = Place("shard a", 1_000, {A: RuleTally(0, 0, {NOT_DRAWN: 1_000})})
    assert (
        "not applied: 0 documents looked at" in only(docket_of(Gate(A, max_count=1, min_documents=9), undrawn)).message
    )


def test_a_place_of_which_nothing_was_drawn_is_undecided_whatever_the_policy_notes() -> None:
    undrawn = Place("shard a", 5, {A: RuleTally(0, 0, {NOT_DRAWN: 5})})
    docket = docket_of(Gate(A, per="shard", max_count=1, not_looked="note"), undrawn)
    assert only(docket).outcome is INCOMPLETE


@pytest.mark.parametrize(
    ("gate", "outcome", "message"),
    [
        pytest.param(
            Gate("pii.*", max_documents_share=0.2),
            INCOMPLETE,
            "cannot be decided from this sample: between 12 % and 17 % of documents "
            "(95 % limits of 2 rules together: 8 to 26 %), allowed 20 %; "
            "estimated from 200 of 1,000 documents looked at; a larger share of documents can decide it",
            id="their documents may be the same",
        ),
        pytest.param(
            Gate("pii.*", max_documents_share=0.26),
            PASS,
            "kept, by an estimate: between 12 % and 17 % of documents (95 % limits of 2 rules together: 8 to 26 %), "
            "allowed 26 %; estimated from 200 of 1,000 documents looked at",
            id="kept by the sum of the upper ends",
        ),
        pytest.param(
            Gate("pii.*", max_documents_share=0.07),
            FAIL,
            "between 12 % and 17 % of documents (95 % limits of 2 rules together: 8 to 26 %), allowed 7 %; "
            "estimated from 200 of 1,000 documents looked at",
            id="crossed by one of them alone",
        ),
        pytest.param(
            Gate("pii.*", max_count=200),
            FAIL,
            "about 360 findings (approximate 95 % limits of 2 rules together: 215 to 630), allowed 200; "
            "estimated from 200 of 1,000 documents looked at",
            id="findings add up",
        ),
    ],
)
def test_a_group_is_told_by_what_its_rules_hold_at_least_and_at_most(
    gate: Gate, outcome: Outcome, message: str
) -> None:
    reason = only(docket_of(gate, place_of(SOME, OTHER), rules=(A, B)))
    assert (reason.outcome, reason.message) == (outcome, message)


def test_a_counted_rule_beside_a_sampled_one_counts_in_full() -> None:
    place = Place(
        "corpus", 1_000, {A: RuleTally(0, 0, {NOT_DRAWN: 800}), B: RuleTally(300, 250, {})}, estimates={A: SOME}
    )
    reason = only(docket_of(Gate("pii.*", max_documents_share=0.2), place, rules=(A, B)))
    assert reason.outcome is FAIL
    assert reason.message.startswith("between 25 % and 37 % of documents (95 % limits of 2 rules together: 25 to 42 %)")


@given(
    st.builds(
        lambda more, quiet, counts: StratumTally(
            more + quiet + len(counts),
            quiet + len(counts),
            len(counts),
            sum(counts),
            sum(count**2 for count in counts),
        ),
        st.integers(1, 500),
        st.integers(0, 50),
        st.lists(st.integers(1, 9), min_size=1, max_size=9),
    ),
    st.sampled_from(["max_count", "max_rate_per_million", "max_documents_share"]),
    st.floats(0, 1),
)
def test_to_be_strict_never_turns_a_fail_into_less_and_never_a_gap_into_a_pass(
    stratum: StratumTally, bound: str, allowed: float
) -> None:
    estimate = estimate_of({"en all": stratum})
    assert estimate is not None
    scaled = {
        "max_count": round(allowed * 1_000),
        "max_rate_per_million": allowed * 1e6,
        "max_documents_share": allowed,
    }
    outcomes = []
    for decide_on in ("point", "upper_bound_95"):
        gate = Gate(A, **{bound: scaled[bound]}, decide_on=decide_on)  # type: ignore[arg-type]  # by parameters
        reason = only(docket_of(gate, place_of(estimate, documents=stratum.documents)))
        assert reason.measured is not None
        assert math.isfinite(reason.measured)
        outcomes.append(reason.outcome)
    plain, strict = outcomes
    assert (plain is PASS) == (strict is PASS)
    assert plain is not FAIL or strict is FAIL
