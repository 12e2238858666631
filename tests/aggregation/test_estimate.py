"""What a sample says of the whole: right on average, honest about what was not looked at, the same in any order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.aggregation.estimate import agreements_of, estimate_of, estimates_of
from scanner.aggregation.strata import opinions_of, strata_of, sum_opinions, sum_strata
from scanner.aggregation.tally import DocumentFacts, Tally
from scanner.aggregation.totals import no_totals
from scanner.types.estimate import Agreement, OpinionTally, StratumTally
from scanner.types.finding import Detection, Drawn, Finding, Opinion

STRATUM = st.builds(
    lambda unlooked, quiet, counts: StratumTally(
        unlooked + quiet + len(counts),
        quiet + len(counts),
        len(counts),
        sum(counts),
        sum(count**2 for count in counts),
    ),
    st.integers(0, 50),
    st.integers(0, 20),
    st.lists(st.integers(1, 9), max_size=9),
)
STRATA = st.dictionaries(st.sampled_from(["en a", "en b", "zh a"]), STRATUM, max_size=3)


def test_where_everything_was_looked_at_the_estimate_is_the_count() -> None:
    found = estimate_of({"en a": StratumTally(10, 10, 4, 9, 30), "en b": StratumTally(5, 5, 0, 0, 0)})
    assert found is not None
    assert (found.share, found.share_low, found.share_high) == pytest.approx((4 / 15, 4 / 15, 4 / 15), abs=1e-6)
    assert (found.findings, found.findings_low, found.findings_high) == (9, 9, 9)


def test_each_stratum_counts_by_its_size_and_not_by_how_much_of_it_was_drawn() -> None:
    found = estimate_of({"en a": StratumTally(900, 90, 9, 9, 9), "en b": StratumTally(100, 50, 50, 100, 200)})
    assert found is not None
    assert found.share == pytest.approx((90 + 100) / 1000)
    assert found.findings == pytest.approx(90 + 200)
    assert found.share_low < 0.19 < found.share_high


def test_a_stratum_that_was_not_looked_at_may_hold_anything() -> None:
    found = estimate_of({"en a": StratumTally(10, 10, 0, 0, 0), "en b": StratumTally(10, 0, 0, 0, 0)})
    assert found is not None
    assert (found.share_low, found.share_high) == (0.0, 0.5)
    assert found.findings_high is None


def test_nothing_looked_at_gives_no_estimate() -> None:
    assert estimate_of({"en a": StratumTally(10, 0, 0, 0, 0)}) is None


@given(STRATA)
def test_intervals_hold_their_estimate_and_what_was_seen(strata: dict[str, StratumTally]) -> None:
    found = estimate_of(strata)
    if found is not None:
        assert 0 <= found.share_low <= found.share + 1e-9
        assert found.share <= found.share_high + 1e-9 <= 1 + 2e-9
        assert found.findings_low <= found.findings + 1e-6
        assert found.findings_high is None or found.findings <= found.findings_high + 1e-6
        assert found.share_low * found.documents >= sum(each.met for each in strata.values()) - 1e-3


@given(STRATA, STRATA, STRATA)
def test_strata_add_up_in_any_order(
    one: dict[str, StratumTally], two: dict[str, StratumTally], three: dict[str, StratumTally]
) -> None:
    assert sum_strata(one, sum_strata(two, three)) == sum_strata(sum_strata(three, one), two)
    left, right = OpinionTally(one, {}), OpinionTally(two, {})
    assert sum_opinions(left, right) == sum_opinions(right, left)


def test_the_interval_of_a_stratified_sample_holds_the_truth_in_95_of_100_draws() -> None:
    rng = random.Random(11)
    sizes = {"en a": (3_000, 0.02, 0.02), "en b": (1_000, 0.5, 0.15), "en c": (500, 0.95, 0.05)}
    truth = sum(size * share for size, share, _ in sizes.values())
    held = 0
    for _ in range(300):
        strata = {}
        for name, (size, share, rate) in sizes.items():
            looked = sum(rng.random() < rate for _ in range(size))
            met = sum(number < share * size for number in rng.sample(range(size), looked))
            strata[name] = StratumTally(size, looked, met, met, met)
        found = estimate_of(strata)
        assert found is not None
        held += found.share_low * found.documents <= truth <= found.share_high * found.documents
    assert held >= 0.94 * 300


def test_a_tally_counts_each_document_in_its_stratum() -> None:
    tally = Tally("shard")
    facts = {f"line:{number}": DocumentFacts("a.net", "en") for number in range(3)}
    detections: list[Detection] = [
        Finding("pii.n", "line:0", "text", 0, 2, 0.5),
        Finding("pii.n", "line:0", "text", 4, 6, 0.5),
        *(Drawn("pii.n", f"line:{number}", "en a", looked=number < 2) for number in range(3)),
    ]
    tally.add_detections(detections, facts)
    totals = tally.totals(no_totals().coverage, ("pii.n",))
    assert totals.strata == {"pii.n": {"en a": StratumTally(3, 2, 1, 2, 4)}}
    assert estimates_of(totals)["pii.n"].findings == pytest.approx(3)


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


def test_documents_of_no_rule_are_in_no_stratum() -> None:
    assert strata_of([], {("pii.n", "line:0"): 1}) == {}
