"""A bound on what was found: when it is exceeded, and when nobody can tell that it holds."""

from dataclasses import replace

import pytest

from scanner.pipeline.bounded_share import doubts, is_exceeded
from scanner.types.comparison import (
    COMPARISON_SCHEMA,
    CONTAMINATION_SCHEMA,
    ComparedRun,
    Comparison,
    Contamination,
    ItemsFound,
    NgramIndex,
    ReadCorpus,
)

RUN = ComparedRun("", documents=100, compared=90, found=0, found_at_bound=0, unread_shards=0, lost_records=0,
                  found_by_shard={})  # fmt: skip
INDEX = NgramIndex("", ngram=13, min_tokens=8, items=100, short_items=0, skipped_items=10, repeated_items=10)
CORPUS = ReadCorpus("", shards=2, unread_shards=0, documents=50, lost_records=0)


def _comparison(reference: ComparedRun = RUN, corpus: ComparedRun = RUN) -> Comparison:
    share = reference.found / reference.compared
    return Comparison(COMPARISON_SCHEMA, "", 0.8, 0.7422, share, 0, corpus, reference, 0, {})


def _contamination(corpus: ReadCorpus = CORPUS, index: NgramIndex = INDEX, found: int = 0) -> Contamination:
    looked_for = index.items - index.skipped_items - index.repeated_items
    empty = ItemsFound({}, {})
    return Contamination(CONTAMINATION_SCHEMA, 0.8, found, found / looked_for, empty, corpus, index)


def test_a_share_is_compared_unrounded() -> None:
    reference = replace(RUN, documents=3_000_000, compared=3_000_000, found=1)
    assert is_exceeded(_comparison(reference), 0.0)
    assert is_exceeded(_comparison(reference), 0.0000003)
    assert not is_exceeded(_comparison(reference), 0.000_000_4)


def test_a_bound_that_holds_by_all_there_is_has_no_doubts() -> None:
    assert doubts(_comparison(), 0.0, 0.5) == ()
    assert doubts(_contamination(), 0.0, 0.5) == ()


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        pytest.param(_contamination(replace(CORPUS, documents=0)), "no document of the corpus", id="empty-corpus"),
        pytest.param(_contamination(replace(CORPUS, unread_shards=1)), "not read in whole: 1 shard", id="unread"),
        pytest.param(_contamination(index=replace(INDEX, skipped_items=60)), "only 40 are long", id="short-items"),
        pytest.param(_comparison(replace(RUN, documents=181)), "of the reference only 90", id="short-reference"),
        pytest.param(_comparison(corpus=replace(RUN, documents=181)), "of the corpus only 90", id="short-corpus"),
        pytest.param(_comparison(replace(RUN, unread_shards=1)), "not read in whole: 1 shard", id="unread-reference"),
        pytest.param(_comparison(corpus=replace(RUN, unread_shards=2)), "2 shards", id="unread-corpus"),
    ],
)
def test_too_little_read_or_compared_is_a_doubt(report: Comparison | Contamination, reason: str) -> None:
    (doubt,) = doubts(report, 0.5, 0.5)
    assert reason in doubt


def test_how_much_must_be_comparable_can_be_said() -> None:
    report = _comparison(replace(RUN, documents=181))
    assert doubts(report, 0.5, 0.49) == ()
    assert len(doubts(report, 0.5, 0.95)) == 2


def test_lost_records_are_a_doubt_only_where_they_could_exceed_the_bound() -> None:
    corpus = replace(CORPUS, lost_records=5)
    assert doubts(_contamination(corpus, found=3), 8 / 80, 0.5) == ()
    assert doubts(_contamination(corpus, found=4), 8 / 80, 0.5) == (
        "text of 5 records was lost: with them it may be 9 of 80",
    )
    lost = replace(RUN, lost_records=10)
    assert doubts(_comparison(reference=lost), 0.1, 0.5) == ()  # 10 of 100
    assert doubts(_comparison(corpus=replace(RUN, lost_records=9)), 0.1, 0.5) == ()  # 9 of 90
    assert len(doubts(_comparison(corpus=lost), 0.1, 0.5)) == 1  # 10 of 90
    assert doubts(_comparison(corpus=replace(lost, lost_records=1000)), 1.0, 0.5) == ()
