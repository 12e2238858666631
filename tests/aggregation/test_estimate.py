"""What a sample says of the whole: right on average, honest about what was not looked at, the same in any order."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.aggregation.estimate import estimate_of, estimates_of
from scanner.aggregation.strata import strata_of, sum_opinions, sum_strata
from scanner.aggregation.tally import DocumentFacts, Tally
from scanner.aggregation.totals import no_totals
from scanner.types.estimate import OpinionTally, StratumTally
from scanner.types.finding import Detection, Drawn, Finding

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


def test_an_unread_stratum_is_guessed_from_the_others_each_by_its_size_and_not_by_how_much_of_it_was_drawn() -> None:
    read = {"en a": StratumTally(900, 9, 0, 0, 0), "en b": StratumTally(100, 90, 90, 180, 360)}
    found = estimate_of({**read, "en c": StratumTally(1_000, 0, 0, 0, 0)})
    assert found is not None
    assert found.share == pytest.approx(0.1)
    assert found.findings == pytest.approx(400)


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
        assert found.findings_low >= sum(each.findings for each in strata.values()) - 1e-3
        assert found.findings_low >= found.share_low * found.documents - 1e-3  # each of them holds one at least
        if found.findings_high is not None:
            assert found.findings_high >= found.share_high * found.documents - 1e-3


@pytest.mark.parametrize("met", [1, 2])
def test_one_or_two_documents_with_findings_say_nothing_of_how_many_others_hold(met: int) -> None:
    found = estimate_of({"en a": StratumTally(1000, met, met, 3 * met, 9 * met)})
    assert found is not None
    assert found.findings == 3_000
    assert found.findings_high is None
    assert found.share_low * 1000 <= found.findings_low <= 3 * found.share_low * 1000


def test_without_a_finding_in_the_sample_their_number_has_no_upper_end_unless_none_can_be_left() -> None:
    few = estimate_of({"en a": StratumTally(1000, 100, 0, 0, 0)})
    nearly_all = estimate_of({"en a": StratumTally(100, 99, 0, 0, 0), "en b": StratumTally(9, 9, 1, 2, 4)})
    assert few is not None
    assert (few.findings, few.findings_low, few.findings_high) == (0, 0, None)
    assert nearly_all is not None
    assert (nearly_all.findings, nearly_all.findings_low, nearly_all.findings_high) == (2, 2, 2)


def test_documents_all_alike_leave_room_for_others_and_less_the_more_were_seen() -> None:
    widths = []
    for looked in (5, 50, 500):
        found = estimate_of({"en a": StratumTally(1000, looked, looked, 3 * looked, 9 * looked)})
        assert found is not None
        assert found.findings_high is not None
        assert found.findings_low < 3_000 < found.findings_high
        widths.append(found.findings_high - found.findings_low)
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] < 0.02 * 3_000


@pytest.mark.parametrize("mean", [1.2, 3, 10])
@pytest.mark.parametrize(
    "strata",
    [
        pytest.param([(1000, 0.05, 0.05)], id="rare, few drawn"),
        pytest.param([(1000, 0.05, 0.2)], id="rare"),
        pytest.param([(200, 0.9, 0.02)], id="four of 200"),
        pytest.param([(1500, 0.02, 0.05), (500, 0.5, 0.07), (250, 0.95, 0.02)], id="strata drawn unequally"),
        pytest.param([(300, 0.1, 0.06), (100, 0.5, 0.06), (50, 0.95, 0.1)], id="small strata"),
    ],
)
def test_the_number_of_findings_lies_inside_its_interval_in_93_of_100_draws(
    strata: list[tuple[int, float, float]], mean: float
) -> None:
    """Counts fall geometrically, so that few documents hold many; the nominal share is 95 %."""
    rng = random.Random(7)
    whole = [
        [1 + int(math.log(1 - rng.random()) / math.log(1 - 1 / mean)) for _ in range(round(size * share))]
        + [0] * (size - round(size * share))
        for size, share, _ in strata
    ]
    truth = sum(map(sum, whole))
    held = draws = 0
    while draws < 200:
        parts = {}
        for number, (counts, (_, _, rate)) in enumerate(zip(whole, strata, strict=True)):
            drawn = [count for count in counts if rng.random() < rate]
            met = sum(count > 0 for count in drawn)
            parts[f"en {number}"] = StratumTally(
                len(counts), len(drawn), met, sum(drawn), sum(count**2 for count in drawn)
            )
        found = estimate_of(parts)
        if found is not None:
            draws += 1
            held += found.findings_low <= truth and (found.findings_high is None or truth <= found.findings_high)
    assert held >= 0.93 * draws


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


def test_documents_of_no_rule_are_in_no_stratum() -> None:
    assert strata_of([], {("pii.n", "line:0"): 1}) == {}
