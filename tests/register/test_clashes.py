"""Which patterns of one rank can match the same thing, against every pair held to every other."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from registers import register_text, signed
from scanner.register.clashes import meeting
from scanner.register.load import parse_register
from scanner.register.patterns import ShardPattern, UrlPattern, may_meet, read_url_pattern

GLOBS = st.text("ab*?", min_size=1, max_size=5).map(ShardPattern)
PATHS = st.text("ab*$", max_size=5).map(lambda path: read_url_pattern(f"a.example/{path}"))


def of_one_rank(patterns: list[UrlPattern | ShardPattern]) -> list[list[UrlPattern | ShardPattern]]:
    ranks = {pattern.rank for pattern in patterns}
    return [[pattern for pattern in patterns if pattern.rank == rank] for rank in ranks]


@given(st.one_of(st.lists(GLOBS, max_size=12, unique=True), st.lists(PATHS, max_size=12, unique=True)))
def test_no_pair_that_meets_is_passed_over_and_none_comes_twice(patterns: list[UrlPattern | ShardPattern]) -> None:
    for group in of_one_rank(patterns):
        found = [frozenset(pair) for pair in meeting(group) if may_meet(*pair)]
        assert len(found) == len(set(found))
        assert set(found) == {frozenset(pair) for pair in combinations(group, 2) if may_meet(*pair)}


def test_thousands_of_sources_with_a_folder_each_need_no_pair_of_them_looked_at() -> None:
    assert not list(meeting([ShardPattern(f"folder-{number:05}/*.jsonl.gz") for number in range(3000)]))


def test_of_very_many_clashes_the_first_are_named() -> None:
    text = register_text(*(signed(f"s{number}", f"shards: ['*{number:03}*']") for number in range(40)))
    found, faults = parse_register(text)
    assert found is None
    assert len(faults) == 101
    assert faults[-1].endswith("more may, mend these first")
