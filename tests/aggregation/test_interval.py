"""Limits hold what they promise, checked against counting every possible sample."""

import random
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.aggregation.interval import drawn_limits, joined_limits


def at_most(met: int, number: int, looked: int, documents: int) -> float:
    """The slow, obviously right tail of the hypergeometric distribution."""
    ways = sum(
        comb(number, seen) * comb(documents - number, looked - seen) for seen in range(met + 1) if seen <= looked
    )
    return ways / comb(documents, looked)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_limits_are_those_of_inverting_both_tails(data: st.DataObject) -> None:
    documents = data.draw(st.integers(1, 60))
    looked = data.draw(st.integers(1, documents))
    met = data.draw(st.integers(0, looked))
    possible = [
        number
        for number in range(met, documents - looked + met + 1)
        if at_most(met, number, looked, documents) > 0.025
        and (met == 0 or 1 - at_most(met - 1, number, looked, documents) > 0.025)
    ]
    assert drawn_limits(met, looked, documents) == (possible[0], possible[-1])


def test_nothing_is_uncertain_where_all_was_looked_at() -> None:
    assert drawn_limits(7, 20, 20) == (7, 7)


def test_limits_of_a_billion_documents_are_reckoned_at_once() -> None:
    low, high = drawn_limits(200, 10_000, 1_000_000_000)
    assert 17_000_000 < low < 20_000_000 < high < 24_000_000


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
def test_intervals_hold_the_truth_in_at_least_95_of_100_samples(share: float) -> None:
    rng = random.Random(4)
    documents, looked = 2_000, 150
    truth = round(share * documents)
    held = 0
    for _ in range(400):
        met = sum(number < truth for number in rng.sample(range(documents), looked))
        low, high = drawn_limits(met, looked, documents)
        held += low <= truth <= high
    assert held >= 0.94 * 400


def test_limits_of_a_sum_are_narrower_than_the_sum_of_limits() -> None:
    assert joined_limits([(5.0, 2.0, 9.0), (5.0, 1.0, 8.0)]) == (10.0, 5.0, 15.0)
