"""What a second pipeline says of the first one's names: bands, limits, and what both see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.aggregation.estimate import agreements_of
from scanner.aggregation.strata import opinions_of
from scanner.aggregation.totals import no_totals
from scanner.types.estimate import Agreement
from scanner.types.finding import Opinion


def test_a_second_opinion_tells_how_far_each_band_is_to_be_believed() -> None:
    opinions = [
        *(Opinion("pii.n", f"line:{n}", "en", (("en 0.85-1.00", 2, 2),), second=2) for n in range(40)),
        *(Opinion("pii.n", f"line:{n}", "en", (("en 0.00-0.50", 1, 0),), second=0) for n in range(40, 60)),
        *(Opinion("pii.n", f"line:{n}", "en", (("en 0.85-1.00", 2, 0),), second=None) for n in range(60, 86)),
        *(Opinion("pii.n", f"line:{n}", "en", (("en 0.00-0.50", 1, 0),), second=None) for n in range(86, 100)),
        *(Opinion("pii.n", f"line:{n}", "en", (), second=int(n == 100)) for n in range(100, 120)),
    ]
    totals = no_totals()
    totals.opinions.update(opinions_of(opinions))
    found = agreements_of(totals)["pii.n"]
    assert {name: each.word for name, each in found.bands.items()} == {
        "en 0.00-0.50": "possible",
        "en 0.85-1.00": "likely",
    }
    assert (found.bands["en 0.85-1.00"].names, found.bands["en 0.85-1.00"].checked) == (132, 80)
    assert found.both_low < found.both <= found.both_high
    assert found.both == pytest.approx(132)
    assert (found.second.documents, found.second.looked) == (120, 80)
    assert found.second.share_low < (40 * 100 / 60 + 1) / 120 < found.second.share_high


def agreement(*opinions: Opinion) -> Agreement:
    totals = no_totals()
    totals.opinions.update(opinions_of(opinions))
    return agreements_of(totals)["pii.n"]


def test_where_all_names_were_checked_the_agreement_is_the_count() -> None:
    found = agreement(
        *(
            Opinion("pii.n", f"line:{n}", "en", (("en 0.85-1.00", 1, int(n < 60)),), second=int(n < 60))
            for n in range(100)
        )
    )
    band = found.bands["en 0.85-1.00"]
    assert (band.share, band.low, band.high) == (0.6, 0.6, 0.6)
    assert (found.both, found.both_low, found.both_high) == (60, 60, 60)


def test_a_band_that_was_not_checked_is_guessed_to_be_like_the_others() -> None:
    found = agreement(
        Opinion("pii.n", "line:0", "en", (("en 0.85-1.00", 4, 1),), second=1),
        Opinion("pii.n", "line:1", "en", (("en 0.00-0.50", 4, 0),), second=None),
    )
    band = found.bands["en 0.00-0.50"]
    assert (band.share, band.low, band.high, band.word) == (0.25, 0.0, 1.0, "possible")


def test_one_name_of_the_second_over_two_of_the_first_is_seen_by_both_once() -> None:
    found = agreement(Opinion("pii.n", "line:0", "en", (("en 0.85-1.00", 2, 2),), second=1))
    assert (found.bands["en 0.85-1.00"].share, found.both, found.both_low, found.both_high) == (1.0, 1, 1, 1)


OPINION = st.tuples(
    st.sampled_from(["en", "de"]),
    st.dictionaries(st.sampled_from(["en 0.85-1.00", "zh 0.85-1.00"]), st.tuples(st.integers(1, 5), st.integers(0, 5))),
    st.none() | st.integers(0, 5),
)


@given(st.lists(OPINION, min_size=1, max_size=12))
def test_both_together_never_see_more_than_either(
    said: list[tuple[str, dict[str, tuple[int, int]], int | None]],
) -> None:
    totals = no_totals()
    opinions = [
        Opinion("pii.n", f"line:{number}", language, _bands(bands), second)
        for number, (language, bands, second) in enumerate(said)
    ]
    totals.opinions.update(opinions_of(opinions))
    for found in agreements_of(totals).values():
        names = sum(band.names for band in found.bands.values())
        assert 0 <= found.both_low <= found.both <= found.both_high <= names + 1e-6
        assert found.both <= found.second.findings + 1e-6
        assert found.second.findings_high is None or found.both_high <= found.second.findings_high + 1e-6


def _bands(bands: dict[str, tuple[int, int]]) -> tuple[tuple[str, int, int], ...]:
    return tuple((band, names, min(names, confirmed)) for band, (names, confirmed) in sorted(bands.items()))
