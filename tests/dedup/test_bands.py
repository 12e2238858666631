"""Which bands find which pairs, and how alike signatures must be."""

import pytest

from scanner.dedup.bands import Bands, bands_for
from scanner.dedup.links import least_agreement


@pytest.mark.parametrize(
    ("min_similarity", "values"),
    [
        pytest.param(1.0, 128, id="identical means every value"),
        pytest.param(0.8, 95, id="not significantly below 0.8"),
        pytest.param(0.5, 55, id="not significantly below 0.5"),
        pytest.param(0.0, 1, id="never nothing at all"),
    ],
)
def test_ours_least_agreement_allows_for_the_error_of_the_estimate(min_similarity: float, values: int) -> None:
    assert least_agreement(min_similarity, 128) == values


@pytest.mark.parametrize(
    ("min_similarity", "bands"),
    [
        pytest.param(0.9, Bands(16, 8), id="high: long bands find enough"),
        pytest.param(0.8, Bands(21, 6), id="the shipped rule"),
        pytest.param(0.5, Bands(42, 3), id="low: short bands"),
        pytest.param(0.0, Bands(128, 1), id="nothing finds enough"),
    ],
)
def test_bands_find_99_of_100_pairs_at_the_least_similarity(min_similarity: float, bands: Bands) -> None:
    assert bands_for(min_similarity, 128) == bands


def test_the_chance_of_being_found_is_the_s_curve() -> None:
    assert Bands(16, 8).chance_found(0.8) == pytest.approx(0.947, abs=0.001)
    assert Bands(9, 13).chance_found(0.8) == pytest.approx(0.399, abs=0.001)
    assert Bands(20, 6).chance_found(0.8) == pytest.approx(0.998, abs=0.001)
