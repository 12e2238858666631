"""Detections become counts: findings once each, documents once a rule, gaps by reason."""

from hypothesis import given
from hypothesis import strategies as st

from scanner.aggregation.tally import DocumentFacts, Tally, place_of
from scanner.aggregation.totals import no_totals
from scanner.types.finding import Detection, Finding, NotLooked, Statement
from scanner.types.report import Totals

FACTS = {"line:0": DocumentFacts("a.net", "en"), "line:1": DocumentFacts("b.net", "zh")}
DETECTION = st.one_of(
    st.builds(
        Finding,
        st.sampled_from(["pii.a", "pii.b"]),
        st.sampled_from(sorted(FACTS)),
        st.just("text"),
        st.integers(0, 9),
        st.integers(10, 20),
        st.just(0.5),
    ),
    st.builds(NotLooked, st.just("pii.c"), st.sampled_from(sorted(FACTS)), st.sampled_from(["why", "how"])),
    st.builds(Statement, st.sampled_from(sorted(FACTS)), st.just("robots"), st.sampled_from(["allow", "deny"])),
)


def tallied(*batches: list[Detection]) -> Totals:
    tally = Tally("shard")
    for batch in batches:
        tally.add_detections(batch, FACTS)
    return tally.totals(no_totals().coverage, ("pii.a", "pii.b", "pii.c"))


def test_a_document_with_two_findings_of_a_rule_counts_once() -> None:
    found: list[Detection] = [Finding("pii.a", "line:0", "text", start, start + 1, 0.5) for start in (0, 5)]
    totals = tallied(found)
    assert (totals.rules["pii.a"].findings, totals.rules["pii.a"].documents) == (2, 1)
    assert totals.languages["en"].rules == {"pii.a": 1}
    assert totals.hosts["a.net"].rules == {"pii.a": 1}


def test_every_rule_has_a_line_even_when_never_met() -> None:
    assert tallied([]).rules.keys() == {"pii.a", "pii.b", "pii.c"}


def test_what_could_not_be_looked_for_is_counted_by_reason() -> None:
    totals = tallied([NotLooked("pii.c", "line:0", "why"), NotLooked("pii.c", "line:1", "why")])
    assert totals.rules["pii.c"].not_looked == {"why": 2}
    assert totals.rules["pii.c"].findings == 0


@given(st.lists(DETECTION, max_size=30))
def test_the_order_of_detections_and_the_size_of_batches_change_nothing(detections: list[Detection]) -> None:
    whole = tallied(detections)
    assert tallied(detections[::-1]) == whole
    by_document = [[found for found in detections if found.document == name] for name in FACTS]
    assert tallied(*by_document) == whole


def test_a_place_key_depends_on_the_place_and_not_on_the_value() -> None:
    one = Finding("pii.a", "line:0", "text", 1, 2, 0.5, "11")
    other_value = Finding("pii.a", "line:0", "text", 1, 2, 0.9, "22")
    other_place = Finding("pii.a", "line:0", "text", 1, 3, 0.5, "11")
    assert place_of("s", one).key == place_of("s", other_value).key
    assert place_of("s", one).key != place_of("s", other_place).key
    assert place_of("s", one).key != place_of("t", one).key
