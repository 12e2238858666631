"""Ratios of drawn shards: what they are, and how often their intervals hold the truth."""

from math import inf

import numpy as np
import pytest

from scanner.sampling.ratio import Ratio, ratio_of


def test_shards_that_cost_the_same_a_byte_leave_no_doubt() -> None:
    found = ratio_of([2.0, 4.0, 6.0], [1, 2, 3])
    assert (found.low, found.point, found.high) == pytest.approx((2.0, 2.0, 2.0))


def test_one_shard_says_nothing_of_how_much_shards_differ() -> None:
    assert ratio_of([3.0], [2]) == Ratio(1.5, 0.0, inf)


def test_large_shards_weigh_more() -> None:
    assert ratio_of([1.0, 90.0], [1, 9]).point == pytest.approx(9.1)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    draw = np.random.default_rng(7)
    sizes = draw.lognormal(0, 0.7, 2000)
    seconds = sizes * draw.gamma(6, 1 / 6, 2000)
    truth = seconds.sum() / sizes.sum()
    held = 0
    for _ in range(400):
        drawn = draw.choice(2000, 16, replace=False)
        found = ratio_of(seconds[drawn].tolist(), sizes[drawn].tolist())
        held += found.low <= truth <= found.high
    assert 0.88 < held / 400 < 0.98
