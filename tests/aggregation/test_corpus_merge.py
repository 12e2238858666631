"""Reports add up in any order and grouping; a shard counts once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.aggregation.corpus import corpus_of, merge, with_duplicates
from scanner.aggregation.totals import SAMPLE_SIZE, no_totals, sum_totals
from scanner.errors import MergeError
from scanner.types.document import Compression, Format
from scanner.types.duplicates import DuplicateClusters
from scanner.types.report import (
    SHARD_SCHEMA,
    CorpusReport,
    Coverage,
    GroupTally,
    Place,
    RuleTally,
    ShardFacts,
    ShardReport,
    Totals,
)
from scanner.types.rule import Severity

SEVERITIES = {"pii.a": Severity.HIGH, "pii.b": Severity.LOW}
COUNT = st.integers(0, 50)
COUNTS = st.dictionaries(st.sampled_from(["x", "y", "z"]), st.integers(1, 9), max_size=3)
RULES = st.sampled_from(sorted(SEVERITIES))

COVERAGE = st.builds(Coverage, COUNT, COUNT, COUNT, COUNT, COUNT, COUNTS, COUNTS, COUNT, COUNT, COUNT)


@st.composite
def totals(draw: st.DrawFn, shard: str) -> Totals:
    groups = st.dictionaries(
        st.sampled_from(["en", "zh", "und"]),
        st.builds(GroupTally, COUNT, st.dictionaries(RULES, st.integers(1, 9))),
        max_size=3,
    )
    place = st.builds(lambda key: Place(f"{key:016x}", shard, "line:0", "text", 0, 1), st.integers(0, 2**64 - 1))
    return Totals(
        coverage=draw(COVERAGE),
        rules=draw(st.dictionaries(RULES, st.builds(RuleTally, COUNT, COUNT, COUNTS))),
        languages=draw(groups),
        hosts=draw(groups),
        signals=draw(st.dictionaries(st.sampled_from(["robots", "licence"]), COUNTS)),
        samples=draw(
            st.dictionaries(RULES, st.lists(place, max_size=2 * SAMPLE_SIZE).map(lambda found: tuple(sorted(found))))
        ),
        sources=draw(groups),
    )


@st.composite
def corpora(draw: st.DrawFn) -> list[CorpusReport]:
    names = draw(st.lists(st.text("abc/", min_size=1, max_size=4), min_size=1, max_size=6, unique=True))
    return [
        corpus_of(
            ShardReport(
                SHARD_SCHEMA,
                "ruleset",
                ShardFacts(name, Format.JSONL, Compression.NONE, 1, "00", "read", ()),
                draw(totals(name)),
            ),
            SEVERITIES,
        )
        for name in names
    ]


@given(corpora(), st.randoms(use_true_random=False))
def test_merging_in_any_order_and_grouping_gives_the_same_report(parts: list[CorpusReport], random: object) -> None:
    whole = merge(parts)
    shuffled = parts.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands over a random.Random
    assert merge(shuffled) == whole
    grouped = shuffled[0]
    for part in shuffled[1:]:
        grouped = merge((grouped, part))
    assert merge((grouped,)) == whole


@given(corpora())
def test_samples_are_the_smallest_keys_of_all_shards(parts: list[CorpusReport]) -> None:
    whole = merge(parts)
    for rule in whole.totals.samples:
        every = sorted(place for part in parts for place in part.totals.samples.get(rule, ()))
        assert whole.totals.samples[rule] == tuple(every[:SAMPLE_SIZE])
        assert all(left <= right for left, right in pairwise(whole.totals.samples[rule]))


@given(totals("a"))
def test_nothing_added_changes_nothing(part: Totals) -> None:
    once = sum_totals((part,))
    assert sum_totals((no_totals(), part, no_totals())) == once
    assert once.coverage == part.coverage


@given(corpora())
def test_a_shard_in_two_reports_is_an_error_that_names_it(parts: list[CorpusReport]) -> None:
    twice = min(parts[0].shards)
    with pytest.raises(MergeError, match=f"shard {twice} is in two"):
        merge([*parts, parts[0]])


def test_merging_no_report_is_an_error() -> None:
    with pytest.raises(MergeError, match="no report"):
        merge([])


@given(corpora())
def test_reports_of_different_rulesets_do_not_merge(parts: list[CorpusReport]) -> None:
    other = CorpusReport(parts[0].schema, "another", {"zz": parts[0].shards[min(parts[0].shards)]}, no_totals(), None)
    with pytest.raises(MergeError, match="different rulesets"):
        merge([*parts, other])


@given(corpora())
def test_a_report_with_resolved_duplicates_does_not_merge(parts: list[CorpusReport]) -> None:
    with pytest.raises(MergeError, match="resolved duplicates"):
        merge([with_duplicates(parts[0], DuplicateClusters(0, 0, 0, 0, 0))])
