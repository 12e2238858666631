"""Limits from drawn shards: exact at the ends, never too narrow, and right whenever one stops looking."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sampling.betting import Counted, limits_of

Counts = npt.NDArray[np.int64]


def counted(met: Counts, documents: Counts, order: Counts, of_shards: int) -> Counted:
    return Counted(met[order].tolist(), documents[order].tolist(), of_shards, float(documents.max()))


def populations() -> dict[str, tuple[Counts, Counts]]:
    """Return findings and documents of 150 shards, of kinds that make usual intervals too narrow."""
    draw = np.random.default_rng(11)
    documents = draw.integers(500, 1500, 150)
    shares = {
        "even": np.full(150, 0.02),
        "a few shards hold nearly all": np.where(draw.random(150) < 0.04, 0.9, 0.001),
        "skew": draw.beta(0.3, 3, 150),
        "nothing": np.zeros(150),
    }
    return {name: (draw.binomial(documents, share), documents) for name, share in shares.items()}


@pytest.mark.parametrize(("name", "population"), populations().items(), ids=list(populations()))
def test_limits_hold_the_truth_as_often_as_they_say(name: str, population: tuple[Counts, Counts]) -> None:
    met, documents = population
    truth = met.sum() / documents.sum()
    draw = np.random.default_rng(len(name))
    missed = 0
    for _ in range(40):
        _, low, high = limits_of(counted(met, documents, draw.permutation(150)[:25], 150))
        missed += not low <= truth <= high
    assert missed <= 2


def test_limits_hold_the_truth_also_for_whoever_stops_when_they_please() -> None:
    """ours_: a run may end as soon as its gates are decided, which is a look after every shard."""
    draw = np.random.default_rng(5)
    documents = np.full(60, 100)
    met = draw.binomial(documents, draw.beta(0.5, 2, 60))
    truth = met.sum() / documents.sum()
    wrong = 0
    for _ in range(25):
        order = draw.permutation(60)
        looks = (limits_of(counted(met, documents, order[:number], 60)) for number in range(3, 60, 14))
        wrong += any(not low <= truth <= high for _, low, high in looks)
    assert wrong <= 3


@pytest.mark.parametrize(("shards", "most"), [(20, 0.21), (100, 0.05), (1000, 0.005)])
def test_where_nothing_was_found_some_four_divided_by_the_shards_can_be_excluded(shards: int, most: float) -> None:
    low, high = limits_of(Counted([0] * shards, [50] * shards, 80_000, 50))[1:]
    assert low == 0.0
    assert 3 / shards < high < most


def test_where_all_shards_were_drawn_nothing_is_in_doubt() -> None:
    assert limits_of(Counted([1, 2], [10, 20], 2, 20)) == (0.1, 0.1, 0.1)


def test_without_a_document_nothing_is_known() -> None:
    assert limits_of(Counted([0], [0], 5, 1)) == (0.0, 0.0, 1.0)


def test_shards_that_may_be_larger_than_all_that_were_seen_widen_the_limits() -> None:
    shards = [10] * 50
    assert limits_of(Counted([0] * 50, shards, 500, 40))[2] > 3 * limits_of(Counted([0] * 50, shards, 500, 10))[2]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8), st.integers(0, 40))
def test_the_estimate_lies_within_its_limits(shards: list[tuple[int, int]], more: int) -> None:
    met, documents = [min(pair) for pair in shards], [pair[1] for pair in shards]
    point, low, high = limits_of(Counted(met, documents, len(shards) + more, 50))
    assert 0 <= low <= point + 1e-9
    assert point - 1e-9 <= high <= 1
