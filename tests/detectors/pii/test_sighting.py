from random import Random

from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.pii.sighting import Rank, Sighting, settle


def sighting(rule: str, start: int, end: int, confidence: float = 0.5, rank: Rank = Rank.PATTERN) -> Sighting:
    return Sighting(rule, start, end, confidence, rank, "")


def test_ours_a_pattern_rule_has_the_place_before_a_longer_phone_number() -> None:
    mobile, phone = sighting("pii.cn.mobile", 4, 15), sighting("pii.phone.international", 0, 15, 0.99, Rank.PHONE)
    assert settle([phone, mobile]) == [mobile]


def test_ours_the_longer_span_comes_before_the_surer_one() -> None:
    email, mobile = sighting("pii.email", 0, 22, 0.5), sighting("pii.cn.mobile", 0, 11, 0.9)
    assert settle([mobile, email]) == [email]


def test_ours_of_equal_spans_the_surer_stays_and_then_the_first_by_id() -> None:
    weak, sure, same = sighting("pii.a", 0, 9, 0.5), sighting("pii.b", 0, 9, 0.9), sighting("pii.c", 0, 9, 0.9)
    assert settle([weak, same, sure]) == [sure]


def test_ours_rules_of_another_family_are_not_outdone() -> None:
    shipped, own = sighting("pii.email", 0, 20), sighting("acme.customer", 5, 9)
    assert sorted(settle([shipped, own]), key=lambda one: one.rule) == [own, shipped]


def test_what_only_touches_does_not_overlap() -> None:
    one, other = sighting("pii.a", 0, 5), sighting("pii.a", 5, 9)
    assert settle([other, one]) == [one, other]


def test_what_overlapped_only_a_loser_stays() -> None:
    first, middle, last = sighting("pii.a", 0, 10), sighting("pii.b", 8, 16), sighting("pii.c", 15, 20)
    assert settle([first, middle, last]) == [first, last]


sightings = st.builds(
    lambda rule, start, length, confidence, rank: sighting(rule, start, start + length, confidence, rank),
    st.sampled_from(["pii.a", "pii.b", "own.c"]),
    st.integers(0, 60),
    st.integers(1, 15),
    st.sampled_from([0.5, 0.9]),
    st.sampled_from(list(Rank)),
)


@given(st.lists(sightings, max_size=30), st.randoms())
def test_the_order_of_sightings_changes_nothing_and_what_stays_never_overlaps(
    given_: list[Sighting], random: Random
) -> None:
    kept = settle(given_)
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert set(settle(shuffled)) == set(kept)
    for one in kept:
        others = [other for other in kept if other is not one and other.rule[:3] == one.rule[:3]]
        assert all(other.end <= one.start or other.start >= one.end for other in others)


@given(st.lists(sightings, min_size=1, max_size=30))
def test_every_sighting_that_goes_overlaps_one_that_stays(given_: list[Sighting]) -> None:
    kept = settle(given_)
    for gone in set(given_) - set(kept):
        rivals = [stays for stays in kept if stays.rule[:3] == gone.rule[:3]]
        assert any(stays.start < gone.end and gone.start < stays.end for stays in rivals)
